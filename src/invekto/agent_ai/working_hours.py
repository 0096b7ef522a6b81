"""When the tenant's people are there, read from the tenant file's ``working_hours`` and ``holidays``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any, Self
from zoneinfo import ZoneInfo

from invekto.agent_ai.public_holidays import NOON, PublicHolidays
from invekto.core.models import Tenant

_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_LOOK_AHEAD = 30  # days; a shop closed for longer gets no promise of a day


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

    def until(self, moment: time) -> Self | None:
        """What is left of it when it ends by ``moment`` at the latest."""
        if self.opens >= moment:
            return None
        return self if self.closes != time(0) and self.closes <= moment else replace(self, closes=moment)

    def __str__(self) -> str:
        closes = "24:00" if self.closes == time(0) else f"{self.closes:%H:%M}"
        return f"{self.opens:%H:%M}-{closes}"


@dataclass(frozen=True, slots=True)
class WorkingHours:
    """A week of opening times in ``zone``; index 0 is Monday.

    Public holidays and the tenant's own ``holidays`` are closed, the eves of public ones from 13:00.
    """

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
        public = PublicHolidays.load()
        if day in self.holidays or public.is_free(day):
            return ()
        spans = self.week[day.weekday()]
        if public.is_free_from_noon(day):
            return tuple(left for span in spans if (left := span.until(NOON)))
        return spans

    def is_open(self, now: datetime) -> bool:
        here = now.astimezone(self.zone)
        return any(span.holds(here.time()) for span in self.spans(here.date()))

    def closing(self, now: datetime) -> datetime | None:
        """When the doors that are open now close, in the tenant's zone; None when they are closed."""
        here = now.astimezone(self.zone)
        span = next((span for span in self.spans(here.date()) if span.holds(here.time())), None)
        if span is None:
            return None
        day = here.date() + timedelta(days=1 if span.closes == time(0) else 0)
        return datetime.combine(day, span.closes, self.zone)

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
