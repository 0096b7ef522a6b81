"""Days, weeks and weekends in Turkish and English speech.

The future is preferred: "salı" is the coming Tuesday. A message about something done ("salı günü verdim",
"geçen salı") looks back.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

_DAYS = {
    "pazartesi": 0, "pzt": 0, "sali": 1, "carsamba": 2, "crs": 2, "persembe": 3, "prs": 3, "cuma": 4,
    "cumartesi": 5,
    "cmt": 5, "pazar": 6, "monday": 0, "tuesday": 1, "wednesday": 2, "thursday": 3, "friday": 4,
    "saturday": 5,
    "sunday": 6,
}  # fmt: skip
_MONTHS = {
    "ocak": 1, "subat": 2, "mart": 3, "nisan": 4, "mayis": 5, "haziran": 6, "temmuz": 7, "agustos": 8,
    "eylul": 9,
    "ekim": 10, "kasim": 11, "aralik": 12, "january": 1, "february": 2, "march": 3, "april": 4, "may": 5,
    "june": 6,
    "july": 7, "august": 8, "september": 9, "october": 10, "november": 11, "december": 12,
}  # fmt: skip

_DAY_NAME = "|".join(sorted(_DAYS, key=len, reverse=True))
_MONTH_NAME = "|".join(sorted(_MONTHS, key=len, reverse=True))
# "march 5" and "may 5" may be other words; English writers put the month first for the rest.
_MONTH_FIRST = "|".join(name for name in _MONTHS if name not in ("may", "mart", "march"))
_CASE = r"(?:'?(?:ye|ya|e|a|i|yi|de|da|den|dan|te|ta|ten|tan|nin|in|ki|deki|daki|si|sine|sinde|gunu|leyin))?"

_DATE = re.compile(
    r"\b(?:"
    r"(?P<relative>bugun|yarin|obur gun|ertesi gun|dunku|dun|evvelsi gun|today|tomorrow|yesterday|"
    r"tonight|day after tomorrow)"
    rf"{_CASE}(?:ku\b)?"
    r"|(?P<iso>\d{4}-\d{2}-\d{2})"
    r"|(?P<day>\d{1,2})[./](?P<month>\d{1,2})(?:[./](?P<year>\d{4}|\d{2}))?(?![\d./:]|\s?(?:tl|lira|cm|"
    r"kg|yildiz))"
    rf"|(?P<named_day>\d{{1,2}})\s?(?P<named_month>{_MONTH_NAME}){_CASE}(?:\s(?P<named_year>20\d{{2}}))?"
    rf"|(?P<month_first>{_MONTH_FIRST})\s(?P<day_after>\d{{1,2}})(?:st|nd|rd|th)?(?!\d)"
    r"|ayin\s(?P<of_month>\d{1,2})'?(?:i|si|u|su|inde|sinde|unda|sunda|ine|sine|una|suna)?"
    rf"|(?:(?P<which>haftaya|gelecek hafta|onumuzdeki hafta|oburki hafta|next week|gelecek|onumuzdeki|bu|"
    rf"gecen hafta|gecen|next|last|this)\s)?(?P<weekday>{_DAY_NAME}){_CASE}(?:\s(?:gunu|gune|gunune))?"
    r"|(?P<week>haftaya|gelecek hafta|onumuzdeki hafta|next week|bu hafta(?! sonu)|this week(?!end)|"
    r"gecen hafta|last week)"
    r"|(?P<weekend>bu hafta ?sonu|gelecek hafta ?sonu|hafta ?sonu|this weekend|the weekend|weekend)"
    r"|(?P<span>\d{1,2}|iki|uc|dort|bes) (?P<unit>gun|hafta|ay) (?P<direction>sonra|once)"
    r"|in (?P<in_span>\d{1,2}|two|three) (?P<in_unit>days?|weeks?|months?)"
    r")\b"
)  # fmt: skip
_PAST = re.compile(
    r"\b(?:verdim|vermistim|aldim|almistim|siparis ettim|gelmedi|gelecekti|gonderdim|yaptirdim|oldum|"
    r"oldu|geldi|yolladim|"
    r"ordered|bought|received|was|had)\b"
)

_SAME = 3  # characters between two names of the same day


@dataclass(frozen=True, slots=True)
class DayFound:
    """``start`` and ``end`` are places in the folded text; ``first`` is the first of ``days`` days."""

    start: int
    end: int
    first: date
    days: int
    grain: str


def find_days(text: str, today: date) -> Iterator[DayFound]:
    """Every day or stretch of days named in a folded text, in its order. ``today`` is the customer's."""
    backwards = _PAST.search(text) is not None
    last_end = -_SAME
    for match in _DATE.finditer(text):
        # "15 mart cumartesi" and "yarın cuma" name one day twice; the first way is the surer one.
        if match["weekday"] and match.start() - last_end < _SAME:
            continue
        found = _day(match, today, backwards)
        if found is not None:
            first, days, grain = found
            last_end = match.end()
            yield DayFound(*match.span(), first, days, grain)


def _day(match: re.Match[str], today: date, backwards: bool) -> tuple[date, int, str] | None:
    monday = today - timedelta(days=today.weekday())
    if relative := match["relative"]:
        return today + timedelta(days=_RELATIVE[relative]), 1, "day"
    if iso := match["iso"]:
        try:
            return date.fromisoformat(iso), 1, "day"
        except ValueError:
            return None
    if match["day"]:
        return _calendar_day(int(match["day"]), int(match["month"]), match["year"], today, backwards)
    if match["named_day"]:
        return _calendar_day(
            int(match["named_day"]), _MONTHS[match["named_month"]], match["named_year"], today, backwards
        )
    if match["month_first"]:
        return _calendar_day(int(match["day_after"]), _MONTHS[match["month_first"]], None, today, backwards)
    if match["of_month"]:
        return _day_of_month(int(match["of_month"]), today, backwards)
    if match["weekday"]:
        return _weekday(_DAYS[match["weekday"]], match["which"] or "", today, monday, backwards), 1, "day"
    if week := match["week"]:
        offset = -7 if week in ("gecen hafta", "last week") else 0 if week in ("bu hafta", "this week") else 7
        return monday + timedelta(days=offset), 7, "week"
    if match["weekend"]:
        offset = 12 if match["weekend"].startswith("gelecek") else 5
        return monday + timedelta(days=offset), 2, "day"
    return _distance(match, today)


_RELATIVE = {
    "bugun": 0, "yarin": 1, "obur gun": 2, "ertesi gun": 1, "dunku": -1, "dun": -1, "evvelsi gun": -2,
    "today": 0,
    "tonight": 0, "tomorrow": 1, "yesterday": -1, "day after tomorrow": 2,
}  # fmt: skip


def _calendar_day(
    day: int, month: int, year: str | None, today: date, backwards: bool
) -> tuple[date, int, str] | None:
    try:
        if year:
            return date(int(year) + (2000 if len(year) == 2 else 0), month, day), 1, "day"
        found = date(today.year, month, day)
        if found < today and not backwards:
            found = date(today.year + 1, month, day)
        elif found > today and backwards:
            found = date(today.year - 1, month, day)
    except ValueError:
        return None  # there is no such day
    return found, 1, "day"


def _day_of_month(day: int, today: date, backwards: bool) -> tuple[date, int, str] | None:
    step = -1 if backwards else 1
    year, month = today.year, today.month
    for _ in range(12):
        try:
            found = date(year, month, day)
        except ValueError:
            found = None
        if found is not None and (found <= today if backwards else found >= today):
            return found, 1, "day"
        month += step
        if not 1 <= month <= 12:
            year, month = year + step, 1 if step > 0 else 12
    return None


def _weekday(weekday: int, which: str, today: date, monday: date, backwards: bool) -> date:
    if which in ("haftaya", "gelecek hafta", "onumuzdeki hafta", "oburki hafta", "next week", "next"):
        return monday + timedelta(days=7 + weekday)
    if which == "gecen hafta":
        return monday + timedelta(days=weekday - 7)
    if which in ("gecen", "last") or (backwards and not which):
        return today - timedelta(days=(today.weekday() - weekday - 1) % 7 + 1)
    return today + timedelta(days=(weekday - today.weekday()) % 7)


def _distance(match: re.Match[str], today: date) -> tuple[date, int, str] | None:
    written = match["span"] or match["in_span"]
    amount = (
        int(written)
        if written.isdigit()
        else {"iki": 2, "uc": 3, "dort": 4, "bes": 5, "two": 2, "three": 3}[written]
    )
    unit = match["unit"] or match["in_unit"].rstrip("s")
    sign = -1 if match["direction"] == "once" else 1
    length = {"gun": 1, "day": 1, "hafta": 7, "week": 7, "ay": 30, "month": 30}[unit]
    return today + timedelta(days=sign * amount * length), 1, "day"
