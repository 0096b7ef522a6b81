"""One spelling for what people type in many: Turkish lower case, ASCII letters, no drawn-out repeats.

The folded text keeps, for every character, the place in the original message it came from, so that
whatever is found in it can be shown in the customer's own words.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from invekto.core.folding import turkish_lower

# What decomposition does not reach: dotless i, and the quotes and dashes that phones put in by themselves.
_PLAIN = {
    "ı": "i", "ø": "o", "æ": "ae", "œ": "oe", "ß": "ss", "đ": "d", "ł": "l",
    "’": "'", "‘": "'", "ʼ": "'", "`": "'", "´": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"',
    "–": "-", "—": "-", "−": "-", "…": ".",
}  # fmt: skip
_REPEATS = re.compile(r"(\D)\1{2,}", re.DOTALL)
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Mn", "Me", "Mc", "Sk"})


@dataclass(frozen=True, slots=True)
class Folded:
    """``text`` is what is read; ``origin[i]`` is where its i-th character stood in the message."""

    text: str
    origin: list[int]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Half-open character range of the message behind the half-open range of the folded text."""
        if start >= end:
            return (0, 0)
        return (self.origin[start], self.origin[end - 1] + 1)


def well_formed(text: str) -> str:
    """The text without lone surrogates, which cannot be written as UTF-8. Length is kept."""
    return _SURROGATE.sub("\ufffd", text)


@lru_cache(maxsize=4096)
def _fold_character(character: str) -> str:
    lowered = turkish_lower(character)
    folded = []
    for part in unicodedata.normalize("NFKD", lowered):
        if part in _PLAIN:
            folded.append(_PLAIN[part])
        elif part.isspace() or part == "\0":
            folded.append(" ")
        elif unicodedata.category(part) not in _INVISIBLE:
            folded.append(part)
    return "".join(folded)


def fold(text: str) -> Folded:
    """ASCII where Latin, lower case, marks and invisible characters gone, "nerdeeee" as "nerde".

    Letters and punctuation repeated three times or more count once; two stay ("saat"), digits always stay.
    """
    if text.isascii():
        folded, origin = text.lower(), list(range(len(text)))
        if not folded.isprintable():
            folded = _CONTROL.sub(" ", folded)
    else:
        parts = [_fold_character(character) for character in text]
        lengths = [len(part) for part in parts]
        folded, origin = "".join(parts), list(range(len(text)))
        if min(lengths) != 1 or max(lengths) != 1:
            origin = [place for place in origin for _ in range(lengths[place])]
    if _REPEATS.search(folded) is None:
        return Folded(folded, origin)
    return _without_repeats(folded, origin)


def _without_repeats(text: str, origin: list[int]) -> Folded:
    kept: list[str] = []
    kept_origin: list[int] = []
    start = 0
    for repeats in _REPEATS.finditer(text):
        end = repeats.start() + 1
        kept.append(text[start:end])
        kept_origin.extend(origin[start:end])
        start = repeats.end()
    return Folded("".join([*kept, text[start:]]), [*kept_origin, *origin[start:]])


def fold_text(text: str) -> str:
    """The folded text alone, for keys and comparisons."""
    return fold(text).text
