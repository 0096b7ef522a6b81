"""Recorded package objects: what is made of them, and what is left out."""

from __future__ import annotations

import copy
import json
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest

from invekto.integrations.contract import Order, Page
from invekto.integrations.models import OrderStatus
from invekto.integrations.providers.calls import decode_json
from invekto.integrations.providers.trendyol.pushes import TrendyolPushes
from invekto.integrations.providers.trendyol.reading import read_rows
from tests.integrations.trendyol_peer import PAYLOADS


def rows_of(name: str) -> list[Any]:
    text = (PAYLOADS / f"{name}.json").read_text(encoding="utf-8")
    return json.loads(text, parse_float=Decimal)["content"]


def only(page: Page) -> Order:
    assert page.bad_rows == ()
    (order,) = page.orders
    return order


def changed(**changes: Any) -> Page:
    row = copy.deepcopy(rows_of("shipped")[0])
    row.update(changes)
    return read_rows([row])


def test_the_recorded_package_is_read_whole() -> None:
    order = only(read_rows(rows_of("shipped")))
    assert (order.number, order.package_id, order.status) == (
        "10987650012",
        "3412908771",
        OrderStatus.SHIPPED,
    )
    assert order.buyer.name == "Defne Örnekoğlu"
    assert (order.buyer.city, order.buyer.district) == ("İzmir", "Bornova")
    assert order.parcel.carrier == "Aras Kargo"
    assert order.parcel.tracking_code == "7280031234567890"
    assert (
        order.parcel.tracking_url == "https://tracking.trendyol.com/?id=00000000-1111-2222-3333-444444444444"
    )
    assert (order.gross, order.discount, order.total) == (
        Decimal("499.80"),
        Decimal("50.00"),
        Decimal("449.80"),
    )
    (line,) = order.lines
    assert (line.sku, line.size, line.color, line.quantity) == ("TSH-KRM-M", "M", "Kırmızı", 2)
    assert line.unit_price == Decimal("224.90")
    assert order.invoice.link == "https://fatura.ornek.example/INV0001.pdf"


def test_the_order_date_is_three_hours_earlier_than_written_and_the_rest_is_not() -> None:
    order = only(read_rows(rows_of("shipped")))
    assert order.ordered_at == datetime.fromtimestamp(1793538000 - 3 * 3600, UTC)
    assert order.modified_at == datetime.fromtimestamp(1793613600, UTC)
    assert order.status_at == datetime.fromtimestamp(1793613600, UTC)
    assert order.estimated_from == datetime.fromtimestamp(1793739600, UTC)


def test_old_field_names_give_the_same_order() -> None:
    assert only(read_rows(rows_of("old_names"))) == only(read_rows(rows_of("shipped")))


def test_a_null_under_the_new_name_does_not_hide_the_old_one() -> None:
    row = copy.deepcopy(rows_of("old_names")[0])
    row["shipmentPackageId"] = None
    row["lines"][0]["stockCode"] = None
    assert only(read_rows([row])) == only(read_rows(rows_of("shipped")))


def test_an_order_survives_its_way_through_the_database_column() -> None:
    for name in ("shipped", "corporate", "split"):
        for order in read_rows(rows_of(name)).orders:
            assert Order.from_json(json.loads(json.dumps(order.to_json()))) == order


def test_a_corporate_order_carries_what_an_invoice_needs() -> None:
    order = only(read_rows(rows_of("corporate")))
    assert order.corporate
    assert order.invoice.company == "Örnek Tekstil Ltd. Şti."
    assert (order.invoice.tax_number, order.invoice.tax_office) == ("1234567890", "Bornova")
    assert order.invoice.e_invoice is True
    assert order.discount == Decimal("62.50")


def test_the_other_name_of_the_e_invoice_flag_is_read_too() -> None:
    row = copy.deepcopy(rows_of("corporate")[0])
    row["invoiceAddress"]["isEInvoiceAvailable"] = row["invoiceAddress"].pop("eInvoiceAvailable")
    assert only(read_rows([row])).invoice.e_invoice is True


def test_tax_fields_of_a_private_order_are_not_taken() -> None:
    assert only(read_rows(rows_of("shipped"))).invoice.tax_number is None


def test_an_unapproved_order_with_a_masked_buyer_is_no_order() -> None:
    page = read_rows(rows_of("awaiting"))
    assert (page.orders, page.bad_rows) == ((), ())


def test_masks_and_relay_addresses_are_nobodys_name_phone_or_mail() -> None:
    row = copy.deepcopy(rows_of("shipped")[0])
    row.update(customerFirstName="D***", customerLastName="Ö***")
    row["shipmentAddress"].update(
        phone="0532*****33", fullName="D*** Ö***", firstName="D***", lastName="Ö***"
    )
    buyer = only(read_rows([row])).buyer
    assert (buyer.name, buyer.phone, buyer.email) == ("", None, None)


@pytest.mark.parametrize("phone", ["905321112233", "0532 111 22 33", "+90 532 111 22 33", "5321112233"])
def test_a_phone_is_read_however_it_is_written(phone: str) -> None:
    row = copy.deepcopy(rows_of("shipped")[0])
    row["shipmentAddress"]["phone"] = phone
    assert only(read_rows([row])).buyer.phone == "+905321112233"


def test_what_is_absurdly_long_is_cut_and_a_cut_link_is_none() -> None:
    long = "x" * 100_000
    order = only(changed(customerFirstName=long, customerLastName=long, cargoTrackingLink=f"https://{long}"))
    assert order.buyer.name == "x" * 200
    assert order.parcel.tracking_url is None
    line = rows_of("shipped")[0]["lines"][0] | {"productName": long}
    assert len(only(changed(lines=[line])).lines[0].name) == 2000


def test_a_real_mail_address_is_kept() -> None:
    assert only(changed(customerEmail="defne@example.com")).buyer.email == "defne@example.com"


@pytest.mark.parametrize(
    ("word", "status"),
    [
        ("Verified", OrderStatus.AWAITING),
        ("Created", OrderStatus.CREATED),
        ("ReadyToShip", OrderStatus.CREATED),
        ("Picking", OrderStatus.PREPARING),
        ("Invoiced", OrderStatus.PREPARING),
        ("Shipped", OrderStatus.SHIPPED),
        ("AT_COLLECTION_POINT", OrderStatus.AT_PICKUP_POINT),
        ("AtCollectionPoint", OrderStatus.AT_PICKUP_POINT),
        ("DELIVERED", OrderStatus.DELIVERED),
        ("UnDelivered", OrderStatus.UNDELIVERED),
        ("Returned", OrderStatus.RETURNED),
        ("Cancelled", OrderStatus.CANCELLED),
        ("UnSupplied", OrderStatus.CANCELLED),
        ("Teleported", OrderStatus.UNKNOWN),
    ],
)
def test_every_documented_status_is_understood_and_a_new_one_is_no_accident(
    word: str, status: OrderStatus
) -> None:
    order = only(changed(status=word))
    assert (order.status, order.platform_status, order.superseded) == (status, word, False)


def test_a_dissolved_package_is_superseded_and_its_heirs_name_it() -> None:
    orders = {order.package_id: order for order in read_rows(rows_of("split")).orders}
    assert orders["100"].superseded
    assert orders["101"].parents == orders["102"].parents == ("100",)
    assert orders["101"].parcel.tracking_code != orders["102"].parcel.tracking_code


@pytest.mark.parametrize("number", [99_999_999_999_999_999_999, "99999999999999999999"])
def test_a_tracking_number_beyond_64_bits_keeps_every_digit(number: object) -> None:
    assert only(changed(cargoTrackingNumber=number)).parcel.tracking_code == "99999999999999999999"


def test_a_delivered_package_knows_when_by_its_history() -> None:
    order = only(
        changed(
            status="Delivered",
            lastModifiedDate=1793900000000,
            packageHistories=[
                {"createdDate": 1793613600000, "status": "Shipped"},
                {"createdDate": 1793700000000, "status": "Delivered"},
            ],
        )
    )
    assert order.delivered_at == order.status_at == datetime.fromtimestamp(1793700000, UTC)


def test_absent_dates_links_and_lines_are_no_accident() -> None:
    row = copy.deepcopy(rows_of("shipped")[0])
    for name in (
        "estimatedDeliveryStartDate",
        "packageHistories",
        "cargoTrackingLink",
        "lines",
        "invoiceAddress",
    ):
        del row[name]
    row.update(estimatedDeliveryEndDate=0, originPackageIds=None, shipmentAddress=None)
    order = only(read_rows([row]))
    assert (order.estimated_to, order.lines, order.parcel.tracking_url, order.buyer.city) == (
        None,
        (),
        None,
        "",
    )


@pytest.mark.parametrize(
    "damage",
    [
        {"shipmentPackageId": None},
        {"orderNumber": ""},
        {"orderDate": None},
        {"orderDate": -62135596800000},  # the year 1
        {"lastModifiedDate": 10**18},
        {"packageTotalPrice": -5},
        {"packageTotalPrice": "NaN"},
        {"lines": [{}] * 10_000},
        {"lines": [{"quantity": -1}]},
        {"lines": "keine"},
        {"status": None, "shipmentPackageStatus": None},
        {"shipmentAddress": "Bornova"},
    ],
)
def test_a_bad_row_is_kept_aside_and_its_neighbours_are_read(damage: dict[str, Any]) -> None:
    good = rows_of("shipped")[0]
    page = read_rows([good, copy.deepcopy(good) | damage, 17, good])
    assert len(page.orders) == 2
    assert len(page.bad_rows) == 2
    kept = page.bad_rows[0]
    assert "11111111111" not in kept.payload  # the identity number
    assert "trendyolmail" not in kept.payload
    assert "Defne" not in kept.problem


def test_a_push_may_be_an_envelope_a_list_or_a_bare_package() -> None:
    pushes, package = TrendyolPushes(), rows_of("shipped")[0]
    as_sent = json.dumps(package, default=str)
    for body in (as_sent, f"[{as_sent}]", f'{{"content": [{as_sent}]}}'):
        (row,) = pushes.split(body.encode())
        assert row.key == "3412908771:Shipped:1793613600000"
        assert only(pushes.read([row.payload])).number == "10987650012"


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"null",
        b"17",
        b"{}",
        b'{"content": []}',
        b"[[1]]",
        b'{"content": "x"}',
        b"\xff\xfe",
        b"[" * 200_000,
    ],
)
def test_a_body_without_a_package_is_refused(body: bytes) -> None:
    with pytest.raises(ValueError):
        TrendyolPushes().split(body)


def test_a_nul_hidden_in_a_push_does_not_reach_the_database() -> None:
    body = json.dumps(rows_of("shipped")[0] | {"customerFirstName": "De\x00fne"}, default=str).encode()
    (row,) = TrendyolPushes().split(body)
    assert "\\u0000" not in row.payload
    assert only(TrendyolPushes().read([row.payload])).buyer.name == "Defne Örnekoğlu"


@pytest.mark.parametrize("damage", [{"packageTotalPrice": "***"}, {"packageGrossAmount": "NaN"}])
def test_a_price_behind_asterisks_spoils_its_own_row_and_no_other(damage: dict[str, Any]) -> None:
    good, bad = copy.deepcopy(rows_of("shipped")[0]), copy.deepcopy(rows_of("shipped")[0])
    page = read_rows([bad | damage, good])
    assert [order.number for order in page.orders] == ["10987650012"]
    assert "amount" in page.bad_rows[0].problem


def test_an_unapproved_order_is_left_out_whatever_else_is_hidden_in_it() -> None:
    row = {"status": "Awaiting", "packageTotalPrice": "***", "orderDate": "***", "lines": "***"}
    assert read_rows([row]) == Page((), ())


@pytest.mark.parametrize("words", ["x\x00", "\\\x00y", "\\u0000", "\x00\x00\\\\\x00", "\ud800"])
def test_a_push_is_kept_as_json_whatever_hides_in_its_text(words: str) -> None:
    row = {"shipmentPackageId": 1, "orderNumber": "1", "note": words}
    (pushed,) = TrendyolPushes().split(json.dumps(row).encode())
    assert "\x00" not in pushed.payload
    assert pushed.payload.isascii()
    assert json.loads(pushed.payload)["note"] == words.replace("\x00", "")


def test_a_push_that_is_no_json_is_set_aside_without_its_words() -> None:
    good = json.dumps(json.loads((PAYLOADS / "shipped.json").read_text(encoding="utf-8"))["content"][0])
    page = TrendyolPushes().read(['{"identityNumber": "12345678901", "note": "\\"', good])
    assert len(page.orders) == 1
    (bad,) = page.bad_rows
    assert "12345678901" not in bad.payload


def test_half_a_surrogate_pair_does_not_reach_the_database() -> None:
    assert only(changed(customerFirstName="De\ud800fne")).buyer.name == "De?fne Örnekoğlu"
    (bad,) = changed(customerFirstName="\ud800", packageTotalPrice="***").bad_rows
    assert bad.payload.isascii()


@pytest.mark.parametrize("field", ["orderDate", "lastModifiedDate", "quantity"])
@pytest.mark.parametrize("written", ["1e999999", "-1E+99999999", "1e-999999"])
def test_a_number_of_a_million_digits_is_kept_aside_at_once(field: str, written: str) -> None:
    """To make it whole would take minutes, and memory without end."""
    row = copy.deepcopy(rows_of("shipped")[0])
    (row["lines"][0] if field == "quantity" else row)[field] = "HERE"
    text = json.dumps(row, default=str).replace('"HERE"', written)
    page = read_rows([decode_json(text.encode()), *rows_of("shipped")[:1]])
    assert (len(page.bad_rows), len(page.orders)) == (1, 1)


@pytest.mark.parametrize("written", ["1e-9999999", "1e-30", "1e13", "-1"])
def test_what_is_no_price_is_kept_aside(written: str) -> None:
    row = copy.deepcopy(rows_of("shipped")[0]) | {"packageTotalPrice": "HERE"}
    text = json.dumps(row, default=str).replace('"HERE"', written)
    assert len(read_rows([decode_json(text.encode())]).bad_rows) == 1
