"""What can be cancelled of an order now, and how it is said."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from hashlib import sha256
from typing import Any

from invekto.core.texts import text
from invekto.integrations import services as integrations
from invekto.integrations.models import OrderStatus
from invekto.integrations.services import OrderLine
from invekto.orders.views import NOT_SHIPPED, OrderView

_MOST_NAMED, _LONGEST_NAME = 8, 60  # products and characters that one question says


@dataclass(frozen=True, slots=True)
class Offer:
    """What can be cancelled of an order now. ``pieces`` as ``Cancellation`` keeps them."""

    pieces: tuple[dict[str, Any], ...]
    amount: Decimal
    currency: str
    is_whole: bool

    @property
    def fingerprint(self) -> str:
        """Another one is another thing to confirm. Short, for it travels in a button."""
        told = ";".join(f"{piece['key']}×{piece['quantity']}" for piece in self.pieces)
        return sha256(f"{told}={self.amount}".encode()).hexdigest()[:16]


def offer(order: OrderView, line_id: str | None = None, count: int | None = None) -> Offer | None:
    """``line_id``: only this line; ``count``: only so many, where ``by_pieces``. None: nothing of it is still with
    the seller."""
    chosen = _chosen(order, line_id)
    if not chosen:
        return None
    wanted, before = Counter[str](), living_pieces(order)
    names = {key_of(line): _name(line) for line in chosen}
    taken: list[tuple[OrderLine, int]] = []
    for line in chosen:
        many = line.quantity if count is None else min(line.quantity, count - sum(wanted.values()))
        if many > 0:
            taken.append((line, many))
            wanted[key_of(line)] += many
    pieces = tuple(
        {"key": key, "name": names[key], "quantity": count, "before": before[key]}
        for key, count in wanted.items()
    )
    amount = sum((line.unit_price * many for line, many in taken), Decimal(0))
    is_whole = sum(wanted.values()) == sum(before.values())
    return Offer(pieces, amount, order.currency, is_whole)


def _chosen(order: OrderView, line_id: str | None) -> list[OrderLine]:
    """``line_id`` stands for its product: a platform may have it in several lines."""
    waiting = [line for _, line in waiting_lines(order)]
    if line_id is None:
        return waiting
    keys = {key_of(line) for line in waiting if line.line_id == line_id}
    return [line for line in waiting if key_of(line) in keys]


def by_pieces(order: OrderView, line_id: str | None = None) -> bool:
    """Whether some of the pieces can go while the others stay: one product, and a platform that can do that."""
    chosen = _chosen(order, line_id)
    splits = integrations.cancels_pieces(order.provider) or all(line.quantity == 1 for line in chosen)
    return splits and len({key_of(line) for line in chosen}) == 1


def in_words(pieces: Sequence[Mapping[str, Any]], language: str = "tr") -> str:
    """ "Keten Elbise (38), 2 × Saten Gömlek (M)"; of very many the first ones, and how many more there are."""
    counted = ((_cut(piece["name"]), piece["quantity"]) for piece in pieces[:_MOST_NAMED])
    named = ", ".join(name if count == 1 else f"{count} × {name}" for name, count in counted)
    more = len(pieces) - _MOST_NAMED
    return f"{named} {text('order-cancel-more', language, count=more)}" if more > 0 else named


def _cut(name: str) -> str:
    return name if len(name) <= _LONGEST_NAME else f"{name[: _LONGEST_NAME - 1]}…"


def key_of(line: OrderLine) -> str:
    """What stays the same when a platform packs anew and renames its lines."""
    return line.sku or line.barcode or line.name


def _name(line: OrderLine) -> str:
    name = line.name.removesuffix(f", {line.size}") if line.size else line.name
    return f"{name} ({line.size})" if line.size else name


def waiting_lines(order: OrderView) -> list[tuple[str, OrderLine]]:
    """Lines that no carrier has, each with its package."""
    return [
        (package.package_id, line)
        for package in order.packages
        if package.status in NOT_SHIPPED
        for line in package.lines
        if line.status is not OrderStatus.CANCELLED
    ]


def living_pieces(order: OrderView) -> Counter[str]:
    """What is not cancelled, wherever it is."""
    found = Counter[str]()
    for package in order.packages:
        if package.status is OrderStatus.CANCELLED:
            continue
        for line in package.lines:
            if line.status is not OrderStatus.CANCELLED:
                found[key_of(line)] += line.quantity
    return found
