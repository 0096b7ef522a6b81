"""Hepsiburada's claims (reference, section 5): read status by status, for only so is a change told by its day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from pydantic import AliasChoices, Field, ValidationError, model_validator

from invekto.integrations.claims.contract import BadClaim, Claim, ClaimPage
from invekto.integrations.claims.models import ClaimStatus
from invekto.integrations.contract import Problem, Refused, TryAgainLater
from invekto.integrations.providers import aside
from invekto.integrations.providers.hepsiburada.gateway import Gateway
from invekto.integrations.providers.hepsiburada.reading import kept
from invekto.integrations.providers.hepsiburada.shapes import (
    TURKEY,
    Moment,
    Money,
    RequiredMoment,
    Shape,
    plain,
)
from invekto.integrations.providers.values import Text

PAGE_SIZE = 50
_MOST_STARTS = 6  # at one status, of a list that gets shorter while it is read
# In the order of a claim's way: one that moves on while they are read is read again further down.
_STATUSES = {
    "NewRequest": ClaimStatus.OPENED,
    "AwaitingAction": ClaimStatus.WAITING,
    "AwaitingPreApproval": ClaimStatus.CHECKING,
    "Rejected": ClaimStatus.REJECTED,
    "InDispute": ClaimStatus.DISPUTED,
    "Accepted": ClaimStatus.ACCEPTED,
    "Refunded": ClaimStatus.REFUNDED,
    "Cancelled": ClaimStatus.CANCELLED,
}
_WORDS = tuple(_STATUSES)
_BY_PATH = {"awaitingaction": "AwaitingAction", "accept": "Accepted", "reject": "Rejected"}
_BY_SMALL = {word.lower(): status for word, status in _STATUSES.items()}


class ClaimShape(Shape):
    """A row of the feed, or the body of a push, in small letters."""

    number: Text = Field(validation_alias=AliasChoices("number", "claimnumber"), min_length=1)
    status: Text = Field(min_length=1)
    order_number: Text = Field(validation_alias="ordernumber", min_length=1)
    opened_at: RequiredMoment = Field(validation_alias="claimdate")
    quantity: int = Field(1, ge=1, le=100_000)
    line_id: Text = Field("", validation_alias="lineitemid")
    product: Text = Field("", validation_alias="productname")
    reason: Text = ""
    explanation: Text = ""
    deadline: Moment = Field(None, validation_alias="awaitingactionexpiredate")
    refund_amount: Money | None = Field(None, validation_alias="refundamount")
    refunded_at: Moment = Field(None, validation_alias="refunddate")
    deliveries: list[dict[str, Any]] = Field(default_factory=list, max_length=100)

    @model_validator(mode="before")
    @classmethod
    def _line_of_a_push(cls, row: Any) -> Any:
        if not isinstance(row, dict):
            return row
        # The address it was called at says how it stands, where the body does not.
        row = {"status": _BY_PATH.get(str(row.get("told_by")), "")} | row
        line = row.get("line")
        if not isinstance(line, dict):
            return row
        inner = {key: line[key] for key in ("lineitemid", "productname") if key in line}
        return inner | row

    def to_claim(self) -> Claim:
        status = _BY_SMALL.get(self.status.replace(" ", "").lower(), ClaimStatus.UNKNOWN)
        codes = [str(one["trackingnumber"]) for one in self.deliveries if one.get("trackingnumber")]
        return Claim(
            key=self.number,
            number=self.number,
            order_number=self.order_number,
            line_id=self.line_id,
            product=self.product,
            quantity=self.quantity,
            status=status,
            platform_status=self.status,
            opened_at=self.opened_at,
            reason=self.explanation or self.reason,
            deadline=self.deadline if status is ClaimStatus.WAITING else None,
            # What would be paid back is told from the first day: it counts once it is decided.
            refund_amount=self.refund_amount if status in _DECIDED else None,
            refunded_at=self.refunded_at,
            tracking_code=codes[-1] if codes else "",
        )


_DECIDED = (ClaimStatus.ACCEPTED, ClaimStatus.REFUNDED)


def read_claims(
    gateway: Gateway, merchant: str, *, since: datetime, until: datetime, position: str | None, timeout: float
) -> ClaimPage:
    """One answer of one status; the position leads through all of them."""
    place = _Place.from_text(position)
    answer = gateway.get(
        f"/claims/merchantId/{merchant}/status/{_WORDS[place.status]}",
        what="claims",
        timeout=timeout,
        params={
            "offset": str(place.offset),
            "limit": str(PAGE_SIZE),
            "statusBeginDate": local(since),
            "statusEndDate": local(until),
        },
    )
    if not isinstance(answer, list):
        raise Refused(Problem.UNKNOWN_SHAPE, "claims: an answer without rows")
    following = place.after([number_of(row) for row in answer])
    return replace(read_rows(answer), next_position=following.to_text() if following else None)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where in the walk over all statuses. A claim that moves on leaves its list, and those behind it take its place:
    each page begins with the last row of the one before, and where that is gone the status is read anew."""

    status: int = 0
    offset: int = 0
    starts: int = 1
    last: str = ""

    def to_text(self) -> str:
        return f"{self.status}:{self.offset}:{self.starts}:{self.last}"

    @classmethod
    def from_text(cls, text: str | None) -> _Place:
        if text is None:
            return cls()
        status, offset, starts, last = text.split(":", 3)
        return cls(int(status), int(offset), int(starts), last)

    def after(self, numbers: list[str]) -> _Place | None:
        """Raises TryAgainLater for a list that does not stand still."""
        if self.last and self.last not in numbers:
            if self.starts == _MOST_STARTS:
                raise TryAgainLater(Problem.UNREADABLE, "claims: a list that moves while it is read")
            return replace(self, offset=0, last="", starts=self.starts + 1)
        if len(numbers) >= PAGE_SIZE:
            return replace(self, offset=self.offset + len(numbers) - 1, last=numbers[-1])
        return _Place(self.status + 1) if self.status + 1 < len(_WORDS) else None


def number_of(row: Any) -> str:
    """The claim's; "" where it cannot be read."""
    if not isinstance(row, Mapping):
        return ""
    names = ("number", "claimnumber")
    found = next((value for key, value in row.items() if str(key).lower() in names), "")
    return found if isinstance(found, str) and len(found) <= 100 else ""


def read_rows(rows: list[Any]) -> ClaimPage:
    found: list[Claim] = []
    bad: list[BadClaim] = []
    for row in rows:
        try:
            found.append(ClaimShape.model_validate(plain(row)).to_claim())
        except (ValidationError, ValueError) as error:
            number = number_of(row) or None
            bad.append(BadClaim(aside.reason(error), kept("claim", _without_customer(row)), number))
    return ClaimPage(tuple(found), tuple(bad))


def _without_customer(row: Any) -> Any:
    if not isinstance(row, Mapping):
        return row
    return {key: value for key, value in row.items() if str(key).lower() != "customername"}


def local(moment: datetime) -> str:
    return moment.astimezone(TURKEY).strftime("%Y-%m-%d %H:%M")
