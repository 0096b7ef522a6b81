"""What one wishes an appointment for: a treatment of the clinic's list, or a complaint in the customer's words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from invekto.agent_ai.contract import Content, ListMenu, Text, Turn
from invekto.agent_ai.handlers import COMMON
from invekto.agent_ai.lines import Line
from invekto.agent_ai.machine import TEXTS, Scene, Slot, Slots, heard
from invekto.agent_ai.machine.words import mends
from invekto.appointments import services as appointments
from invekto.core.folding import fold
from invekto.outbound.content import ROWS
from invekto.verticals.clinics import people
from invekto.verticals.clinics.moments import moment_in_words
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
from invekto.verticals.clinics.wishes import LONGEST_WORDS, doctor_days, just_noted, quotable

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
        return (slug[:LONGEST_WORDS],)
    if named := tuple(dict.fromkeys(heard(turn, "treatment"))):
        return named
    if common := common_named(turn):
        return common
    if _REASON.search(fold(turn.text)):
        return (quotable(turn.text),)
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
        return (quotable(turn.text),)
    was_unclear = turn.flow is not None and turn.flow.attempts > 0
    return (quotable(turn.text),) if was_unclear and not _NO_MATTER.search(folded) else None


def _with_earlier(
    turn: Turn, before: tuple[str, ...] | None, now: tuple[str, ...] | None
) -> tuple[str, ...] | None:
    if before and now and _TOO.search(fold(turn.text)):
        return tuple(dict.fromkeys([*before, *now]))
    return now


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
