"""What booking needs to know, as slots: for whom, what, when, with whom. Shared by the flows of appointments."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from invekto.agent_ai.contract import Buttons, Content, ListMenu, Text, Turn
from invekto.agent_ai.handlers import COMMON
from invekto.agent_ai.lines import Line
from invekto.agent_ai.machine import TEXT, TEXTS, Scene, Slot, Slots, heard, last_heard
from invekto.agent_ai.machine.words import mends
from invekto.appointments import services as appointments
from invekto.appointments.services import DoctorHours
from invekto.core.folding import fold
from invekto.outbound.content import ROWS
from invekto.verticals.clinics import people, times
from invekto.verticals.clinics.earlier import before_clarifying
from invekto.verticals.clinics.limits import tells_of_health
from invekto.verticals.clinics.moments import moment_in_words
from invekto.verticals.clinics.times import TIMES, Time, Times
from invekto.verticals.clinics.treatments import (
    ANOTHER_MATTER,
    UNSURE,
    WHAT,
    Treatment,
    Treatments,
    chosen,
    common_named,
    full_name,
    slug_spoken_of,
    treatment_called,
    treatment_hinted,
    without_prices,
)

_LONGEST_WORDS = 120
# Why one goes to a clinic without naming a treatment; folded.
_REASON = re.compile(
    r"\b(?:kontrol\w*|muayene\w*|check ?up|examination|consult\w*|konsultasyon\w*|on gorusme\w*|kiri[kl]\w*|catla\w*|"
    r"dustu\w*|curu[kdgm]\w*|sallan\w*|hassas\w*|sararm\w*|leke\w*|kirisik\w*|sivilce\w*|akne\w*|sarkma\w*|broken|"
    r"chipped|fell out|loose|cavity|decay|sensitiv\w*|wrinkle\w*|scar\w*)\b"
)
_TOO = re.compile(r"\b(?:ayrica|bir? ?de|hem de|ek olarak|ustune|also|as well|too|plus)\b")
_NOTHING_SAID = re.compile(
    r"\b\d{1,3} ?(?:yas\w*|aylik)\b|\b\d{1,2} years? old\b|"
    r"\b(?:icin|randevu\w*|istiyorum|istiyoruz|olsun|lutfen|saat|gunu?|uygun|musait\w*|olur|mu|mi|var|bana|evet|tamam|"
    r"appointment|please|for|on|at|i|would|like|want|the|a|an|yes|ok|is|it|acaba|peki|tabii?|hadi|iyi|tamamdir|"
    r"hoca\w*|bey\w*|hanim\w*|doktor\w*|hekim\w*|dr|dt|doctor|with|ile|gelsin|baksin|yapsin|istemistim|"
    r"ocak|subat|mart|nisan|mayis|haziran|temmuz|agustos|eylul|ekim|kasim|aralik|pazartesi|sali|carsamba|persembe|cuma|"
    r"cumartesi|pazar|january|february|march|april|may|june|july|august|september|october|november|december|\d+\w*)\b"
    r"|[^\w]"
)
# Words for the conversation itself, or questions about it: never what an appointment is for.
_NO_MATTER = re.compile(
    r"\?|\b(?:menu\w*|basa|bastan|liste\w*|secenek\w*|yardim|help|anlamadim|bilmi\w*|bilmem|ne|neler|nasil|hangi\w*|"
    r"kim\w*|neden|niye|m[iu]s[iu]n\w*|robot\w*|bot|merhaba|selam|slm|mrb|alo|hello|hi|bekle\w*|dakika|sor\w*|soru\w*|"
    r"what|which|how|who|list|options|start|restart|test)\b"
)
# What such answers speak of. Words without any of it are asked once more before they are taken as they stand.
_MATTER = re.compile(
    r"\b(?:dis(?!ari)\w*|agiz\w*|agz\w*|cene\w*|damak\w*|damag\w*|kaplama\w*|dolgu\w*|protez\w*|tel|"
    r"teli|telleri|plak\w*|plag\w*|vida\w*|kist\w*|apse\w*|iltihap\w*|agri\w*|agriyor|agrim|sizi|sizla\w*|sis\w*|"
    r"kana\w*|ameliyat\w*|estet\w*|bakim\w*|bakti\w*|kesim|cekim\w*|cektir\w*|yuz\w*|goz\w*|"
    r"dudak\w*|dudag\w*|burun|burnu\w*|kas|kaslar\w*|alin\w*|aln\w*|boyun\w*|boynu\w*|gidi\w*|cilt\w*|cild\w*|"
    r"sac|saclar\w*|sacim|gogus\w*|gogs\w*|meme\w*|karin\w*|karn\w*|gobe[kg]\w*|bel|kalca\w*|bacak\w*|bacag\w*|"
    r"ter\w*|yag\w*|selulit\w*|elmacik\w*|yanak\w*|yanag\w*|gamze\w*|film|filmi|rontgen\w*|tomografi\w*|lazer\w*|"
    r"igne\w*|peeling\w*|maske\w*|ip|serum\w*|asi|tooth|teeth|gum|gums|jaw|mouth|crown|pain\w*|swell\w*|bleed\w*|"
    r"face|skin|hair|lips?|nose|eye\w*|treatment|surgery|injection|night ?guard|x-?ray|braces?)\b"
)
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
    hear=lambda turn, _: _quotable(turn.text) if people.several_in(fold(turn.text)) else None,
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
    return times.problem(turn, value)


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
        "clinic-fact-when", when=times.in_words(value, "", turn.tenant.language)
    ),
    brief=12,
)


def _open_then(turn: Turn, slots: Slots, _: str) -> str | None:
    known = slots.get(WHEN)
    return times.hour_problem(turn, known) if known else None


HOUR = Slot(
    "hour",
    TEXT,
    hear=lambda turn, _: times.hour_wanted(turn),
    check=_open_then,
    note=lambda turn, hour: turn.staff("clinic-fact-hour", hour=hour),
)


def when_in_words(scene: Scene[Any], language: str) -> str:
    wished = scene.get(WHEN)
    return times.in_words(wished or (), scene.get(HOUR) or "", language)


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


# What.


def what_slot(treatments: Treatments) -> Slot[tuple[str, ...]]:
    """The treatment or the complaint, in the customer's words or as a slug of the clinic's list."""

    def ask(scene: Scene[Any]) -> Content:
        offered = treatments(scene.turn)
        body = just_noted(scene, "what") + scene.t("clinic-ask-what")
        # Who asked for a doctor's days in this message hears them first.
        if scene.turn.analysis.entities.get("doctor") and (line := doctor_days(scene)):
            body = f"{line}\n{body}"
        if not offered:
            return Text(body)
        rows = [scene.row(one.shown, full_name(one.shown), slot, one.slug) for one in offered[: ROWS - 1]]
        rows.append(scene.row(scene.t("clinic-unsure"), "", slot, UNSURE))
        return ListMenu(body=body, button=scene.t("clinic-choose"), rows=tuple(rows))

    def _wanted(turn: Turn, slots: Slots) -> tuple[str, ...] | None:
        """Another treatment's price, asked meanwhile, is not what the appointment is for."""
        stays = slots.has(slot) and not mends(turn.text)
        rest = None if turn.wish.tapped else without_prices(turn)
        if rest is None:
            return None if turn.beside and stays else _what(turn)
        return _what(rest) or (None if stays else _what(turn))

    slot: Slot[tuple[str, ...]] = Slot(
        WHAT,
        TEXTS,
        ask=ask,
        hear=lambda turn, slots: _with_earlier(turn, slots.get(slot), _wanted(turn, slots)),
        answer=lambda turn, slots: _with_earlier(
            turn, slots.get(slot), _wanted(turn, slots) or _own_words(turn)
        ),
        rule="did-asked-what",
        note=lambda turn, terms: turn.staff(
            "clinic-fact-what", what=what_in_words(terms, treatments(turn), own=True)
        ),
        brief=12,
    )
    return slot


def _what(turn: Turn) -> tuple[str, ...] | None:
    if slug := chosen(turn.wish.slots):
        return (slug[:_LONGEST_WORDS],)
    if named := tuple(dict.fromkeys(heard(turn, "treatment"))):
        return named
    if common := common_named(turn):
        return common
    if _REASON.search(fold(turn.text)):
        return (_quotable(turn.text),)
    if turn.flow is None and (slug := slug_spoken_of(turn)):
        return (slug,)
    return None


def _own_words(turn: Turn) -> tuple[str, ...] | None:
    """Whatever else they answer, unless it says a time, a name, a doctor, or nothing at all.

    Words that speak of nothing a clinic treats ("pembe bulut") are believed when the question was asked twice.
    """
    if turn.understood and turn.wish.intent in COMMON and turn.wish.intent != "out_of_scope":
        return None
    folded = fold(turn.text)
    if ANOTHER_MATTER.search(folded) or people.is_whole_name(turn.text):
        return None
    rest = turn.text
    for kind in ("datetime", "doctor"):
        for entity in turn.analysis.entities.get(kind, ()):
            rest = rest.replace(entity.text, " ")
    left = _NOTHING_SAID.sub("", fold(rest))
    if len(left) <= 2 or not any(char.isalpha() for char in left):
        return None
    if _MATTER.search(folded):
        return (_quotable(turn.text),)
    was_unclear = turn.flow is not None and turn.flow.attempts > 0
    return (_quotable(turn.text),) if was_unclear and not _NO_MATTER.search(folded) else None


def _with_earlier(
    turn: Turn, before: tuple[str, ...] | None, now: tuple[str, ...] | None
) -> tuple[str, ...] | None:
    if before and now and _TOO.search(fold(turn.text)):
        return tuple(dict.fromkeys([*before, *now]))
    return now


def _quotable(text: str) -> str:
    return " ".join(text.split())[:_LONGEST_WORDS]


def what_in_words(terms: Sequence[str], offered: Sequence[Treatment], *, own: bool) -> str:
    """``own``: by the clinic's own names, for colleagues; else by those of the customer's language."""
    said = [_term(term, offered, own=own) for term in terms if term != UNSURE]
    return ", ".join(dict.fromkeys(said))


def _term(term: str, offered: Sequence[Treatment], *, own: bool) -> str:
    found = treatment_called(term, offered)
    if found is None:
        hinted = treatment_hinted(term, offered)
        name = (hinted.name if own else hinted.shown) if hinted else ""
        return f"{name} (“{term}”)" if name else f"“{term}”"
    return found.name if own else found.shown


# What the physician should hear of.


HEALTH = Slot(
    "health",
    TEXT,
    hear=lambda turn, _: _quotable(turn.text) if tells_of_health(fold(turn.text)) else None,
    note=lambda turn, words: turn.staff("clinic-fact-health", words=words),
)


def upcoming_line(
    one: appointments.Upcoming, turn: Turn, language: str, offered: Sequence[Treatment]
) -> Line:
    """ "1 Aralık Salı 15:00, İmplant, Dt. Selin Ak"."""
    found = treatment_called(one.service, offered)
    service = (found.name if language == turn.tenant.language else found.shown) if found else one.service
    return Line.of(
        "clinic-appointment",
        language,
        moment=moment_in_words(one.start, language, turn.zone),
        service=service,
        doctor=one.doctor,
    )
