"""Lines are put into parcels, parcels move, and are dissolved again (section 4)."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import datetime
from uuid import uuid4

from invekto.sandbox.hepsiburada import hooks, words
from invekto.sandbox.models import HepsiburadaLine, HepsiburadaPackage

FIRST_TRACKING = 1_000_000_000_000


def pack(lines: Sequence[HepsiburadaLine], carrier: str, now: datetime) -> HepsiburadaPackage:
    """Packed anew, a line has a new package number and keeps its own id."""
    package = HepsiburadaPackage.objects.create(
        id=uuid4(),
        merchant_id=lines[0].order.merchant_id,
        status=words.OPEN,
        carrier=carrier,
        packed_at=now,
    )
    for line in lines:
        line.package, line.status, line.modified_at = package, words.OPEN, now
    HepsiburadaLine.objects.bulk_update(lines, ["package", "status", "modified_at"])
    hooks.tell_package(package, words.OPEN, now)
    return package


def move(
    package: HepsiburadaPackage,
    status: str,
    at: datetime,
    *,
    tracking: str | None = None,
    reason: str = "",
) -> HepsiburadaPackage:
    """Give the package its next status at ``at``; not stored."""
    if tracking is not None:
        package.tracking = tracking or None
    if status in (words.PACKAGED, words.OPEN):
        package.status = words.OPEN
        return package
    if status == words.UNPACKED:
        package.status, package.unpacked_at = status, at
        return package
    if package.shipped_at is None:
        package.shipped_at = at if status in (words.SHIPPED, words.IN_TRANSIT) else _between(package, at)
        if package.tracking is None and tracking is None:
            package.tracking = new_tracking()
    package.status = words.IN_TRANSIT if status == words.SHIPPED else status
    if status == words.DELIVERED:
        package.delivered_at = at
    if status == words.UNDELIVERED:
        package.undelivered_at, package.undelivered_reason = at, reason or "Adreste kimse yok"
    return package


def _between(package: HepsiburadaPackage, at: datetime) -> datetime:
    return package.packed_at + (max(at, package.packed_at) - package.packed_at) / 2


def dissolve(package: HepsiburadaPackage, now: datetime) -> None:
    """Its lines wait to be packed again."""
    lines = list(package.lines.select_related("order"))
    move(package, words.UNPACKED, now).save()
    hooks.tell_package(package, words.UNPACKED, now)
    for line in lines:
        line.package, line.modified_at = None, now
    HepsiburadaLine.objects.bulk_update(lines, ["package", "modified_at"])


def new_tracking() -> str:
    return str(FIRST_TRACKING + random.randrange(10**11))  # noqa: S311 - no secret
