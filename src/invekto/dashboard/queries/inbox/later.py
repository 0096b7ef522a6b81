"""Until when one puts a conversation off, as people say it: tomorrow at nine, on Monday."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

_MORNING = time(9)
_MONDAY = 0


@dataclass(frozen=True, slots=True)
class Later:
    """``name`` is the end of a text id."""

    name: str
    at: datetime

    @property
    def text(self) -> str:
        return f"desk-later-{self.name}"


def laters(now: datetime, zone: ZoneInfo) -> list[Later]:
    """In the tenant's zone; a Monday that is tomorrow is offered once."""
    local = now.astimezone(zone)
    tomorrow = _morning(local, 1)
    monday = _morning(local, (_MONDAY - local.weekday()) % 7 or 7)
    hours = (now + timedelta(hours=3)).replace(second=0, microsecond=0)
    found = [Later("hours", hours), Later("tomorrow", tomorrow)]
    return found if monday == tomorrow else [*found, Later("monday", monday)]


def later(name: str, now: datetime, zone: ZoneInfo) -> datetime | None:
    """Counted from ``now``, however old the page is that offered it."""
    return next((one.at for one in laters(now, zone) if one.name == name), None)


def own_time(typed: str, zone: ZoneInfo) -> datetime | None:
    """A moment as a browser's field tells it ("2026-11-30T09:00"), in the tenant's zone."""
    try:
        at = datetime.fromisoformat(typed)
    except ValueError:
        return None
    return at.replace(tzinfo=zone) if at.tzinfo is None else None  # no browser sends an offset


def _morning(local: datetime, days: int) -> datetime:
    on = local.date() + timedelta(days=days)
    return datetime.combine(on, _MORNING, tzinfo=local.tzinfo)
