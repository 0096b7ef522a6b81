"""Days and hours as a sentence names them, and as colleagues read them in their own language."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from invekto.agent_ai.lines import Line


def day_in_words(day: date, language: str) -> Line:
    """ "28 Kasım Cumartesi", "Saturday 28 November"."""
    return Line.of(
        "clinic-day",
        language,
        day=str(day.day),
        month=Line.of(f"clinic-month-{day.month}", language),
        weekday=Line.of(f"hours-day-{day.weekday()}", language),
    )


def moment_in_words(moment: datetime, language: str, zone: ZoneInfo) -> Line:
    """ "28 Kasım Cumartesi 14:00"."""
    here = moment.astimezone(zone)
    return Line.of("clinic-moment", language, day=day_in_words(here.date(), language), time=f"{here:%H:%M}")
