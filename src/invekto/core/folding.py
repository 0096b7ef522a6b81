"""Compare and search Turkish as people type it: with or without diacritics, in any case.

PostgreSQL's own ``lower`` is wrong for Turkish on many servers, so keys are made here and stored.
"""

from __future__ import annotations

import re
import unicodedata

_TURKISH_LOWER = str.maketrans({"İ": "i", "I": "ı"})
_ASCII = str.maketrans(
    {"ı": "i", "ş": "s", "ğ": "g", "ü": "u", "ö": "o", "ç": "c", "â": "a", "î": "i", "û": "u"}
)
_SPACES = re.compile(r"\s+")
_WORD = re.compile(r"\w+")
_LONGEST_WORD = 40  # letters; beyond them a word is a link or a key, and its beginning tells it apart


def turkish_lower(text: str) -> str:
    """Lower case with dotted and dotless i kept apart; plain ``str.lower`` turns "IŞIK" into "işik"."""
    return text.translate(_TURKISH_LOWER).lower()


def fold(text: str) -> str:
    """Lower case, no diacritics, single spaces: "Işıl  ÖRNEK" → "isil ornek"."""
    plain = turkish_lower(text).translate(_ASCII)
    decomposed = unicodedata.normalize("NFKD", plain)
    without_marks = "".join(char for char in decomposed if not unicodedata.combining(char))
    return _SPACES.sub(" ", without_marks).strip()


def words(text: str) -> list[str]:
    """The different words of a text, folded, in order of appearance: "Kargom, KARGOM nerede?" → kargom, nerede."""
    return list(dict.fromkeys(word[:_LONGEST_WORD] for word in _WORD.findall(fold(text))))
