"""What a marketplace must be able to do with shoppers' questions, and what it may answer.

A question is shown to everybody at the platform and knows no telephone: it is never a WhatsApp contact's.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol


class AskedStatus(StrEnum):
    WAITING = "waiting"
    ANSWERED = "answered"
    REPORTED = "reported"  # somebody of the shop told the platform that it may not be asked
    EXPIRED = "expired"  # its time ran out


@dataclass(frozen=True, slots=True)
class AnswerRules:
    """How long an answer may be, in characters."""

    shortest: int
    longest: int


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as the platform tells it now. ``refused``: why its moderators took the last answer back."""

    external_id: str
    status: AskedStatus
    text: str
    asker: str  # masked by the platform, empty where it is hidden
    product_name: str
    product_id: str
    product_url: str | None
    order_number: str | None
    asked_at: datetime
    due_at: datetime | None
    answer: str = ""
    answered_at: datetime | None = None
    refused: str | None = None
    refused_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class AskedPage:
    """``unreadable``: which field of a row could not be read; ``next_page``: None when there is no more."""

    questions: tuple[Asked, ...]
    unreadable: tuple[str, ...] = ()
    next_page: int | None = None


class QuestionSource(Protocol):
    """A shop's questions. Every method raises TryAgainLater or Refused, nothing else."""

    def questions(
        self, *, since: datetime, until: datetime, waiting: bool, page: int, timeout: float
    ) -> AskedPage:
        """Asked in the window, two weeks at most; ``waiting``: only those without an answer, else the answered."""
        ...

    def question(self, external_id: str, *, timeout: float) -> Asked | None:
        """As it is now; None: the platform does not know it (any more)."""
        ...

    def answer(self, external_id: str, text: str, *, timeout: float) -> None:
        """Say it. Returns when the platform took it; after TryAgainLater it may have been taken all the same,
        unless the problem is that of our share of calls."""
        ...
