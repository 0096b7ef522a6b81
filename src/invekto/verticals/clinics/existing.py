"""An appointment that stands: moved or given up. Which one it is, and the new wish; a person does it."""

from __future__ import annotations

import re
from datetime import datetime
from enum import Enum
from typing import Any

from invekto.agent_ai.contract import Content, ListMenu, Reply, Text, Turn
from invekto.agent_ai.machine import (
    FLAG,
    OPTIONS,
    TEXT,
    Ask,
    Decide,
    End,
    Go,
    Machine,
    Option,
    Scene,
    Slot,
    nothing,
)
from invekto.appointments import services as appointments
from invekto.appointments.services import Upcoming
from invekto.core.folding import fold
from invekto.messaging.services import phones_of
from invekto.verticals.clinics import times
from invekto.verticals.clinics.booking import handed
from invekto.verticals.clinics.earlier import left_questions
from invekto.verticals.clinics.matters import upcoming_line, what_slot
from invekto.verticals.clinics.treatments import Treatments
from invekto.verticals.clinics.wishes import (
    DOCTOR,
    HOUR,
    PATIENT,
    RELATION,
    WHEN,
    contact_name,
    just_noted,
    told_before,
    told_until_now,
    when_in_words,
)


class Theirs(Enum):
    KNOWN = "known"
    SEVERAL = "several"
    NONE = "none"


CHOICES = Slot("appointments", OPTIONS)
# The day of the appointment they speak of, as an ISO date: tells which of several is meant.
STANDS_ON = Slot("stands_on", TEXT, hear=lambda turn, _: times.standing(turn))


# Who does not come but would like another day moves the appointment.
_ANOTHER_DAY = re.compile(
    r"\b(?:baska (?:bir )?(?:gun|zaman|tarih|saat|hafta)\w*|ertel[ei]\w*|ileri (?:bir )?(?:al|tarih)\w*|"
    r"haftaya (?:al|gel)\w*|another (?:day|time|date)|other day|postpone|later date)\b"
)
# … and who puts it off means a day behind the one that stands.
_POSTPONES = re.compile(
    r"\b(?:ertel[ei]\w*|ote(?:le\w*|ye)|ileri\w* (?:bir )?(?:al|at|tarih|gun)\w*|daha sonra\w*|postpon\w*|later|"
    r"push\w* back)\b"
)
MOVES = Slot("moves", FLAG, hear=lambda turn, _: True if _ANOTHER_DAY.search(fold(turn.text)) else None)


LATER = Slot("later", FLAG, hear=lambda turn, _: True if _POSTPONES.search(fold(turn.text)) else None)


class Wish(Enum):
    GIVES_UP = "gives_up"
    MOVES = "moves"


def theirs_of(turn: Turn) -> list[Upcoming]:
    """Those that stand for a phone of theirs: nothing else shows whose an appointment is."""
    return appointments.upcoming(phones_of(turn.contact), turn.now)


class _Existing:
    """What both flows do with the appointments of the one who writes."""

    def __init__(self, treatments: Treatments) -> None:
        self.treatments = treatments
        self.which: Slot[str] = Slot(
            "appointment", TEXT, ask=self._ask, rule="did-asked-appointment", note=self._note, options=CHOICES
        )

    def find(self, scene: Scene[Any]) -> Go[Theirs]:
        """Only their own: an id that is not among them is as if it had not been named."""
        before = told_before(scene, (RELATION, PATIENT, STANDS_ON, MOVES, LATER, WHEN, HOUR))
        for slot, value in before.items():
            scene.slots.put(slot, value)
        theirs = theirs_of(scene.turn)
        named = scene.get(self.which)
        if meant := [one for one in theirs if str(one.id) == named]:
            return Go(Theirs.KNOWN, keep=self._later(scene, meant[0]))
        forget = (self.which,) if named else ()
        if not theirs:
            return Go(Theirs.NONE, forget=forget)
        day = scene.get(STANDS_ON)
        fitting = [one for one in theirs if day and self._day(scene.turn, one) == day] or theirs
        if len(fitting) == 1:
            only = fitting[0]
            return Go(Theirs.KNOWN, keep={self.which: str(only.id)} | self._later(scene, only))
        return Go(Theirs.SEVERAL, keep={CHOICES: self._options(scene, fitting)}, forget=forget)

    def _later(self, scene: Scene[Any], one: Upcoming) -> dict[Slot[Any], Any]:
        wished = scene.get(WHEN)
        if not wished or not scene.get(LATER):
            return {}
        return {WHEN: times.after_the_standing(scene.turn, wished, one.start)}

    def moved(self, scene: Scene[Any]) -> Reply:
        line = self.line(scene)
        details = [scene.t("clinic-detail-appointment", appointment=line)] if line else []
        if scene.get(WHEN) or scene.get(HOUR):
            details.append(scene.t("clinic-detail-new-time", when=when_in_words(scene, scene.turn.language)))
        said = _said(scene, "common-ack-appointment-reschedule", details)
        facts = self._facts(scene, "clinic-fact-not-moved")
        return handed(said, "common-next-appointment-reschedule", *facts, noted=details)

    def given_up(self, scene: Scene[Any]) -> Reply:
        line = self.line(scene)
        details = [scene.t("clinic-detail-appointment", appointment=line)] if line else []
        said = _said(scene, "common-ack-appointment-cancel", details)
        facts = self._facts(scene, "clinic-fact-not-cancelled")
        return handed(said, "common-next-appointment-cancel", *facts, noted=details)

    def _facts(self, scene: Scene[Any], promised: str) -> list[str]:
        turn = scene.turn
        facts: list[str] = []
        if not scene.get(PATIENT) and contact_name(turn):
            facts.append(turn.staff("clinic-fact-patient", name=contact_name(turn)))
        facts.append(turn.staff(promised))
        if not self.line(scene):
            facts.append(turn.staff("clinic-fact-no-appointment"))
        return facts

    def line(self, scene: Scene[Any]) -> str:
        """The appointment, for the customer; empty when it is not known which."""
        return self._line(scene.turn, scene.get(self.which), scene.turn.language)

    def _note(self, turn: Turn, identifier: str) -> str:
        line = self._line(turn, identifier, turn.tenant.language)
        if not line:
            return turn.staff("clinic-fact-no-appointment")
        return turn.staff("clinic-fact-appointment-meant", appointment=line)

    def _line(self, turn: Turn, identifier: str | None, language: str) -> str:
        theirs = theirs_of(turn)
        found = next((one for one in theirs if str(one.id) == identifier), None)
        return upcoming_line(found, turn, language, self.treatments(turn)) if found else ""

    def _options(self, scene: Scene[Any], theirs: list[Upcoming]) -> tuple[Option, ...]:
        turn = scene.turn
        return tuple(
            Option(
                str(one.id),
                scene.t("clinic-appointment-short", moment=self._short(turn, one.start)),
                scene.t("clinic-appointment-rest", patient=one.patient, doctor=one.doctor),
                words=upcoming_line(one, turn, turn.language, self.treatments(turn)),
            )
            for one in theirs
        )

    def _ask(self, scene: Scene[Any]) -> Content:
        options = scene.get(CHOICES) or ()
        rows = [scene.row(one.title, one.description, self.which, one.value) for one in options]
        return ListMenu(scene.t("clinic-ask-appointment"), scene.t("clinic-choose-appointment"), tuple(rows))

    def _short(self, turn: Turn, start: datetime) -> str:
        return f"{start.astimezone(turn.zone):%d.%m.%Y %H:%M}"

    def _day(self, turn: Turn, one: Upcoming) -> str:
        return one.start.astimezone(turn.zone).date().isoformat()


def needs_their_name(scene: Scene[Any]) -> bool:
    return not scene.get(PATIENT)


def ask_whose(scene: Scene[Any]) -> Content:
    """That there is none for this phone is said once."""
    was_told = scene.turn.flow is not None and scene.turn.flow.step == "whose"
    again = "-again" if was_told else ""
    return Text(just_noted(scene, "whose") + scene.t(f"clinic-ask-whose-appointment{again}"))


def reschedule(treatments: Treatments) -> Machine[None]:
    theirs = _Existing(treatments)
    return Machine(
        name="reschedule",
        version=1,
        slots=(RELATION, PATIENT, theirs.which, CHOICES, STANDS_ON, MOVES, LATER, WHEN, HOUR, DOCTOR),
        states={
            "find": Decide(
                theirs.find, {Theirs.KNOWN: "when", Theirs.SEVERAL: "which", Theirs.NONE: "whose"}
            ),
            "which": Ask(theirs.which, then="when", refused="when"),
            "whose": Ask(
                PATIENT,
                then="when",
                refused="when",
                needed=needs_their_name,
                question=ask_whose,
                restates=True,
            ),
            "when": Ask(WHEN, then="moved", refused="moved", restates=True),
            "moved": End(theirs.moved, to_person=True),
        },
        lost="moved",
        fetch=nothing,
        serves=frozenset({"appointment_reschedule", "appointment_booking"}),
        replaces=frozenset({"booking", "cancel_appointment"}),
    )


def cancel(treatments: Treatments) -> Machine[None]:
    """``treatments`` names what the appointment is for. Who asks for another day meanwhile is asked which."""
    theirs = _Existing(treatments)

    def wish(scene: Scene[None]) -> Go[Wish]:
        return Go(Wish.MOVES if scene.get(MOVES) else Wish.GIVES_UP)

    return Machine(
        name="cancel_appointment",
        version=1,
        slots=(RELATION, PATIENT, theirs.which, CHOICES, STANDS_ON, MOVES, LATER, WHEN, HOUR),
        states={
            "find": Decide(
                theirs.find, {Theirs.KNOWN: "wish", Theirs.SEVERAL: "which", Theirs.NONE: "whose"}
            ),
            "which": Ask(theirs.which, then="wish", refused="wish"),
            "whose": Ask(
                PATIENT,
                then="wish",
                refused="wish",
                needed=needs_their_name,
                question=ask_whose,
                restates=True,
            ),
            "wish": Decide(wish, {Wish.GIVES_UP: "given_up", Wish.MOVES: "when"}),
            "when": Ask(WHEN, then="moved", refused="moved", restates=True),
            "moved": End(theirs.moved, to_person=True),
            "given_up": End(theirs.given_up, to_person=True),
        },
        lost="given_up",
        fetch=nothing,
        serves=frozenset({"appointment_cancel"}),
        replaces=frozenset({"booking", "reschedule"}),
        own_words=frozenset({"iptal", "cancel"}),
    )


def _said(scene: Scene[Any], text_id: str, details: list[str]) -> str:
    shown = "".join(f"\n• {line}" for line in details)
    return scene.t(text_id, details=shown)


def appointment_facts(treatments: Treatments, turn: Turn) -> list[str]:
    """What colleagues should see of every patient: what was left for them, and three appointments at most."""
    offered = treatments(turn)
    left: list[str] = [turn.staff("clinic-fact-left-question", words=words) for words in left_questions(turn)]
    standing = [
        turn.staff(
            "clinic-fact-appointment", appointment=upcoming_line(one, turn, turn.tenant.language, offered)
        )
        for one in theirs_of(turn)[:3]
    ]
    told = told_until_now(turn, (RELATION, PATIENT, what_slot(treatments), WHEN, HOUR, DOCTOR))
    return [*told, *left, *standing]
