"""Returns come into being and move at Trendyol: one claim item for each unit (section 8.1)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from invekto.sandbox.http import Problem
from invekto.sandbox.models import TrendyolClaim, TrendyolPackage
from invekto.sandbox.raw import raw_in
from invekto.sandbox.trendyol import words

_KEYS = {"sku", "reason", "quantity", "status", "raw"}
SYSTEM, CUSTOMER, SELLER = "TRENDYOL", "CUSTOMER", "SUPPLIER"


def open_or_change(packages: Sequence[TrendyolPackage], claim: Any, now: datetime) -> None:
    """``{"sku", "reason", "quantity"?, "status"?, "raw"?}``. Where the line has one open, ``status`` moves it on;
    without a status it is a new claim. Raises Problem."""
    if not isinstance(claim, dict) or not claim.get("sku"):
        raise Problem(400, "“claim” must have sku and reason.", key="claim")
    if unknown := set(claim) - _KEYS:
        raise Problem(400, f"Unknown key “{min(unknown)}” in the claim.", key=f"claim.{min(unknown)}")
    status = words.claim_status_named(str(claim.get("status", "Created")))
    if status is None:
        raise Problem(400, f"A claim's status is one of {', '.join(words.CLAIM_STATUSES)}.", key="claim")
    found = next(
        ((package, line) for package in packages for line in package.lines if line["sku"] == claim["sku"]),
        None,
    )
    if found is None:
        raise Problem(404, f"The order has no line “{claim['sku']}”.", key="claim")
    package, line = found
    known = _open_units(package, line)
    if known and "status" in claim:
        for row in known:
            move(row, status, now, by=SYSTEM)
    else:
        known = open_claim(
            package, line, _quantity(claim, line), str(claim.get("reason", "451")), status, now
        )
    if (raw := raw_in(claim)) is not None:
        TrendyolClaim.objects.filter(claim_id=known[0].claim_id).update(raw=raw)


def open_claim(
    package: TrendyolPackage, line: dict[str, Any], quantity: int, reason: str, status: str, now: datetime
) -> list[TrendyolClaim]:
    number, name, code = words.reason_named(reason)
    claim_id: UUID = uuid4()
    return TrendyolClaim.objects.bulk_create(
        TrendyolClaim(
            id=uuid4(),
            claim_id=claim_id,
            unit=unit,
            seller_id=package.seller_id,
            order_number=package.order_number,
            package_id=package.pk,
            line=line,
            reason={"id": number, "name": name, "externalReasonId": 0, "code": code},
            status=status,
            history=[{"from": None, "to": status, "at": now.isoformat(), "by": CUSTOMER}],
            created_at=now,
            modified_at=now,
        )
        for unit in range(quantity)
    )


def move(row: TrendyolClaim, status: str, now: datetime, *, by: str) -> None:
    step = {"from": row.status, "to": status, "at": now.isoformat(), "by": by}
    row.history, row.status, row.modified_at = [*row.history, step], status, now
    row.save(update_fields=["history", "status", "modified_at"])


def _open_units(package: TrendyolPackage, line: dict[str, Any]) -> list[TrendyolClaim]:
    """Those of the line's newest claim that the customer has not taken back."""
    rows = TrendyolClaim.objects.filter(package_id=package.pk, line__line_id=line["line_id"])
    newest = rows.exclude(status="Cancelled").order_by("-created_at", "claim_id").first()
    return list(rows.filter(claim_id=newest.claim_id).order_by("unit")) if newest else []


def _quantity(claim: dict[str, Any], line: dict[str, Any]) -> int:
    quantity = claim.get("quantity", 1)
    if isinstance(quantity, bool) or not isinstance(quantity, int) or not 1 <= quantity <= line["quantity"]:
        raise Problem(400, "A claim's “quantity” lies between 1 and the line's.", key="claim.quantity")
    return quantity
