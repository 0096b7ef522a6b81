"""Two things patients say of an appointment that stands and that no intent names: "when was it?", "I may be late".

Plain words begin them, whatever the analysis makes of those (``Vertical.plain``). Folded text, Turkish and English.
"""

from __future__ import annotations

import re
from enum import Enum
from typing import Any

from invekto.agent_ai.contract import Reply, Text
from invekto.agent_ai.handlers import with_buttons
from invekto.agent_ai.machine import Ask, Decide, End, Go, Machine, Scene, nothing
from invekto.verticals.clinics.answers import bullets
from invekto.verticals.clinics.booking import handed
from invekto.verticals.clinics.existing import STANDS_ON, ask_whose, needs_their_name, theirs_of
from invekto.verticals.clinics.matters import upcoming_line
from invekto.verticals.clinics.treatments import Treatments
from invekto.verticals.clinics.wishes import PATIENT, RELATION, contact_name, told_before

LOOKUP, LATE = "appointment_lookup", "appointment_late"
# What the analysis, which knows neither, takes them for.
_SOUNDS_LIKE = frozenset(
    {"appointment_booking", "appointment_reschedule", "appointment_cancel", "working_hours"}
)
# Whoever moves, cancels or asks for another thing beside it does not ask when it is.
_OTHERWISE = (
    r"\b(?:iptal\w*|ertele\w*|degis\w*|kaydir\w*|one al\w*|oneye|baska|al(?:abilir|alim|ir|sak|in|mak|acak)\w*|cek\w*|"
    r"belli|netles\w*|kesinles\w*|onay\w*|acil\w*|acik\w*|kapan\w*|kapali|cancel\w*|move|chang\w*|reschedul\w*|another|"
    r"confirm\w*|book)\b"
)
_MINE = (
    r"randevum(?:uz)?(?:un?)?|randevu (?:saat|gun|tarih)[iu]m(?:iz|uz)?[iu]?|"
    r"(?:kizimin|oglumun|cocugumun|esimin|annemin|babamin|kardesimin|ablamin|abimin) randevu\w*"
)
_ASKED = (
    r"ne ?z(?:aman|mn)\w*|kac(?:ta|da|ti|di)?\w{0,4}|hangi (?:gun|saat|tarih|hafta|doktor|hekim)\w*|"
    r"ne gun\w*|ayin kac\w*|var ?m[iı]\w*|bugun ?mu\w*|yarin ?mi\w*|kimin?le\w*|hatirla(?:t|yam|mi|ma)\w*|unut\w*"
)
_LOOKS_UP = re.compile(
    rf"(?s)^(?!.*{_OTHERWISE})(?:"
    rf".*\b(?:{_MINE})\b.*\b(?:{_ASKED})\b|.*\b(?:{_ASKED})\b.*\b(?:{_MINE})\b|"
    r".*\b(?:kacta|ne ?zaman|hangi gun|saat kacta) (?:gelecekt|gelicekt|geliyord|gelmem|gelmeli)\w*|"
    r".*\b(?:when|what (?:time|day|date))(?: ?['’]?s| is| was| are)? (?:my|our) (?:next )?(?:appointments?|visit)\b|"
    r".*\bmy (?:appointment|visit) (?:time|date|day|is when|again)\b|.*\bdo i have an? (?:appointment|visit)\b|"
    r".*\b(?:when|what time) (?:do i|did i|should i|am i) .*\b(?:appointment|visit|come|coming)\b|"
    r".*\b(?:forgot|remind me|remember) .*\bmy appointment\b)"
)
_IS_LATE = re.compile(
    rf"(?s)^(?!.*{_OTHERWISE.replace('acil', 'acilis')})(?!.*\b(?:ode\w*|taksit\w*|kargo\w*|siparis\w*|fatura\w*)\b)(?:"
    r".*\bgec (?:kal(?:abil|acag|acak|aca|ica|ice|ca[mkz]|iyor|iyom|irim|iriz|irsam|irsak|dim|dik|sam)|"
    r"gel(?:ece|ice|ce[mkz]|ebil|irim|iriz|irsem))"
    r"(?!\w*(?:siniz|sunuz|diniz)\b)\w*|"
    r".*\b\d+ ?(?:dk|dakka|dakika)\w* (?:kadar )?gec\w*|"
    r".*\bgecik(?:ece|ice|ce[mkz]|ebil|iyor|ir|tim|sem|mem|mel)(?!\w*(?:siniz|sunuz|diniz)\b)\w*|.*\byetise(?:mey|miyor|miyom|mem)\w*|"
    r".*\b(?:i|we) ?['’]?\w* .*\b(?:running|be|bit|little|minutes?|mins?) (?:\w+ ){0,2}late\b|.*\brunning late\b|"
    r".*\b(?:minutes?|mins?) late\b)"
)


class Found(Enum):
    SOME = "some"
    NONE = "none"
    NOT_YET = "not_yet"


def lookup(treatments: Treatments) -> Machine[None]:
    """When their appointment is; known, as where one is cancelled, by the phone they write from."""

    def find(scene: Scene[Any]) -> Go[Found]:
        keep = told_before(scene, (RELATION, PATIENT, STANDS_ON))
        if theirs_of(scene.turn):
            return Go(Found.SOME, keep=keep)
        # "When is it?" while one is being collected means that one.
        is_collected = scene.turn.flow is not None and scene.turn.flow.name == "booking"
        return Go(Found.NOT_YET if is_collected else Found.NONE, keep=keep)

    def told(scene: Scene[Any]) -> Reply:
        turn = scene.turn
        theirs = theirs_of(turn)
        day = scene.get(STANDS_ON)
        fitting = [one for one in theirs if day and _day(scene, one) == day] or theirs
        offered = treatments(turn)
        lines = [upcoming_line(one, turn, turn.language, offered) for one in fitting]
        if len(lines) == 1:
            body = turn.t("clinic-your-appointment", appointment=lines[0])
        else:
            named = [
                turn.t("clinic-appointment-of", appointment=line, patient=one.patient)
                for line, one in zip(lines, fitting, strict=True)
            ]
            body = f"{turn.t('clinic-your-appointments')}\n{bullets(named)}"
        is_open = turn.flow is not None and not turn.flow.over and turn.flow.name in turn.vertical.flows
        if is_open and turn.flow is not None and turn.flow.name != LOOKUP:
            return Reply([Text(body)], rule="did-told-appointment")
        ways = ("appointment_reschedule", "appointment_cancel")
        return Reply(with_buttons(turn, body, ways), rule="did-told-appointment")

    def not_yet(scene: Scene[Any]) -> Reply:
        return Reply([Text(scene.t("clinic-no-appointment-yet"))], rule="did-told-appointment")

    def unknown(scene: Scene[Any]) -> Reply:
        facts = [scene.turn.staff("clinic-fact-no-appointment")]
        if not scene.get(PATIENT) and contact_name(scene.turn):
            facts.insert(0, scene.turn.staff("clinic-fact-patient", name=contact_name(scene.turn)))
        return handed(scene.t("clinic-looked-up-by-people"), "clinic-next-lookup", *facts)

    return Machine(
        name=LOOKUP,
        version=1,
        slots=(RELATION, PATIENT, STANDS_ON),
        states={
            "find": Decide(find, {Found.SOME: "told", Found.NONE: "whose", Found.NOT_YET: "not_yet"}),
            "told": End(told),
            "not_yet": End(not_yet),
            "whose": Ask(
                PATIENT, then="unknown", refused="unknown", needed=needs_their_name, question=ask_whose
            ),
            "unknown": End(unknown, to_person=True),
        },
        lost="unknown",
        fetch=nothing,
        serves=frozenset({LOOKUP}),
        absorbs=lambda _, wish: wish.intent in _SOUNDS_LIKE,
        plain_words=_LOOKS_UP,
    )


def late(treatments: Treatments) -> Machine[None]:
    """Whether they are still seen is for the clinic to say, and soon: a person reads it at once."""

    def told(scene: Scene[Any]) -> Reply:
        turn = scene.turn
        theirs = theirs_of(turn)
        facts = [] if theirs else [turn.staff("clinic-fact-no-appointment")]
        if contact_name(turn):
            facts.insert(0, turn.staff("clinic-fact-patient", name=contact_name(turn)))
        details = ""
        if theirs:
            line = upcoming_line(theirs[0], turn, turn.language, treatments(turn))
            own = upcoming_line(theirs[0], turn, turn.tenant.language, treatments(turn))
            details = f"\n• {scene.t('clinic-detail-appointment', appointment=line)}"
            facts.append(turn.staff("clinic-fact-appointment-meant", appointment=own))
        return handed(scene.t("clinic-late", details=details), "clinic-next-late", *facts)

    return Machine(
        name=LATE,
        version=1,
        slots=(),
        states={"told": End(told, to_person=True)},
        lost="told",
        fetch=nothing,
        serves=frozenset({LATE}),
        absorbs=lambda _, wish: wish.intent in _SOUNDS_LIKE,
        plain_words=_IS_LATE,
    )


def _day(scene: Scene[Any], one: Any) -> str:
    return str(one.start.astimezone(scene.turn.zone).date().isoformat())
