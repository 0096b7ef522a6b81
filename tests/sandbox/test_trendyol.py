"""Trendyol's order services as a seller's software meets them (trendyol.md)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest

from invekto.core import clock
from tests.sandbox.receiver import Receiver
from tests.support.tenants import TenantKit

ORDER: dict[str, Any] = {
    "number": "10987650012",
    "phone": "+905321112233",
    "name": "Defne Örnekoğlu",
    "city": "İzmir",
    "status": "Shipped",
    "carrier": "aras",
    "lines": [
        {"name": "Tişört", "sku": "TSH-M", "size": "M", "quantity": 2, "price": 224.90},
        {"name": "Şort", "sku": "SRT-38", "quantity": 1, "price": "100"},
    ],
}
HOOK = {"authenticationType": "API_KEY", "apiKey": "gizli-anahtar", "subscribedStatuses": []}


def create(control: httpx.Client, seller: str, **more: Any) -> dict[str, Any]:
    answer = control.post("trendyol/orders", json=ORDER | {"account": seller} | more)
    assert answer.status_code == 201, answer.text
    made: dict[str, Any] = answer.json()
    return made


def orders(trendyol: httpx.Client, seller: str, **query: Any) -> list[dict[str, Any]]:
    answer = trendyol.get(f"order/sellers/{seller}/v2/orders", params={"size": 200} | query)
    assert answer.status_code == 200, answer.text
    content: list[dict[str, Any]] = answer.json()["content"]
    return content


def test_an_order_is_listed_in_the_new_names_with_its_date_three_hours_ahead(
    control: httpx.Client, trendyol: httpx.Client, seller: str
) -> None:
    ordered = (clock.now() - timedelta(days=1)).replace(microsecond=0)
    create(control, seller, ordered_at=ordered.isoformat())
    (package,) = orders(trendyol, seller, orderNumber="10987650012")
    assert datetime.fromtimestamp(package["orderDate"] / 1000, UTC) == ordered + timedelta(hours=3)
    history = package["packageHistories"]
    assert [step["status"] for step in history] == ["Created", "Picking", "Invoiced", "Shipped"]
    assert datetime.fromtimestamp(history[0]["createdDate"] / 1000, UTC) == ordered
    assert package["packageTotalPrice"] == 549.80
    assert package["shipmentAddress"]["phone"] == "905321112233"
    assert package["cargoProviderName"] == "Aras Kargo Marketplace"
    assert isinstance(package["cargoTrackingNumber"], int)
    assert [(line["stockCode"], line["quantity"]) for line in package["lines"]] == [
        ("TSH-M", 2),
        ("SRT-38", 1),
    ]
    assert len(package["lines"][0]["discountDetails"]) == 2


def test_a_masked_phone_and_an_awaiting_order_tell_nothing_of_the_customer(
    control: httpx.Client, trendyol: httpx.Client, seller: str
) -> None:
    create(control, seller, phone="masked")
    create(control, seller, number="2", status="Awaiting")
    (masked,) = orders(trendyol, seller)
    assert masked["shipmentAddress"]["phone"] is None
    (awaiting,) = orders(trendyol, seller, status="Awaiting")
    assert awaiting["customerFirstName"] == "***"
    assert awaiting["packageTotalPrice"] == 0


def test_a_company_order_carries_its_tax_number(
    control: httpx.Client, trendyol: httpx.Client, seller: str
) -> None:
    create(control, seller, company="Kurt Ltd.", tax_number="1234567890")
    (package,) = orders(trendyol, seller)
    assert package["commercial"] is True
    assert package["invoiceAddress"]["taxNumber"] == "1234567890"


def test_a_partial_cancel_makes_a_new_package_and_dissolves_the_old(
    control: httpx.Client, trendyol: httpx.Client, seller: str
) -> None:
    first = create(control, seller, status="Created")
    answer = control.patch("trendyol/orders/10987650012", json={"cancel_lines": ["SRT-38"]})
    assert answer.status_code == 200
    new, old = sorted(orders(trendyol, seller), key=lambda package: package["status"] == "UnPacked")
    assert (old["shipmentPackageId"], old["status"]) == (first["package"], "UnPacked")
    assert (new["createdBy"], new["originPackageIds"]) == ("cancel", [first["package"]])
    assert [line["stockCode"] for line in new["lines"]] == ["TSH-M"]
    assert new["cargoTrackingNumber"] != old["cargoTrackingNumber"]
    control.patch("trendyol/orders/10987650012", json={"cancel_lines": ["TSH-M"]})
    assert {package["status"] for package in orders(trendyol, seller)} == {"UnPacked", "Cancelled"}


def test_a_split_gives_two_packages_of_one_order(
    control: httpx.Client, trendyol: httpx.Client, seller: str
) -> None:
    create(control, seller, status="Created")
    control.patch("trendyol/orders/10987650012", json={"split_lines": ["SRT-38"]})
    live = [package for package in orders(trendyol, seller) if package["status"] != "UnPacked"]
    assert sorted(line["stockCode"] for package in live for line in package["lines"]) == ["SRT-38", "TSH-M"]
    assert {package["createdBy"] for package in live} == {"split"}


def test_the_stream_goes_on_by_its_cursor_and_refuses_other_filters(
    control: httpx.Client, trendyol: httpx.Client, seller: str
) -> None:
    for number in range(5):
        create(control, seller, number=str(number))
    address = f"order/sellers/{seller}/orders/stream"
    first = trendyol.get(address, params={"size": 2}).json()
    assert [package["orderNumber"] for package in first["content"]] == ["4", "3"]
    assert first["hasMore"] is True
    create(control, seller, number="9")  # comes to the front, and not into the pages that follow
    second = trendyol.get(address, params={"size": 2, "nextCursor": first["nextCursor"]}).json()
    third = trendyol.get(address, params={"size": 2, "nextCursor": second["nextCursor"]}).json()
    numbers = [package["orderNumber"] for page in (second, third) for package in page["content"]]
    assert (numbers, third["hasMore"], third["nextCursor"]) == (["2", "1", "0"], False, "")
    other = {"size": 2, "nextCursor": first["nextCursor"], "packageItemStatuses": "Shipped"}
    assert trendyol.get(address, params=other).status_code == 400


def millis(moment: datetime) -> int:
    return int(moment.timestamp() * 1000)


@pytest.mark.parametrize(
    ("path", "query", "status"),
    [
        ("v2/orders", {"size": 201}, 400),
        ("v2/orders", {"size": "many"}, 400),
        ("v2/orders", {"page": 50, "size": 200}, 400),
        ("v2/orders", {"page": 49, "size": 200}, 200),
        ("v2/orders", {"status": "Flying"}, 400),
        ("v2/orders", {"startDate": ("days", 15), "endDate": ("days", 0)}, 400),
        ("v2/orders", {"startDate": ("days", 14), "endDate": ("days", 0)}, 200),
        ("v2/orders", {"startDate": ("days", 40), "endDate": ("days", 30)}, 400),
        ("orders/stream", {"lastModifiedStartDate": ("days", 80), "lastModifiedEndDate": ("days", 70)}, 200),
        ("orders/stream", {"lastModifiedStartDate": ("days", 100), "lastModifiedEndDate": ("days", 95)}, 400),
        ("orders/stream", {"nextCursor": "made-up"}, 400),
        ("orders", {}, 426),
    ],
)
def test_the_rules_of_windows_and_pages_hold(
    trendyol: httpx.Client, seller: str, path: str, query: dict[str, Any], status: int
) -> None:
    now = clock.now()
    query = {
        key: millis(now - timedelta(days=value[1])) if isinstance(value, tuple) else value
        for key, value in query.items()
    }
    assert trendyol.get(f"order/sellers/{seller}/{path}", params=query).status_code == status


def test_without_dates_the_list_reaches_back_one_week(
    control: httpx.Client, trendyol: httpx.Client, seller: str
) -> None:
    create(control, seller)
    clock.set_now(clock.now() + timedelta(days=8))
    assert orders(trendyol, seller) == []
    start = millis(clock.now() - timedelta(days=9))
    assert len(orders(trendyol, seller, startDate=start, endDate=start + 14 * 86_400_000)) == 1


def test_who_is_not_the_seller_is_refused(trendyol: httpx.Client, seller: str) -> None:
    address = f"order/sellers/{seller}/v2/orders"
    wrong = trendyol.get(address, auth=("key", "wrong"))
    assert (wrong.status_code, wrong.json()["exception"]) == (401, "ClientApiAuthenticationException")
    assert trendyol.get("order/sellers/77/v2/orders", headers={"User-Agent": "77 - x"}).status_code == 401
    for agent in ("python-httpx/0.28", ""):
        assert trendyol.get(address, headers={"User-Agent": agent}).status_code == 403


def test_a_key_that_was_not_given_is_refused_also_when_the_product_holds_it(
    control: httpx.Client, trendyol: httpx.Client, seller: str, tenant: TenantKit
) -> None:
    from invekto.integrations.models import IntegrationAccount

    with tenant.scope():
        account = IntegrationAccount.objects.get(external_id=seller)
        account.api_key_encrypted = '{"api_key": "typed", "api_secret": "wrong"}'
        account.save(update_fields=["api_key_encrypted"])
    address = f"order/sellers/{seller}/v2/orders"
    assert trendyol.get(address, auth=("typed", "wrong")).status_code == 401
    assert trendyol.get(address).status_code == 200
    given = control.post("trendyol/sellers", json={"account": seller})
    assert given.status_code == 201
    pair = (given.json()["api_key"], given.json()["api_secret"])
    assert trendyol.get(address, auth=pair).status_code == 200


def test_the_51st_call_within_ten_seconds_is_one_too_many(trendyol: httpx.Client, seller: str) -> None:
    address = f"webhook/sellers/{seller}/webhooks"
    answers = [trendyol.get(address).status_code for _ in range(50)]
    assert set(answers) == {200}
    refused = trendyol.get(address)
    assert (refused.status_code, refused.json()["errors"][0]["key"]) == (429, "too.many.requests")
    assert trendyol.get(f"order/sellers/{seller}/v2/orders").status_code == 200  # another endpoint


def test_a_webhook_carries_the_package_and_the_key(
    control: httpx.Client, trendyol: httpx.Client, seller: str, receiver: Receiver
) -> None:
    address = f"webhook/sellers/{seller}/webhooks"
    receiver.wanted = b"10987650012"
    made = trendyol.post(
        address, json=HOOK | {"url": f"{receiver.url}/hooks/ty", "subscribedStatuses": ["SHIPPED"]}
    )
    assert made.status_code == 200, made.text
    create(control, seller, status="Created")
    control.patch("trendyol/orders/10987650012", json={"status": "Shipped"})
    post = receiver.next()
    assert (post.path, post.headers["x-api-key"]) == ("/hooks/ty", "gizli-anahtar")
    assert post.json["content"][0]["status"] == "Shipped"
    assert receiver.arrived.empty()  # CREATED was not asked for
    (listed,) = trendyol.get(address).json()
    assert (listed["status"], "apiKey" in listed) == ("ACTIVE", False)
    assert trendyol.delete(f"{address}/{listed['id']}").status_code == 200
    assert trendyol.delete(f"{address}/{listed['id']}").status_code == 404


def test_after_13_failures_in_a_row_a_webhook_becomes_passive(
    control: httpx.Client, trendyol: httpx.Client, seller: str, receiver: Receiver
) -> None:
    address = f"webhook/sellers/{seller}/webhooks"
    receiver.wanted = b"10987650012"
    receiver.answers[:] = [500] * 13
    basic = {"authenticationType": "BASIC_AUTHENTICATION", "username": "u", "password": "p"}
    made = trendyol.post(address, json=basic | {"url": f"{receiver.url}/hooks/ty"}).json()
    create(control, seller)
    assert receiver.next().headers["Authorization"] == "Basic dTpw"
    advanced = control.post("clock", json={"advance": "2h"})
    assert advanced.status_code == 200, advanced.text
    assert receiver.arrived.qsize() == 12
    (listed,) = trendyol.get(address).json()
    assert listed["status"] == "PASSIVE"
    assert trendyol.put(f"{address}/{made['id']}/activate").status_code == 200
    assert trendyol.get(address).json()[0]["status"] == "ACTIVE"


@pytest.mark.parametrize(
    "values",
    [
        {"url": "https://shop.example/trendyol/hook"},
        {"url": "http://localhost/hook"},
        {"url": "hook"},
        {"url": "https://shop.example/h", "apiKey": ""},
        {"url": "https://shop.example/h", "subscribedStatuses": ["FLYING"]},
        {"url": "https://shop.example/h", "authenticationType": "NONE"},
    ],
)
def test_a_webhook_that_trendyol_would_not_take_is_refused(
    trendyol: httpx.Client, seller: str, values: dict[str, Any]
) -> None:
    address = f"webhook/sellers/{seller}/webhooks"
    assert trendyol.post(address, json=HOOK | values).status_code == 400
    assert trendyol.get(address).json() == []


def test_a_claim_lists_its_unit_with_the_reason(
    control: httpx.Client, trendyol: httpx.Client, seller: str
) -> None:
    create(control, seller, status="Delivered")
    control.patch("trendyol/orders/10987650012", json={"claim": {"sku": "TSH-M", "reason": "501"}})
    (claim,) = trendyol.get(f"order/sellers/{seller}/claims").json()["content"]
    unit = claim["items"][0]["claimItems"][0]
    assert (claim["orderNumber"], unit["customerClaimItemReason"]["code"]) == ("10987650012", "SMALLSIZE")
    assert claim["items"][0]["orderLine"]["merchantSku"] == "TSH-M"


def test_stage_helpers_make_an_order_of_a_listed_product_and_move_it_forward_only(
    control: httpx.Client, trendyol: httpx.Client, seller: str
) -> None:
    product = {"account": seller, "sku": "TSH-M", "name": "Tişört", "stock": 14, "price": 249.90}
    barcode = control.post("trendyol/products", json=product).json()["barcode"]
    (listed,) = trendyol.get(
        f"product/sellers/{seller}/products/approved/inventory-and-price", params={"barcode": barcode}
    ).json()["content"]
    assert (listed["variants"][0]["quantity"], listed["variants"][0]["salePrice"]) == (14, 249.90)
    body = {
        "customer": {"customerFirstName": "Defne", "customerLastName": "Örnek"},
        "lines": [{"barcode": barcode, "quantity": 1}],
    }
    made = trendyol.post("test/order/orders/core", json=body, headers={"SellerID": seller})
    assert made.status_code == 200, made.text
    (package,) = orders(trendyol, seller, orderNumber=made.json()["orderNumber"])
    move = f"test/order/sellers/{seller}/shipment-packages/{package['shipmentPackageId']}/status"
    assert trendyol.put(move, json={"status": "Delivered"}).status_code == 200
    assert trendyol.put(move, json={"status": "Shipped"}).status_code == 400


@pytest.mark.parametrize(
    ("more", "status", "key"),
    [
        ({"status": "Flying"}, 400, "status"),
        ({"account": "1"}, 404, "account"),
        ({"phone": "abc"}, 400, "phone"),
        ({"lines": []}, 400, "lines"),
        ({"lines": [{"name": "a", "sku": "b", "colour": "c"}]}, 400, "lines.colour"),
        ({"lines": [{"name": "a", "sku": "b", "price": "dear"}]}, 400, "lines.price"),
        ({"wheels": 4}, 400, "wheels"),
        ({"ordered_at": "2026-11-24"}, 400, "ordered_at"),
    ],
)
def test_an_order_that_makes_no_sense_is_refused_by_its_key(
    control: httpx.Client, trendyol: httpx.Client, seller: str, more: dict[str, Any], status: int, key: str
) -> None:
    answer = control.post("trendyol/orders", json=ORDER | {"account": seller} | more)
    assert (answer.status_code, answer.json()["key"]) == (status, key), answer.text
    assert orders(trendyol, seller) == []


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("trendyol/products", {"stock": 10**30}),
        ("trendyol/products", {"price": 10**30}),
        ("trendyol/products", {"price": "NaN"}),
        ("trendyol/orders", {"lines": [{"name": "x", "sku": "X", "quantity": 10**30, "price": 1}]}),
    ],
)
def test_a_number_beyond_all_shops_is_refused(
    control: httpx.Client, seller: str, path: str, body: dict[str, Any]
) -> None:
    plain = {"sku": "X", "name": "x"} if path.endswith("products") else ORDER
    assert control.post(path, json=plain | {"account": seller} | body).status_code == 400
