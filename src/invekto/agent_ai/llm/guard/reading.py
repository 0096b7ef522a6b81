"""A text taken apart: its facts and states in order, and the words that are left beside them."""

from __future__ import annotations

import re
from bisect import bisect
from dataclasses import dataclass
from itertools import groupby

from invekto.agent_ai.llm.guard import saying
from invekto.agent_ai.llm.guard.finding import BLANK, find
from invekto.agent_ai.llm.guard.forms import (
    way_of_ending,
)

WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")  # of any script: none but ours is on a list


@dataclass(frozen=True, slots=True)
class Word:
    """Folded, without what follows an apostrophe. ``place``: how many facts and states stand before it; ``way``:
    from where, where to, as its ending after the apostrophe or the word before it tells."""

    text: str
    place: int
    way: str | None = None
    start: int = 0


@dataclass(frozen=True, slots=True)
class Read:
    """``order``: facts and states as they follow each other, each run of the same once. ``words``: what is left
    beside them; ``every``: those of the states, too."""

    order: list[tuple[str, tuple[object, ...]]]
    view: str
    words: list[Word]
    every: frozenset[str]
    states: list[tuple[str, str]]
    raw: str


def read(text: str, language: str) -> Read:
    facts, view = find(text, language)
    said = saying.states(view)
    anchors = [(fact.start, fact.kind, fact.value) for fact in facts]
    anchors += [(one.start, "state", (one.name,)) for one in said]
    anchors.sort(key=lambda anchor: anchor[0])
    # A state may be told twice; a figure said again is said of something else.
    runs = [
        list(run)
        for _, run in groupby(anchors, key=lambda one: one[1:] if one[1] in ("state", "range") else one)
    ]
    starts = [run[0][0] for run in runs]
    rest = view
    for one in said:
        rest = rest[: one.start] + BLANK * (one.end - one.start) + rest[one.end :]
    return Read(
        order=[(run[0][1], run[0][2]) for run in runs],
        view=view,
        words=[
            Word(
                match.group().split("'")[0],
                bisect(starts, match.start()),
                _way(match, rest, language),
                match.start(),
            )
            for match in WORD.finditer(rest)
        ],
        every=frozenset(word.split("'")[0] for word in WORD.findall(view)),
        states=[(one.name, view[one.start : one.end]) for one in said],
        raw=text,
    )


def _way(match: re.Match[str], text: str, language: str) -> str | None:
    if language == "en":
        before = text[: match.start()].split()
        return before[-1] if before and before[-1] in ("from", "to") else None
    _, _, ending = match.group().partition("'")
    return way_of_ending(ending) if ending else None
