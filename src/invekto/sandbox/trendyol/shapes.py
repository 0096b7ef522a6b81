"""Packages, claims and products in the JSON of Trendyol's answers (trendyol.md sections 5.4 to 5.6, 7, 8, 12)."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from invekto.core.phones import to_wa_id
from invekto.sandbox.models import TrendyolPackage, TrendyolProduct
from invekto.sandbox.raw import laid_over, laid_over_known
from invekto.sandbox.trendyol import words

Json = dict[str, Any]
FIRST_PACKAGE = 3_412_000_000
TURKISH_SHIFT = timedelta(hours=3)  # orderDate is the wall clock of Türkiye written as if it were UTC
DISTRICTS = {
    "İstanbul": "Kadıköy",
    "Ankara": "Çankaya",
    "İzmir": "Bornova",
    "Bursa": "Nilüfer",
    "Antalya": "Muratpaşa",
}
PROMISED = timedelta(days=2)


def millis(moment: datetime) -> int:
    return int(moment.timestamp() * 1000)


def package_id(row: TrendyolPackage) -> int:
    return FIRST_PACKAGE + row.pk


def package(row: TrendyolPackage) -> Json:
    details = row.details
    masked = row.status == "Awaiting"
    first, last = names("*** ***" if masked else details["name"])
    prices = [Decimal(0) if masked else Decimal(line["price"]) * line["quantity"] for line in row.lines]
    total = float(sum(prices, Decimal(0)))
    company = details.get("company", "")
    due_at = datetime.fromisoformat(details["due_at"]) if "due_at" in details else row.ordered_at + PROMISED
    invoice = _address(row, 2, masked)
    if company:
        invoice |= {
            "company": company,
            "taxOffice": "Kadıköy",
            "taxNumber": details.get("tax_number", ""),
            "eInvoiceAvailable": True,
        }
    told = {
        "shipmentPackageId": package_id(row),
        "orderNumber": row.order_number,
        "shipmentNumber": 5_521_000_000 + row.pk,
        "status": row.status,
        "shipmentPackageStatus": "ReadyToShip" if row.status == "Created" else row.status,
        "orderDate": millis(row.ordered_at + TURKISH_SHIFT),
        "originShipmentDate": millis(row.ordered_at + timedelta(minutes=1)),
        "lastModifiedDate": millis(row.modified_at),
        "agreedDeliveryDate": millis(row.ordered_at + PROMISED),
        "estimatedDeliveryStartDate": millis(due_at),
        "estimatedDeliveryEndDate": millis(due_at),
        "packageHistories": [
            {"createdDate": millis(datetime.fromisoformat(step["at"])), "status": step["status"]}
            for step in row.history
        ],
        "customerId": details["customer_id"],
        "customerFirstName": first,
        "customerLastName": last,
        "customerEmail": "***" if masked else details.get("email") or _relay(details["customer_id"]),
        "identityNumber": "***" if masked else "11111111111",
        "taxNumber": None,
        "commercial": bool(company),
        "micro": False,
        "is4P": False,
        "orderCountryCode": "TR",
        "currencyCode": "TRY",
        "paymentMethod": "Kredi Kartı",
        "packageGrossAmount": total,
        "packageSellerDiscount": 0.0,
        "packageTyDiscount": 0.0,
        "packageTotalDiscount": 0.0,
        "packageTotalPrice": total,
        "discountDisplays": [],
        "isCod": False,
        "cargoTrackingNumber": int(row.tracking) if row.tracking else None,
        "cargoTrackingLink": _tracking_link(row),
        "cargoSenderNumber": str(210_000_000_000 + row.pk),
        "cargoProviderName": words.CARRIERS[row.carrier],
        "cargoDeci": 2,
        "deliveryType": "normal",
        "deliveryAddressType": "Shipment",
        "fastDelivery": False,
        "fastDeliveryType": "",
        "timeSlotId": 0,
        "deliveredByService": False,
        "warehouseId": 371,
        "channelId": 1,
        "supplierId": int(row.seller_id) if row.seller_id.isdigit() else row.seller_id,
        "createdBy": row.created_by,
        "originPackageIds": [FIRST_PACKAGE + parent for parent in row.origin_ids] or None,
        "invoiceLink": row.details.get("invoice_link", ""),
        "invoiceNumber": "",
        "invoiceStatus": "NotInvoiced",
        "giftBoxRequested": False,
        "containsDangerousProduct": False,
        "shipmentAddress": _address(row, 1, masked),
        "invoiceAddress": invoice,
        "lines": [_line(row, line, masked) for line in row.lines],
    }
    return dict(laid_over(told, details.get("raw", {})))


def names(name: str) -> tuple[str, str]:
    first, _, last = name.rpartition(" ")
    return (first, last) if first else (last, "")


def _relay(customer_id: int) -> str:
    return f"pf+{hashlib.sha256(str(customer_id).encode()).hexdigest()[:8]}@trendyolmail.com"


def _tracking_link(row: TrendyolPackage) -> str | None:
    if words.RANK.get(row.status, 0) < words.RANK["Shipped"] or not row.tracking:
        return None  # absent before shipment
    return f"https://tracking.trendyol.com/?id={row.tracking}"


def _address(row: TrendyolPackage, which: int, masked: bool) -> Json:
    details = row.details
    name = "*** ***" if masked else details["name"]
    first, last = names(name)
    city = details.get("city", "İstanbul")
    district = details.get("district") or DISTRICTS.get(city, "Merkez")
    street = "***" if masked else "Deneme Mah. Kurgu Sk. No:1 D:2"
    phone = details.get("phone")
    return {
        "id": 55_000 + row.pk * 2 + which,
        "firstName": first,
        "lastName": last,
        "company": "",
        "address1": street,
        "address2": "",
        "city": city,
        "cityCode": 34,
        "district": district,
        "districtId": 400,
        "neighborhoodId": 9001,
        "neighborhood": "Deneme Mah",
        "postalCode": "34000",
        "countryCode": "TR",
        "phone": None if masked or not phone else to_wa_id(phone),
        "latitude": "0.000000",
        "longitude": "0.000000",
        "fullAddress": f"{street} {district} {city}",
        "fullName": name,
    }


def _line(row: TrendyolPackage, line: Json, masked: bool) -> Json:
    price = 0.0 if masked else float(line["price"])
    named = ", ".join(part for part in (line["name"], line["size"]) if part)
    return {
        "lineId": line["line_id"],
        "barcode": barcode(line["sku"]),
        "stockCode": line["sku"],
        "productName": named,
        "productSize": f" {line['size']}" if line["size"] else "",
        "productColor": line["color"],
        "contentId": content_id(line["sku"]),
        "productCategoryId": 604,
        "productOrigin": "TR",
        "quantity": line["quantity"],
        "currencyCode": "TRY",
        "lineUnitPrice": price,
        "lineGrossAmount": price,
        "lineSellerDiscount": 0.0,
        "lineTyDiscount": 0.0,
        "lineTotalDiscount": 0.0,
        "discountDetails": [
            {
                "lineItemId": line["line_id"] * 10 + unit,
                "lineItemPrice": price,
                "lineItemSellerDiscount": 0.0,
                "lineItemTyDiscount": 0.0,
            }
            for unit in range(min(line["quantity"], 100))
        ],
        "vatRate": 10,
        "commission": 21.5,
        "salesCampaignId": 11,
        "sellerId": int(row.seller_id) if row.seller_id.isdigit() else row.seller_id,
        "orderLineItemStatusName": "Cancelled" if line["cancelled"] else row.status,
        "fastDeliveryOptions": [],
        "businessUnit": "Textile",
    } | (
        {"cancelledBy": "Customer", "cancelReason": "Vazgeçtim", "cancelReasonCode": 401}
        if line["cancelled"]
        else {}
    )


def barcode(sku: str) -> str:
    return f"869{int(hashlib.sha256(sku.encode()).hexdigest()[:12], 16) % 10**10:010d}"


def content_id(sku: str) -> int:
    return 440_000_000 + int(hashlib.sha256(sku.encode()).hexdigest()[:6], 16)


def approved(variants: Sequence[TrendyolProduct]) -> Json:
    """The full product: its title tells neither size nor colour."""
    first = variants[0]
    return {
        "contentId": content_id(first.sku),
        "productMainId": first.sku.rpartition("-")[0] or first.sku,
        "title": first.name,
        "attributes": [],
        "variants": [
            _variant(
                row,
                {
                    "variantId": 770_000 + row.pk,
                    "barcode": barcode(row.sku),
                    "stockCode": row.sku,
                    "attributes": [
                        {"attributeName": name, "attributeValue": value}
                        for name, value in (("Beden", row.size), ("Renk", row.color))
                        if value
                    ],
                    "productUrl": f"https://www.trendyol.com/ornek/urun-p-{content_id(first.sku)}",
                    "onSale": bool(row.stock),
                    "stock": {"quantity": row.stock, "lastModifiedDate": millis(row.modified_at)},
                    "price": {"salePrice": float(row.price), "listPrice": float(row.price)},
                    "locked": False,
                    "archived": False,
                    "blacklisted": False,
                },
            )
            for row in variants
        ],
    }


def product(row: TrendyolProduct) -> Json:
    return {
        "contentId": content_id(row.sku),
        "productMainId": row.sku.rpartition("-")[0] or row.sku,
        "title": row.name,
        "variants": [
            _variant(
                row,
                {
                    "variantId": 770_000 + row.pk,
                    "barcode": barcode(row.sku),
                    "salePrice": float(row.price),
                    "listPrice": float(row.price),
                    "quantity": row.stock,
                    "stockCode": row.sku,
                    "size": row.size,
                    "color": row.color,
                    "stockLastModifiedDate": millis(row.modified_at),
                },
            )
        ],
    }


def _variant(row: TrendyolProduct, told: Json) -> Json:
    """Two services tell of it, each in words of its own."""
    return laid_over_known(told, row.raw)
