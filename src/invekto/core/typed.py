"""What a person typed into a form."""

from __future__ import annotations

import unicodedata

# NUL, which no table takes, and what turns the direction of all that follows: "gizli" would be read "ilzig".
_DROPPED = dict.fromkeys([0, *range(0x202A, 0x202F), *range(0x2066, 0x206A)])
_INVISIBLE = frozenset({"Cc", "Cf", "Zs", "Zl", "Zp"})


def typed(text: str) -> str:
    """Without surrounding space and forbidden characters, lines ended by a newline; empty if nothing can be seen."""
    kept = text.translate(_DROPPED).replace("\r\n", "\n").strip()
    return kept if any(unicodedata.category(one) not in _INVISIBLE for one in kept) else ""
