"""Days, parts of days and clocks put together as half-open ranges with the zone's offset."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from invekto.chat_analysis.entities.beginnings import Beginnings
from invekto.chat_analysis.entities.calendar import find_days
from invekto.chat_analysis.entities.claims import Claims, Taken
from invekto.chat_analysis.entities.clocks import Clock, Part, find_clocks, find_parts
from invekto.chat_analysis.entities.numerals import SMALL_NUMBER, number_of
from invekto.chat_analysis.entities.patterns import Pattern
from invekto.chat_analysis.entities.speech import DayFound
from invekto.chat_analysis.entities.vocabulary import PARTS
from invekto.chat_analysis.normalise import Folded

# What may stand between the pieces of one time: "salı günü, saat 3'te", "tomorrow at 3".
_JOINT = Pattern(
    r"^[\s,.()\-]{0,3}(?:(?:icin|saat|saati|saatlerinde|at|on|around|about|in the|in|the|by|gibi|civari|olarak|"
    r"en gec|da|de|gunu|gunune|tarihinde|of|veya|for)[\s,.]{0,2}){0,2}$"
)
_NOT_JOINED = Pattern(r"\b(?:veya)\b|\n")
_LONGEST_JOINT = 16
# What may stand between an hour and the day said after it: "öğleden sonra gelsem yarın", "3te olur mu cuma".
_WISH_WORD = (
    r"(?!\w{2,}(?:[dt][iu][mk]?|m[iu]s\w*|[dt][iu]n[iu]z)\b)(?:gel|git|al|ol|ugra|yap|koy|ayarla|yaz|bak|var\b|varsa\b|"
    r"mumkun|musait|uygun|bos|yer|randevu|iste|iyi|m[iu]\b|m[iu]yi|m[iu]s[iu]n|gibi\b|icin\b|bir\b|bi\b|works?\b|is\b|"
    r"ok\b|fine\b|good\b|possible\b|free\b|available\b|come\b|i\b|can\b|could\b)\w*"
)
_WISH = Pattern(rf"\s(?:{_WISH_WORD}\s){{1,3}}")
_LONGEST_WISH = 40
_SOON = Pattern(
    rf"(?<![\w.,])(?P<n>\d{{1,3}}|yarim|half an|an?|{SMALL_NUMBER})\s?(?P<unit>saat|dakika|dk|hours?|"
    rf"minutes?|mins?|hour)"
    r"(?:'?(?:e|ya|ye)(?= (?:\w+ )?(?:orda\w*|oradayim|geli\w*|gelir\w*|gelec\w*|varir\w*|varmis\w*|cik\w*|yanin\w*|"
    r"burda\w*|gec\w*|kapida\w*))"
    r"|\s(?:sonra(?:ya|si|sina)?|icinde)|\s(?P<ago>once|ago)|\s(?:later|from now))\b"
    r"|\bin (?P<in_n>\d{1,3}|half an|an?|two|three|five|ten|fifteen|twenty|thirty) "
    r"(?P<in_unit>hours?|minutes?|mins?)\b"
)
# What was done at an hour of which no day is said: its last one, not the next.
_DONE_THEN = Pattern(
    r"[\s,]{1,2}(?:(?!randevu)\w+ ){0,2}?(?:basla|uyan|agri|kana|sis|kiril|dus|ara|yaz|gel|git|yaptir|cektir|gonder|"
    r"yolla|mesaj at|ulas|teslim ed|teslim al)[a-z]{0,3}[dt][iu](?:[mk]|ler|lar)?\b"
)
# Something already over or under way today, so that an hour that has passed is today's.
_OVER = Pattern(
    r"\b(?:gec kal\w*|gecik\w*|vardi|miydi|muydu|idi|\w+(?:iyordum|mistim|mistik)|geldim|geldik|kacirdim|"
    r"late|missed|was|were|ordayim|yoldayim)\b|d[ae]ydi\b"
)


@dataclass(slots=True)
class _When:
    """The pieces of one time, as far as they have been put together."""

    start: int
    end: int
    day: DayFound | None = None
    part: Part | None = None
    clock: Clock | None = None

    def take(self, piece: DayFound | Part | Clock, text: str) -> bool:
        """Whether the piece belongs to this time; if so, it now does."""
        if not _are_joined(text, self.end, piece.start):
            return False
        if isinstance(piece, DayFound):
            if self.day is not None and not self.day.names_same(piece):
                return False
            if self.part is not None and self.part.day is not None:
                return False
            self.day = piece if self.day is None or self.day.loose else self.day
        elif isinstance(piece, Part):
            if self.part is not None or (self.clock is not None and self.clock.certain):
                return False
            self.part = piece
        else:
            if self.clock is not None or (self.day is not None and self.day.days > 1):
                return False
            self.clock = piece
        self.end = piece.end
        return True

    def takes_day_of(self, other: _When, text: str) -> bool:
        """Whether the next time is only the day of this one, said after a wish; if so, it now has it."""
        if self.day is not None or other.day is None or other.part is not None or other.clock is not None:
            return False
        if (self.part is not None and self.part.day is not None) or other.day.days > 1:
            return False
        if other.start - self.end > _LONGEST_WISH or not _WISH.fullmatch(text, self.end, other.start):
            return False
        self.day, self.end = other.day, other.end
        return True


def _are_joined(text: str, end: int, start: int) -> bool:
    if start - end > _LONGEST_JOINT:
        return False
    between = text[end:start]
    return _JOINT.match(between) is not None and _NOT_JOINED.search(between) is None


_FIRST_YEAR, _LAST_YEAR = 1900, 9000


def find_datetime(
    folded: Folded, begins: Beginnings, claims: Claims, *, now: datetime, zone: ZoneInfo, kinds: int = ~0
) -> None:
    """Days, hours and parts of days. ``now`` is aware; an hour without a day is the next such hour."""
    if not _FIRST_YEAR <= now.year <= _LAST_YEAR:
        return  # the calendar has no yesterday or next year there
    text = folded.text
    local = now.astimezone(zone)
    _find_soon(folded, begins, claims, local)
    taken = Taken(len(text))
    days = [
        day for day in find_days(begins, local.date(), kinds) if claims.free(*folded.span(day.start, day.end))
    ]
    for day in days:
        taken.take(day.start, day.end)
    parts = [part for part in find_parts(begins) if taken.free(part.start, part.end)]
    for part in parts:
        taken.take(part.start, part.end)
    clocks = [
        clock for clock in find_clocks(begins, taken) if claims.free(*folded.span(clock.start, clock.end))
    ]
    last: DayFound | None = None
    spoke_of_time = bool(days or parts) or any(not clock.needs for clock in clocks)
    for when in _together(text, days, parts, clocks):
        if when.day is None and _is_no_time(when, spoke_of_time):
            continue
        _add(folded, begins, claims, when, last, local)
        last = when.day if when.day is not None and when.day.days == 1 else last


def _together(
    text: str, days: Sequence[DayFound], parts: Sequence[Part], clocks: Sequence[Clock]
) -> list[_When]:
    pieces: list[DayFound | Part | Clock] = sorted([*days, *parts, *clocks], key=lambda piece: piece.start)
    found: list[_When] = []
    for piece in pieces:
        if found and found[-1].take(piece, text):
            continue
        if isinstance(piece, Clock) and piece.needs == "beside":
            continue  # a bare number is an hour only right after a day or a part of one
        found.append(_When(piece.start, piece.end))
        when = found[-1]
        if isinstance(piece, DayFound):
            when.day = piece
        elif isinstance(piece, Part):
            when.part = piece
        else:
            when.clock = piece
    return _with_days_said_after(found, text)


def _with_days_said_after(times: list[_When], text: str) -> list[_When]:
    found: list[_When] = []
    for when in times:
        if not (found and found[-1].takes_day_of(when, text)):
            found.append(when)
    return found


def _is_no_time(when: _When, spoke_of_time: bool) -> bool:
    """A clock that needs a day somewhere in the message, and has none; the word for night alone."""
    if when.clock is None and when.part is not None and when.part.is_night:
        return when.part.day is None
    return when.part is None and when.clock is not None and when.clock.needs == "near" and not spoke_of_time


def _add(
    folded: Folded, begins: Beginnings, claims: Claims, when: _When, last: DayFound | None, local: datetime
) -> None:
    day, reason, moves = _day_of(when, last, local)
    part = when.part.name if when.part else None
    if when.clock is not None:
        begin = _at(day, when.clock.within(part), local)
        if when.part is not None and when.part.is_night and not moves and when.clock.is_after_midnight():
            begin += timedelta(days=1)
            reason += "; the hours after midnight are of the next date"
        until = when.clock.finish(part)
        lasts = until is not None and _at(day, until, local) > local
        if moves and when.day is None and _DONE_THEN.match(folded.text, when.end):
            if begin > local:
                begin -= timedelta(days=1)
            reason = f"no day is named, and it is over: the last such time before {local:%Y-%m-%d %H:%M}"
        elif moves and begin <= local and not lasts and not begins.says(_OVER):
            step = 7 if when.day is not None else 1
            begin += timedelta(days=step)
            reason += "; that hour has passed, so the next one"
        length = timedelta(minutes=1) if when.clock.grain == "minute" else timedelta(hours=1)
        finish = begin + length if until is None else _at(begin.date(), until, local)
        if finish <= begin:
            finish += timedelta(hours=12)
        grain = when.clock.grain
        if part is None and not when.clock.certain and when.clock.hour != begin.hour:
            reason += "; an hour without morning or evening falls into 08-20"
    elif when.part is not None and not when.part.is_night:
        low, high = PARTS[when.part.name]
        begin, finish = (_at(day, time(hour), local) for hour in (low, high))
        if moves and when.day is None and finish <= local and not begins.says(_OVER):
            begin, finish = begin + timedelta(days=1), finish + timedelta(days=1)
            reason += "; that part of it is over, so the next one"
        grain = "part_of_day"
    else:
        days, grain = (when.day.days, when.day.grain) if when.day is not None else (1, "day")
        begin, finish = _at(day, time(), local), _at(day + timedelta(days=days), time(), local)
    start, end = folded.span(when.start, when.end)
    value = {"from": begin.isoformat(), "to": finish.isoformat(), "grain": grain}
    claims.add("datetime", start, end, value, reason=reason)


def _day_of(when: _When, last: DayFound | None, local: datetime) -> tuple[date, str, bool]:
    """The day a clock or part belongs to, why, and whether it moves on when its hour has passed."""
    today = local.date()
    if when.day is not None:
        return when.day.first, when.day.reason, when.day.loose and when.day.first == today
    if when.part is not None and when.part.day is not None:
        return today + timedelta(days=when.part.day), f"the day of {today}", False
    if last is not None:
        return last.first, f"the day named before it, {last.reason}", False
    return today, f"no day is named: the next such time after {local:%Y-%m-%d %H:%M}", True


def _at(day: date, clock: time, local: datetime) -> datetime:
    return datetime.combine(day, clock, local.tzinfo)


def _find_soon(folded: Folded, begins: Beginnings, claims: Claims, local: datetime) -> None:
    """ "yarım saat sonra", "in two hours": counted from now."""
    for match in begins.matches(_SOON):
        written, unit = match["n"] or match["in_n"], match["unit"] or match["in_unit"]
        hours = unit.startswith(("saat", "hour"))
        half = written in ("yarim", "half an")
        amount = 30 if half else (number_of(written) or 1) * (60 if hours else 1)
        moment = local.replace(second=0, microsecond=0) + timedelta(
            minutes=-amount if match["ago"] else amount
        )
        grain = "hour" if hours and not half else "minute"
        length = timedelta(hours=1) if grain == "hour" else timedelta(minutes=1)
        start, end = folded.span(*match.span())
        if claims.free(start, end):
            value = {"from": moment.isoformat(), "to": (moment + length).isoformat(), "grain": grain}
            claims.add("datetime", start, end, value, reason=f"counted from {local:%Y-%m-%d %H:%M}")
