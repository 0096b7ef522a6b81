"""Returns at Hepsiburada (section 5): how they come into being and move, and as they are told."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

from invekto.sandbox.hepsiburada import hooks, words
from invekto.sandbox.hepsiburada.shapes import Json, claim_number, hb_sku, local
from invekto.sandbox.http import Problem, moment_in
from invekto.sandbox.models import HepsiburadaClaim, HepsiburadaLine, HepsiburadaOrder
from invekto.sandbox.raw import laid_over, raw_in

_KEYS = {"sku", "reason", "status", "type", "quantity", "tracking", "refund_date", "refund_amount", "raw"}
TYPES = ("Return", "RenewProduct", "MissingPart", "MissingInvoice")
DECIDE_WITHIN = timedelta(days=3)  # from its arrival; then it is accepted by itself
FIRST_RETURN = 1_000_500_000_000
ARRIVED = ("AwaitingAction", "AwaitingPreApproval", "Rejected", "InDispute", "Accepted", "Refunded")


def open_or_change(order: HepsiburadaOrder, claim: Any, now: datetime) -> HepsiburadaClaim:
    """``{"sku", "reason", "status"?, "type"?, "quantity"?, "tracking"?, "refund_date"?, "refund_amount"?, "raw"?}``;
    words of one's own are the explanation. Raises Problem."""
    if not isinstance(claim, dict) or not claim.get("sku"):
        raise Problem(400, "“claim” must have sku and reason.", key="claim")
    if unknown := set(claim) - _KEYS:
        raise Problem(400, f"Unknown key “{min(unknown)}” in the claim.", key=f"claim.{min(unknown)}")
    line = order.lines.select_related("order").filter(sku=str(claim["sku"])).first()
    if line is None:
        raise Problem(404, f"The order has no line “{claim['sku']}”.", key="claim")
    status = str(claim.get("status", "NewRequest"))
    if status not in words.CLAIM_STATUSES:
        raise Problem(400, f"A claim's status is one of {', '.join(words.CLAIM_STATUSES)}.", key="claim")
    row = HepsiburadaClaim.objects.filter(line=line).exclude(status="Cancelled").order_by("-n").first()
    # Rejected is not the end of it: the customer may object.
    if row is None or (row.status == "Rejected" and status == "NewRequest"):
        row = HepsiburadaClaim(
            id=uuid4(), merchant_id=order.merchant_id, line=line, created_at=now, reason="", status=status
        )
    before = row.status if row.n else None
    _describe(row, claim, line)
    _move(row, status, now)
    row.save()
    if status == "AwaitingAction":
        hooks.tell_claim(row, "awaitingaction", now)
    elif before == "InDispute" and status in ("Accepted", "Rejected"):
        hooks.tell_claim(row, "accept" if status == "Accepted" else "reject", now)
    return row


def _describe(row: HepsiburadaClaim, claim: Json, line: HepsiburadaLine) -> None:
    said = str(claim.get("reason", row.explanation or row.reason or "PoorQuality"))
    row.reason = said if said in words.REASONS else "PoorQuality"
    row.explanation = "" if said in words.REASONS else said
    if "type" in claim:
        if claim["type"] not in TYPES:
            raise Problem(400, f"A claim's type is one of {', '.join(TYPES)}.", key="claim.type")
        row.type = claim["type"]
    quantity = claim.get("quantity", row.details.get("quantity", line.quantity))
    if isinstance(quantity, bool) or not isinstance(quantity, int) or not 1 <= quantity <= line.quantity:
        raise Problem(400, "A claim's “quantity” lies between 1 and the line's.", key="claim.quantity")
    row.details = row.details | {"quantity": quantity}
    for key in ("tracking", "refund_amount"):
        if claim.get(key) is not None:
            row.details[key] = str(claim[key])
    if claim.get("refund_date"):
        row.details["refunded_at"] = moment_in(claim["refund_date"], "refund_date").isoformat()
    if (raw := raw_in(claim)) is not None:
        row.details["raw"] = raw


def _move(row: HepsiburadaClaim, status: str, now: datetime) -> None:
    row.status, row.modified_at = status, now
    if status in ARRIVED:
        row.details.setdefault("returned_at", now.isoformat())
    if status == "Refunded":
        row.details.setdefault("refunded_at", now.isoformat())


def decide(row: HepsiburadaClaim, status: str, body: Json, now: datetime) -> None:
    """What the merchant said."""
    row.details = row.details | {
        "statement": body.get("MerchantStatement"),
        "final": body.get("FinalizedWith"),
    }
    _move(row, status, now)
    row.save(update_fields=["status", "modified_at", "details"])


def accept_overdue(merchant: str, now: datetime) -> None:
    """What waited too long for the merchant's decision is accepted by itself."""
    waiting = HepsiburadaClaim.objects.filter(merchant_id=merchant, status="AwaitingAction")
    for row in waiting.filter(modified_at__lte=now - DECIDE_WITHIN):
        _move(row, "Accepted", row.modified_at + DECIDE_WITHIN)
        row.save(update_fields=["status", "modified_at", "details"])


def claim(row: HepsiburadaClaim) -> Json:
    """The mixed casing is theirs."""
    part, order, details = row.line, row.line.order, row.details
    quantity = details.get("quantity", part.quantity)
    total = float(part.price * quantity)
    refund = float(Decimal(details["refund_amount"])) if details.get("refund_amount") else total
    waits = row.status == "AwaitingAction"
    told = {
        "id": str(row.id),
        "number": claim_number(row),
        "status": row.status,
        "claimType": row.type,
        "claimDate": local(row.created_at),
        "quantity": quantity,
        "explanation": row.explanation,
        "refundAmount": refund,
        "refundCurrency": "TRY",
        "refundDate": _moment(details.get("refunded_at")) if row.status == "Refunded" else None,
        "merchantRejectionStatement": details.get("statement"),
        "sku": hb_sku(part.sku),
        "MerchantSku": part.sku.upper(),
        "priceAmount": float(part.price),
        "totalPriceAmount": total,
        "priceCurrency": "TRY",
        "orderNumber": order.number,
        "orderDate": local(order.ordered_at),
        "customerName": order.details["name"],
        "lineItemId": str(part.id),
        "AwaitingActionExpireDate": local(row.modified_at + DECIDE_WITHIN) if waits else None,
        "Reason": row.reason,
        "RequestedProduct": None,
        "Reports": None,
        "finalizedWith": details.get("final"),
        "IsRenewProductTransferAccepted": None,
        "tags": [],
        "Deliveries": [_delivery(row)] if row.type in ("Return", "RenewProduct") else [],
    }
    return dict(laid_over(told, details.get("raw", {})))


def _delivery(row: HepsiburadaClaim) -> Json:
    """The parcel that brings it back."""
    tracking = row.details.get("tracking", str(FIRST_RETURN + row.n))
    return {
        "DeliveryCode": f"IADE{row.n:04d}",
        "Status": "Delivered" if "returned_at" in row.details else "InTransit",
        "Direction": "Inbound",
        "CreatedDate": local(row.created_at + timedelta(minutes=1)),
        "CargoCompany": {"TypeCode": "HX", "Alias": "hepsijet", "Name": "HepsiJET"},
        "PackageNumber": None,
        "TrackingNumber": tracking or None,
    }


def _moment(text: str | None) -> str | None:
    return local(datetime.fromisoformat(text)) if text else None
