"""Orders come into being and move, as a scenario or a person at the panel says."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import datetime, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any

from django.db import transaction

from invekto.sandbox.http import Body, Problem, lines_in, moment_in, phone_in, text_in
from invekto.sandbox.models import TrendyolPackage
from invekto.sandbox.raw import raw_in
from invekto.sandbox.trendyol import opening, words
from invekto.sandbox.trendyol.hooks import tell_webhooks

Line = dict[str, Any]
ORDER_KEYS = {
    "account",
    "number",
    "phone",
    "name",
    "email",
    "city",
    "district",
    "status",
    "ordered_at",
    "carrier",
    "tracking",
    "company",
    "tax_number",
    "invoice_link",
    "delivered_at",
    "lines",
    "raw",
}
CHANGE_KEYS = ORDER_KEYS | {"cancel_lines", "split_lines", "claim"}
MOST_MONEY = Decimal(10**9)
MOST_PIECES = 100_000
LINE_KEYS = {"name", "sku", "size", "color", "quantity", "price"}
CUSTOMER_KEYS = ("name", "email", "city", "district", "company", "tax_number", "invoice_link")
FIRST_TRACKING = 7_280_030_000_000_000
_EXAMPLE = {
    "name": "Pamuklu Tişört",
    "sku": "TSH-1",
    "quantity": 1,
    "price": "249.90",
}  # where no line is named


def create(seller_id: str, body: Body, now: datetime) -> TrendyolPackage:
    """A new order of one package. Raises Problem."""
    number = text_in(body, "number")
    if TrendyolPackage.objects.filter(seller_id=seller_id, order_number=number).exists():
        raise Problem(409, f"Order {number} exists; change it with PATCH.", key="number")
    package = build(seller_id, body, now)
    with transaction.atomic():
        package.save()
        tell_webhooks([package], now)
    return package


def build(seller_id: str, body: Body, now: datetime) -> TrendyolPackage:
    """The package a control call describes, not yet stored. Raises Problem."""
    status = status_in(body) if "status" in body else "Created"
    ordered_at = moment_in(body["ordered_at"], "ordered_at") if body.get("ordered_at") else now
    delivered_at = moment_in(body["delivered_at"], "delivered_at") if body.get("delivered_at") else None
    if status == "Delivered":
        delivered_at = delivered_at or now
    return TrendyolPackage(
        seller_id=seller_id,
        order_number=text_in(body, "number"),
        status=status,
        details=_customer(body, {}),
        lines=[_line(line) for line in lines_in(body, _EXAMPLE)],
        history=history(status, ordered_at, delivered_at or max(now, ordered_at)),
        tracking=_tracking_in(body) or new_tracking(),
        carrier=carrier_in(body),
        ordered_at=ordered_at,
        delivered_at=delivered_at,
        modified_at=now,
    )


def change(packages: Sequence[TrendyolPackage], body: Body, now: datetime) -> list[TrendyolPackage]:
    """Apply a PATCH to an order's live packages; returns every package it touched or made. Raises Problem."""
    with transaction.atomic():
        live = [package for package in packages if package.status not in words.FINISHED] or list(packages)
        for package in live:
            _change_one(package, body, now)
        touched = list(live)
        if body.get("cancel_lines"):
            touched += _cancel_lines(live, _skus(body, "cancel_lines", live), now)
        if body.get("split_lines"):
            touched += _split(live, _skus(body, "split_lines", live), now)
        for package in touched:
            package.modified_at = now
            package.save()
        if body.get("claim"):
            opening.open_or_change(live, body["claim"], now)
        tell_webhooks(touched, now)
    return touched


def _change_one(package: TrendyolPackage, body: Body, now: datetime) -> None:
    package.details = _customer(body, package.details)
    if "lines" in body:
        package.lines = [_line(line) for line in lines_in(body, _EXAMPLE)]
    if "carrier" in body:
        package.carrier = carrier_in(body)
    if "tracking" in body:
        package.tracking = _tracking_in(body)
    if body.get("ordered_at"):
        package.ordered_at = moment_in(body["ordered_at"], "ordered_at")
    if body.get("delivered_at"):
        package.delivered_at = moment_in(body["delivered_at"], "delivered_at")
    if "status" in body:
        move(package, status_in(body), now)


def move(package: TrendyolPackage, status: str, now: datetime) -> None:
    """Give the package its next status, at its own moment."""
    if status == "Delivered" and package.delivered_at is None:
        package.delivered_at = now
    at = package.delivered_at if status == "Delivered" and package.delivered_at else now
    if status != package.status:
        package.history = [*package.history, {"status": status, "at": at.isoformat()}]
    package.status = status


def cancel_pieces(
    package: TrendyolPackage, pieces: dict[int, int], word: str, now: datetime
) -> list[TrendyolPackage]:
    """So many of each line, by line id; what is left goes on in a new package."""
    rest = [
        line | {"quantity": line["quantity"] - pieces.get(line["line_id"], 0)}
        for line in package.lines
        if line["quantity"] > pieces.get(line["line_id"], 0)
    ]
    with transaction.atomic():
        made = [_successor(package, rest, "cancel", now)] if rest else []
        package.lines = [line | {"cancelled": line["line_id"] in pieces} for line in package.lines]
        move(package, "UnPacked" if rest else word, now)
        package.modified_at = now
        package.save()
        tell_webhooks([package, *made], now)
    return [package, *made]


def _cancel_lines(live: list[TrendyolPackage], skus: set[str], now: datetime) -> list[TrendyolPackage]:
    made = []
    for package in live:
        gone = [line for line in package.lines if line["sku"] in skus]
        rest = [line for line in package.lines if line["sku"] not in skus]
        if not gone:
            continue
        package.lines = [line | {"cancelled": line["sku"] in skus} for line in package.lines]
        if rest:
            made.append(_successor(package, rest, "cancel", now))
            move(package, "UnPacked", now)
        else:
            move(package, "Cancelled", now)
    return made


def _split(live: list[TrendyolPackage], skus: set[str], now: datetime) -> list[TrendyolPackage]:
    made = []
    for package in live:
        apart = [line for line in package.lines if line["sku"] in skus]
        rest = [line for line in package.lines if line["sku"] not in skus]
        if not apart or not rest:
            continue
        made += [_successor(package, lines, "split", now) for lines in (rest, apart)]
        move(package, "UnPacked", now)
    return made


def _successor(parent: TrendyolPackage, lines: list[Line], why: str, now: datetime) -> TrendyolPackage:
    """Same order number, new package, new tracking number, new line ids (section 6)."""
    return TrendyolPackage.objects.create(
        seller_id=parent.seller_id,
        order_number=parent.order_number,
        status=parent.status,
        details=parent.details,
        lines=[line | {"line_id": new_line_id(), "cancelled": False} for line in lines],
        history=parent.history,
        created_by=why,
        origin_ids=[parent.pk],
        tracking=new_tracking(),
        carrier=parent.carrier,
        ordered_at=parent.ordered_at,
        modified_at=now,
    )


# What the keys of a control call mean.


def status_in(body: Body) -> str:
    status = words.status_named(text_in(body, "status"))
    if status is None:
        raise Problem(400, f"“status” must be one of {', '.join(words.STATUSES)}.", key="status")
    return status


def carrier_in(body: Body) -> str:
    carrier = body.get("carrier") or ""
    if carrier not in words.CARRIERS:
        raise Problem(400, "“carrier” must be aras or yurtici.", key="carrier")
    return str(carrier)


def _tracking_in(body: Body) -> str | None:
    tracking = text_in(body, "tracking") if body.get("tracking") is not None else None
    if tracking is not None and not tracking.isdigit():
        raise Problem(400, "“tracking” must be digits: Trendyol's numbers are.", key="tracking")
    return tracking


def _customer(body: Body, known: Body) -> Body:
    found = dict(known)
    if "phone" in body:
        found["phone"] = None if body["phone"] in (None, "masked") else phone_in(body["phone"])
    for key in CUSTOMER_KEYS:
        if body.get(key) is not None:
            found[key] = text_in(body, key)
    if (raw := raw_in(body)) is not None:
        found["raw"] = raw
    found.setdefault("name", "Deniz Kaya")
    found.setdefault("city", "İstanbul")
    found.setdefault("customer_id", random.randrange(90_000_000, 99_999_999))  # noqa: S311 - no secret
    return found


def _line(line: Any) -> Line:
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
    return {
        "line_id": new_line_id(),
        "name": line["name"],
        "sku": line["sku"],
        "size": str(line.get("size", "")),
        "color": str(line.get("color", "")),
        "quantity": quantity,
        "price": str(money_in(line.get("price", 0), "lines.price")),
        "cancelled": False,
    }


def money_in(value: Any, key: str) -> Decimal:
    try:
        amount = Decimal(str(value)).quantize(Decimal("0.01"))
    except InvalidOperation:
        amount = Decimal(-1)
    if isinstance(value, bool) or not amount.is_finite() or not 0 <= amount < MOST_MONEY:
        raise Problem(400, f"“{key.rpartition('.')[2]}” must be an amount such as 249.90.", key=key)
    return amount


def _skus(body: Body, key: str, live: Sequence[TrendyolPackage]) -> set[str]:
    skus = body[key]
    known = {line["sku"] for package in live for line in package.lines}
    if not isinstance(skus, list) or any(not isinstance(sku, str) for sku in skus):
        raise Problem(400, f"“{key}” must be a list of SKUs.", key=key)
    if unknown := set(skus) - known:
        raise Problem(404, f"The order has no line “{min(unknown)}”.", key=key)
    return set(skus)


def history(status: str, ordered_at: datetime, at: datetime) -> list[dict[str, str]]:
    """How a package that begins life in ``status`` came there."""
    passed = [
        word
        for word in ("Created", "Picking", "Invoiced", "Shipped")
        if words.RANK[word] < words.RANK[status]
    ]
    if status in ("Awaiting", "Verified"):
        passed = []
    if status in ("Cancelled", "UnSupplied", "UnPacked"):
        passed = ["Created"]
    step = (at - ordered_at) / (len(passed) + 1) if passed else timedelta(0)
    steps = [(word, ordered_at + step * place) for place, word in enumerate(passed)] + [(status, at)]
    return [{"status": word, "at": moment.isoformat()} for word, moment in steps]


def new_tracking() -> str:
    return str(FIRST_TRACKING + random.randrange(10**12))  # noqa: S311 - no secret


def new_line_id() -> int:
    return random.randrange(7_700_000_000, 7_799_999_999)  # noqa: S311 - no secret
