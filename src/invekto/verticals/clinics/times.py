"""When somebody wants to come: days, parts of days and hours as they were said, several, and taken back.

The customer's own words for an hour are kept ("17:00'den sonra"): what a range means is for the clinic to settle.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime, timedelta
from datetime import time as clock_time
from typing import Any

from invekto.agent_ai.contract import Turn
from invekto.agent_ai.machine import Kind, denied
from invekto.agent_ai.working_hours import WorkingHours
from invekto.chat_analysis.services import Entity
from invekto.core.folding import fold, turkish_lower

SOON, THIS_WEEK, NEXT_WEEK, WEEKDAYS, ANY = "soon", "this_week", "next_week", "weekdays", "any"
_WITH_HOUR = frozenset({"minute", "hour", "part_of_day"})
EXACT = frozenset({"minute", "hour"})
_MOST = 4  # times kept of one message
WEEK_SPAN = 6  # days from its first to its last
_LONGEST_WORDS = 60

# A time that names no day: digits and parts of the day only.
_HOUR_WORD = re.compile(
    r"(?:saat\w*|sabah\w*|ogle\w*|once\w*|sonra\w*|aksam\w*|ikindi\w*|gece\w*|bucuk\w*|yarim\w*|ceyrek\w*|gec\w*|"
    r"kala|var|at|around|about|after|before|past|half|quarter|to|in|the|morning|afternoon|evening|noon|am|pm|a\.?m\.?|"
    r"p\.?m\.?|on|bir\w?|iki\w*|uc\w?|dort\w?|bes\w?|alti\w*|yedi\w*|sekiz\w?|dokuz\w?|onbir\w?|o'?clock|gibi|civari|"
    r"\d{1,2}(?:[:.]\d\d)?(?:am|pm)?(?:['’]?[a-z]{1,5})?)[.,!?]*"
)
_AFTER = re.compile(r"^['’]?\w{0,4}\s*(?:sonra\w*|itibaren|önce\w*|kadar|gibi|civar\w*|sularında)")
_BEFORE = re.compile(r"(?:after|before|from|until|around|about|by)\s*$")
_SOON = re.compile(
    r"\b(?:en (?:kisa|yakin|erken)\w*|ilk (?:bos\w*|musait\w*|uygun\w*)|bir an once|hemen|acilen|asap|"
    r"as soon as possible|earliest|first available|soonest)\b"
)
_ANY = re.compile(
    r"\b(?:fark ?etmez|farketmez|far ?k etmez|ne zaman (?:olursa|uygunsa|musaitse)\w*|her zaman|siz (?:bilirsiniz|ne)|"
    r"hepsi (?:uyar|olur)|musaitim her|any ?time|whenever|doesn ?t matter|i ?'?m flexible)\b"
)
_WEEKDAYS = re.compile(r"\b(?:hafta ?ici\w*|weekdays?|on a weekday)\b")
# What else one answers when asked for a time; kept in its own words.
_LOOSE = re.compile(
    r"\b(?:mesai\w*|is cikis\w*|isten sonra|okul\w*|ogle arasi\w*|ogle tatil\w*|after work|lunch)\b"
)

# Their words for an hour, written without Turkish letters; they are read back to them.
_LETTERS = {
    "ogle": "öğle", "oglen": "öğlen", "ogleden": "öğleden", "ogleye": "öğleye", "ogleyin": "öğleyin", "once": "önce",
    "aksam": "akşam", "aksama": "akşama", "aksamustu": "akşamüstü", "bucuk": "buçuk", "bucukta": "buçukta",
    "ceyrek": "çeyrek", "yarim": "yarım", "gec": "geç", "uc": "üç", "ucte": "üçte", "dort": "dört", "dortte": "dörtte",
    "alti": "altı", "altida": "altıda", "geciyor": "geçiyor", "gece": "gece",
}  # fmt: skip
_WEEKDAY = re.compile(
    r"\b(?:pazartesi|sali|carsamba|persembe|cuma(?!rtesi)|cumartesi|pazar(?!tesi)|monday|tuesday|wednesday|thursday|"
    r"friday|saturday|sunday)"
)
_FIXED = re.compile(r"\b(?:bugun|bu|today|this|tonight)\b|\d+[./]\d+|\b\d{1,2} [a-z]{3,}")
_TOO_SOON = timedelta(hours=1)  # before a part of the day ends nobody can still be given an appointment in it

_OLD_AFTER = re.compile(
    r"^['’]?\w{0,5}\s*(?:gunu|gunku|saat \S+|icin|olan)?\s*(?:deki|daki|teki|taki|ki)?\s*"
    r"(?:randevu|appointment|visit|booking)"
)
_OLD_ENDING = re.compile(r"(?:ki|kini|kine|d[ae]n|t[ae]n)$")
_OLD_BEFORE = re.compile(r"(?:\bfrom|\bmy|\bbenim)\s*$")
# Between two times: the first is taken back ("yarın öğlen, yok öbür gün").
_INSTEAD = re.compile(
    r"\b(?:yok|hayir|pardon|aslinda|vazgectim|yanlis\w*|daha dogrusu|daha iyi|olmaz|olmuyor|gelemem|gelemiyorum|"
    r"uymaz|uymuyor|yerine|no|nope|sorry|actually|rather|instead|i mean|make it|can ?['’]?t)\b"
)


@dataclass(frozen=True, slots=True)
class Time:
    """``words`` as they were said; ``first`` and ``last`` are ISO dates, both included, or empty where no day was
    named (``words`` is then one of the constants above, or the customer's own). ``hour``: their words for it.
    ``at``: ISO moment of an exact hour.
    """

    words: str
    first: str = ""
    last: str = ""
    hour: str = ""
    at: str = ""


Times = tuple[Time, ...]


def _load(stored: Any) -> Times:
    if not isinstance(stored, list):
        raise TypeError(stored)
    times = tuple(Time(**one) for one in stored)
    for time in times:
        for day in filter(None, (time.first, time.last)):
            date.fromisoformat(day)
    return times


def _read(text: str) -> Times:
    if text not in (SOON, THIS_WEEK, NEXT_WEEK, ANY):
        raise ValueError(f"no button of ours: {text}")
    return (Time(text),)


TIMES: Kind[Times] = Kind("times", lambda times: [asdict(time) for time in times], _load, _read)


def wanted(turn: Turn) -> Times | None:
    """The times that were named with a day and not taken back; None when there are none.

    Of several each keeps its hour; the hour of a single one is ``hour_wanted``.
    """
    said = _dated(turn)
    times = _narrowed([_open_part(turn, _time(turn, one, with_hour=len(said) > 1)) for one in said])
    return times[:_MOST] or _general(fold(turn.text), said_freely=False)


def answered(turn: Turn) -> Times | None:
    """A reply to "when?"; vaguer words are enough there."""
    return wanted(turn) or _general(fold(turn.text), said_freely=True) or _own_words(turn)


def hour_wanted(turn: Turn) -> str | None:
    """An hour or a part of the day, in their words: alone, or with the one day that was named."""
    if alone := hours_alone(turn):
        return _with_range(turn, alone[-1])
    said, every = _dated(turn), _every_date(turn)
    if len(said) != 1:
        return None
    # The hour of a day that was taken back goes with the one that took its place.
    with_hour = [one for one in every[: every.index(said[0]) + 1] if grain_of(one) in _WITH_HOUR]
    return _hour_of(turn, with_hour[-1]) if with_hour else None


def hours_alone(turn: Turn) -> list[Entity]:
    return [one for one in _said(turn) if _is_only_hour(one) and not is_standing(turn, one)]


def _dated(turn: Turn) -> list[Entity]:
    """Without those that a later one was said in place of."""
    kept: list[Entity] = []
    for entity in _every_date(turn):
        if kept and _INSTEAD.search(fold(turn.text[kept[-1].end : entity.start])):
            kept.clear()
        kept.append(entity)
    return kept


def _every_date(turn: Turn) -> list[Entity]:
    found = [one for one in _said(turn) if not _is_only_hour(one) and not is_standing(turn, one)]
    return sorted(found, key=lambda one: one.start)


def _narrowed(times: Sequence[Time]) -> Times:
    """ "Hafta sonu olur mu, cumartesi öğleden sonra": the day within the range is what is meant, and it once."""

    def is_wider(one: Time, other: Time) -> bool:
        if not one.first <= other.first <= other.last <= one.last:
            return False
        same_days = (one.first, one.last) == (other.first, other.last)
        return bool(other.hour and not one.hour) if same_days else not one.hour

    distinct = list(dict.fromkeys(times))
    return tuple(one for one in distinct if not any(is_wider(one, other) for other in distinct))


def _open_part(turn: Turn, time: Time) -> Time:
    """A range without closed days at its ends: a weekend is the Saturday where nobody works on Sundays."""
    hours = WorkingHours.of(turn.tenant)
    first, last = date.fromisoformat(time.first), date.fromisoformat(time.last)
    if hours is None or not 0 < (last - first).days <= WEEK_SPAN:
        return time
    every = [first + timedelta(days=ahead) for ahead in range((last - first).days + 1)]
    days = [day for day in every if hours.spans(day)]
    return replace(time, first=days[0].isoformat(), last=days[-1].isoformat()) if days else time


def standing(turn: Turn) -> str | None:
    """ISO date of the existing appointment that is spoken of: "yarınki randevumu", "from Friday"."""
    return next(
        (_day(turn, entity, "from").isoformat() for entity in _said(turn) if is_standing(turn, entity)), None
    )


def is_standing(turn: Turn, entity: Entity) -> bool:
    """This time is the one that the customer has already; only where an appointment is changed or given up."""
    if turn.wish.intent == "appointment_booking" and (turn.flow is None or turn.flow.name == "booking"):
        return False
    after, before = fold(turn.text[entity.end :]), fold(turn.text[: entity.start])
    if _OLD_AFTER.search(after) or _OLD_BEFORE.search(before):
        return True
    others = len(turn.analysis.entities.get("datetime", ())) > 1
    return others and bool(_OLD_ENDING.search(fold(entity.text)))


def _said(turn: Turn) -> list[Entity]:
    back = denied(turn.text)
    return [
        entity
        for entity in turn.analysis.entities.get("datetime", ())
        if isinstance(entity.value, Mapping) and not back & set(fold(entity.text).split())
    ]


def grain_of(entity: Entity) -> str:
    assert isinstance(entity.value, Mapping)  # looked at in ``_said``
    return str(entity.value.get("grain", ""))


def moment_of(turn: Turn, entity: Entity, which: str) -> datetime:
    assert isinstance(entity.value, Mapping)
    return datetime.fromisoformat(str(entity.value[which])).astimezone(turn.zone)


def _day(turn: Turn, entity: Entity, which: str) -> date:
    moment = moment_of(turn, entity, which)
    return (moment - timedelta(microseconds=1)).date() if which == "to" else moment.date()


def _time(turn: Turn, entity: Entity, *, with_hour: bool) -> Time:
    grain = grain_of(entity)
    said = Time(
        words=entity.text[:_LONGEST_WORDS],
        first=_day(turn, entity, "from").isoformat(),
        last=_day(turn, entity, "to").isoformat(),
        hour=_hour_of(turn, entity) if with_hour and grain in _WITH_HOUR else "",
        at=moment_of(turn, entity, "from").isoformat() if grain in EXACT else "",
    )
    # "Friday afternoon", said on a Friday evening, is the next one.
    return _weeks_later(said, 1) if _names_weekday(said) and _is_over(turn, entity) else said


def after_the_standing(turn: Turn, times: Times, standing_at: datetime) -> Times:
    """What who postpones means: a weekday that only falls before the appointment is the first one behind it."""
    stands = standing_at.astimezone(turn.zone).date()
    return tuple(_behind(time, stands) for time in times)


def _behind(time: Time, stands: date) -> Time:
    if not time.first or not _names_weekday(time) or date.fromisoformat(time.last) > stands:
        return time
    weeks = (stands - date.fromisoformat(time.last)).days // 7 + 1
    return _weeks_later(time, weeks)


def _names_weekday(time: Time) -> bool:
    words = fold(time.words)
    return time.first == time.last and bool(_WEEKDAY.search(words)) and not _FIXED.search(words)


def _is_over(turn: Turn, entity: Entity) -> bool:
    now = turn.now.astimezone(turn.zone)
    if _day(turn, entity, "from") != now.date():
        return False
    if grain_of(entity) in EXACT:
        return moment_of(turn, entity, "from") < now
    ends = moment_of(turn, entity, "to")
    hours = WorkingHours.of(turn.tenant)
    spans = hours.spans(now.date()) if hours else ()
    closes = [
        datetime.combine(now.date(), span.closes, tzinfo=turn.zone)
        for span in spans
        if span.closes != clock_time(0)
    ]
    return min([ends, *closes[-1:]]) < now + _TOO_SOON


def _weeks_later(time: Time, weeks: int) -> Time:
    ahead = timedelta(weeks=weeks)
    return replace(
        time,
        first=(date.fromisoformat(time.first) + ahead).isoformat(),
        last=(date.fromisoformat(time.last) + ahead).isoformat(),
        at=(datetime.fromisoformat(time.at) + ahead).isoformat() if time.at else "",
    )


def _with_letters(words: str) -> str:
    return " ".join(_LETTERS.get(word, word) for word in words.split(" "))


def _is_only_hour(entity: Entity) -> bool:
    return grain_of(entity) in _WITH_HOUR and _is_hour(entity.text)


def _is_hour(text: str) -> bool:
    """All its words are of an hour or a part of the day."""
    return all(_HOUR_WORD.fullmatch(word) for word in fold(text).split())


def _hour_of(turn: Turn, entity: Entity) -> str:
    """The hour without the day it was said with: "haftaya salı öğleden sonra" is "öğleden sonra"."""
    before, after = _around(turn, entity)
    words = entity.text.split()
    if grain_of(entity) in EXACT and not before and not after:
        return f"{moment_of(turn, entity, 'from'):%H:%M}"
    tail = words[-1:]
    for first in range(len(words)):
        if _is_hour(" ".join(words[first:])):
            tail = words[first:]
            break
    return _with_letters(f"{before} {' '.join(tail)}{after}".strip()[:_LONGEST_WORDS])


def _with_range(turn: Turn, entity: Entity) -> str:
    """ "17:00'den sonra" and "after 5pm" are more than the hour in them."""
    before, after = _around(turn, entity)
    return _with_letters(f"{before} {entity.text}{after}".strip()[:_LONGEST_WORDS])


def _around(turn: Turn, entity: Entity) -> tuple[str, str]:
    """What makes a range of an hour: the words before and behind it, as they were written."""
    rest, start = turn.text[entity.end :], turn.text[: entity.start]
    after = _AFTER.match(turkish_lower(rest))
    before = _BEFORE.search(turkish_lower(start))
    return (start[before.start() :].strip() if before else "", rest[: after.end()] if after else "")


def _general(folded: str, *, said_freely: bool) -> Times | None:
    if _WEEKDAYS.search(folded):
        return (Time(WEEKDAYS),)
    if _SOON.search(folded):
        return (Time(SOON),)
    return (Time(ANY),) if said_freely and _ANY.search(folded) else None


def _own_words(turn: Turn) -> Times | None:
    return (Time(turn.text.strip()[:_LONGEST_WORDS]),) if _LOOSE.search(fold(turn.text)) else None
