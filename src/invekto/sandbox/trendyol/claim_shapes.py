"""A claim in the JSON of Trendyol's answers (section 8.1): no status at its head, old field names, a unit each."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from invekto.sandbox.models import TrendyolClaim, TrendyolPackage
from invekto.sandbox.raw import laid_over
from invekto.sandbox.trendyol import words
from invekto.sandbox.trendyol.shapes import FIRST_PACKAGE, TURKISH_SHIFT, Json, barcode, millis, names

DECIDE_WITHIN = timedelta(hours=48)  # from its arrival; then it is accepted by itself
FIRST_RETURN = 7_280_039_000_000_000
FIRST_WAY_BACK = 7_280_038_000_000_000  # of what was rejected, to the customer
_DECIDED_BY = {"SUPPLIER": "SUPPLIER", "TRENDYOL": "SYSTEM"}


def claim(units: Sequence[TrendyolClaim], origin: TrendyolPackage | None) -> Json:
    """All units of one claim."""
    row = units[0]
    first, last = names(origin.details["name"] if origin else "")
    told: Json = {
        "id": str(row.claim_id),
        "claimId": str(row.claim_id),
        "orderNumber": row.order_number,
        "orderDate": millis(origin.ordered_at + TURKISH_SHIFT) if origin else None,
        "customerFirstName": first,
        "customerLastName": last,
        "claimDate": millis(row.created_at),
        "lastModifiedDate": millis(max(unit.modified_at for unit in units)),
        "channelId": 1,
        "cargoTrackingNumber": FIRST_RETURN + row.package_id,
        "cargoTrackingLink": f"https://tracking.trendyol.com/?id={row.claim_id}",
        "cargoSenderNumber": str(210_009_000_000 + row.package_id),
        "cargoProviderName": words.CARRIERS[origin.carrier] if origin else "",
        "orderShipmentPackageId": FIRST_PACKAGE + 500_000 + row.package_id,
        "orderOutboundPackageId": FIRST_PACKAGE + row.package_id,
        "items": [_item([unit for unit in units if unit.line["line_id"] == line]) for line in _lines(units)],
    }
    rejected = [unit for unit in units if unit.status == "Rejected"]
    if rejected:  # absent where nothing goes back
        told["rejectedPackageInfo"] = _way_back(row, rejected, str(told["cargoProviderName"]))
    return dict(laid_over(told, row.raw))


def _lines(units: Sequence[TrendyolClaim]) -> list[int]:
    return list(dict.fromkeys(unit.line["line_id"] for unit in units))


def _item(units: Sequence[TrendyolClaim]) -> Json:
    line = units[0].line
    return {
        "orderLine": {
            "id": line["line_id"],
            "productName": line["name"],
            "barcode": barcode(line["sku"]),
            "merchantSku": line["sku"],
            "productColor": line["color"],
            "productSize": line["size"],
            "price": float(line["price"]),
            "vatRate": 10,
            "salesCampaignId": 11,
            "productCategory": "Giyim",
            "lineItems": [],
        },
        "claimItems": [_unit(unit) for unit in units],
    }


def _unit(row: TrendyolClaim) -> Json:
    decided = next((step for step in reversed(row.history) if step["to"] in ("Accepted", "Rejected")), None)
    by = decided["by"] if decided else ""
    accepted = row.status == "Accepted"
    return {
        "id": str(row.id),
        "orderLineItemId": row.line["line_id"] * 10 + row.unit,
        "customerClaimItemReason": row.reason,
        "trendyolClaimItemReason": row.reason,
        "claimItemStatus": {"name": row.status},
        "note": "",
        "customerNote": row.reason["name"],
        "resolved": row.status in ("Accepted", "Rejected", "Cancelled"),
        "autoAccepted": accepted and by == "SYSTEM",
        "acceptedBySeller": accepted and by == "SUPPLIER",
        "acceptDetail": _DECIDED_BY.get(by, "SYSTEM") if accepted else None,
        "autoApproveDate": millis(waits_since(row) + DECIDE_WITHIN)
        if row.status == "WaitingInAction"
        else None,
    }


def waits_since(row: TrendyolClaim) -> datetime:
    """When it arrived at the seller."""
    arrived = (step["at"] for step in reversed(row.history) if step["to"] == "WaitingInAction")
    at = next(arrived, None)
    return datetime.fromisoformat(at) if at else row.modified_at


def _way_back(row: TrendyolClaim, rejected: Sequence[TrendyolClaim], carrier: str) -> Json:
    number = FIRST_WAY_BACK + row.package_id
    return {
        "cargoTrackingNumber": number,
        "cargoProviderName": carrier,
        "cargoSenderNumber": str(210_008_000_000 + row.package_id),
        "cargoTrackingLink": f"https://tracking.trendyol.com/?id={number}",
        "packageId": FIRST_PACKAGE + 700_000 + row.package_id,
        "dontShipBack": False,
        "sellerOtp": None,
        "sellerDeliveryMethod": None,
        "items": [str(unit.id) for unit in rejected],
    }


def audit(row: TrendyolClaim) -> list[Json]:
    """What happened to one unit (8.2)."""
    claim_id: UUID = row.claim_id
    return [
        {
            "claimId": str(claim_id),
            "claimItemId": str(row.id),
            "previousStatus": step["from"],
            "newStatus": step["to"],
            "userInfoDocument": {"executorId": "", "executorApp": step["by"], "executorUser": ""},
            "date": millis(datetime.fromisoformat(step["at"])),
        }
        for step in row.history
    ]
