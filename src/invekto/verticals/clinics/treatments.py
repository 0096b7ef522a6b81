"""What a clinic offers, by all the names its patients have for it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from importlib import resources
from itertools import pairwise
from typing import Any

import yaml

from invekto.agent_ai.contract import Turn
from invekto.agent_ai.engine.buttons import read_wish_id
from invekto.agent_ai.machine import denied
from invekto.core import texts
from invekto.core.folding import fold, turkish_lower
from invekto.outbound.content import ROW_TITLE
from invekto.verticals.clinics.advertising import forbidden_words
from invekto.verticals.clinics.earlier import before_clarifying

BOOKING, WHAT = "booking", "treatment"  # the flow that collects a wish for an appointment, and its slot
UNSURE = "unsure"  # they leave it to the physician
SERVICE = "service"  # slot of a button: the slug of the treatment it is about
_SERVICE_BEFORE = "treatment"  # as it was called on buttons of earlier releases
# Words of many treatments' names, which tell none of them apart.
_GENERAL = re.compile(
    r"dis\w{0,4}|tedavi\w*|islem\w*|uygulama\w*|estetik|cilt|yuz|\d+|\w{1,3}|treatment|tooth|teeth"
)
# A question of its own, of money or of the way: no treatment, whatever else the words are.
ANOTHER_MATTER = re.compile(
    r"\b(?:taksit\w*|kredi kart\w*|nakit\w*|havale\w*|odeme\w*|odeni\w*|sigorta\w*|sgk\w*|fiyat\w*|ucret\w*|"
    r"indirim\w*|kampanya\w*|kac (?:para|lira|tl)|ne kadar\w*|adres\w*|konum\w*|nerede\w*|nerde\w*|otopark\w*|"
    r"acik (?:mi|misiniz)\w*|instal\w*ments?|credit card|insurance|how much|price\w*|discount|address|parking|where)\b|"
    r"^(?:dr|doktor|hekim|doktorum|hangi doktor)?\s*(?:hic )?(?:fark ?etmez|onemli degil|siz bilirsiniz)\W*$"
)
# Where one thing that is said ends and another begins.
_PART = re.compile(r"[\n.,;+?!]|\b(?:bir? ?de|ayr[iı]ca|ama|also|but)\b")
_PRICE = re.compile(
    r"\b(?:fiyat\w*|ucret\w*|ne ?kadar\w*|kac (?:para|lira|tl)|kaca|how much|price\w*|cost\w*|fees?)\b"
)
# Words before a treatment's name that do not say which kind of it.
_NO_KIND = re.compile(
    r"merhaba\w*|selam\w*|slm|mrb|iyi|gunler|aksamlar|gunaydin|acaba|peki|bir|sadece|sizde|sizin|icin|bana|benim|"
    r"hocam|lutfen|fiyat\w*|ucret\w*|kadar|tane|hello|the|price|cost|much|about|what|for|your"
)
_BODY = 3  # letters of "saç"
_ENDING = 3  # letters of an ending that may be missing: "dolgu" for "dolgusu"
_TOO_COMMON = frozenset("dis yuz tel ve ile kat ekim ekimi and the".split())  # noqa: SIM905
_TELLING = 6  # letters of a word that tells a treatment by itself
_SPACED = 2  # words that may stand between two words of one name


@dataclass(frozen=True, slots=True)
class Treatment:
    """One line of the clinic's price list; prices in TRY. ``name`` is the clinic's own.

    ``shown`` and ``description`` are in the reply's language; ``called``: what else patients say for it.
    ``recovery_days``: 0 where the clinic has not said.
    """

    slug: str
    name: str
    price_min: Decimal | None
    price_max: Decimal | None
    recovery_days: int
    description: str
    shown: str
    called: tuple[str, ...]


Treatments = Callable[[Turn], Sequence[Treatment]]


@dataclass(frozen=True, slots=True)
class Mentions:
    """``known``: the clinic's treatments that the customer means. ``unknown``: what was named and is not among them.

    ``by_name``: said now, in words or with a button; else they are what the bot's last message spoke of.
    """

    known: tuple[Treatment, ...]
    unknown: tuple[str, ...] = ()
    by_name: bool = True


@dataclass(frozen=True, slots=True)
class Common:
    """A treatment that many clinics have: the id of its name's text, and beginnings of its names' words."""

    text_id: str
    called: tuple[str, ...]


def listed(turn: Turn, service: Any, description: str) -> Treatment:
    """``service``: a row of the clinic's own list, with ``slug``, ``service_name`` and its price range.

    A description that holds a forbidden word counts as not given.
    """
    common = _common_of(turn.vertical.name, service.service_name, service.slug)
    is_own_language = turn.language == turn.tenant.language or common is None
    return Treatment(
        slug=service.slug,
        name=service.service_name,
        price_min=service.price_min,
        price_max=service.price_max,
        recovery_days=service.recovery_days,
        description="" if forbidden_words(description) else description,
        shown=service.service_name if is_own_language else turn.t(common.text_id),  # type: ignore[union-attr]
        called=common.called if common else (),
    )


def mentioned(turn: Turn, offered: Sequence[Treatment]) -> Mentions:
    """Which of the clinic's treatments this turn is about: by a tapped button, by words, or by what went before."""
    if (slug := chosen(turn.wish.slots)) is not None:
        return Mentions(tuple(one for one in offered if one.slug == slug))
    words = _placed(turn.text)
    named = _named(words, offered)
    taken = {words[place] for _, places in named for place in places}
    first_said = {treatment.slug: words[min(places)][0] for treatment, places in named}
    unknown = []
    for entity in turn.analysis.entities.get("treatment", ()):
        if any(start < entity.end and entity.start < start + len(word) for start, word in taken):
            continue
        # "implnt": the analysis knows what is meant.
        meant = [one for one, _ in _named(_placed(str(entity.value)), offered)]
        meant = meant or _like(str(entity.value), offered)
        for treatment in meant:
            first_said.setdefault(treatment.slug, entity.start)
        if not meant:
            unknown.append(entity.text)
    if not first_said and not unknown:
        first_said = _in_part(words, offered)
    if first_said or unknown:
        known = sorted(
            (one for one in offered if one.slug in first_said), key=lambda one: first_said[one.slug]
        )
        return Mentions(tuple(known), tuple(unknown))
    if (before := before_clarifying(turn)) is not None:
        return mentioned(before, offered)
    if collected := _collected(turn):
        found = [treatment_called(term, offered) for term in collected]
        return Mentions(
            tuple(one for one in found if one),
            tuple(term for term, one in zip(collected, found, strict=True) if one is None),
            by_name=False,
        )
    return Mentions(_spoken_of(turn, offered), by_name=False)


def _collected(turn: Turn) -> tuple[str, ...]:
    """What the appointment is for that is just being collected: "and how much is it?" means that."""
    state = turn.flow
    for one in (state, *state.parked) if state else ():
        if one.name == BOOKING and not one.over:
            terms = one.slots.get(WHAT)
            return tuple(str(term) for term in terms if term != UNSURE) if isinstance(terms, list) else ()
    return ()


def without_prices(turn: Turn) -> Turn | None:
    """The turn as if the parts that ask for a price had not been written; None where none does.

    Letters keep their places, so that what the analysis found still stands where it says.
    """
    folded = turkish_lower(turn.text)
    ends = [0, *(match.start() for match in _PART.finditer(folded)), len(folded)]
    parts = list(pairwise(ends))
    asks = [bool(_PRICE.search(fold(turn.text[start:end]))) for start, end in parts]
    if not any(asks):
        return None
    kept = [
        " " * (end - start) if is_price else turn.text[start:end]
        for (start, end), is_price in zip(parts, asks, strict=True)
    ]
    gone = [part for part, is_price in zip(parts, asks, strict=True) if is_price]
    entities = {
        name: [one for one in several if not any(start <= one.start < end for start, end in gone)]
        for name, several in turn.analysis.entities.items()
    }
    analysis = replace(turn.analysis, text="".join(kept), entities=entities)
    return replace(turn, analysis=analysis)


def chosen(slots: Mapping[str, str]) -> str | None:
    """The slug that a tapped button carried; whether the clinic has such a treatment is not looked at."""
    return slots.get(SERVICE) or slots.get(_SERVICE_BEFORE)


def _spoken_of(turn: Turn, offered: Sequence[Treatment]) -> tuple[Treatment, ...]:
    slug = slug_spoken_of(turn)
    return tuple(one for one in offered if one.slug == slug)


def slug_spoken_of(turn: Turn) -> str | None:
    """The one treatment whose buttons stand under the bot's last message: "and how much?" means that one."""
    slots = [meant[1] for offer, _ in turn.offered if (meant := read_wish_id(offer))]
    slugs = {slug for slot in slots if (slug := chosen(slot))}
    return slugs.pop() if len(slugs) == 1 else None


def common_named(turn: Turn) -> tuple[str, ...]:
    """Common treatments that were said, by their names in the clinic's language; needs no database."""
    back = denied(turn.text)
    words = [word for word in words_of(turn.text) if word not in back]
    found = [
        (one, max((_said(words, name) for name in one.called), key=len))
        for one in _common(turn.vertical.name)
    ]
    exact = [one for one, places in found if places and not any(places < other for _, other in found)]
    return tuple(texts.text(one.text_id, turn.tenant.language) for one in exact)


def full_name(shown: str) -> str:
    """For the second line of a list's row, where the first would cut the name off."""
    return shown if len(shown) > ROW_TITLE else ""


def in_order(treatments: Iterable[Treatment]) -> list[Treatment]:
    """By the name that is shown, as its alphabet has it."""
    return sorted(treatments, key=lambda one: fold(one.shown))


def treatment_called(term: str, offered: Sequence[Treatment]) -> Treatment | None:
    """The one with this slug, or the one that these words name; None when there is none, or more than one."""
    by_slug = [one for one in offered if one.slug == term]
    found = by_slug or [one for one, _ in _named(_placed(term), offered)] or _only_one_like(term, offered)
    return found[0] if len(found) == 1 else None


def treatment_hinted(words: str, offered: Sequence[Treatment]) -> Treatment | None:
    """The one that some word of a sentence of theirs is of, where the clinic has only one that is called so."""
    long = [word for word in words_of(words) if len(word) >= _TELLING]
    found = {one.slug: one for word in long for one in _only_one_like(word, offered)}
    return next(iter(found.values())) if len(found) == 1 else None


def _only_one_like(term: str, offered: Sequence[Treatment]) -> list[Treatment]:
    """ "Kaplama", where the clinic has only one that is called so: "Zirkonyum kaplama"."""
    found = _like(term, offered)
    return found if len(found) == 1 else []


def _like(term: str, offered: Sequence[Treatment]) -> list[Treatment]:
    """All that are called so: "dolgu" is "Dudak dolgusu" and "Göz altı dolgusu"."""
    said = [word for word in words_of(term) if not _GENERAL.fullmatch(word)]
    return [
        one
        for one in offered
        if said and all(any(word.startswith(part) for word in words_of(one.name)) for part in said)
    ]


def _in_part(words: Sequence[tuple[int, str]], offered: Sequence[Treatment]) -> dict[str, int]:
    """By slug, with its place, what one word of a name was said for: "dudak ne kadar", "kaplama", "burun?".

    All that are called so, for the word cannot tell which. A word before it that says more exactly what is meant
    ("porselen kaplama", "gece plağı") makes it another thing than ours.
    """
    found: dict[str, int] = {}
    for place, (start, word) in enumerate(words):
        before = words[place - 1][1] if place else ""
        if before and not (_GENERAL.fullmatch(before) or _NO_KIND.fullmatch(before)):
            continue
        for one in offered:
            if any(_is_inflected(word, part) for part in _telling_words(one)):
                found.setdefault(one.slug, start)
    return found


def _telling_words(treatment: Treatment) -> set[str]:
    """The words of its names, and what its other names begin with, which is the thing that is treated."""
    names = words_of(f"{treatment.name} {treatment.shown} {treatment.slug.replace('-', ' ')}")
    called = [words_of(name)[0] for name in treatment.called]
    return {
        word for word in (*names, *called) if len(word) == _BODY or not _GENERAL.fullmatch(word)
    } - _TOO_COMMON


def _is_inflected(said: str, own: str) -> bool:
    """ "Dudağa", "kaplamalar", "burnum" are said for "dudak", "kaplama"; short words only as they are."""
    if min(len(said), len(own)) <= _BODY:
        return said == own
    softened = own[:-1] + "g" if own.endswith("k") else own
    return said.startswith((own, softened)) or (own.startswith(said) and len(own) - len(said) <= _ENDING)


def _named(
    words: Sequence[tuple[int, str]], offered: Sequence[Treatment]
) -> list[tuple[Treatment, frozenset[int]]]:
    """Each treatment that was said, with the places of its words; one within a more exact one is left out."""
    found = [
        (treatment, places)
        for treatment in offered
        if (places := _places([word for _, word in words], treatment))
    ]
    return [(one, places) for one, places in found if not any(places < other for _, other in found)]


def _places(words: Sequence[str], treatment: Treatment) -> frozenset[int]:
    """Where the longest of the treatment's names was said, endings aside; empty unless all its words were."""
    names = (treatment.name, treatment.slug.replace("-", " "), treatment.shown, *treatment.called)
    return max((_said(words, name) for name in names), key=len)


def _said(words: Sequence[str], name: str) -> frozenset[int]:
    parts = words_of(name)
    reach = len(parts) + _SPACED
    for anchor, word in enumerate(words if parts else ()):
        if not word.startswith(parts[0]):
            continue
        near = range(max(anchor - reach, 0), min(anchor + reach, len(words)))
        places = [
            next((place for place in near if place != anchor and words[place].startswith(part)), None)
            for part in parts[1:]
        ]
        if None not in places:
            return frozenset([anchor, *(place for place in places if place is not None)])
    return frozenset()


def words_of(text: str) -> list[str]:
    """Folded, without the marks around them."""
    return [word for _, word in _placed(text)]


def _placed(text: str) -> list[tuple[int, str]]:
    """Each word with the place of its first letter in ``text``."""
    bare = [(match.start(), fold(match.group()).strip(".,!?:;'\"()")) for match in re.finditer(r"\S+", text)]
    return [(start, word) for start, word in bare if word]


@lru_cache
def _common_of(vertical: str, name: str, slug: str) -> Common | None:
    """The common treatment that the clinic's own name, or else its slug, speaks of most exactly."""
    for words in (words_of(name), slug.split("-")):
        scored = [
            (max(len(_said(words, one)) for one in common.called), common) for common in _common(vertical)
        ]
        best, found = max(scored, key=lambda pair: pair[0], default=(0, None))
        if best:
            return found
    return None


@lru_cache
def _common(vertical: str) -> tuple[Common, ...]:
    file = resources.files(f"invekto.verticals.{vertical}").joinpath("treatments.yaml")
    rows = yaml.safe_load(file.read_text(encoding="utf-8"))
    common = tuple(Common(f"{vertical}-treatment-{row['key']}", tuple(row["called"])) for row in rows)
    missing = [one.text_id for one in common if not texts.has_text(one.text_id, texts.DEFAULT_LANGUAGE)]
    assert not missing, missing
    return common
