"""A reply that might be suggested, and the choice of three among many."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from uuid import UUID

from invekto.agent_ai.models import Origin
from invekto.core.folding import fold
from invekto.outbound.content import BODY

MOST = 3
_SAME = 0.88  # of the letters, in order: more alike than this says the same
_COMPARED = 300  # characters; what begins alike and is longer is alike enough


@dataclass(frozen=True, slots=True)
class Candidate:
    """``score`` compares within one source only; ``text`` may hold blanks (``variables``)."""

    text: str
    source: Origin
    score: float
    language: str
    canned_id: UUID | None = None
    past_id: UUID | None = None
    filled: Mapping[str, str] = field(default_factory=dict)


_FIRST = (Origin.HANDLER, Origin.CANNED, Origin.PAST)


def best(candidates: Iterable[Candidate], *, most: int = MOST) -> list[Candidate]:
    """The best of each source in turn, then the next best of each; none that says what a better one says."""
    every = list(candidates)
    shelves = [
        sorted((one for one in every if one.source == source), key=lambda one: -one.score)
        for source in _FIRST
    ]
    chosen: list[Candidate] = []
    while len(chosen) < most and any(shelves):
        for shelf in shelves:
            if shelf and len(chosen) < most:
                one = shelf.pop(0)
                if 0 < len(one.text) <= BODY and not any(same(one.text, other.text) for other in chosen):
                    chosen.append(one)
    return chosen


def same(one: str, other: str) -> bool:
    """Near enough for a person who reads both."""
    first, second = fold(one)[:_COMPARED], fold(other)[:_COMPARED]
    return SequenceMatcher(None, first, second, autojunk=False).ratio() >= _SAME
