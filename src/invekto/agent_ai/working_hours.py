"""When the tenant's people are there, read from the tenant file's ``working_hours`` and ``holidays``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Self
from zoneinfo import ZoneInfo

from invekto.core.models import Tenant

_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
# Law 2429: the days that return each year, and the two feasts by the calendar of the Diyanet.
_FIXED_HOLIDAYS = frozenset({(1, 1), (4, 23), (5, 1), (5, 19), (7, 15), (8, 30), (10, 29)})
_FEASTS = (
    (date(2026, 3, 20), 3),
    (date(2026, 5, 27), 4),
    (date(2027, 3, 9), 3),
    (date(2027, 5, 16), 4),
    (date(2028, 2, 26), 3),
    (date(2028, 5, 5), 4),
)
_LOOK_AHEAD = 30  # days; a shop closed for longer gets no promise of a day


def is_public_holiday(day: date) -> bool:
    return (day.month, day.day) in _FIXED_HOLIDAYS or any(
        first <= day < first + timedelta(days=length) for first, length in _FEASTS
    )


@dataclass(frozen=True, slots=True)
class Span:
    """Half-open; an end of midnight means the end of the day."""

    opens: time
    closes: time

    @classmethod
    def parse(cls, text: str) -> Self:
        """From "09:00-19:00"; "24:00" ends a day."""
        first, last = (part.strip() for part in text.split("-"))
        return cls(time.fromisoformat(first), time(0) if last == "24:00" else time.fromisoformat(last))

    def holds(self, moment: time) -> bool:
        return self.opens <= moment and (self.closes == time(0) or moment < self.closes)

    def __str__(self) -> str:
        closes = "24:00" if self.closes == time(0) else f"{self.closes:%H:%M}"
        return f"{self.opens:%H:%M}-{closes}"


@dataclass(frozen=True, slots=True)
class WorkingHours:
    """A week of opening times in ``zone``; index 0 is Monday. Public holidays count as closed."""

    week: tuple[tuple[Span, ...], ...]
    zone: ZoneInfo
    holidays: frozenset[date]

    @classmethod
    def of(cls, tenant: Tenant) -> WorkingHours | None:
        """None when the tenant told no hours."""
        stored = tenant.settings.get("working_hours")
        if not stored:
            return None
        return cls(
            week=_week(stored),
            zone=ZoneInfo(tenant.timezone),
            holidays=frozenset(date.fromisoformat(str(day)) for day in tenant.settings.get("holidays", [])),
        )

    def spans(self, day: date) -> tuple[Span, ...]:
        if day in self.holidays or is_public_holiday(day):
            return ()
        return self.week[day.weekday()]

    def is_open(self, now: datetime) -> bool:
        here = now.astimezone(self.zone)
        return any(span.holds(here.time()) for span in self.spans(here.date()))

    def next_opening(self, now: datetime) -> datetime | None:
        """The next moment the doors open, in the tenant's zone; None when there is none within a month."""
        here = now.astimezone(self.zone)
        for ahead in range(_LOOK_AHEAD + 1):
            day = here.date() + timedelta(days=ahead)
            for span in self.spans(day):
                opens = datetime.combine(day, span.opens, self.zone)
                if opens > here:
                    return opens
        return None


def _week(stored: Mapping[str, Any]) -> tuple[tuple[Span, ...], ...]:
    week: list[tuple[Span, ...]] = [()] * 7
    for days, hours in stored.items():
        first, _, last = days.partition("-")
        begin, end = _DAYS.index(first), _DAYS.index(last or first)
        parts = hours.split(",") if isinstance(hours, str) else list(hours)
        spans = tuple(sorted((Span.parse(part) for part in parts), key=lambda span: span.opens))
        # "sat-mon" runs over the week's end.
        for offset in range((end - begin) % 7 + 1):
            week[(begin + offset) % 7] = spans
    return tuple(week)
