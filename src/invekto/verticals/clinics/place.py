"""When the clinic is open, and the way there."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime, timedelta

from invekto.agent_ai.contract import Reply, Turn, Wish
from invekto.agent_ai.handlers import Immediate
from invekto.agent_ai.machine import TEXTS, End, Machine, Scene, Slot, Slots, nothing
from invekto.agent_ai.week import week_lines
from invekto.agent_ai.working_hours import WorkingHours
from invekto.core import texts
from invekto.core.folding import fold
from invekto.verticals.clinics.answers import bullets, quoted_in_own_language, to_person, told
from invekto.verticals.clinics.moments import day_in_words

_HOURS = "working_hours"
# What may stand beside a day that is asked about: "peki cumartesi günü?", "pazar açık mı", "and on Sunday?".
_BESIDE_DAYS = re.compile(
    r"\b(?:peki|ya|de|da|ki|gunu|gunleri|acik|kapali|acikmi|kapalimi|misiniz|misin|m[iu]|icin|calisiyor|musunuz|saat\w*|kac\w*|"
    r"kadar|olur|and|what|about|how|on|are|you|open|closed|the|is|it|hm+)\b|[^\w]"
)
_FEW = 7  # words; of a longer message the analysis tells the rest as well
_MOST_DAYS = 7  # named one by one; a longer time gets the week
_DAYS = frozenset({"day", "part_of_day", "hour", "minute"})  # grains that name days
_ABOUT_PARKING = re.compile(r"\b(?:otopark|park|vale|parking|car park|araba\w*|arac\w*)")


def _tell_hours(scene: Scene[None]) -> Reply:
    """The days that were asked about, holidays heeded; else the week, and whether it is open now."""
    turn = scene.turn
    hours = WorkingHours.of(turn.tenant)
    if hours is None:
        return to_person(turn, _HOURS)
    if asked := [date.fromisoformat(day) for day in scene.get(DAYS) or ()]:
        lines = [_day_line(hours, day, turn.language) for day in asked]
        if any(not hours.spans(day) for day in asked):
            lines += ["", turn.t("clinic-hours-head"), bullets(week_lines(hours, turn.language))]
        return told(turn, "\n".join(lines), rule="did-told-hours")
    now_open = turn.t("clinic-open-now" if hours.is_open(turn.now) else "clinic-closed-now")
    body = "\n".join([turn.t("clinic-hours-head"), bullets(week_lines(hours, turn.language)), now_open])
    return told(turn, body, rule="did-told-hours")


def _hear_days(turn: Turn, _: Slots) -> tuple[str, ...] | None:
    """Right after the hours were told, "cumartesi?" asks for that day; with other words it may be another matter."""
    goes_on = turn.flow is not None and turn.flow.name == _HOURS
    if goes_on and not (turn.understood and turn.wish.intent == _HOURS) and not _only_days(turn):
        return None
    return tuple(day.isoformat() for day in _days_asked(turn)) or None


def _only_days(turn: Turn) -> bool:
    rest = turn.text
    for entity in turn.analysis.entities.get("datetime", ()):
        rest = rest.replace(entity.text, " ")
    return not _BESIDE_DAYS.sub(" ", fold(rest)).strip()


DAYS = Slot("days", TEXTS, hear=_hear_days, answered=lambda _turn, _days: "")


def opening_hours() -> Machine[None]:
    """Told at once; a day named right after it is told too."""
    return Machine(
        name=_HOURS,
        version=1,
        slots=(DAYS,),
        states={"hours": End(_tell_hours, mendable=True)},
        lost="hours",
        fetch=nothing,
        serves=frozenset({_HOURS}),
    )


def _days_asked(turn: Turn) -> Iterable[date]:
    days: dict[date, None] = {}
    for entity in turn.analysis.entities.get("datetime", ()):
        if not isinstance(entity.value, dict) or entity.value.get("grain") not in _DAYS:
            continue
        first = datetime.fromisoformat(str(entity.value["from"])).astimezone(turn.zone).date()
        end = datetime.fromisoformat(str(entity.value["to"])).astimezone(turn.zone)
        last = max((end - timedelta(microseconds=1)).date(), first)
        days |= dict.fromkeys(first + timedelta(days=ahead) for ahead in range((last - first).days + 1))
    return days if len(days) <= _MOST_DAYS else ()


def _day_line(hours: WorkingHours, day: date, language: str) -> str:
    spans = ", ".join(str(span) for span in hours.spans(day))
    return texts.text(
        "clinic-day-open" if spans else "clinic-day-closed",
        language,
        day=day_in_words(day, language),
        hours=spans,
    )


# Asked outright; not that they themselves sent or found it.
_ASKS_WHERE = re.compile(
    r"^(?!.*\b(?:attim|gonderdim|yolladim|buldum|bulduk|degis\w*|kargo\w*|fatura\w*|adresim\w*|adresime)\b)(?:"
    r".*\b(?:konum|lokasyon|adres)\w* (?:at(?:ar|abilir|in|sana|iver)?|gonder\w*|yolla\w*|paylas\w*|ver(?:ir|ebilir|in)"
    r"|alabilir|yaz(?:ar|abilir|in)|nedir|ne)(?: ?m[iı]\w*)?\b"
    r"|.*\b(?:yeriniz|klinik|kliniginiz|muayenehane\w*|tam olarak) ner(?:e)?de\w*|.*\bner(?:e)?desiniz\b"
    r"|.*\byol tarifi\b|.*\bwhere are you\b|.*\b(?:your|the) address\b)"
)


class Location(Immediate):
    name = "location_inquiry"

    def in_plain_words(self, turn: Turn) -> bool:
        return len(turn.text.split()) <= _FEW and _ASKS_WHERE.search(fold(turn.text)) is not None

    def absorbs(self, _: Turn, wish: Wish) -> bool:
        return wish.intent == self.name

    def reply(self, turn: Turn) -> Reply:
        settings = turn.tenant.settings
        if not settings.get("address"):
            return to_person(turn, "location_inquiry")
        lines = [turn.t("clinic-address", shop=turn.tenant.name, address=settings["address"])]
        if settings.get("maps_url"):
            lines.append(turn.t("clinic-maps", url=settings["maps_url"]))
        if settings.get("parking"):
            own_words = quoted_in_own_language(turn)
            lines.append(turn.t("clinic-parking", parking=settings["parking"], remark=own_words))
        elif _ABOUT_PARKING.search(fold(turn.text)):
            return to_person(turn, "location_inquiry", first="\n".join(lines), said="clinic-parking-unknown")
        return told(turn, "\n".join(lines), rule="did-told-address")
