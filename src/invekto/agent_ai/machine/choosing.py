"""Which of several things does the customer mean: a title, its words, "the second", "the other one"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from invekto.agent_ai.machine.slots import Option
from invekto.agent_ai.machine.words import denied
from invekto.core.folding import fold

_WORD = re.compile(r"[^\W_]+")
_NTH = (
    re.compile(r"(?:1|ilk(?:i|ini)?|birinci(?:si|sini)?|first)(?: one| olan| urun| siparis)?"),
    re.compile(r"(?:2|ikinci(?:si|sini)?|second)(?: one| olan| urun| siparis)?"),
    re.compile(r"(?:3|ucuncu(?:su|sunu)?|third)(?: one| olan| urun| siparis)?"),
    re.compile(r"(?:4|dorduncu(?:su|sunu)?|fourth)(?: one| olan| urun| siparis)?"),
    re.compile(r"(?:5|besinci(?:si|sini)?|fifth)(?: one| olan| urun| siparis)?"),
)
_LAST = re.compile(r"(?:son(?:uncu(?:su)?|daki|uncusunu)?|last)(?: one| olan)?")


def chosen(text: str, options: Sequence[Option]) -> Option | None:
    """The one that ``text`` names and no other; also by its place in the list that was shown."""
    folded = fold(text).strip(" .!?")
    for place, option in enumerate(options):
        if folded in (fold(option.title), fold(option.value)):
            return option
        if place < len(_NTH) and _NTH[place].fullmatch(folded):
            return option
    if options and _LAST.fullmatch(folded):
        return options[-1]
    return named(text, options)


def named(text: str, options: Sequence[Option]) -> Option | None:
    """By words that belong to one option alone: "siyah olan", "elbise", with endings or without."""
    said = set(_WORD.findall(fold(text))) - denied(text)
    scores = [
        sum(any(_same(word, own) for word in said) for own in _telling(place, options))
        for place in range(len(options))
    ]
    best = max(scores, default=0)
    return options[scores.index(best)] if best and scores.count(best) == 1 else None


def _telling(place: int, options: Sequence[Option]) -> set[str]:
    """Words of one option; what every option has tells nothing."""
    own = [set(_WORD.findall(fold(f"{one.title} {one.words} {one.value}"))) for one in options]
    shared = set.intersection(*own) if len(own) > 1 else set()
    return own[place] - shared


def _same(said: str, own: str) -> bool:
    if len(own) < 3 or own.isdigit():
        return said == own
    return said.startswith(own) or (len(said) >= 4 and own.startswith(said))
