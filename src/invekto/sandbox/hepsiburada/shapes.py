"""Lines, packages and claims in the JSON of Hepsiburada's answers (4, 5).

Moments are the wall clock of Türkiye, written without a zone.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from invekto.core.phones import to_wa_id
from invekto.sandbox.hepsiburada import words
from invekto.sandbox.models import (
    HepsiburadaClaim,
    HepsiburadaLine,
    HepsiburadaOrder,
    HepsiburadaPackage,
)
from invekto.sandbox.raw import laid_over_known
from invekto.sandbox.trendyol.shapes import DISTRICTS, barcode

Json = dict[str, Any]
TURKEY = ZoneInfo("Europe/Istanbul")
FIRST_PACKAGE = 9_876_000_000
FIRST_BARCODE = 9_990_000_000_000
MASKED_PHONE = "5000000000"
PROMISED = timedelta(days=3)
CUSTOMER = "7d0a1c22-0000-4000-8000-{:012x}"


_zoned: ContextVar[bool] = ContextVar("hepsiburada_zoned", default=False)


@contextmanager
def zoned(is_zoned: bool) -> Iterator[None]:
    token = _zoned.set(is_zoned)
    try:
        yield
    finally:
        _zoned.reset(token)


def local(moment: datetime | None) -> str | None:
    """As most fields write it; a fraction of a second is written with as many digits as it has."""
    if moment is None:
        return None
    if _zoned.get():  # as others do: in UTC, with seven digits
        return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%f0Z")
    return moment.astimezone(TURKEY).strftime("%Y-%m-%dT%H:%M:%S.%f").rstrip("0").rstrip(".")


def money(amount: Decimal) -> Json:
    return {"currency": "TRY", "amount": float(amount)}


def hb_sku(sku: str) -> str:
    return f"HBCV{hashlib.sha256(sku.encode()).hexdigest()[:10].upper()}"


def package_number(row: HepsiburadaPackage) -> str:
    return str(FIRST_PACKAGE + row.n)


def parcel_barcode(row: HepsiburadaPackage) -> str:
    return str(FIRST_BARCODE + row.n)


def claim_number(row: HepsiburadaClaim) -> str:
    return f"CLM{row.n:07d}"


def package_of_number(number: str) -> int:
    return int(number) - FIRST_PACKAGE if number.isascii() and number.isdigit() else -1


def customer_id(order: HepsiburadaOrder) -> str:
    return CUSTOMER.format(int(hashlib.sha256(order.details["name"].encode()).hexdigest()[:12], 16))


def contact(order: HepsiburadaOrder) -> Json:
    """How somebody is reached, as far as the platform shows it."""
    details = order.details
    phone = details.get("phone")
    relay = f"{hashlib.sha256(customer_id(order).encode()).hexdigest()[:10]}@musteri.hepsiburada.com"
    return {
        "phoneNumber": to_wa_id(phone).removeprefix("90") if phone else MASKED_PHONE,
        "email": details.get("email") or relay,
    }


def address(order: HepsiburadaOrder) -> Json:
    details = order.details
    city = details.get("city", "İstanbul")
    return {
        "addressId": str(order.id),
        "address": "Kurgu Mah. Örnek Sk. 3/4",
        "name": details["name"],
        "countryCode": "TR",
        "alternatePhoneNumber": "",
        "district": "Kurgu",
        "town": details.get("district") or DISTRICTS.get(city, "Merkez"),
        "city": city,
        "postalCode": "",
        "directions": "",
        **contact(order),
    }


def invoice(order: HepsiburadaOrder) -> Json:
    details = order.details
    company = details.get("company", "")
    return {
        "turkishIdentityNumber": "" if company else "11111111111",
        "taxNumber": details.get("tax_number", ""),
        "taxOffice": "Çankaya" if company else "",
        "address": address(order) | {"name": company or details["name"]},
    }


def properties(row: HepsiburadaLine) -> list[Json]:
    named = (("Beden", row.size), ("Renk", row.color))
    return [{"displayName": name, "name": name.lower(), "value": value} for name, value in named if value]


def carrier_model(carrier: str) -> Json:
    name, short, link = words.CARRIERS[carrier]
    return {"id": 1, "name": name, "shortName": short, "logoUrl": "", "trackingUrl": link.format("")}


def line_status(row: HepsiburadaLine) -> str:
    """The word of the line; a packed line is where its package is."""
    if row.status == words.OPEN and row.package is not None:
        return words.PACKAGED if row.package.status == words.OPEN else row.package.status
    return row.status


def line(row: HepsiburadaLine) -> Json:
    """A line of ``/orders``; in the answer for one number it tells its package, too."""
    order, total = row.order, row.price * row.quantity
    nothing = {"totalPrice": money(Decimal(0)), "unitPrice": money(Decimal(0))}
    open_ = row.status == words.OPEN and row.package is None
    told = {
        "id": str(row.id),
        "orderId": str(order.id),
        "orderNumber": order.number,
        "orderDate": local(order.ordered_at),
        "dueDate": local(order.ordered_at + timedelta(days=1)),
        "lastStatusUpdateDate": local(row.modified_at),
        "status": line_status(row),
        "name": row.name,
        "sku": hb_sku(row.sku),
        "merchantSKU": row.sku.upper(),
        "productBarcode": barcode(row.sku),
        "productImageUrlFormat": "https://cdn.ornek.example/s/1/{size}/1.jpg",
        "properties": properties(row),
        "quantity": row.quantity,
        "merchantId": order.merchant_id,
        "unitPrice": money(row.price),
        "totalPrice": money(total),
        "hbDiscount": nothing,
        "merchantDiscount": nothing,
        "vat": float(round(total / 6, 2)),
        "vatRate": 20,
        "commission": money(Decimal(0)),
        "commissionRate": 15,
        "paymentTermInDays": 14,
        "customerId": customer_id(order),
        "customerName": order.details["name"],
        "creditCardHolderName": "",
        "shippingAddress": address(order),
        "invoice": invoice(order),
        "cargoCompany": words.CARRIERS[order.carrier][0],
        "cargoCompanyModel": carrier_model(order.carrier),
        "barcode": parcel_barcode(row.package) if row.package else None,
        "packageNumber": package_number(row.package) if row.package else None,
        "canCreatePackage": open_,
        "isCancellable": open_,
        "isCargoChangable": open_,
        "isMicroExport": False,
        "isJetDelivery": False,
        "deliveryType": "StandardDelivery",
        "dispatchTime": 1,
    }
    return laid_over_known(told, raw_of(order))


def raw_of(order: HepsiburadaOrder) -> Json:
    """What is laid over every row that tells of this order."""
    return dict(order.details.get("raw", {}))


def order_by_number(order: HepsiburadaOrder, rows: list[HepsiburadaLine]) -> Json:
    awaiting = all(row.status == words.AWAITING for row in rows)
    told = {
        "orderId": str(order.id),
        "orderNumber": order.number,
        "orderDate": local(order.ordered_at),
        "createdDate": local(order.ordered_at),
        "paymentStatus": "Waiting" if awaiting else "Paid",
        "customer": {"customerId": customer_id(order), "name": order.details["name"]},
        "deliveryAddress": address(order),
        "invoice": invoice(order),
        "orderNote": {"value": "", "tags": []},
        "items": [line(row) for row in rows],
    }
    return laid_over_known(told, {key: value for key, value in raw_of(order).items() if key != "items"})


def awaiting(row: HepsiburadaLine) -> Json:
    """PascalCase, and nothing of the customer."""
    return {
        "Id": str(row.id),
        "MerchantId": row.order.merchant_id,
        "MerchantSku": row.sku.upper(),
        "Name": row.name,
        "OrderDate": local(row.order.ordered_at),
        "OrderNumber": row.order.number,
        "Properties": [{"name": one["name"], "value": one["value"]} for one in properties(row)],
        "Quantity": row.quantity,
        "Sku": hb_sku(row.sku),
    }


def cancelled(row: HepsiburadaLine) -> Json:
    return {
        "orderNumber": row.order.number,
        "lineItemId": str(row.id),
        "cancelDate": local(row.cancelled_at),
        "cancelledBy": words.CANCELLED[row.status],
        "cancelReasonCode": "81",
        "merchantId": row.order.merchant_id,
        "quantity": row.quantity,
        "sku": hb_sku(row.sku),
        "merchantSku": row.sku.upper(),
    }


def package(row: HepsiburadaPackage, rows: list[HepsiburadaLine]) -> Json:
    order = rows[0].order
    details, ship, bill = order.details, address(order), invoice(order)
    total = sum((one.price * one.quantity for one in rows), Decimal(0))
    told = {
        "id": str(row.id),
        "status": row.status,
        "customerId": customer_id(order),
        "customerName": details["name"],
        "recipientName": details["name"],
        "orderDate": local(order.ordered_at),
        "dueDate": local(order.ordered_at + timedelta(days=1)),
        "estimatedArrivalDate": local(order.ordered_at + PROMISED),
        "barcode": parcel_barcode(row),
        "packageNumber": package_number(row),
        "cargoCompany": words.CARRIERS[row.carrier][0],
        "shippingAddressDetail": ship["address"],
        "shippingCountryCode": "TR",
        "shippingDistrict": ship["district"],
        "shippingTown": ship["town"],
        "shippingCity": ship["city"],
        **contact(order),
        "companyName": details.get("company", ""),
        "billingAddress": ship["address"],
        "billingCity": ship["city"],
        "billingTown": ship["town"],
        "billingDistrict": ship["district"],
        "billingPostalCode": "",
        "billingCountryCode": "TR",
        "taxOffice": bill["taxOffice"],
        "taxNumber": bill["taxNumber"],
        "identityNo": bill["turkishIdentityNumber"],
        "shippingTotalPrice": money(Decimal(0)),
        "customsTotalPrice": money(Decimal(0)),
        "totalPrice": money(total),
        "totalDeci": 1,
        "isCargoChangable": row.status == words.OPEN,
        "unpackedDate": local(row.unpacked_at),
        "items": [_item(one) for one in rows],
    }
    return laid_over_known(told, raw_of(order))


def _item(row: HepsiburadaLine) -> Json:
    total = row.price * row.quantity
    return {
        "lineItemId": str(row.id),
        "listingId": str(row.id),
        "merchantId": row.order.merchant_id,
        "hbSku": hb_sku(row.sku),
        "merchantSku": row.sku.upper(),
        "quantity": row.quantity,
        "price": money(row.price),
        "vat": float(round(total / 6, 2)),
        "totalPrice": money(total),
        "unitHBDiscount": money(Decimal(0)),
        "totalHBDiscount": money(Decimal(0)),
        "unitMerchantDiscount": money(Decimal(0)),
        "totalMerchantDiscount": money(Decimal(0)),
        "merchantUnitPrice": money(row.price),
        "merchantTotalPrice": money(total),
        "properties": properties(row),
        "productName": row.name,
        "orderNumber": row.order.number,
        "orderDate": local(row.order.ordered_at),
        "deliveryType": "StandardDelivery",
        "vatRate": 20,
        "productBarcode": barcode(row.sku),
    }


def moved(
    row: HepsiburadaPackage, orders: Sequence[HepsiburadaOrder], field: str, moment: datetime | None
) -> Json:
    """An item of ``/shipped``, ``/delivered`` or ``/undelivered``: PascalCase, and no line in it."""
    numbers = [order.number for order in orders]
    shown: Json = {
        "Id": str(row.id),
        "Barcode": parcel_barcode(row),
        "PackageNumber": package_number(row),
        "OrderNumber": numbers[0] if numbers else None,
        "OrderNumbers": numbers,
        "MerchantId": row.merchant_id,
        field: local(moment),
        "Deci": 1,
        "EtgbNo": None,
    }
    if field == "UndeliveredDate":
        shown["UndeliveredReason"] = row.undelivered_reason
    for order in orders:
        shown = laid_over_known(shown, raw_of(order))
    return shown


def tracking(row: HepsiburadaPackage) -> Json:
    """The code and the link are empty until the carrier has scanned the parcel."""
    known = row.tracking if row.shipped_at else None
    return {
        "barcode": parcel_barcode(row),
        "cargoCompany": words.CARRIERS[row.carrier][0],
        "deci": 1,
        "estimatedArrivalDate": local(row.packed_at + PROMISED),
        "packageNumber": package_number(row),
        "status": row.status,
        "trackingInfoCode": known or "",
        "trackingInfoUrl": words.CARRIERS[row.carrier][2].format(known) if known else "",
    }
