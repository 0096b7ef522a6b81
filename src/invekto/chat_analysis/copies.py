"""Careless copies of a Turkish training message, so that the model has met such typing before."""

from __future__ import annotations

import random
from collections.abc import Sequence

_VOWELS = frozenset("aeiou")
_TYPO_SHARE = 0.35
_JOIN_SHARE = 0.4


def without_vowels(words: Sequence[str]) -> tuple[str, ...]:
    """As "krgm nrd" for "kargom nerde": the first letter stays."""
    return tuple(
        word[0] + "".join(letter for letter in word[1:] if letter not in _VOWELS)
        if word.isalpha() and len(word) > 2
        else word
        for word in words
    )


def messy(words: Sequence[str], chance: random.Random) -> tuple[str, ...]:
    """Some words with a letter lost, doubled or swapped with its neighbour; now and then two joined."""
    typed = [
        _typo(word, chance) if len(word) > 3 and word.isalpha() and chance.random() < _TYPO_SHARE else word
        for word in words
    ]
    if len(typed) > 2 and chance.random() < _JOIN_SHARE:
        at = chance.randrange(len(typed) - 1)
        typed[at : at + 2] = [typed[at] + typed[at + 1]]
    return tuple(typed)


def _typo(word: str, chance: random.Random) -> str:
    at = chance.randrange(1, len(word) - 1)
    kind = chance.randrange(3)
    if kind == 0:
        return word[:at] + word[at + 1 :]
    if kind == 1:
        return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    return word[: at + 1] + word[at:]
