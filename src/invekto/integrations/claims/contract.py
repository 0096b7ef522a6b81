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
    units: tuple[str, ...] = ()  # keys, where several that stand alike are shown as one


@dataclass(frozen=True, slots=True)
class BadClaim:
    """Which fields were wrong, never their values; the row itself without personal data."""

    problem: str
    payload: str
    number: str | None = None  # where that much could be read


@dataclass(frozen=True, slots=True)
class ClaimPage:
    """``next_position`` (opaque) continues it; None: there is no more, or, where ``is_cut``, no more is shown: what
    lies behind is reached only by a narrower window."""

    claims: tuple[Claim, ...]
    bad_rows: tuple[BadClaim, ...] = ()
    next_position: str | None = None
    is_cut: bool = False


@dataclass(frozen=True, slots=True)
class ClaimReason:
    """Why a seller may reject a return there. ``name``: in the platform's words, "" where it has a text of ours."""

    id: str
    name: str = ""
    needs_file: bool = False
    not_before: int = 0  # hours since the return was opened


@dataclass(frozen=True, slots=True)
class Evidence:
    """A photo or a document that shows why."""

    name: str
    kind: str  # media type
    content: bytes


@dataclass(frozen=True, slots=True)
class Rejection:
    reason: str
    statement: str = ""
    evidence: Evidence | None = None


@runtime_checkable
class ClaimSource(Protocol):
    """Raises TryAgainLater or Refused, nothing else.

    ``claim_span``: the longest window of one question. ``claim_ends``: after which nothing follows there.
    """

    claim_span: timedelta
    claim_ends: frozenset[ClaimStatus]

    def claims(self, *, since: datetime, until: datetime, position: str | None, timeout: float) -> ClaimPage:
        """Claims that changed in the window, as far as the platform can tell that."""
        ...

    def claims_named(self, numbers: Sequence[str], *, timeout: float) -> ClaimPage:
        """Those with these numbers; empty where it cannot be asked so, and ``claims`` tells every change."""
        ...


@runtime_checkable
class ClaimDecider(Protocol):
    """What a seller decides of a return that arrived. Raises TryAgainLater, after which nobody knows whether it was
    done, or Refused; nothing else."""

    def claim_now(self, number: str, *, opened_at: datetime, timeout: float) -> ClaimPage:
        """Every unit of it as it stands now."""
        ...

    def reject_reasons(self, *, timeout: float) -> tuple[ClaimReason, ...]: ...

    def accept_claim(self, number: str, units: Sequence[str], *, timeout: float) -> None: ...

    def reject_claim(
        self, number: str, units: Sequence[str], rejection: Rejection, *, timeout: float
    ) -> None: ...
