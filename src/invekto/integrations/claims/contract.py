"""What a marketplace tells of returns. Moments are aware UTC, amounts Decimal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Protocol, runtime_checkable

from invekto.integrations.claims.models import ClaimStatus


@dataclass(frozen=True, slots=True)
class Claim:
    """One version of a unit of a claim. ``as_of``: by the platform's clock; None where it does not say."""

    key: str
    number: str
    order_number: str
    line_id: str
    product: str
    quantity: int
    status: ClaimStatus
    platform_status: str
    opened_at: datetime
    as_of: datetime | None = None
    reason: str = ""
    deadline: datetime | None = None
    refund_amount: Decimal | None = None
    refunded_at: datetime | None = None
    tracking_code: str = ""


@dataclass(frozen=True, slots=True)
class BadClaim:
    """Which fields were wrong, never their values; the row itself without personal data."""

    problem: str
    payload: str


@dataclass(frozen=True, slots=True)
class ClaimPage:
    """``next_position`` (opaque) continues it; None: there is no more."""

    claims: tuple[Claim, ...]
    bad_rows: tuple[BadClaim, ...] = ()
    next_position: str | None = None


@runtime_checkable
class ClaimSource(Protocol):
    """Raises TryAgainLater or Refused, nothing else. ``claim_span``: the longest window of one question."""

    claim_span: timedelta

    def claims(self, *, since: datetime, until: datetime, position: str | None, timeout: float) -> ClaimPage:
        """Claims that changed in the window, as far as the platform can tell that."""
        ...

    def claims_named(self, numbers: Sequence[str], *, timeout: float) -> ClaimPage:
        """Those with these numbers; empty where it cannot be asked so, and ``claims`` tells every change."""
        ...
