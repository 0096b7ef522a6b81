"""Listings, the catalogue and questions in the JSON of Hepsiburada's answers (sections 6, 8)."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime, timedelta

from invekto.sandbox.hepsiburada.shapes import CUSTOMER, TURKEY, Json, hb_sku
from invekto.sandbox.models import HepsiburadaProduct, HepsiburadaQuestion
from invekto.sandbox.raw import laid_over, laid_over_known
from invekto.sandbox.trendyol.shapes import barcode

FIRST_ISSUE = 500_000


def answer_by(asked_at: datetime) -> datetime:
    """One working day."""
    due = asked_at + timedelta(days=1)
    while due.astimezone(TURKEY).weekday() >= 5:
        due += timedelta(days=1)
    return due


def listing(row: HepsiburadaProduct) -> Json:
    """No product name: that is the catalogue's."""
    reasons = [] if row.stock else ["StockIsLessThanOrEqualToZero"]
    told = {
        "listingId": str(row.id),
        "uniqueIdentifier": "",
        "hepsiburadaSku": hb_sku(row.sku),
        "merchantSku": row.sku,
        "price": float(row.price),
        "availableStock": row.stock,
        "dispatchTime": 1,
        "cargoCompany1": "Aras Kargo",
        "cargoCompany2": "",
        "cargoCompany3": "",
        "shippingAddressLabel": "Depo",
        "shippingProfileName": "Standart",
        "claimAddressLabel": "Depo",
        "maximumPurchasableQuantity": 0,
        "minimumPurchasableQuantity": 1,
        "pricings": [],
        "isSalable": bool(row.stock),
        "customizableProperties": [],
        "deactivationReasons": reasons,
        "isSuspended": False,
        "isLocked": False,
        "lockReasons": [],
        "isFrozen": False,
        "freezeReasons": [],
        "availableWarehouses": [],
        "isFulfilledByHB": False,
        "hasVariant": bool(row.size),
    }
    return laid_over_known(told, row.raw)


def catalogued(row: HepsiburadaProduct) -> Json:
    told = {
        "merchantSku": row.sku,
        "barcode": barcode(row.sku),
        "hbSku": hb_sku(row.sku),
        "variantGroupId": row.sku.rpartition("-")[0] or row.sku,
        "productName": ", ".join(part for part in (row.name, row.size, row.color) if part),
        "brand": "Örnek",
        "images": [],
        "categoryId": 1,
        "categoryName": "Giyim",
        "tax": "20.0",
        "price": str(row.price),
        "status": "MATCHED",
    }
    return laid_over_known(told, row.raw)


def issue(row: HepsiburadaQuestion) -> Json:
    """A question; its moments are UTC, unlike everything else."""
    told = {
        "id": f"{row.n:024x}",
        "createdAt": utc(row.created_at),
        "issueNumber": FIRST_ISSUE + row.n,
        "customerId": CUSTOMER.format(int(hashlib.sha256(row.customer.encode()).hexdigest()[:12], 16)),
        "orderNumber": row.order_number,
        "lineItemId": str(row.line_id) if row.line_id else None,
        "status": row.status,
        "subject": {
            "id": 3 if row.order_number else 1,
            "description": "Sipariş" if row.order_number else "Ürün",
        },
        "lastContent": row.conversations[-1]["content"],
        "conversations": [
            {
                "id": f"c{place}",
                "type": 1,
                "createdAt": utc(datetime.fromisoformat(said["at"])),
                "content": said["content"],
                "from": said["from"],
                "files": [],
                "customerFeedback": None,
                "rejectReason": said.get("reason"),
            }
            for place, said in enumerate(row.conversations, 1)
        ],
        "merchant": {"id": row.merchant_id, "name": "Örnek Mağaza"},
        "product": {"sku": hb_sku(row.sku), "name": row.product, "imageUrl": "", "stockCode": row.sku},
        "expireDate": utc(row.expires_at),
        "lastModifiedAt": utc(row.modified_at),
    }
    return dict(laid_over(told, row.raw))


def utc(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
