"""Times of day, joined with the day they stand beside, as half-open ranges with the zone's offset."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from invekto.chat_analysis.entities.calendar import DayFound, find_days
from invekto.chat_analysis.entities.claims import Claims
from invekto.chat_analysis.normalise import Folded

# Hours from and to; sabah 08-12, and so on, as everywhere in the product.
_PARTS = {
    "sabah": (8, 12), "sabahtan": (8, 12), "sabahleyin": (8, 12), "oglen": (12, 14), "ogle": (12, 14),
    "ogleyin": (12, 14),
    "ogleden sonra": (12, 18), "oglenden sonra": (12, 18), "ogleden once": (8, 12), "aksamustu": (16, 19),
    "aksam ustu": (16, 19), "aksama dogru": (16, 19), "aksam": (18, 22), "aksamleyin": (18, 22),
    "morning": (8, 12), "noon": (12, 14), "afternoon": (12, 18), "evening": (18, 22), "tonight": (18, 22),
}  # fmt: skip
_HOURS_IN_WORDS = {
    "bir": 1, "iki": 2, "uc": 3, "dort": 4, "bes": 5, "alti": 6, "yedi": 7, "sekiz": 8, "dokuz": 9, "on": 10,
    "onbir": 11, "on bir": 11, "oniki": 12, "on iki": 12,
}  # fmt: skip

_PART_NAME = "|".join(sorted(_PARTS, key=len, reverse=True))
_HOUR_WORD = "|".join(sorted(_HOURS_IN_WORDS, key=len, reverse=True))
_CLOCK = re.compile(
    rf"\b(?:(?:saat\s?)?(?P<hour>\d{{1,2}})[:.](?P<minute>[0-5]\d)(?!\d|[./]\d|\s?(?:tl|lira|"
    rf"₺))(?:\s?(?P<meridiem>am|pm))?"
    rf"|(?P<english>\d{{1,2}})\s?(?P<english_meridiem>am|pm)"
    rf"|(?:saat\s?|at\s)(?P<plain>\d{{1,2}}|{_HOUR_WORD})(?P<half>\s?bucuk)?(?:'?(?:ta|te|da|de|a|e|ya|"
    rf"ye|gibi))?"
    rf"|(?P<loose>\d{{1,2}}|{_HOUR_WORD})(?P<loose_half>\s?bucuk)(?:'?(?:ta|tan|a|lar))?"
    rf"|(?P<suffixed>\d{{1,2}})'?(?:te|ta|de|da|e|a|ye|ya))(?!\w)"
)
_PART = re.compile(rf"\b(?P<part>{_PART_NAME})(?:lari|leri|i|a|e)?\b")
# "sabah sabah kargo" and "iyi akşamlar" are no times.
_GREETING = re.compile(r"\b(?:iyi|hayirli|good)\s$")
_NEAR = 14  # characters that may stand between a day and its hour


@dataclass(frozen=True, slots=True)
class _Clock:
    """A time of day as said; ``certain`` when the half of the day was said with it (am, pm)."""

    start: int
    end: int
    hour: int
    minute: int
    grain: str
    certain: bool

    def within(self, part: str | None) -> time:
        """An hour without sabah or akşam falls into 08-20; with one, into its half of the day."""
        means_later_under = 8 if part is None else 12 if _PARTS[part][0] >= 12 else 0
        later = not self.certain and 1 <= self.hour < means_later_under
        return time(self.hour + 12 if later else self.hour, self.minute)


def find_datetime(folded: Folded, claims: Claims, *, now: datetime, zone: ZoneInfo) -> None:
    """Days, hours and parts of days. ``now`` is aware; an hour without a day is the next such hour."""
    text = folded.text
    local = now.astimezone(zone)
    days = list(find_days(text, local.date()))
    used: set[int] = set()
    for clock in _clocks(text, days):
        if any(clock.start < day.end and day.start < clock.end for day in days):
            continue
        index = _neighbour(days, clock.start, clock.end)
        if index is not None and days[index].days > 1:
            index = None
        begin, finish = clock.start, clock.end
        if index is None:
            moment = datetime.combine(local.date(), clock.within(_part_near(text, begin, finish)), zone)
            if moment <= local:
                moment += timedelta(days=1)
        else:
            used.add(index)
            day = days[index]
            begin, finish = min(begin, day.start), max(finish, day.end)
            moment = datetime.combine(day.first, clock.within(_part_near(text, begin, finish)), zone)
        length = timedelta(minutes=1) if clock.grain == "minute" else timedelta(hours=1)
        _add(folded, claims, (begin, finish), moment, moment + length, clock.grain)
    _add_parts(folded, claims, days, used, zone)
    for index, day in enumerate(days):
        if index not in used:
            first = datetime.combine(day.first, time(), zone)
            last = datetime.combine(day.first + timedelta(days=day.days), time(), zone)
            _add(folded, claims, (day.start, day.end), first, last, day.grain)


def _add_parts(
    folded: Folded, claims: Claims, days: Sequence[DayFound], used: set[int], zone: ZoneInfo
) -> None:
    """A part of the day counts only beside its day: "sabah sabah" and "iyi akşamlar" are no times."""
    for match in _PART.finditer(folded.text):
        index = _neighbour(days, *match.span())
        if index is None or index in used or days[index].days > 1:
            continue
        if _GREETING.search(folded.text[: match.start()]):
            continue
        used.add(index)
        day = days[index]
        low, high = (datetime.combine(day.first, time(hour), zone) for hour in _PARTS[match["part"]])
        place = (min(match.start(), day.start), max(match.end(), day.end))
        _add(folded, claims, place, low, high, "part_of_day")


def _add(
    folded: Folded, claims: Claims, place: tuple[int, int], begin: datetime, finish: datetime, grain: str
) -> None:
    start, end = folded.span(*place)
    if claims.free(start, end):
        value = {"from": begin.isoformat(), "to": finish.isoformat(), "grain": grain}
        claims.add("datetime", start, end, value)


def _clocks(text: str, days: Sequence[DayFound]) -> Iterator[_Clock]:
    """Times of day; a bare "5'te" counts only near a day or a part of one."""
    for match in _CLOCK.finditer(text):
        half = match["half"] or match["loose_half"]
        said = match["hour"] or match["english"] or match["plain"] or match["loose"] or match["suffixed"]
        hour = int(said) if said.isdigit() else _HOURS_IN_WORDS[said]
        near = _neighbour(days, *match.span()) is not None or _PART.search(
            text, max(0, match.start() - _NEAR), match.start()
        )
        meridiem = match["meridiem"] or match["english_meridiem"]
        if (match["suffixed"] and not near) or hour > 23 or (meridiem and not 1 <= hour <= 12):
            continue
        if meridiem:
            hour = hour % 12 + (12 if meridiem == "pm" else 0)
        yield _Clock(
            match.start(),
            match.end(),
            hour,
            int(match["minute"]) if match["minute"] else 30 if half else 0,
            "minute" if match["minute"] or half else "hour",
            certain=meridiem is not None,
        )


def _neighbour(days: Sequence[DayFound], start: int, end: int) -> int | None:
    """The day that stands next to a stretch of text, before it or after it."""
    best, least = None, _NEAR + 1
    for index, day in enumerate(days):
        distance = start - day.end if day.end <= start else day.start - end
        if 0 <= distance < least:
            best, least = index, distance
    return best


def _part_near(text: str, start: int, end: int) -> str | None:
    match = _PART.search(text, max(0, start - _NEAR), end + _NEAR)
    return match["part"] if match and not _GREETING.search(text[: match.start()]) else None
