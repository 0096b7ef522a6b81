"""Size and colour where a platform writes them into the product's name: "Keten Elbise, 38, Siyah"."""

from __future__ import annotations

import re

from invekto.core.folding import fold

_SIZE = re.compile(
    r"(?:\d?x{0,3}(?:s|l)|m|\d{2}(?:[-/.]\d{1,3})?|\d{1,2}-\d{1,2} (?:yas|ay)|std|standart|tek beden)"
)
_BEDEN = re.compile(r"\s+(?:beden|numara|size)$|^(?:beden|numara|size)\s+", re.IGNORECASE)
_COLORS = frozenset(
    """beyaz siyah kirmizi mavi lacivert yesil sari turuncu mor pembe gri kahverengi bej krem ekru bordo haki lila
    antrasit vizon fusya pudra mint turkuaz hardal murdum camel somon indigo gumus altin bronz taba kiremit petrol
    white black red blue navy green yellow orange purple pink grey gray brown beige cream burgundy khaki""".split()  # noqa: SIM905
)
_SHADES = frozenset("acik koyu light dark".split())  # noqa: SIM905


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
            if len(words) > 1 and fold(words[-1]) in _SHADES:
                color = f"{words.pop()} {color}"
        elif last in ("beden", "numara") and len(words) > 2 and _SIZE.fullmatch(fold(words[-2])):
            words.pop()
        else:
            break
    return " ".join(words), size, color


def _is_color(folded: str) -> bool:
    parts = folded.split()
    return bool(parts) and all(part in _COLORS | _SHADES for part in parts)
