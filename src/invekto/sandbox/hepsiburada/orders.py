"""Orders come into being and move, as a scenario or a person at the panel says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import uuid4

from django.db import transaction

from invekto.sandbox.hepsiburada import claims, hooks, words
from invekto.sandbox.hepsiburada.packing import dissolve, move, pack
from invekto.sandbox.http import Body, Problem, lines_in, moment_in, phone_in, text_in
from invekto.sandbox.models import HepsiburadaLine, HepsiburadaOrder, HepsiburadaPackage
from invekto.sandbox.raw import raw_in
from invekto.sandbox.trendyol.orders import (
    CUSTOMER_KEYS,
    LINE_KEYS,
    MOST_PIECES,
    ORDER_KEYS,
    carrier_in,
    money_in,
)

CHANGE_KEYS = ORDER_KEYS | {"cancel_lines", "pack_lines", "pack_with", "claim", "undelivered_reason"}
_EXAMPLE = {
    "name": "Mavi Seramik Kupa",
    "sku": "KUPA-MAVI",
    "quantity": 1,
    "price": "189.90",
}  # where no line is named


@dataclass(slots=True)
class Told:
    """What a control call sets of a parcel, beside its status."""

    tracking: str | None = None
    delivered_at: datetime | None = None
    reason: str = ""


@dataclass(slots=True)
class Made:
    """A new order, not yet stored."""

    order: HepsiburadaOrder
    lines: list[HepsiburadaLine] = field(default_factory=list)
    package: HepsiburadaPackage | None = None


def create(merchant: str, body: Body, now: datetime) -> HepsiburadaOrder:
    """A new order; from "Packaged" on all its lines lie in one package. Raises Problem."""
    number = text_in(body, "number")
    if HepsiburadaOrder.objects.filter(merchant_id=merchant, number=number).exists():
        raise Problem(409, f"Order {number} exists; change it with PATCH.", key="number")
    made = build(merchant, body, now)
    with transaction.atomic():
        store([made])
        if made.package is not None:
            hooks.tell_package(made.package, made.package.status, now)
        elif made.lines[0].status == words.OPEN:
            hooks.tell_order(made.lines, now)
    return made.order


def build(merchant: str, body: Body, now: datetime) -> Made:
    """The order a control call describes, not yet stored. Raises Problem."""
    status = status_in(body) if "status" in body else words.OPEN
    ordered_at = moment_in(body["ordered_at"], "ordered_at") if body.get("ordered_at") else now
    order = HepsiburadaOrder(
        id=uuid4(),
        merchant_id=merchant,
        number=text_in(body, "number"),
        details=_customer(body, {}),
        carrier=carrier_in(body),
        ordered_at=ordered_at,
        modified_at=now,
    )
    made = Made(order)
    for position, line in enumerate(lines_in(body, _EXAMPLE)):
        made.lines.append(_line(order, line, position, status, now))
    if status not in (words.AWAITING, words.OPEN, *words.CANCELLED):
        told = _told(body)
        made.package = move(
            HepsiburadaPackage(
                id=uuid4(),
                merchant_id=merchant,
                status=words.OPEN,
                carrier=order.carrier,
                # Somewhere between the order and what became of it; never in the future.
                packed_at=ordered_at + (max(told.delivered_at or now, ordered_at) - ordered_at) / 3,
            ),
            status,
            told.delivered_at or now,
            tracking=told.tracking,
            reason=told.reason,
        )
    return made


def store(made: Sequence[Made]) -> None:
    packages = HepsiburadaPackage.objects.bulk_create(
        [one.package for one in made if one.package is not None]
    )
    assert all(package.n for package in packages)
    for one in made:
        for line in one.lines:
            line.package = one.package
    HepsiburadaOrder.objects.bulk_create([one.order for one in made])
    HepsiburadaLine.objects.bulk_create([line for one in made for line in one.lines])


def change(order: HepsiburadaOrder, body: Body, now: datetime) -> None:
    """Apply a PATCH to an order. Raises Problem."""
    with transaction.atomic():
        _change_order(order, body, now)
        if "lines" in body:
            if order.lines.exclude(package=None).exists():
                raise Problem(409, "Some lines are packed; “lines” can no longer be replaced.", key="lines")
            order.lines.all().delete()
            HepsiburadaLine.objects.bulk_create(
                _line(order, line, place, words.OPEN, now)
                for place, line in enumerate(lines_in(body, _EXAMPLE))
            )
        if body.get("pack_lines") or body.get("pack_with"):
            _pack_some(order, body, now)
        if body.get("cancel_lines"):
            _cancel(_lines_of(order, _skus(order, body, "cancel_lines")), "CancelledByCustomer", now)
        if "status" in body:
            _move_order(order, status_in(body), _told(body), now)
        elif body.get("tracking") is not None:
            for package in live_packages(order):
                package.tracking = text_in(body, "tracking")
                package.save(update_fields=["tracking"])
        if body.get("claim"):
            claims.open_or_change(order, body["claim"], now)


def _change_order(order: HepsiburadaOrder, body: Body, now: datetime) -> None:
    before = dict(order.details)
    order.details = _customer(body, order.details)
    if "carrier" in body:
        order.carrier = carrier_in(body)
        for package in live_packages(order):
            package.carrier = order.carrier
            package.save(update_fields=["carrier"])
    if body.get("ordered_at"):
        order.ordered_at = moment_in(body["ordered_at"], "ordered_at")
    order.modified_at = now
    order.save()
    if order.details != before:
        order.lines.update(modified_at=now)
        hooks.tell_address(order, now)


def _move_order(order: HepsiburadaOrder, status: str, told: Told, now: datetime) -> None:
    lines = list(order.lines.select_related("order", "package").order_by("position"))
    if status in words.CANCELLED:
        _cancel(lines, status, now)
        return
    if status in (words.AWAITING, words.OPEN):
        if any(line.package for line in lines):
            raise Problem(
                409, "Some lines are packed; use “Unpacked” to dissolve their package.", key="status"
            )
        for line in lines:
            line.status, line.modified_at = status, now
        HepsiburadaLine.objects.bulk_update(lines, ["status", "modified_at"])
        if status == words.OPEN:
            hooks.tell_order(lines, now)
        return
    if status == words.UNPACKED:
        for package in live_packages(order):
            dissolve(package, now)
        return
    loose = [line for line in lines if line.package is None and line.cancelled_at is None]
    if loose:
        pack(loose, order.carrier, now)
    if status == words.PACKAGED:
        return
    for package in live_packages(order):
        at = told.delivered_at or now
        move(package, status, at, tracking=told.tracking, reason=told.reason).save()
        package.lines.update(modified_at=now)
        hooks.tell_package(package, package.status, now)


def _pack_some(order: HepsiburadaOrder, body: Body, now: datetime) -> None:
    """``pack_lines``: these in a package of their own; ``pack_with``: together with another order's open lines."""
    skus = _skus(order, body, "pack_lines") if body.get("pack_lines") else None
    lines = [
        line
        for line in order.lines.select_related("order").order_by("position")
        if line.package_id is None and line.cancelled_at is None and (skus is None or line.sku in skus)
    ]
    if body.get("pack_with"):
        number = text_in(body, "pack_with")
        other = HepsiburadaOrder.objects.filter(merchant_id=order.merchant_id, number=number).first()
        if other is None:
            raise Problem(404, f"There is no order “{number}”.", key="pack_with")
        lines += (
            other.lines.select_related("order").filter(package=None, cancelled_at=None).order_by("position")
        )
    if not lines:
        raise Problem(409, "There is no open line to pack.", key="pack_lines")
    pack(lines, order.carrier, now)


def _cancel(lines: Sequence[HepsiburadaLine], word: str, now: datetime) -> None:
    gone = [line for line in lines if line.cancelled_at is None]
    for line in gone:
        line.status, line.cancelled_at, line.modified_at = word, now, now
    HepsiburadaLine.objects.bulk_update(gone, ["status", "cancelled_at", "modified_at"])
    for line in gone:
        hooks.tell_cancelled(line, now)


def live_packages(order: HepsiburadaOrder) -> list[HepsiburadaPackage]:
    rows = HepsiburadaPackage.objects.filter(lines__order=order).exclude(status=words.UNPACKED)
    return list(rows.distinct().order_by("n"))


# What the keys of a control call mean.


def status_in(body: Body) -> str:
    status = words.status_named(text_in(body, "status"))
    if status is None:
        raise Problem(400, f"“status” must be one of {', '.join(words.STATUSES)}.", key="status")
    return status


def _told(body: Body) -> Told:
    at = moment_in(body["delivered_at"], "delivered_at") if body.get("delivered_at") else None
    tracking = text_in(body, "tracking") if body.get("tracking") is not None else None
    return Told(tracking, at, text_in(body, "undelivered_reason", ""))


def _customer(body: Body, known: Body) -> Body:
    found = dict(known)
    if "phone" in body:
        found["phone"] = None if body["phone"] in (None, "masked") else phone_in(body["phone"])
    for key in CUSTOMER_KEYS:
        if body.get(key) is not None:
            found[key] = text_in(body, key)
    if (raw := raw_in(body)) is not None:
        found["raw"] = raw
    found.setdefault("name", "Kerem Denemeci")
    found.setdefault("city", "Ankara")
    return found


def _line(order: HepsiburadaOrder, line: Any, position: int, status: str, now: datetime) -> HepsiburadaLine:
    if not isinstance(line, dict):
        raise Problem(400, "Each of “lines” must be an object.", key="lines")
    if unknown := set(line) - LINE_KEYS:
        raise Problem(400, f"Unknown key “{min(unknown)}” in a line.", key=f"lines.{min(unknown)}")
    for key in ("name", "sku"):
        if not isinstance(line.get(key), str) or not line[key]:
            raise Problem(400, f"A line needs “{key}”.", key=f"lines.{key}")
    quantity = line.get("quantity", 1)
    if isinstance(quantity, bool) or not isinstance(quantity, int) or not 1 <= quantity <= MOST_PIECES:
        raise Problem(400, "A line's “quantity” must be a whole number from 1.", key="lines.quantity")
    price: Decimal = money_in(line.get("price", 0), "lines.price")
    gone = status in words.CANCELLED
    return HepsiburadaLine(
        id=uuid4(),
        order=order,
        position=position,
        status=status if gone or status == words.AWAITING else words.OPEN,
        name=line["name"],
        sku=line["sku"],
        size=str(line.get("size", "")),
        color=str(line.get("color", "")),
        quantity=quantity,
        price=price,
        cancelled_at=now if gone else None,
        modified_at=now,
    )


def _skus(order: HepsiburadaOrder, body: Body, key: str) -> set[str]:
    skus = body[key]
    if not isinstance(skus, list) or any(not isinstance(sku, str) for sku in skus):
        raise Problem(400, f"“{key}” must be a list of SKUs.", key=key)
    known = set(order.lines.values_list("sku", flat=True))
    if unknown := set(skus) - known:
        raise Problem(404, f"The order has no line “{min(unknown)}”.", key=key)
    return set(skus)


def _lines_of(order: HepsiburadaOrder, skus: set[str]) -> list[HepsiburadaLine]:
    return list(order.lines.select_related("order", "package").filter(sku__in=skus).order_by("position"))
