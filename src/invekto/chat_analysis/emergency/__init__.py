"""Red flags: trouble after which a clinic's person must be told at once, found by rule.

Only where what was learnt from marked messages is sure of the opposite (``signals.is_calm``), and the message is no
mere few words, are they not asked.

First all is blanked that reports no present trouble: turns of speech, denials, questions, old stories
(``calm``). In what is left each rule looks for its parts near each other but in any order, since people in
pain do not build sentences. A missed danger costs more than a false alarm; rules lean that way.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass

from invekto.chat_analysis.emergency import (
    after_treatment,
    airway,
    bleeding,
    collapse,
    infection,
    skin_and_sight,
    teeth,
)
from invekto.chat_analysis.emergency.calm import blank_calm_parts, blank_false_teeth
from invekto.chat_analysis.emergency.rules import Rule
from invekto.chat_analysis.emergency.signs import many_signs
from invekto.chat_analysis.normalise import Folded
from invekto.chat_analysis.notation import Page, Span

__all__ = ["Dangers", "RedFlag", "find_dangers", "red_flags"]

# Characters of one phrase with words between.
_LONGEST = 200
_MANY_SIGNS = "many signs"
_RULES: tuple[Rule, ...] = (
    *airway.RULES,
    *bleeding.RULES,
    *collapse.RULES,
    *skin_and_sight.RULES,
    *infection.RULES,
    *teeth.RULES,
    *after_treatment.RULES,
)


@dataclass(frozen=True, slots=True)
class RedFlag:
    """``start`` and ``end`` are characters of the original message."""

    danger: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Dangers:
    """``flags``: each danger the message reports, once, in the order of the rules. ``left``: the folded text with
    blanks in the place of all that reports no present trouble, however it sounds."""

    flags: list[RedFlag]
    left: str


def red_flags(folded: Folded) -> list[RedFlag]:
    """Every danger the message reports, each once, in the order of the rules."""
    return find_dangers(folded).flags


def find_dangers(folded: Folded) -> Dangers:
    page = Page(folded.text)
    blank_calm_parts(page)
    left = page.text
    blank_false_teeth(page)
    found: dict[str, RedFlag] = {}
    for rule in _RULES:
        if rule.danger in found:
            continue
        places = []
        for part in rule.parts:
            spans = page.find(part)
            if not spans:
                break
            places.append(spans)
        else:
            place = _nearby(places, rule.near)
            if place is not None:
                found[rule.danger] = RedFlag(rule.danger, *folded.span(*place))
    if not found and (place := many_signs(page)) is not None:
        found[_MANY_SIGNS] = RedFlag(_MANY_SIGNS, *folded.span(*place))
    return Dangers(list(found.values()), left)


def _nearby(places: list[list[Span]], near: int) -> Span | None:
    """The first place of the first part with one of every other part within reach, the nearest of each."""
    first, *others = places
    for start, end in first:
        chosen = [(start, end)]
        for other in others:
            # Sorted by start; none is longer than what may stand between two parts.
            low = bisect_left(other, (start - near - _LONGEST, 0))
            high = bisect_left(other, (end + near + 1, 0))
            reached = [place for place in other[low:high] if _within(place, chosen, near)]
            if not reached:
                break
            # Of two as near, the one behind: a Turkish sentence ends in what is the matter.
            chosen.append(min(reached, key=lambda p: (max(start - p[1], p[0] - end), p[0] < start)))
        else:
            return (min(low for low, _ in chosen), max(high for _, high in chosen))
    return None


def _within(place: Span, chosen: list[Span], near: int) -> bool:
    """Near the first of the chosen, and other words than any of them."""
    start, end = chosen[0]
    return (
        place[1] >= start - near
        and place[0] <= end + near
        and all(place[0] >= high or place[1] <= low for low, high in chosen)
    )
