"""Orders of platforms that tell lines, parcels and cancellations apart, put together to parcels.

What counts: lines that lie in no parcel are one parcel to come; what was cancelled is taken out of the parcel or
line it was in, and stands by itself.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING
from uuid import UUID

from invekto.integrations.models import CachedOrder, OrderStatus
from invekto.integrations.services import Order, OrderLine, Piece

if TYPE_CHECKING:
    from invekto.orders.views import PackageView


def put_together(
    rows: Sequence[CachedOrder], data: dict[UUID, Order], packages: Iterable[PackageView]
) -> tuple[PackageView, ...]:
    """``packages``: each row as if it stood by itself, in the order of ``rows``."""
    gone = Counter[str]()
    names: dict[str, OrderLine] = {}
    for row in rows:
        for line in data[row.id].lines:
            if data[row.id].piece is Piece.CANCELLED:
                gone[line.line_id] = max(gone[line.line_id], line.quantity)
            else:
                names[line.line_id] = line
    waiting: dict[OrderStatus, list[PackageView]] = defaultdict(list)
    found: list[PackageView] = []
    for row, package in zip(rows, packages, strict=True):
        piece = data[row.id].piece
        if piece is Piece.CANCELLED:
            found.append(replace(package, lines=tuple(_named(line, names) for line in package.lines)))
            continue
        left = _without(package, gone)
        if left is None:
            continue
        if piece is Piece.LINE:
            waiting[left.status].append(left)
        else:
            found.append(left)
    return (*(_one(lines) for lines in waiting.values()), *found)


def _named(line: OrderLine, names: dict[str, OrderLine]) -> OrderLine:
    """A cancellation names its line by its key only."""
    known = names.get(line.line_id)
    if known is None or line.name:
        return line
    return replace(known, quantity=line.quantity, status=line.status)


def _without(package: PackageView, gone: Counter[str]) -> PackageView | None:
    """What is left of a parcel; None: nothing."""
    if not any(gone[line.line_id] for line in package.lines):
        return package
    lines = tuple(
        replace(line, quantity=line.quantity - gone[line.line_id])
        for line in package.lines
        if line.quantity > gone[line.line_id]
    )
    if not lines:
        return None
    dropped = sum(
        (min(line.quantity, gone[line.line_id]) * line.unit_price for line in package.lines), Decimal(0)
    )
    return replace(package, lines=lines, total=max(Decimal(0), package.total - dropped))


def _one(packages: list[PackageView]) -> PackageView:
    """Lines that wait to be packed, as what they will be to the customer."""
    first = packages[0]
    return replace(
        first,
        status_at=max(package.status_at for package in packages),
        lines=tuple(line for package in packages for line in package.lines),
        total=sum((package.total for package in packages), Decimal(0)),
    )
