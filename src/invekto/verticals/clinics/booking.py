"""The wish for an appointment: who, what and when are collected, a person settles the hour."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any

from invekto.agent_ai.contract import Content, Handoff, HandoffReason, Reply, Text, Turn, Wish
from invekto.agent_ai.machine import FLAG, Ask, Decide, End, Go, Machine, Scene, Slot, nothing
from invekto.agent_ai.subjects import COURTESIES
from invekto.appointments.services import DoctorHours
from invekto.core.folding import fold
from invekto.verticals.clinics.earlier import said_before
from invekto.verticals.clinics.limits import is_child
from invekto.verticals.clinics.matters import what_in_words, what_slot
from invekto.verticals.clinics.treatments import BOOKING, Treatment, Treatments, treatment_called
from invekto.verticals.clinics.wishes import (
    DOCTOR,
    HEALTH,
    HOUR,
    PATIENT,
    RELATION,
    SEVERAL,
    WHEN,
    contact_name,
    days_of,
    doctor_days,
    doctor_meant,
    doctors_for,
    misses_doctor,
    needs_name,
    not_there,
    patient_in_words,
    told_before,
    when_in_words,
)

# "Geçen hafta botoks oldum, kaşım düştü": what was done to them is no wish for an appointment, however alike it sounds.
_WAS_DONE = re.compile(
    r"\b(?:oldum|olduk|olmustum|yaptirdim|yaptirdik|yaptirmistim|yapildi|yapilmisti|cektirdim|taktirdim|aldirdim|ettirdim"
    r"|i (?:had|got)|was done|had it done)\b"
)
_WANTS_MORE = re.compile(
    r"\b(?:randevu\w*|kontrol\w*|yenile\w*|tekrar\w*|ist(?:iyor|er)\w*|gel(?:ebilir|mek|sem|eyim)\w*|appointment|again"
    r"|check ?up|come)\b"
)


def tells_of_a_treatment(turn: Turn) -> bool:
    folded = fold(turn.text)
    return _WAS_DONE.search(folded) is not None and _WANTS_MORE.search(folded) is None


class Writer(Enum):
    CHILD = "child"
    GROWN_UP = "grown_up"


class Day(Enum):
    FITS = "fits"
    DOCTOR_ELSEWHERE = "doctor_elsewhere"


# An appointment asked for outright; not one that stands, nor a question about it.
_WANTS_ONE = re.compile(
    r"(?s)^(?!.*\b(?:iptal|ertele|degis|istemiyo|almistim|aldim|aldik|vazgec|randevum|fiyat|ucret|ne kadar|"
    r"cancel|change|move|reschedule|my appointment|don ?['’]?t want))(?:"
    r".*\brandevu(?:su|ya|yu)? (?:al(?:mak|abil|aca|alim|sam|cam|ica|mam|iyim|ayim)|"
    r"iste(?:r|di|yor|yoru)|olustur|ayarla|lazim|"
    r"rica|ver(?:ir|ebil|in)|yap(?:tir|mak|alim))\w*|"
    r".*\b(?:need|want|like|make|book|get|have|schedule)\b.{0,20}\bappointment\b)"
)

# "Peki yarın olur mu?" sounds like a yes, and asks for a time.
_ASKS_FOR_TIME = re.compile(
    r"\b(?:olur ?m[uı]\w*|olabilir ?m[iı]\w*|uygun ?m[uı]\w*|musait ?m[iı]\w*|bos ?m[uı]\w*"
    r"|gel(?:ebilir|eyim|sem|elim)\w*|possible|free|available|can i come|could i come)\b|\b(?:works?|okay|ok)\?"
)


@dataclass(frozen=True, slots=True)
class AsksForTime:
    """A day or an hour, asked for with words that look like a courtesy; begins a booking."""

    booking: Machine[None]
    name: str = "appointment_booking"
    hands_over: bool = True

    def in_plain_words(self, turn: Turn) -> bool:
        courtesy = turn.wish.intent in COURTESIES and not turn.wish.tapped
        has_time = bool(turn.analysis.entities.get("datetime"))
        return turn.flow is None and courtesy and has_time and bool(_ASKS_FOR_TIME.search(fold(turn.text)))

    def absorbs(self, _: Turn, wish: Wish) -> bool:
        return wish.intent in COURTESIES

    def prepare(self, turn: Turn) -> None:
        return self.booking.prepare(turn)

    def handle(self, turn: Turn, prepared: None) -> Reply:
        return self.booking.handle(turn, prepared)


# The doctor's days were told once; whoever still wants another day is not asked a second time.
DAYS_TOLD = Slot("days_told", FLAG)


def doctors_day(scene: Scene[None]) -> Go[Day]:
    if scene.get(DAYS_TOLD) or not misses_doctor(scene):
        return Go(Day.FITS)
    return Go(Day.DOCTOR_ELSEWHERE, keep={DAYS_TOLD: True}, forget=(WHEN,))


def _another_day(scene: Scene[Any]) -> Content:
    return Text(f"{doctor_days(scene)}\n{scene.t('clinic-ask-another-day')}")


def others_do_it(
    scene: Scene[Any], wanted: Sequence[str], offered: Sequence[Treatment]
) -> list[tuple[Treatment, list[DoctorHours]]]:
    """Treatments that the doctor who was named does not do, or that nobody does when it was wished for; who does."""
    named = doctor_meant(scene)
    wished = scene.get(WHEN)
    found = []
    for term in wanted:
        treatment = treatment_called(term, offered)
        doctors = doctors_for(treatment.slug) if treatment else []
        is_others = named is not None and treatment is not None and treatment.slug not in named.services
        if treatment and doctors and (is_others or not_there(doctors, wished)):
            found.append((treatment, doctors))
    return found


def _with_days(doctors: Sequence[DoctorHours], language: str) -> str:
    return ", ".join(
        f"{one.name} ({days})" if (days := days_of(one, language)) else one.name for one in doctors
    )


def child(scene: Scene[Any]) -> Reply:
    return handed(scene.t("clinic-child-writes"), "clinic-next-child")


def handed(said: str, next_step: str, *facts: str, noted: Sequence[str] = ()) -> Reply:
    handoff = Handoff(
        HandoffReason.POLICY, said=said, next_step=next_step, facts=tuple(facts), noted=tuple(noted)
    )
    return Reply(rule="did-handed-over", handoff=handoff)


def booking(treatments: Treatments) -> Machine[None]:
    """``treatments``: what the clinic offers, for the list that is shown and for the names in the note."""
    what = what_slot(treatments)
    heard = (SEVERAL, RELATION, PATIENT, what, WHEN, HOUR, DOCTOR, HEALTH)

    def who_writes(scene: Scene[None]) -> Go[Writer]:
        """Also when their age stood in an earlier message than the one that began the booking."""
        said = [scene.turn.text, *said_before(scene.turn)]
        is_minor = any(is_child(fold(words)) for words in said)
        return Go(Writer.CHILD if is_minor else Writer.GROWN_UP, keep=told_before(scene, heard))

    def collected(scene: Scene[Any]) -> Reply:
        turn = scene.turn
        lines = [scene.t("clinic-detail-patient", who=patient_in_words(scene))]
        wanted = scene.get(what)
        if wanted and (terms := what_in_words(wanted, treatments(turn), own=False)):
            lines.append(scene.t("clinic-detail-what", what=terms))
        if scene.get(WHEN) or scene.get(HOUR):
            lines.append(scene.t("clinic-detail-when", when=when_in_words(scene, turn.language)))
        if said := scene.get(DOCTOR):
            doctor = doctor_meant(scene)
            lines.append(
                scene.t("clinic-detail-doctor", doctor=doctor.name)
                if doctor
                else scene.t("clinic-detail-doctor-unknown", name=said)
            )
        facts = [turn.staff("clinic-fact-not-final")]
        for treatment, doctors in others_do_it(scene, wanted or (), treatments(turn)):
            lines.append(
                scene.t(
                    "clinic-detail-who-does-it",
                    treatment=treatment.shown,
                    doctors=_with_days(doctors, turn.language),
                )
            )
            facts.append(
                turn.staff(
                    "clinic-fact-who-does-it",
                    treatment=treatment.name,
                    doctors=_with_days(doctors, turn.tenant.language),
                )
            )
        if not scene.get(PATIENT) and contact_name(turn) and not needs_name(scene):
            facts.insert(0, turn.staff("clinic-fact-patient", name=contact_name(turn)))
        health = scene.t("clinic-health-noted") + "\n" if scene.get(HEALTH) else ""
        body = "\n".join(f"• {line}" for line in lines)
        said_all = scene.t("common-ack-appointment-booking", details=body, health=health)
        return handed(said_all, "common-next-appointment-booking", *facts, noted=lines)

    def lost(scene: Scene[Any]) -> Reply:
        return handed(scene.t("clinic-booking-lost"), "common-next-appointment-booking")

    return Machine(
        name=BOOKING,
        version=1,
        slots=(*heard, DAYS_TOLD),
        states={
            "writer": Decide(who_writes, {Writer.CHILD: "child", Writer.GROWN_UP: "what"}),
            "what": Ask(what, then="when", refused="when"),
            "when": Ask(WHEN, then="day", refused="patient", restates=True),
            "day": Decide(doctors_day, {Day.FITS: "patient", Day.DOCTOR_ELSEWHERE: "another_day"}),
            "another_day": Ask(WHEN, then="patient", refused="patient", question=_another_day, restates=True),
            "patient": Ask(PATIENT, then="collected", refused="collected", needed=needs_name, restates=True),
            "collected": End(collected, to_person=True),
            "child": End(child, to_person=True),
            "lost": End(lost, to_person=True),
        },
        lost="lost",
        fetch=nothing,
        # "Çarşamba olsun" and "haftaya alalım" answer the question here.
        serves=frozenset({"appointment_booking", "appointment_reschedule"}),
        plain_words=_WANTS_ONE,
    )
