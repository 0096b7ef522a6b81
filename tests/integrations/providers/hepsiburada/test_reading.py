"""Hepsiburada's rows as they come: casing, money, masks, moments, and what cannot be read."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest

from invekto.integrations.contract import Order, Page, Piece
from invekto.integrations.models import OrderStatus
from invekto.integrations.providers.hepsiburada.pushes import HepsiburadaPushes, hook_key
from invekto.integrations.providers.hepsiburada.reading import read_number, read_rows
from invekto.integrations.providers.hepsiburada.statuses import of_parcel, to_status
from tests.integrations.providers.hepsiburada.test_adapter import PAYLOADS


def recorded(name: str) -> Any:
    """As the gateway decodes it: amounts are exact."""
    return json.loads((PAYLOADS / f"{name}.json").read_text(encoding="utf-8"), parse_float=Decimal)


LINE: dict[str, Any] = recorded("lines")["items"][0]
PACKAGE: dict[str, Any] = recorded("packages")[0]
MOVED: dict[str, Any] = recorded("shipped")["items"][0]
LINE_ID = "7d0a1c22-0000-4000-8000-00000000a001"


def one(kind: str, row: dict[str, Any]) -> Order:
    page = read_rows(kind, [row])
    assert page.bad_rows == ()
    (order,) = page.orders
    return order


def test_a_recorded_line_is_read_in_full() -> None:
    order = one("line", LINE)
    assert (order.number, order.package_id, order.piece) == ("4001234567", LINE_ID, Piece.LINE)
    assert order.status is OrderStatus.CREATED
    assert order.ordered_at == datetime(2026, 11, 20, 11, 5, 31, 123000, tzinfo=UTC)  # three hours behind
    assert order.status_at == datetime(2026, 11, 20, 11, 6, 2, 900000, tzinfo=UTC)
    assert (order.buyer.name, order.buyer.city, order.buyer.district) == (
        "Kerem Denemeci",
        "Ankara",
        "Çankaya",
    )
    (line,) = order.lines
    assert (line.name, line.sku, line.color, line.unit_price) == (
        "Mavi Seramik Kupa",
        "KUPA-MAVI",
        "Mavi",
        Decimal("189.90"),
    )
    assert (order.total, order.discount, order.gross) == (
        Decimal("189.90"),
        Decimal("10.00"),
        Decimal("199.90"),
    )
    assert not order.corporate


def test_a_recorded_package_is_a_parcel_of_its_order() -> None:
    order = one("package", PACKAGE)
    assert (order.package_id, order.number) == ("9876543210/4001234567", "4001234567")
    assert (order.status, order.parcel.carrier) == (OrderStatus.PREPARING, "Aras Kargo")
    assert [line.line_id for line in order.lines] == [LINE_ID]
    assert order.estimated_to == datetime(2026, 11, 23, 21, 0, tzinfo=UTC)


def test_a_package_with_two_orders_is_a_parcel_of_each_with_its_own_sum() -> None:
    other = PACKAGE["items"][0] | {"orderNumber": "4009", "lineItemId": "b", "totalPrice": {"amount": 50}}
    page = read_rows("package", [PACKAGE | {"items": [*PACKAGE["items"], other]}])
    assert {order.package_id: order.total for order in page.orders} == {
        "9876543210/4001234567": Decimal("189.90"),
        "9876543210/4009": Decimal("50.00"),
    }


@pytest.mark.parametrize("casing", [str, str.lower, str.upper])
def test_names_are_heard_in_any_casing(casing: Any) -> None:
    row = {casing(key): value for key, value in MOVED.items()}
    order = one("shipped", row)
    assert (order.package_id, order.status, order.partial) == (
        "9876543210/4001234567",
        OrderStatus.SHIPPED,
        True,
    )
    assert order.status_at == datetime(2026, 11, 21, 14, 40, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026-11-20T14:05:31", datetime(2026, 11, 20, 11, 5, 31, tzinfo=UTC)),
        ("2026-11-20T14:05:31.1234567", datetime(2026, 11, 20, 11, 5, 31, 123456, tzinfo=UTC)),
        ("2026-11-20T14:05:31.9Z", datetime(2026, 11, 20, 14, 5, 31, 900000, tzinfo=UTC)),
        ("2026-11-20T14:05:31+03:00", datetime(2026, 11, 20, 11, 5, 31, tzinfo=UTC)),
        ("2026-11-20", datetime(2026, 11, 19, 21, 0, tzinfo=UTC)),
    ],
)
def test_a_moment_without_a_zone_is_the_clock_of_turkey(text: str, moment: datetime) -> None:
    assert one("line", LINE | {"orderDate": text}).ordered_at == moment


@pytest.mark.parametrize(
    "phone", ["5000000000", "05000000000", "905000000000", "5*********", "***", "", None, "5555555555", 532]
)
def test_a_phone_that_is_not_told_is_none(phone: object) -> None:
    assert one("line", LINE | {"shippingAddress": {"phoneNumber": phone}}).buyer.phone is None
    assert one("package", PACKAGE | {"phoneNumber": phone}).buyer.phone is None


def test_a_real_phone_and_a_relay_address_are_told_apart() -> None:
    buyer = one(
        "package", PACKAGE | {"phoneNumber": "5321112233", "email": "a9@musteri.hepsiburada.com"}
    ).buyer
    assert (buyer.phone, buyer.email) == ("+905321112233", None)


@pytest.mark.parametrize(
    ("tax", "corporate"),
    [
        ({"taxNumber": "1234567890", "taxOffice": "Çankaya"}, True),
        ({"taxNumber": "1234567890"}, True),
        ({"taxNumber": "11111111111"}, False),
        ({"turkishIdentityNumber": "11111111111", "taxNumber": ""}, False),
    ],
)
def test_a_company_is_known_by_its_tax_number(tax: dict[str, str], corporate: bool) -> None:
    order = one("line", LINE | {"invoice": tax | {"address": {"name": "Kurt Ltd."}}})
    assert order.corporate is corporate
    assert order.invoice.company == ("Kurt Ltd." if corporate else None)


@pytest.mark.parametrize(
    ("word", "status"),
    [
        ("Open", OrderStatus.CREATED),
        ("PaymentAwaiting", OrderStatus.AWAITING),
        ("Packaged", OrderStatus.PREPARING),
        ("InTransit", OrderStatus.SHIPPED),
        ("UnDelivered", OrderStatus.UNDELIVERED),
        ("Returned", OrderStatus.RETURNED),
        ("CancelledBySap", OrderStatus.CANCELLED),
        ("ClaimCreated", OrderStatus.UNKNOWN),
        ("Neuland", OrderStatus.UNKNOWN),
    ],
)
def test_their_words_in_ours(word: str, status: OrderStatus) -> None:
    assert to_status(word) is status


def test_in_a_parcel_nothing_is_open_any_more() -> None:
    assert of_parcel("Open") is OrderStatus.PREPARING
    assert one("package", PACKAGE | {"status": "Neuland"}).status is OrderStatus.PREPARING


BAD = [
    ("line", LINE | {"orderDate": "0001-01-01T00:00:00"}),
    ("line", LINE | {"orderDate": "1999-01-01T00:00:00"}),
    ("line", LINE | {"unitPrice": {"amount": -5}}),
    ("line", LINE | {"totalPrice": {"amount": "NaN"}}),
    ("line", LINE | {"id": None}),
    ("line", LINE | {"orderNumber": ""}),
    ("line", LINE | {"quantity": -1}),
    ("package", PACKAGE | {"items": []}),
    ("package", PACKAGE | {"items": PACKAGE["items"] * 1001}),
    ("package", PACKAGE | {"packageNumber": {}}),
    ("shipped", MOVED | {"ShippedDate": "gestern"}),
    ("cancelled", {"lineItemId": "a", "orderNumber": "1"}),
    ("unpacked", {}),
    ("line", "kein Objekt"),
    ("line", 7),
]


@pytest.mark.parametrize(("kind", "row"), BAD)
def test_a_bad_row_is_kept_aside_and_the_others_are_read(kind: str, row: Any) -> None:
    page = read_rows(kind, [row])
    (bad,) = page.bad_rows
    assert page.orders == ()
    assert bad.problem
    good = {"line": LINE, "package": PACKAGE, "shipped": MOVED}.get(kind)
    if good is not None:
        assert len(read_rows(kind, [good, row]).orders) == 1


def test_what_is_kept_aside_holds_no_identity_number_and_no_mail() -> None:
    (bad,) = read_rows("line", [LINE | {"orderDate": None}]).bad_rows
    assert "11111111111" not in bad.payload
    assert "maskeli" not in bad.payload
    assert bad.package_id == LINE_ID


def test_a_row_kept_aside_is_read_again_as_what_it_was() -> None:
    (bad,) = read_rows("package", [PACKAGE | {"orderDate": None, "items": [{}]}]).bad_rows
    mended = json.loads(bad.payload)
    mended["row"]["items"], mended["row"]["orderDate"] = PACKAGE["items"], PACKAGE["orderDate"]
    (order,) = HepsiburadaPushes().read([json.dumps(mended, default=str)]).orders
    assert order.piece is Piece.PARCEL


def test_a_line_that_cannot_be_read_does_not_hide_the_others_of_its_order() -> None:
    answer = {"orderNumber": "4001234567", "items": [LINE, LINE | {"id": "b", "unitPrice": {"amount": -1}}]}
    page = read_number(answer, datetime(2026, 11, 23, 9, 0, tzinfo=UTC))
    assert (len(page.orders), len(page.bad_rows)) == (1, 1)


def pushed(path: str, body: Any) -> Page:
    reader = HepsiburadaPushes()
    return reader.read(
        [row.payload for row in reader.split(json.dumps(body, default=str).encode(), path=path)]
    )


def test_a_recorded_push_of_a_parcel_on_its_way_tells_its_tracking() -> None:
    (order,) = pushed("packages/9876543210/intransit", recorded("intransit")).orders
    assert (order.status, order.parcel.tracking_code) == (OrderStatus.SHIPPED, "1000000000017")


def test_the_path_tells_what_the_body_leaves_out() -> None:
    told = {"receivedDate": "2026-11-22T10:00:00", "orderNumbers": ["1"]}
    (order,) = pushed("packages/99/deliver", told).orders
    assert (order.package_id, order.status) == ("99/1", OrderStatus.DELIVERED)
    assert pushed("packages/99/unpack", {"unpackedDate": "x"}).dissolved == ("99",)
    assert pushed("orders/4001/shippingaddress", {"city": "Bursa"}).outdated == ("4001",)


def test_the_same_push_again_is_the_same_row() -> None:
    body = json.dumps(recorded("intransit")).encode()
    first, again = (HepsiburadaPushes().split(body, path="packages/1/intransit") for _ in range(2))
    assert first == again


@pytest.mark.parametrize("path", ["claims/", "claims/1/2", "invented/path", ""])
def test_what_holds_no_order_is_taken_and_forgotten(path: str) -> None:
    assert HepsiburadaPushes().split(b'{"claimNumber": "CLM1"}', path=path) == []


@pytest.mark.parametrize("body", [b"", b"[]", b"{", b'"x"', b"[" * 100_000])
def test_a_body_that_is_no_object_is_refused(body: bytes) -> None:
    with pytest.raises(ValueError, match=None):
        HepsiburadaPushes().split(body, path="orders")


@pytest.mark.parametrize(
    ("header", "key"),
    [
        ("Basic aGVwc2lidXJhZGE6Z2l6bGk6bGk=", "gizli:li"),
        ("Basic YmFza2E6Z2l6bGk=", ""),
        ("Basic %%%", ""),
        ("Bearer x", ""),
        ("", ""),
    ],
)
def test_our_key_is_the_password_of_our_user(header: str, key: str) -> None:
    assert hook_key({"authorization": header}) == key


@pytest.mark.parametrize(("path", "status"), [("awaitingaction", "waiting"), ("accept", "accepted")])
def test_a_claim_is_read_by_where_it_was_called_to(path: str, status: str) -> None:
    body = {"claimNumber": "CLM1", "orderNumber": "4001", "claimDate": "2026-11-23T10:15:00"}
    (row,) = HepsiburadaPushes().split(json.dumps(body).encode(), path=f"claims/{path}")
    (claim,) = HepsiburadaPushes().read([row.payload]).claims
    assert (claim.number, claim.status) == ("CLM1", status)
