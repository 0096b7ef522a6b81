"""What a carrier must be able to do for us, and what it may answer.

An adapter (``providers/<name>/``) speaks the carrier's protocol and hands out these values; nobody outside its
folder sees a field name of the carrier. Moments are aware UTC, days are the carrier's own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Protocol

from invekto.integrations.contract import BadRow
from invekto.integrations.models import ParcelStep


class By(StrEnum):
    """What a parcel is asked by."""

    REFERENCE = "reference"  # the sender's or the marketplace's own key
    CODE = "code"  # the carrier's number, which its site knows


@dataclass(frozen=True, slots=True)
class Movement:
    """Something that happened to a parcel. ``words``: the carrier's own."""

    step: ParcelStep
    at: datetime
    branch: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class Tracked:
    """A parcel as its carrier tells it now. ``at``: since when; None where the carrier does not say."""

    key: str  # what it was asked by
    step: ParcelStep
    at: datetime | None
    code: str = ""  # the carrier's number, once a branch has given it one
    branch: str = ""
    city: str = ""
    expected_on: date | None = None
    last_day: date | None = None  # at the branch; then it goes back
    delivered_at: datetime | None = None
    delivered_to: str = ""
    reason: str = ""  # of a failed attempt or a return
    tracking_url: str | None = None
    movements: tuple[Movement, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of the keys that were asked. A key in none of the three is not known to the carrier (yet)."""

    parcels: tuple[Tracked, ...] = ()
    bad_rows: tuple[BadRow, ...] = ()
    put_off: tuple[str, ...] = ()  # keys the carrier did not look at this time


class Carrier(Protocol):
    """An account at a carrier. Every method raises TryAgainLater or Refused, nothing else.

    ``timeout``: the longest the whole call may take, in seconds.
    """

    most: int  # keys of one question
    separate_movements: bool  # what happened to a parcel is asked for beside its state, one parcel at a time

    def test(self, *, timeout: float) -> None:
        """Return when the login works."""
        ...

    def track(self, keys: Sequence[str], *, by: By, timeout: float) -> Answer:
        """``keys``: at most ``most``."""
        ...

    def movements(self, told: Tracked, *, timeout: float) -> tuple[Movement, ...]:
        """What happened to it, oldest first; only where ``separate_movements``."""
        ...
