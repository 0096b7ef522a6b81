"""When a parcel is asked about again: hourly near its delivery, daily at rest, never when it has arrived."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from invekto.integrations.carriers.reading import ZONE
from invekto.integrations.models import ParcelStep

FINAL = frozenset({ParcelStep.DELIVERED, ParcelStep.RETURNED, ParcelStep.CANCELLED})
HOURLY, DAILY = timedelta(hours=1), timedelta(days=1)
_NEAR = frozenset({ParcelStep.AT_BRANCH, ParcelStep.OUT_FOR_DELIVERY, ParcelStep.FAILED})
_LIVELY = timedelta(days=2)  # most parcels arrive within two days of being sent
_AT_REST = timedelta(days=5)  # whatever it waits for, it does not come by the hour
_GIVEN_UP = timedelta(days=45)


def next_check(
    step: ParcelStep, *, moved_at: datetime, expected_on: date | None, now: datetime
) -> datetime | None:
    """``moved_at``: when the last thing was heard to happen to it."""
    still = now - moved_at
    if step in FINAL or still > _GIVEN_UP:
        return None
    tomorrow = (now + DAILY).astimezone(ZONE).date()
    is_due = expected_on is not None and expected_on <= tomorrow
    is_near = (step in _NEAR or is_due) and still < _AT_REST
    return now + (HOURLY if is_near or still < _LIVELY else DAILY)
