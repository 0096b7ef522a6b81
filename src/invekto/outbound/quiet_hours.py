"""Nobody is written to at night without having asked: what the product says of its own accord waits for the morning."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

MORNING, EVENING = time(9), time(20)  # the business's wall clock; half-open


def next_waking(now: datetime, zone: ZoneInfo) -> datetime:
    """``now`` by day, else the next morning."""
    local = now.astimezone(zone)
    if MORNING <= local.time() < EVENING:
        return now
    day = local.date() if local.time() < MORNING else local.date() + timedelta(days=1)
    return datetime.combine(day, MORNING, tzinfo=zone).astimezone(now.tzinfo)
