"""Which of the shop's products a customer names. Nothing is guessed: a colour or a size alone names none."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from invekto.core.folding import fold
from invekto.integrations.services import COLORS, SHADES, Listing

_WORD = re.compile(r"[^\W_]+")
_SHORTEST = 3  # letters of a word that may name something
_COLORS = COLORS | SHADES
# In nearly every question, and in some names.
_COMMON = frozenset(
    """bir icin ile yeni stok beden urun the and for with new size item product kadin erkek""".split()  # noqa: SIM905
)


def named(text: str, rows: Sequence[Listing]) -> list[str]:
    """Product keys that the words fit best; none when they name nothing of the shop's."""
    said = [word for word in _WORD.findall(fold(text)) if len(word) >= _SHORTEST]
    best, found = 0, list[str]()
    for product in dict.fromkeys(row.product_key for row in rows):
        words = {word for word in _WORD.findall(product) if len(word) >= _SHORTEST} - _COMMON
        hits = {word for word in words if any(_is(one, word) for one in said)}
        if not hits - _COLORS:
            continue
        # Every word of a name said is more than the same number out of a longer one.
        score = 2 * len(hits) + (hits == words)
        if score > best:
            best, found = score, [product]
        elif score == best:
            found.append(product)
    return found


def _is(said: str, word: str) -> bool:
    """With whatever ending: "elbisenin", "elbisesi"; a consonant may have softened ("kazağı")."""
    if said.startswith(word) and (len(word) > _SHORTEST or len(said) <= len(word) + 3):
        return True
    soft = word[:-1] + {"k": "g", "p": "b", "t": "d"}.get(word[-1], word[-1])
    return len(word) > _SHORTEST and said.startswith(soft)


def fits(row: Listing, size: str | None, color: str | None) -> bool:
    return (size is None or _size(row.size) == _size(size)) and (color is None or has_color(row, color))


def has_color(row: Listing, color: str) -> bool:
    return fold(color) in fold(row.color).split() or fold(row.color) == fold(color)


def _size(written: str) -> str:
    return re.sub(r"\b(?:beden|numara|size|eu)\b|[\s.]", "", fold(written))


def is_size(row: Listing, size: str) -> bool:
    return _size(row.size) == _size(size)


def in_order(sizes: Collection[str]) -> list[str]:
    """As on a rail: by number, then S before M before L."""
    rail = {
        name: place
        for place, name in enumerate(("xxs", "xs", "s", "m", "l", "xl", "xxl", "2xl", "3xl", "4xl"))
    }

    def place(size: str) -> tuple[int, float, str]:
        plain = _size(size)
        number = re.match(r"\d+(?:[.,]\d)?", plain)
        if plain in rail:
            return (1, rail[plain], plain)
        return (0, float(number[0].replace(",", ".")), plain) if number else (2, 0, plain)

    return sorted(dict.fromkeys(size for size in sizes if size), key=place)


__all__ = ["fits", "has_color", "in_order", "is_size", "named"]
