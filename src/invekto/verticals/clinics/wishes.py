"""What booking needs to know, as slots: for whom, when, with whom (what for: matters). Shared by the flows."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from invekto.agent_ai.contract import Buttons, Content, Text, Turn
from invekto.agent_ai.lines import Line
from invekto.agent_ai.machine import TEXT, Scene, Slot, Slots, last_heard
from invekto.appointments import services as appointments
from invekto.appointments.services import DoctorHours
from invekto.core.folding import fold
from invekto.verticals.clinics import people, times, times_told
from invekto.verticals.clinics.earlier import before_clarifying
from invekto.verticals.clinics.limits import tells_of_health
from invekto.verticals.clinics.times import TIMES, Time, Times

LONGEST_WORDS = 120
_PATIENT = {
    people.SELF: "clinic-patient-self",
    people.CHILD: "clinic-patient-child",
    people.SPOUSE: "clinic-patient-spouse",
    people.PARENT: "clinic-patient-parent",
    people.SIBLING: "clinic-patient-sibling",
    people.OTHER: "clinic-patient-other",
}


def told_before(scene: Scene[Any], slots: Sequence[Slot[Any]]) -> dict[Slot[Any], Any]:
    """What the message held that led to "what do you mean?"; nobody says it again when they tap a button."""
    before = before_clarifying(scene.turn)
    if before is None:
        return {}
    found = {
        slot: slot.hear(before, scene.slots) for slot in slots if slot.hear and not scene.slots.has(slot)
    }
    return {
        slot: value
        for slot, value in found.items()
        if value is not None and not (slot.check and slot.check(before, scene.slots, value))
    }


def told_until_now(turn: Turn, slots: Sequence[Slot[Any]]) -> list[str]:
    """Lines for the note of what was said around "what do you mean?", which no flow has collected."""
    before = before_clarifying(turn)
    if before is None:
        return []
    lines = []
    for slot in slots:
        heard_now = slot.hear(turn, Slots()) if slot.hear else None
        value = heard_now if heard_now is not None else slot.hear(before, Slots()) if slot.hear else None
        if value is not None and slot.note is not None:
            lines.append(slot.note(turn, value))
    return lines


# For whom.


def _ask_name(scene: Scene[Any]) -> Content:
    who = "several" if scene.get(SEVERAL) else scene.get(RELATION) or people.SELF
    asked = scene.t("clinic-ask-patient", who=who)
    return Text(f"{just_noted(scene, 'patient')}{asked}")


def just_noted(scene: Scene[Any], step: str) -> str:
    """What came in place of an answer, when the same question is asked again: it was heard; empty otherwise."""
    turn = scene.turn
    if turn.flow is None or (turn.flow.name, turn.flow.step) != (scene.flow, step) or not turn.messages:
        return ""
    now = str(turn.messages[-1].id)
    told = {name for name, message in scene.slots.told.items() if message == now}
    noted = []
    if PATIENT.name in told and (name := scene.get(PATIENT)):
        noted.append(name)
    if told & {WHEN.name, HOUR.name}:
        noted.append(when_in_words(scene, turn.language))
    if DOCTOR.name in told and (said := scene.get(DOCTOR)):
        noted.append(_doctor_name(said) or said)
    return f"{scene.t('clinic-just-noted', noted='; '.join(noted))}\n" if noted else ""


RELATION = Slot(
    "patient_is",
    TEXT,
    hear=lambda turn, _: people.relation_in(fold(turn.text)),
    note=lambda turn, who: turn.staff("clinic-fact-patient-is", who=turn.staff(_PATIENT[who])),
)
# Which treatment and which hour is whose, only a person can settle with them.
SEVERAL = Slot(
    "several",
    TEXT,
    hear=lambda turn, _: quotable(turn.text) if people.several_in(fold(turn.text)) else None,
    answered=lambda _turn, _words: "",
    note=lambda turn, words: turn.staff("clinic-fact-several", words=words),
)
PATIENT = Slot(
    "patient",
    TEXT,
    ask=_ask_name,
    hear=lambda turn, _: _name_of(turn, people.name_said(turn.text) or _name_at_the_end(turn)),
    answer=lambda turn, slots: _name_of(
        turn, (people.names_answered if slots.has(SEVERAL) else people.name_answered)(turn.text)
    ),
    rule="did-asked-patient",
    note=lambda turn, name: turn.staff("clinic-fact-patient", name=name),
    brief=6,
)


def _name_of(turn: Turn, name: str | None) -> str | None:
    """None for what the analysis knows as a doctor, a treatment or a time."""
    others = [
        fold(entity.text)
        for kind in ("doctor", "treatment", "datetime")
        for entity in turn.analysis.entities.get(kind, ())
    ]
    return (
        None if name is None or any(fold(name) in other or other in fold(name) for other in others) else name
    )


def _name_at_the_end(turn: Turn) -> str | None:
    """ "Dolgu yarın 10 Can Er": after what and when, two words that can be a name are one."""
    others = [one for kind in ("treatment", "datetime") for one in turn.analysis.entities.get(kind, ())]
    if not others:
        return None
    rest = turn.text[max(one.end for one in others) :].strip(" ,.;:-\n0123456789")
    return people.name_answered(rest) if 2 <= len(rest.split()) <= 3 and people.is_whole_name(rest) else None


def contact_name(turn: Turn) -> str:
    """As the clinic or WhatsApp has it; empty where that is only a number."""
    name = str(turn.contact.name or turn.contact.profile_name)
    return name if any(char.isalpha() for char in name) else ""


def needs_name(scene: Scene[Any]) -> bool:
    """The one who comes is not the one whose name we know."""
    someone_else = scene.get(SEVERAL) is not None or (scene.get(RELATION) or people.SELF) != people.SELF
    return someone_else or not contact_name(scene.turn)


def patient_in_words(scene: Scene[Any]) -> str:
    """ "Elif (çocuğunuz)", for the customer."""
    if scene.get(SEVERAL):
        names = scene.get(PATIENT)
        return (
            scene.t("clinic-patient-several-named", names=names)
            if names
            else scene.t("clinic-patient-several")
        )
    relation = scene.get(RELATION) or people.SELF
    own_name = contact_name(scene.turn) if relation == people.SELF else ""
    name = scene.get(PATIENT) or own_name
    who = scene.t(f"{_PATIENT[relation]}-you")
    return scene.t("clinic-patient-line", name=name, who=who) if name else who


# When.


def _ask_when(scene: Scene[Any]) -> Content:
    body = just_noted(scene, "when") + scene.t("clinic-ask-when")
    if line := doctor_days(scene):
        body = f"{line}\n{body}"
    # Asked once more, it leaves room for the person's button.
    this_week = () if scene.attempts else (times.THIS_WEEK,)
    choices = (times.SOON, *this_week, times.NEXT_WEEK)
    return Buttons(
        body,
        tuple(scene.button(scene.t(f"clinic-button-{one.replace('_', '-')}"), WHEN, one) for one in choices),
    )


def _possible(turn: Turn, _: Slots, value: Times) -> str | None:
    return times_told.problem(turn, value)


def _wanted(turn: Turn) -> Times | None:
    """ "Geçen hafta dolgu yaptırdım, düştü": while nobody asked for a day, one that is gone is none they want."""
    found = times.wanted(turn)
    today = turn.now.astimezone(turn.zone).date().isoformat()
    is_gone = found and turn.flow is None and all("" != one.last < today for one in found)
    return None if is_gone else found


WHEN = Slot(
    "when",
    TIMES,
    ask=_ask_when,
    hear=lambda turn, _: _wanted(turn),
    answer=lambda turn, _: times.answered(turn),
    check=_possible,
    rule="did-asked-when",
    note=lambda turn, value: turn.staff(
        "clinic-fact-when", when=times_told.in_words(value, "", turn.tenant.language)
    ),
    brief=12,
)


def _open_then(turn: Turn, slots: Slots, _: str) -> str | None:
    known = slots.get(WHEN)
    return times_told.hour_problem(turn, known) if known else None


HOUR = Slot(
    "hour",
    TEXT,
    hear=lambda turn, _: times.hour_wanted(turn),
    check=_open_then,
    note=lambda turn, hour: turn.staff("clinic-fact-hour", hour=hour),
)


def when_in_words(scene: Scene[Any], language: str) -> str:
    wished = scene.get(WHEN)
    return times_told.in_words(wished or (), scene.get(HOUR) or "", language)


# With whom.


DOCTOR = Slot(
    "doctor",
    TEXT,
    hear=lambda turn, _: last_heard(turn, "doctor"),
    note=lambda turn, said: turn.staff(
        "clinic-fact-doctor", doctor=_doctor_name(said) or turn.staff("clinic-doctor-unknown", name=said)
    ),
)


def doctor_meant(scene: Scene[Any]) -> DoctorHours | None:
    said = scene.get(DOCTOR)
    return people.doctor_named(said, appointments.doctors()) if said else None


def _doctor_name(said: str) -> str | None:
    found = people.doctor_named(said, appointments.doctors())
    return found.name if found else None


def doctor_days(scene: Scene[Any]) -> str:
    """ "Dt. Selin Ak'ın günleri: Salı, Perşembe 10:00-19:00"; empty where nobody or a stranger was named."""
    doctor = doctor_meant(scene)
    if doctor is None or not doctor.hours:
        return ""
    return scene.t("clinic-doctor-days", doctor=doctor.name, days=days_of(doctor, scene.turn.language))


def days_of(doctor: DoctorHours, language: str) -> str:
    """ "Salı, Perşembe 10:00-19:00"."""
    by_hours: dict[str, list[str]] = {}
    for day, begin, end in doctor.hours:
        by_hours.setdefault(f"{begin:%H:%M}-{end:%H:%M}", []).append(Line.of(f"hours-day-{day}", language))
    return "; ".join(f"{', '.join(days)} {span}" for span, days in by_hours.items())


def misses_doctor(scene: Scene[Any]) -> bool:
    """All days that were wished for are days on which the doctor who was named is not there."""
    doctor = doctor_meant(scene)
    wished = scene.get(WHEN)
    if (
        doctor is None
        or not doctor.hours
        or not wished
        or not all(one.first == one.last != "" for one in wished)
    ):
        return False
    works = {day for day, _, _ in doctor.hours}
    return all(date.fromisoformat(one.first).weekday() not in works for one in wished)


def doctors_for(treatment: str) -> list[DoctorHours]:
    """Those whose work holds it; empty where the clinic has not said who does what."""
    return [one for one in appointments.doctors() if treatment in one.services]


def not_there(doctors: Sequence[DoctorHours], wished: Times | None) -> bool:
    """On no day, and at no exact hour, that was wished for is any of them there; False where days are open."""
    if not wished or not all(one.first == one.last != "" for one in wished):
        return False
    return not any(_is_there(one, time) for one in doctors for time in wished if one.hours) and any(
        one.hours for one in doctors
    )


def _is_there(doctor: DoctorHours, time: Time) -> bool:
    day = date.fromisoformat(time.first).weekday()
    at = datetime.fromisoformat(time.at).time() if time.at else None
    return any(day == weekday and (at is None or begin <= at < end) for weekday, begin, end in doctor.hours)


def quotable(text: str) -> str:
    return " ".join(text.split())[:LONGEST_WORDS]


# What the physician should hear of.


HEALTH = Slot(
    "health",
    TEXT,
    hear=lambda turn, _: quotable(turn.text) if tells_of_health(fold(turn.text)) else None,
    note=lambda turn, words: turn.staff("clinic-fact-health", words=words),
)
