"""Where in a message a rule can begin at all: asked there, and nowhere else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property

from invekto.chat_analysis.entities.heads import DIGIT, LENGTH
from invekto.chat_analysis.entities.patterns import Pattern
from invekto.chat_analysis.entities.words import Word

_ONE_DIGIT = str.maketrans("0123456789", DIGIT * 10)


class Beginnings:
    """The places where words of a folded text begin, by their first letters.

    ``everywhere`` asks each rule at every letter, as the expressions alone would: for comparison.
    """

    def __init__(self, text: str, words: list[Word], *, everywhere: bool = False) -> None:
        self.text, self.words, self._everywhere = text, words, everywhere
        self._said: dict[Pattern, bool] = {}

    @cached_property
    def _places(self) -> dict[str, list[int]]:
        """By one letter, by two and by three."""
        places: dict[str, list[int]] = {}
        text = self.text.translate(_ONE_DIGIT)
        for word in self.words:
            start = word.start
            for length in range(1, LENGTH + 1):
                places.setdefault(text[start : start + length], []).append(start)
        return places

    def matches(self, pattern: Pattern, text: str | None = None) -> Iterator[re.Match[str]]:
        """As ``finditer``; ``text`` may be the message with something in it made unreadable."""
        read = self.text if text is None else text
        heads = None if self._everywhere else pattern.heads
        if heads is None:
            return pattern.finditer(read)
        begins = heads & self._places.keys()
        if not begins:
            return iter(())
        return self._matches(pattern, read, begins)

    def first(self, pattern: Pattern) -> re.Match[str] | None:
        """As ``search``."""
        return next(self.matches(pattern), None)

    def says(self, pattern: Pattern) -> bool:
        """Whether it is found anywhere; asked once, however often it matters."""
        said = self._said.get(pattern)
        if said is None:
            said = self._said[pattern] = self.first(pattern) is not None
        return said

    def _matches(self, pattern: Pattern, read: str, begins: frozenset[str]) -> Iterator[re.Match[str]]:
        match, free_from = pattern.match, 0
        for place in sorted({place for head in begins for place in self._places[head]}):
            if place >= free_from and (found := match(read, place)) is not None:
                yield found
                free_from = found.end()
