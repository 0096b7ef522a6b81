"""What day or stretch of days the words of a match name.

The future is preferred: "salı" is the coming Tuesday. Words of something done near the day ("salı günü
verdim", "geçen salı") make it look back. Each find says in a few words why it is the day it is.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

from invekto.chat_analysis.entities.numerals import number_of
from invekto.chat_analysis.entities.speech import DayFound, Speech
from invekto.chat_analysis.entities.vocabulary import (
    DAY_NAMES,
    DAYS,
    FEASTS,
    LAST_WEEK,
    MONTHS,
    NEXT_WEEK,
    ORDINALS,
    RELATIVE,
    THIS_WEEK,
)

_UNIT = {"gun": 1, "day": 1, "hafta": 7, "hft": 7, "week": 7}
_YEARS = {-1: "last", 1: "next"}


def read_relative(match: re.Match[str], speech: Speech) -> DayFound:
    word = re.sub(r"\s+", " ", match["word"])
    offset = RELATIVE[word]
    return _one(match, speech.today + timedelta(days=offset), f"{_days_away(offset)} {speech.today}")


def read_day_after_tomorrow(match: re.Match[str], speech: Speech) -> DayFound:
    return _one(match, speech.today + timedelta(days=2), f"2 days after {speech.today}")


def read_iso(match: re.Match[str], _: Speech) -> DayFound | None:
    try:
        return _one(match, date.fromisoformat(match["iso"]), "a full date")
    except ValueError:
        return None


def read_date(match: re.Match[str], speech: Speech) -> DayFound | None:
    groups = match.groupdict()
    written, month = groups["day"], groups["month"]
    day = ORDINALS.get(written) or number_of(written)
    number = int(month) if month.isdigit() else MONTHS[month]
    year = groups.get("year")
    try:
        if year:
            return _dated(
                match, date(int(year) + (2000 if len(year) == 2 else 0), number, day), "a full date"
            )
        found = date(speech.today.year, number, day)
        if (away := speech.years_away(match)) is not None:
            return _dated(
                match, found.replace(year=found.year + away), f"{_YEARS[away]} year, from {speech.today}"
            )
        past = speech.past(match)
        if found < speech.today and not past:
            return _dated(match, date(found.year + 1, number, day), f"the next one from {speech.today}")
        if found > speech.today and past:
            return _dated(match, date(found.year - 1, number, day), f"the last one before {speech.today}")
    except ValueError:
        return None  # there is no such day
    return _dated(match, found, f"in the year of {speech.today}")


def read_day_of_month(match: re.Match[str], speech: Speech) -> DayFound | None:
    day = number_of(match["day"])
    past = speech.past(match)
    step = -1 if past else 1
    month = speech.today.replace(day=1)
    if match.groupdict().get("ahead"):
        month = _months_on(month, 1)
    for _ in range(4):
        try:
            found = month.replace(day=day)
        except ValueError:
            found = None
        if found is not None and (found <= speech.today if past else found >= speech.today):
            reason = f"the {'last' if past else 'next'} {day}th from {speech.today}"
            return replace(_dated(match, found, reason), monthless=not past)
        month = _months_on(month, step)
    return None


def read_dates_between(match: re.Match[str], speech: Speech) -> DayFound | None:
    """ "10-15 mart arası", "3 marttan 10 marta": both days and those between."""
    groups = match.groupdict()
    last = MONTHS[groups["month"]]
    first = MONTHS[groups.get("low_month") or groups["month"]]
    year = speech.today.year
    try:
        begin = date(year - (first > last), first, number_of(groups["low"]))
        end = date(year, last, number_of(groups["high"]))
        if end < speech.today and not speech.past(match):
            begin, end = begin.replace(year=begin.year + 1), end.replace(year=year + 1)
    except ValueError:
        return None  # there is no such day
    if end <= begin:
        return None
    reason = f"from {begin} to {end}, seen from {speech.today}"
    return DayFound(*match.span(), begin, (end - begin).days + 1, "day", reason)


def read_weekday(match: re.Match[str], speech: Speech) -> DayFound:
    day = DAYS[match["name"]]
    which = match["which"] or match["after"] or ""
    name = DAY_NAMES[day]
    weeks = match["weeks"] or match["in_weeks"]
    if weeks:
        first = speech.monday + timedelta(days=7 * number_of(weeks) + day)
        return _one(match, first, f"{name} of the week {number_of(weeks)} weeks after {speech.today}", day)
    if re.fullmatch(rf"{NEXT_WEEK}|gelecek|next", which):
        first = speech.monday + timedelta(days=7 + day)
        return _one(match, first, f"{name} of the next calendar week after {speech.today}", day)
    if re.fullmatch(LAST_WEEK, which):
        first = speech.monday + timedelta(days=day - 7)
        return _one(match, first, f"{name} of the calendar week before {speech.today}", day)
    if re.fullmatch(THIS_WEEK, which):
        return _one(match, speech.monday + timedelta(days=day), f"{name} of the week of {speech.today}", day)
    ahead = (day - speech.today.weekday()) % 7
    if which in ("gecen", "last") or (not which and speech.past(match)):
        back = (speech.today.weekday() - day - 1) % 7 + 1
        return _one(match, speech.today - timedelta(days=back), f"the last {name} before {speech.today}", day)
    found = _one(match, speech.today + timedelta(days=ahead), f"the coming {name} from {speech.today}", day)
    return DayFound(found.start, found.end, found.first, 1, "day", found.reason, True, day)


def read_days_between(match: re.Match[str], speech: Speech) -> DayFound:
    low, high = DAYS[match["low"]], DAYS[match["high"]]
    first = speech.today + timedelta(days=(low - speech.today.weekday()) % 7)
    if match["next"]:
        first = speech.monday + timedelta(days=7 + low)
    reason = f"from the coming {DAY_NAMES[low]} to {DAY_NAMES[high]}, from {speech.today}"
    return DayFound(*match.span(), first, (high - low) % 7 + 1, "day", reason)


def read_week(match: re.Match[str], speech: Speech) -> DayFound:
    offset, words = 7, "next"
    if match["last"]:
        offset, words = -7, "last"
    elif match["this"]:
        offset, words = 0, "this"
    first = speech.monday + timedelta(days=offset)
    return DayFound(*match.span(), first, 7, "week", f"{words} calendar week, seen from {speech.today}")


def read_weekend(match: re.Match[str], speech: Speech) -> DayFound:
    said = match["which"] or ""
    saturday = speech.monday + timedelta(days=5)
    if said.startswith(("gelecek", "next", "haftaya", "bir", "bi ", "sonraki")):
        saturday += timedelta(days=7)
    elif said in ("gecen ", "last "):
        saturday -= timedelta(days=7)
    return DayFound(*match.span(), saturday, 2, "day", f"Saturday and Sunday, seen from {speech.today}")


def read_start_of_week(match: re.Match[str], speech: Speech) -> DayFound:
    ahead = -speech.today.weekday() % 7
    return _one(
        match, speech.today + timedelta(days=ahead or (7 if match["ahead"] else 0)), "the coming Monday", 0
    )


def read_month(match: re.Match[str], speech: Speech) -> DayFound:
    offset = 0 if match["this"] else -1 if match["last"] else 1
    first = _months_on(speech.today.replace(day=1), offset)
    return _whole_month(match, first, speech)


def read_named_month(match: re.Match[str], speech: Speech) -> DayFound:
    first = date(speech.today.year, MONTHS[match["month"]], 1)
    past = speech.past(match)
    if (away := speech.years_away(match)) is not None:
        first = first.replace(year=first.year + away)
    elif past and first > speech.today:
        first = first.replace(year=first.year - 1)
    elif not past and _months_on(first, 1) <= speech.today:
        first = first.replace(year=first.year + 1)
    return _whole_month(match, first, speech)


def _whole_month(match: re.Match[str], first: date, speech: Speech) -> DayFound:
    days = (_months_on(first, 1) - first).days
    return DayFound(*match.span(), first, days, "month", f"the whole month, seen from {speech.today}")


_FIRST_DAYS = ("bas", "ilk", "early", "beginning", "start", "first")
_MIDDLE_DAYS = ("ort", "mid")


def read_third_of_month(match: re.Match[str], speech: Speech) -> DayFound:
    """The first seven days, seven in the middle, or the last seven; the nearest that is not over."""
    groups = match.groupdict()
    first, step = speech.today.replace(day=1), 1
    if groups.get("month"):
        first, step = first.replace(month=MONTHS[groups["month"]]), 12
    if groups.get("ahead"):
        first = _months_on(first, 1)
    for _ in range(2):
        which = groups["which"]
        last = (_months_on(first, 1) - first).days - 7
        offset = 0 if which.startswith(_FIRST_DAYS) else 11 if which.startswith(_MIDDLE_DAYS) else last
        begin = first + timedelta(days=offset)
        if begin + timedelta(days=7) > speech.today:
            break
        first = _months_on(first, step)
    return DayFound(*match.span(), begin, 7, "week", f"seven days of the month, seen from {speech.today}")


def read_distance(match: re.Match[str], speech: Speech) -> DayFound | None:
    said = match["n"] or match["in_n"] or match["ago_n"]
    if said == "a few":
        return None
    amount = 2 if said == "a couple of" else number_of(said) or 1  # "a week ago"
    unit = (match["unit"] or match["in_unit"] or match["ago_unit"]).rstrip("s")
    back = match["way"] == "once" or match["ago"] in ("ago", "before")
    signed = -amount if back else amount
    named = {"gun": "days", "hafta": "weeks", "hft": "weeks", "ay": "months"}.get(unit, f"{unit}s")
    words = f"{amount} {named} {'before' if back else 'after'} {speech.today}"
    if unit in ("ay", "month"):
        return _one(match, _months_on(speech.today, signed), words)
    if amount * _UNIT[unit] > 3660:
        return _one(match, speech.today, "too far to count")
    return _one(match, speech.today + timedelta(days=signed * _UNIT[unit]), words)


def read_feast(match: re.Match[str], speech: Speech) -> DayFound | None:
    """Around the next Ramazan or Kurban bayramı: its eve, one of its days, all of it, or the week after."""
    kind = match["kind"]
    coming = sorted(feast for name in FEASTS if kind in (None, name) for feast in FEASTS[name])
    for first, days in coming:
        if first + timedelta(days=days + (7 if match["after"] else 0)) <= speech.today:
            continue
        named = f"the feast that begins on {first}"
        if match["eve"]:
            return _one(match, first - timedelta(days=1), f"the day before {named}")
        if match["nth"]:
            return _one(match, first + timedelta(days=number_of(match["nth"]) - 1), f"a day of {named}")
        if match["after"]:
            return DayFound(*match.span(), first + timedelta(days=days), 7, "week", f"the week after {named}")
        if match["before"]:
            return DayFound(*match.span(), first - timedelta(days=7), 7, "week", f"the week before {named}")
        return DayFound(*match.span(), first, days, "day", f"the days of {named}")
    return None


def read_new_year(match: re.Match[str], speech: Speech) -> DayFound:
    first = date(speech.today.year + 1, 1, 1)
    if match["after"]:
        return DayFound(*match.span(), first + timedelta(days=1), 7, "week", "the week after New Year's Day")
    if match["before"]:
        return DayFound(*match.span(), first - timedelta(days=7), 7, "week", "the week before New Year's Day")
    if match["eve"]:
        return _one(match, first - timedelta(days=1), "the last day of the year")
    return _one(match, first, "the coming New Year's Day")


def _one(match: re.Match[str], day: date, reason: str, weekday: int | None = None) -> DayFound:
    return DayFound(*match.span(), day, 1, "day", reason, weekday=weekday)


def _dated(match: re.Match[str], day: date, reason: str) -> DayFound:
    return DayFound(*match.span(), day, 1, "day", reason, dated=True)


def not_before(day: DayFound, named: DayFound) -> DayFound:
    """ "14 nisanda gelip 20'sinde dönüyorum": the first such day from the one named before it."""
    first = day.first
    while first < named.first:
        first = _months_on(first, 1)
    return replace(day, first=first, reason=f"the next {first.day}th from {named.first}")


def rest_of_month(day: DayFound, start: int, end: int, *, skips: int) -> DayFound:
    """From a date, or so many days after it, to the end of that month."""
    first = day.first + timedelta(days=skips)
    days = (_months_on(first.replace(day=1), 1) - first).days
    return DayFound(start, end, first, days, "day", f"the rest of the month from {first}; {day.reason}")


def _days_away(offset: int) -> str:
    return {0: "the day of", 1: "the day after", -1: "the day before"}.get(
        offset, f"{abs(offset)} days {'after' if offset > 0 else 'before'}"
    )


def _months_on(day: date, months: int) -> date:
    """The same day some months on, or that month's last; never outside what a date can hold."""
    index = min(max(day.year * 12 + day.month - 1 + months, 12), 9998 * 12)
    year, month = divmod(index, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month + 1, last)
        except ValueError:
            continue
    raise AssertionError("every month has a 28th")
