"""Wishes taken, taken back and given up."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeAlias

from django.db.models import QuerySet

from invekto.integrations.services import Listing, key_of
from invekto.messaging.models import Conversation
from invekto.orders.models import StockWish

State = StockWish.State
Why: TypeAlias = StockWish.Why
LIFETIME = timedelta(days=60)
ANY = "*"  # whatever size, whatever colour
_MOST = 20  # open wishes of one conversation


@dataclass(frozen=True, slots=True)
class Goods:
    """What is waited for. ``size`` and ``color``: ANY where none was named and there are several."""

    name: str
    size: str = ANY
    color: str = ANY

    @property
    def key(self) -> str:
        return key_of(self.name, self.size, self.color)

    def holds(self, row: Listing) -> bool:
        name, size, color = self.key.split("|")
        return (
            row.product_key == name and size in (ANY, key_of(row.size)) and color in (ANY, key_of(row.color))
        )

    @property
    def title(self) -> str:
        """ "Keten Elbise (38, Siyah)"."""
        said = ", ".join(part for part in (self.size, self.color) if part not in (ANY, ""))
        return f"{self.name} ({said})" if said else self.name


def wish(conversation: Conversation, goods: Goods, now: datetime) -> StockWish:
    """Once, however often it is said; the conversation's row is locked by whoever calls."""
    open_ones = _open(conversation)
    same: StockWish | None = open_ones.filter(key=goods.key).first()
    if same is not None:
        return same
    if open_ones.count() >= _MOST:
        oldest = open_ones.order_by("asked_at").first()
        assert oldest is not None
        oldest.settle(State.DROPPED, now, why=Why.TAKEN_BACK)
    return StockWish.objects.create(
        tenant_id=conversation.tenant_id,
        conversation=conversation,
        key=goods.key,
        product_key=goods.key.split("|")[0],
        name=goods.name,
        size=goods.size,
        color=goods.color,
        asked_at=now,
    )


def take_back(conversation: Conversation, now: datetime) -> list[str]:
    """All of the conversation; returns the titles of what is waited for no more."""
    gone = []
    for row in _open(conversation).select_for_update().order_by("id"):
        row.settle(State.DROPPED, now, why=Why.TAKEN_BACK)
        gone.append(goods_of(row).title)
    return gone


def goods_of(row: StockWish) -> Goods:
    return Goods(row.name, row.size, row.color)


def is_there(goods: Goods, rows: Iterable[Listing]) -> Listing | None:
    """The row with most of it, where it can be bought."""
    there = [row for row in rows if row.is_available and goods.holds(row)]
    return max(there, key=lambda row: row.stock, default=None)


def _open(conversation: Conversation) -> QuerySet[StockWish]:
    return StockWish.objects.filter(conversation=conversation, state__in=[State.WAITING, State.PLANNED])
