"""What a clinic offers, by all the names its patients have for it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from importlib import resources
from typing import Any

import yaml

from invekto.agent_ai.contract import Turn
from invekto.core import texts
from invekto.core.folding import fold


@dataclass(frozen=True, slots=True)
class Treatment:
    """One line of the clinic's price list; prices in TRY. ``name`` is the clinic's own.

    ``shown`` and ``description`` are in the reply's language; ``called``: what else patients say for it.
    """

    slug: str
    name: str
    price_min: Decimal | None
    price_max: Decimal | None
    description: str
    shown: str
    called: tuple[str, ...]


Treatments = Callable[[Turn], Sequence[Treatment]]


@dataclass(frozen=True, slots=True)
class Common:
    """A treatment that many clinics have: the id of its name's text, and beginnings of its names' words."""

    text_id: str
    called: tuple[str, ...]


def listed(turn: Turn, service: Any, description: str) -> Treatment:
    """``service``: a row of the clinic's own list, with ``slug``, ``service_name`` and its price range."""
    common = _common_of(turn.vertical.name, service.service_name, service.slug)
    is_own_language = turn.language == turn.tenant.language or common is None
    return Treatment(
        slug=service.slug,
        name=service.service_name,
        price_min=service.price_min,
        price_max=service.price_max,
        description=description,
        shown=service.service_name if is_own_language else turn.t(common.text_id),  # type: ignore[union-attr]
        called=common.called if common else (),
    )


def find_treatments(turn: Turn, known: Sequence[Treatment]) -> list[Treatment]:
    """Those the customer named, by a button's slug or by words; of several, those named most exactly."""
    slug = turn.wish.slots.get("treatment")
    if slug is not None:
        return [treatment for treatment in known if treatment.slug == slug]
    words = _words(f"{turn.text} {turn.entity('treatment') or ''}")
    scored = [(_named(words, treatment), treatment) for treatment in known]
    best = max((score for score, _ in scored), default=0)
    return [treatment for score, treatment in scored if score == best] if best else []


def _named(words: Sequence[str], treatment: Treatment) -> int:
    """How many words of one of the treatment's names were said, endings aside; 0 unless all were."""
    names = (treatment.name, treatment.slug.replace("-", " "), treatment.shown, *treatment.called)
    return max(_said(words, name) for name in names)


def _said(words: Sequence[str], name: str) -> int:
    parts = _words(name)
    return len(parts) if parts and all(any(word.startswith(part) for word in words) for part in parts) else 0


def _words(text: str) -> list[str]:
    return [word for word in (word.strip(".,!?:;'\"()") for word in fold(text).split()) if word]


@lru_cache
def _common_of(vertical: str, name: str, slug: str) -> Common | None:
    """The common treatment that the clinic's own name, or else its slug, speaks of most exactly."""
    for words in (_words(name), slug.split("-")):
        scored = [(max(_said(words, one) for one in common.called), common) for common in _common(vertical)]
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
