"""Careless copies of a Turkish training message, so that the model has met such typing before."""

from __future__ import annotations

from collections.abc import Sequence

_VOWELS = frozenset("aeiou")


def without_vowels(words: Sequence[str]) -> tuple[str, ...]:
    """As "krgm nrd" for "kargom nerde": the first letter stays."""
    return tuple(
        word[0] + "".join(letter for letter in word[1:] if letter not in _VOWELS)
        if word.isalpha() and len(word) > 2
        else word
        for word in words
    )
