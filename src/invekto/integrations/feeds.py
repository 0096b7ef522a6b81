"""What is read of accounts beside their orders: whose turn it is, and how long one rests that failed."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Model

from invekto.integrations.contract import ProviderError, TryAgainLater
from invekto.integrations.models import IntegrationAccount, ListingFeed, QuestionFeed

_MOST_DOUBLINGS = 10


@dataclass(frozen=True, slots=True)
class Pauses:
    """Between readings that fail: ``first``, then twice as long each time. ``every``: how often a round comes by."""

    first: timedelta
    longest: timedelta
    every: timedelta = timedelta(0)

    def after(self, failures: int, asked: float | None = None) -> timedelta:
        """``failures`` in a row, this one with them; ``asked``: seconds the platform wants to be left alone for."""
        own = min(self.longest, self.first * (1 << min(failures - 1, _MOST_DOUBLINGS)))
        # The round that comes just when it is over is to find it over.
        return max(own - self.every / 2, timedelta(seconds=asked or 0.0))


def well(prefix: str = "") -> dict[str, int | None]:
    """The columns of a feed that was read."""
    return {
        f"{prefix}problem": None,
        f"{prefix}problem_at": None,
        f"{prefix}failures": 0,
        f"{prefix}retry_at": None,
    }


def note_failure(
    row: Model, error: ProviderError, now: datetime, pauses: Pauses, *, prefix: str = ""
) -> None:
    """Keep on the locked row what failed and when it is tried again; our own pause is no failure.

    The account's orders may be well: this is said beside them. ``prefix``: of the columns' names.
    """
    asked = error.seconds if isinstance(error, TryAgainLater) else None
    told: dict[str, object] = {}
    if isinstance(error, TryAgainLater) and error.is_our_pause:
        told["retry_at"] = now + timedelta(seconds=asked or 0.0)
    else:
        failures = getattr(row, f"{prefix}failures") + 1
        told |= {"failures": failures, "retry_at": now + pauses.after(failures, asked)}
        told |= {"problem": error.problem.text_id, "problem_at": now}
    for name, value in told.items():
        setattr(row, prefix + name, value)
    row.save(update_fields=[prefix + name for name in told])


def accounts_of(providers: Collection[str]) -> list[UUID]:
    """That can be read at all; inside the scope."""
    Status = IntegrationAccount.Status
    accounts = IntegrationAccount.objects.filter(provider__in=list(providers))
    return list(accounts.exclude(status__in=[Status.OFF, Status.REFUSED]).values_list("id", flat=True))


def awake(
    accounts: Collection[UUID], feeds: type[ListingFeed] | type[QuestionFeed], now: datetime
) -> list[UUID]:
    """Those that do not rest after a failure; inside the scope."""
    resting = set(feeds.objects.filter(retry_at__gt=now).values_list("account_id", flat=True))
    return [account_id for account_id in accounts if account_id not in resting]
