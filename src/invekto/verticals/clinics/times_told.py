"""Wished times in words, and what is said of those that cannot be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from invekto.agent_ai.contract import Turn
from invekto.agent_ai.lines import Line
from invekto.agent_ai.working_hours import WorkingHours
from invekto.verticals.clinics.moments import day_in_words
from invekto.verticals.clinics.times import (
    ANY,
    EXACT,
    NEXT_WEEK,
    SOON,
    THIS_WEEK,
    WEEK_SPAN,
    WEEKDAYS,
    Time,
    grain_of,
    hours_alone,
    moment_of,
)


def in_words(times: Sequence[Time], hour: str, language: str) -> str:
    """ "1 Aralık Salı, öğleden sonra veya 3 Aralık Perşembe"; ``hour`` counts where none has its own."""
    own = any(time.hour for time in times)
    said = [_one(time, time.hour if own else hour, language) for time in times]
    if not said:
        return Line.of("clinic-when-hour", language, hour=hour)
    words = said[0]
    for other in said[1:]:
        words = Line.of("clinic-when-or", language, first=words, other=other)
    return words


def _one(time: Time, hour: str, language: str) -> str:
    if not time.first:
        general = time.words in (SOON, THIS_WEEK, NEXT_WEEK, WEEKDAYS, ANY)
        day: str = Line.of(f"clinic-when-{time.words.replace('_', '-')}", language) if general else time.words
    elif time.first == time.last:
        day = day_in_words(date.fromisoformat(time.first), language)
    else:
        day = Line.of(
            "clinic-when-range",
            language,
            first=day_in_words(date.fromisoformat(time.first), language),
            last=day_in_words(date.fromisoformat(time.last), language),
        )
    return Line.of("clinic-when-day-hour", language, day=day, hour=hour) if hour else day


def problem(turn: Turn, times: Sequence[Time]) -> str | None:
    """Why none of these can be: past, or the clinic is closed then. None while one is possible."""
    reasons = [_reason(turn, time) for time in times]
    return next((reason for reason in reasons if reason), None) if all(reasons) else None


def _reason(turn: Turn, time: Time) -> str | None:
    if not time.first:
        return None
    first, last = date.fromisoformat(time.first), date.fromisoformat(time.last)
    today = turn.now.astimezone(turn.zone).date()
    if last < today or (time.at and datetime.fromisoformat(time.at) < turn.now):
        return turn.t("clinic-when-past", day=in_words([time], "", turn.language))
    hours = WorkingHours.of(turn.tenant)
    if hours is None or (last - first).days > WEEK_SPAN:
        return None
    days = [first + timedelta(days=ahead) for ahead in range((last - first).days + 1)]
    open_days = [day for day in days if hours.spans(day)]
    if not open_days:
        return turn.t(
            "clinic-when-closed", day=in_words([Time("", time.first, time.last)], "", turn.language)
        )
    if time.at and not hours.is_open(datetime.fromisoformat(time.at)):
        spans = ", ".join(str(span) for span in hours.spans(open_days[0]))
        return turn.t("clinic-when-outside", day=day_in_words(open_days[0], turn.language), hours=spans)
    return None


def hour_problem(turn: Turn, times: Sequence[Time]) -> str | None:
    """Why an exact hour that was named alone does not go with the one day that is known."""
    exact = [entity for entity in hours_alone(turn) if grain_of(entity) in EXACT]
    if not exact or len(times) != 1 or not times[0].first or times[0].first != times[0].last:
        return None
    at = moment_of(turn, exact[-1], "from").timetz()
    moment = datetime.combine(date.fromisoformat(times[0].first), at)
    return problem(turn, [replace(times[0], at=moment.isoformat())])
