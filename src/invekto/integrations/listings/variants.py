"""Size and colour where a platform writes them into the product's name: "Keten Elbise, 38, Siyah"."""

from __future__ import annotations

import re

from invekto.core.folding import fold
from invekto.integrations.listings.colors import COLORS, LENT, SHADES

_SIZE = re.compile(
    r"(?:\d?x{0,3}(?:s|l)|m|\d{2}(?:[-/.]\d{1,3})?|\d{1,2}-\d{1,2} (?:yas|ay)|std|standart|tek beden)"
)
_BEDEN = re.compile(r"\s+(?:beden|numara|size)$|^(?:beden|numara|size)\s+", re.IGNORECASE)
_COLORS = COLORS | LENT


def parted(name: str) -> tuple[str, str, str]:
    """(name, size, colour); what stands at its end, with commas or without."""
    words = [word for word in re.split(r"\s*[,|]\s*|\s+-\s+", name.strip()) if word]
    size = color = ""
    if len(words) > 1:
        while len(words) > 1:
            last = _BEDEN.sub("", fold(words[-1]))
            if not size and _SIZE.fullmatch(last):
                size = _BEDEN.sub("", words.pop())
            elif not color and _is_color(last):
                color = words.pop()
            else:
                break
        return ", ".join(words), size, color
    words = name.split()
    while len(words) > 1:
        last = fold(words[-1])
        if not size and _SIZE.fullmatch(last):
            size = words.pop()
        elif not color and last in _COLORS:
            color = words.pop()
            if len(words) > 1 and fold(words[-1]) in SHADES:
                color = f"{words.pop()} {color}"
        elif last in ("beden", "numara") and len(words) > 2 and _SIZE.fullmatch(fold(words[-2])):
            words.pop()
        else:
            break
    return " ".join(words), size, color


def _is_color(folded: str) -> bool:
    parts = folded.split()
    return bool(parts) and all(part in _COLORS | SHADES for part in parts)
