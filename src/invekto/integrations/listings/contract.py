"""What a marketplace must be able to tell of what a shop sells there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Listed:
    """One variant as it is sold now. ``name``: without size and colour; empty where this answer does not tell it."""

    sku: str
    name: str
    size: str
    color: str
    stock: int
    price: Decimal
    url: str | None
    on_sale: bool


@dataclass(frozen=True, slots=True)
class ListedPage:
    """``unreadable``: which field of a row could not be read; ``next_position``: None when there is no more.

    ``rows`` of this answer and the ``total`` of all answers, as the platform counts; None where it does not say.
    """

    listings: tuple[Listed, ...]
    unreadable: tuple[str, ...] = ()
    next_position: str | None = None
    rows: int = 0
    total: int | None = None


class ListingSource(Protocol):
    """What a shop sells. Every method raises TryAgainLater or Refused, nothing else."""

    def listings(
        self, *, changed_since: datetime | None, until: datetime, position: str | None, timeout: float
    ) -> ListedPage:
        """All of them, or those that changed in the window; ``position``: from the page before."""
        ...
