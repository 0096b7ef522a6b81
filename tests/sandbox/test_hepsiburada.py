"""Hepsiburada's order services as a merchant's software meets them (hepsiburada.md)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

import httpx
import pytest

from invekto.core import clock
from tests.sandbox.receiver import Receiver

TURKEY = ZoneInfo("Europe/Istanbul")
DAY = timedelta(days=1)
ORDER: dict[str, Any] = {
    "number": "4001234567",
    "phone": "+905321112233",
    "name": "Kerem Denemeci",
    "city": "Ankara",
    "carrier": "aras",
    "lines": [
        {"name": "Mavi Seramik Kupa", "sku": "kupa-mavi", "color": "Mavi", "quantity": 2, "price": 189.90},
        {"name": "Tabak", "sku": "TABAK-1", "quantity": 1, "price": "100"},
    ],
}
PAGE = {"offset": 0, "limit": 50}


def create(control: httpx.Client, merchant: str, **more: Any) -> dict[str, Any]:
    answer = control.post("hepsiburada/orders", json=ORDER | {"account": merchant} | more)
    assert answer.status_code == 201, answer.text
    made: dict[str, Any] = answer.json()
    return made


def move(control: httpx.Client, merchant: str, number: str = "4001234567", **more: Any) -> dict[str, Any]:
    answer = control.patch(f"hepsiburada/orders/{number}", json={"account": merchant} | more)
    assert answer.status_code == 200, answer.text
    changed: dict[str, Any] = answer.json()
    return changed


def read(hepsiburada: httpx.Client, path: str, **query: Any) -> Any:
    answer = hepsiburada.get(path, params=query)
    assert answer.status_code == 200, answer.text
    return answer.json()


def items(hepsiburada: httpx.Client, path: str, **query: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = read(hepsiburada, path, **(PAGE | query))["items"]
    return found


def local(moment: Any) -> str:
    text: str = moment.astimezone(TURKEY).strftime("%Y-%m-%d %H:%M")
    return text


def test_an_open_line_tells_the_customer_in_turkish_wall_clock(
    control: httpx.Client, hepsiburada: httpx.Client, merchant: str
) -> None:
    ordered = (clock.now() - timedelta(hours=5)).replace(microsecond=120_000)
    create(control, merchant, ordered_at=ordered.isoformat())
    first, second = items(hepsiburada, f"orders/merchantid/{merchant}")
    assert first["orderDate"] == ordered.astimezone(TURKEY).strftime("%Y-%m-%dT%H:%M:%S.12")
    assert (first["status"], first["quantity"], first["totalPrice"]["amount"]) == ("Open", 2, 379.80)
    assert first["merchantSKU"] == "KUPA-MAVI"
    assert first["shippingAddress"]["phoneNumber"] == "5321112233"
    assert second["orderNumber"] == first["orderNumber"] == "4001234567"


def test_a_hidden_phone_is_a_number_of_zeros_and_the_mail_a_relay(
    control: httpx.Client, hepsiburada: httpx.Client, merchant: str
) -> None:
    create(control, merchant, phone="masked")
    address = items(hepsiburada, f"orders/merchantid/{merchant}")[0]["shippingAddress"]
    assert address["phoneNumber"] == "5000000000"
    assert address["email"].endswith("@musteri.hepsiburada.com")


def test_an_order_that_waits_for_payment_is_in_a_feed_of_its_own_without_a_customer(
    control: httpx.Client, hepsiburada: httpx.Client, merchant: str
) -> None:
    create(control, merchant, status="PaymentAwaiting")
    row = items(hepsiburada, f"orders/merchantid/{merchant}/paymentawaiting")[0]
    assert (row["OrderNumber"], row["MerchantSku"]) == ("4001234567", "KUPA-MAVI")
    assert not {"customerName", "shippingAddress"} & set(row)
    assert items(hepsiburada, f"orders/merchantid/{merchant}") == []
    move(control, merchant, status="Open")
    assert items(hepsiburada, f"orders/merchantid/{merchant}")[0]["id"] == row["Id"]


def test_each_stage_is_in_its_own_feed_and_nowhere_else(
    control: httpx.Client, hepsiburada: httpx.Client, merchant: str
) -> None:
    create(control, merchant)
    package = move(control, merchant, status="Packaged")["packages"][0]["package"]
    assert items(hepsiburada, f"orders/merchantid/{merchant}") == []
    (packed,) = read(hepsiburada, f"packages/merchantid/{merchant}")
    assert (packed["packageNumber"], packed["status"]) == (package, "Open")
    assert "orderNumber" not in packed
    assert {item["orderNumber"] for item in packed["items"]} == {"4001234567"}
    for status, feed, field in (
        ("Shipped", "shipped", "ShippedDate"),
        ("UnDelivered", "undelivered", "UndeliveredDate"),
        ("Delivered", "delivered", "DeliveredDate"),
    ):
        move(control, merchant, status=status)
        assert read(hepsiburada, f"packages/merchantid/{merchant}") == []
        (row,) = items(hepsiburada, f"packages/merchantid/{merchant}/{feed}")
        assert (row["PackageNumber"], row["OrderNumbers"]) == (package, ["4001234567"])
        assert row[field]
    assert items(hepsiburada, f"packages/merchantid/{merchant}/shipped") == []


def test_the_tracking_number_is_told_by_one_call_and_only_after_the_scan(
    control: httpx.Client, hepsiburada: httpx.Client, merchant: str
) -> None:
    create(control, merchant)
    package = move(control, merchant, status="Packaged")["packages"][0]["package"]
    address = f"packages/merchantid/{merchant}/packagenumber/{package}"
    assert read(hepsiburada, address)["trackingInfoCode"] == ""
    move(control, merchant, status="Shipped", tracking="1000000000017")
    told = read(hepsiburada, address)
    assert (told["trackingInfoCode"], told["status"]) == ("1000000000017", "InTransit")
    assert told["trackingInfoUrl"].endswith("1000000000017")
    assert hepsiburada.get(f"packages/merchantid/{merchant}/packagenumber/1").status_code == 404


def test_packed_again_a_line_keeps_its_id_in_a_package_of_another_number(
    control: httpx.Client, hepsiburada: httpx.Client, merchant: str
) -> None:
    create(control, merchant)
    first = move(control, merchant, status="Packaged")["packages"][0]["package"]
    (before,) = read(hepsiburada, f"packages/merchantid/{merchant}")
    move(control, merchant, status="Unpacked")
    (dissolved,) = read(hepsiburada, f"packages/merchantid/{merchant}/status/unpacked")
    assert dissolved["packageNumber"] == first
    assert {row["id"] for row in items(hepsiburada, f"orders/merchantid/{merchant}")} == {
        item["lineItemId"] for item in before["items"]
    }
    again = move(control, merchant, status="Packaged")["packages"][0]["package"]
    assert again != first


def test_one_package_may_hold_lines_of_two_orders(
    control: httpx.Client, hepsiburada: httpx.Client, merchant: str
) -> None:
    create(control, merchant)
    create(control, merchant, number="4001234568")
    move(control, merchant, pack_with="4001234568")
    (packed,) = read(hepsiburada, f"packages/merchantid/{merchant}")
    assert {item["orderNumber"] for item in packed["items"]} == {"4001234567", "4001234568"}
    move(control, merchant, status="Shipped")
    (row,) = items(hepsiburada, f"packages/merchantid/{merchant}/shipped")
    assert row["OrderNumbers"] == ["4001234567", "4001234568"]


def test_a_line_that_is_cancelled_leaves_the_others(
    control: httpx.Client, hepsiburada: httpx.Client, merchant: str
) -> None:
    create(control, merchant)
    move(control, merchant, cancel_lines=["TABAK-1"])
    (open_line,) = items(hepsiburada, f"orders/merchantid/{merchant}")
    assert open_line["merchantSKU"] == "KUPA-MAVI"
    (gone,) = items(hepsiburada, f"orders/merchantid/{merchant}/cancelled")
    assert (gone["merchantSku"], gone["cancelledBy"]) == ("TABAK-1", "Customer")
    order = read(hepsiburada, f"orders/merchantid/{merchant}/ordernumber/4001234567")
    assert [item["status"] for item in order["items"]] == ["Open", "CancelledByCustomer"]


def test_a_wide_window_is_cut_to_a_day_without_a_word(
    control: httpx.Client, hepsiburada: httpx.Client, merchant: str
) -> None:
    now = clock.now()
    create(control, merchant, ordered_at=(now - 3 * DAY).isoformat())
    create(control, merchant, number="2", ordered_at=(now - DAY).isoformat())
    dates = {"begindate": local(now - 3 * DAY - timedelta(hours=1)), "enddate": local(now)}
    rows = items(hepsiburada, f"orders/merchantid/{merchant}", **dates)
    assert {row["orderNumber"] for row in rows} == {"4001234567"}


def test_another_format_of_a_date_matches_nothing_and_is_no_error(
    control: httpx.Client, hepsiburada: httpx.Client, merchant: str
) -> None:
    now = clock.now()
    create(control, merchant, ordered_at=(now - timedelta(hours=1)).isoformat())
    address = f"orders/merchantid/{merchant}"
    right = {"begindate": local(now - timedelta(hours=2)), "enddate": local(now)}
    assert len(items(hepsiburada, address, **right)) == 2
    for wrong in (
        {key: value.replace(" ", "T") + ":00Z" for key, value in right.items()},
        # The clock of Greenwich shifts the window by three hours.
        {
            "begindate": (now - timedelta(hours=2)).strftime("%Y-%m-%d %H:%M"),
            "enddate": now.strftime("%Y-%m-%d %H:%M"),
        },
    ):
        assert items(hepsiburada, address, **wrong) == []
    for feed in ("shipped", "delivered", "undelivered"):
        answer = hepsiburada.get(f"packages/merchantid/{merchant}/{feed}", params=PAGE | right)
        assert (answer.status_code, answer.json()) == (400, "WrongDateFormat")


def test_packages_hear_only_the_capital_offset(
    control: httpx.Client, hepsiburada: httpx.Client, merchant: str
) -> None:
    for number in range(3):
        create(control, merchant, number=str(number), status="Packaged")
    address = f"packages/merchantid/{merchant}"
    answer = hepsiburada.get(address, params={"limit": 2, "Offset": 2})
    assert (len(answer.json()), answer.headers["pagecount"]) == (1, "2")
    assert len(read(hepsiburada, address, limit=2, offset=2)) == 2  # not heard: the first page again
    assert hepsiburada.get(address, params={"limit": 11}).status_code == 400


@pytest.mark.parametrize(
    ("path", "query", "body"),
    [
        (
            "orders/merchantid/{}",
            {"limit": 10},
            {"message": "Bad Request limit and offset parameters are required"},
        ),
        ("orders/merchantid/{}", {"offset": 0, "limit": 101}, "Limit must be between 1 and 100"),
        ("orders/merchantid/{}/cancelled", {"offset": 0, "limit": 51}, "Limit must be between 1 and 50"),
        ("packages/merchantid/{}/shipped", {"offset": 0, "limit": 51}, "Limit must be between 1 and 50"),
        ("claims/merchantId/{}", {"offset": 0}, "LimitCannotBeEmpty"),
        ("claims/merchantId/{}/status/Lost", {"offset": 0, "limit": 5}, "Wrong Claim Status"),
    ],
)
def test_a_bad_request_is_answered_in_the_shape_of_its_host(
    hepsiburada: httpx.Client, merchant: str, path: str, query: dict[str, Any], body: Any
) -> None:
    answer = hepsiburada.get(path.format(merchant), params=query)
    assert (answer.status_code, answer.json()) == (400, body)


@pytest.mark.parametrize(
    ("agent", "password"),
    [("{} - Invekto", "servis-anahtari"), ("ornek_dev/1.0", "servis-anahtari"), ("ornek_dev", "yanlis")],
)
def test_a_wrong_key_or_user_agent_is_refused_without_a_word(
    hepsiburada: httpx.Client, merchant: str, agent: str, password: str
) -> None:
    answer = hepsiburada.get(
        f"orders/merchantid/{merchant}",
        params=PAGE,
        headers={"User-Agent": agent.format(merchant)},
        auth=(merchant, password),
    )
    assert (answer.status_code, answer.content) == (401, b"")
    assert answer.headers["x-correlation-id"]
    listing = hepsiburada.get(f"listings/merchantid/{merchant}", headers={"User-Agent": "x"})
    assert (listing.status_code, listing.text) == (401, "Missing Credentials!")


def test_the_bot_manager_answers_a_page_and_an_error_may_come_with_200(
    control: httpx.Client, hepsiburada: httpx.Client, merchant: str
) -> None:
    control.post("faults", json={"provider": "hepsiburada", "kind": "520"})
    control.post("faults", json={"provider": "hepsiburada", "kind": "unsuccessful"})
    blocked = hepsiburada.get(f"orders/merchantid/{merchant}", params=PAGE)
    assert (blocked.status_code, blocked.headers["content-type"]) == (520, "text/html")
    failed = hepsiburada.get(f"orders/merchantid/{merchant}", params=PAGE)
    assert (failed.status_code, failed.json()["success"]) == (200, False)
    control.post("faults", json={"provider": "hepsiburada", "kind": "429"})
    busy = hepsiburada.get(f"orders/merchantid/{merchant}", params=PAGE)
    assert (busy.status_code, busy.headers["X-RateLimit-Reset"]) == (429, "1")


def test_changes_are_called_to_fixed_paths_with_two_methods(
    control: httpx.Client, merchant: str, receiver: Receiver
) -> None:
    create(control, merchant)
    line = receiver.next()
    package = move(control, merchant, status="Packaged")["packages"][0]["package"]
    move(control, merchant, status="Shipped")
    move(control, merchant, status="UnDelivered")
    move(control, merchant, status="Delivered")
    move(control, merchant, claim={"sku": "TABAK-1", "reason": "Kırık geldi", "status": "AwaitingAction"})
    assert (line.method, line.path) == ("POST", "/hb/orders")
    assert line.headers["Authorization"].startswith("Basic ")
    assert line.json["items"][0]["CustomerId"]
    told = [receiver.next() for _ in range(5)]
    assert [(one.method, one.path) for one in told] == [
        ("POST", "/hb/packages"),
        ("PUT", f"/hb/packages/{package}/intransit"),
        ("PUT", f"/hb/packages/{package}/undeliver"),
        ("PUT", f"/hb/packages/{package}/deliver"),
        ("PUT", "/hb/claims/awaitingaction"),
    ]
    assert told[1].json["trackingInfoCode"]
    assert told[4].json["explanation"] == "Kırık geldi"


def test_a_cancellation_and_a_dissolved_package_are_called_too(
    control: httpx.Client, merchant: str, receiver: Receiver
) -> None:
    made = create(control, merchant, status="Packaged")
    package = made["packages"][0]["package"]
    move(control, merchant, status="Unpacked")
    move(control, merchant, status="Cancelled")
    paths = [receiver.next().path for _ in range(4)]
    assert paths[:2] == ["/hb/packages", f"/hb/packages/{package}/unpack"]
    assert paths[2:] == [f"/hb/lineitems/{line['line_id']}/cancel" for line in made["lines"]]


def test_what_is_not_taken_comes_again_after_minutes(
    control: httpx.Client, merchant: str, receiver: Receiver
) -> None:
    receiver.answers.append(500)
    create(control, merchant)
    first = receiver.next()
    control.post("clock", json={"advance": "6m"})
    assert receiver.next().body == first.body


def test_a_claim_is_listed_and_can_be_accepted_once_it_needs_action(
    control: httpx.Client, hepsiburada: httpx.Client, merchant: str
) -> None:
    create(control, merchant, status="Delivered")
    move(control, merchant, claim={"sku": "kupa-mavi", "reason": "WrongProduct"})
    (claim,) = read(hepsiburada, f"claims/merchantId/{merchant}", **PAGE)
    assert (claim["Reason"], claim["status"], claim["MerchantSku"]) == (
        "WrongProduct",
        "NewRequest",
        "KUPA-MAVI",
    )
    accept = f"claims/number/{claim['number']}/accept"
    assert hepsiburada.post(accept, json={}).status_code == 400
    move(control, merchant, claim={"sku": "kupa-mavi", "status": "AwaitingAction"})
    assert hepsiburada.post(accept, json={"FinalizedWith": "Refund"}).status_code == 200
    assert len(read(hepsiburada, f"claims/merchantId/{merchant}/status/Accepted", **PAGE)) == 1


def test_a_listing_has_no_name_and_the_catalogue_no_stock(
    control: httpx.Client, hepsiburada: httpx.Client, merchant: str
) -> None:
    product = {"account": merchant, "sku": "kupa-mavi", "name": "Kupa", "stock": 7, "price": 199.90}
    assert control.post("hepsiburada/products", json=product).status_code == 201
    (listed,) = read(hepsiburada, f"listings/merchantid/{merchant}")["listings"]
    assert (listed["merchantSku"], listed["availableStock"], listed["isSalable"]) == ("KUPA-MAVI", 7, True)
    assert "name" not in listed
    address = f"product/api/products/all-products-of-merchant/{merchant}"
    assert read(hepsiburada, address)["data"][0]["productName"] == "Kupa"
    assert read(hepsiburada, address, size=0)["success"] is False


def test_a_question_is_answered_once(control: httpx.Client, hepsiburada: httpx.Client, merchant: str) -> None:
    asked = {
        "account": merchant,
        "customer": "Kerem D.",
        "product": "Kupa",
        "text": "Bulaşık makinesine girer mi?",
    }
    number = control.post("hepsiburada/questions", json=asked).json()["question"]
    assert hepsiburada.get("api/v1.0/issues").status_code == 401  # the header is missing
    hepsiburada.headers["merchantId"] = merchant
    (issue,) = read(hepsiburada, "api/v1.0/issues", status=1)["data"]
    assert (issue["issueNumber"], issue["status"]) == (number, "WaitingForAnswer")
    address = f"api/v1.0/issues/{number}/answer"
    too_long = hepsiburada.post(address, files={"Answer": (None, "x" * 2001)})
    assert (too_long.status_code, too_long.json()["errors"][0]["fieldName"]) == (422, "Answer")
    assert hepsiburada.post(address, files={"Answer": (None, "Evet, girer.")}).status_code == 201
    assert read(hepsiburada, f"api/v1.0/issues/{number}")["conversations"][-1]["content"] == "Evet, girer."
    assert hepsiburada.post(address, files={"Answer": (None, "Hayır.")}).status_code == 422
    assert read(hepsiburada, "api/v1.0/issues/count")["answered"] == 1


@pytest.mark.parametrize(
    ("more", "status", "key"),
    [
        ({"status": "Flying"}, 400, "status"),
        ({"account": "1"}, 404, "account"),
        ({"phone": "abc"}, 400, "phone"),
        ({"lines": []}, 400, "lines"),
        ({"lines": [{"name": "a", "sku": "b", "colour": "c"}]}, 400, "lines.colour"),
        ({"wheels": 4}, 400, "wheels"),
    ],
)
def test_an_order_that_makes_no_sense_is_refused_by_its_key(
    control: httpx.Client,
    hepsiburada: httpx.Client,
    merchant: str,
    more: dict[str, Any],
    status: int,
    key: str,
) -> None:
    answer = control.post("hepsiburada/orders", json=ORDER | {"account": merchant} | more)
    assert (answer.status_code, answer.json()["key"]) == (status, key), answer.text
    assert items(hepsiburada, f"orders/merchantid/{merchant}") == []
