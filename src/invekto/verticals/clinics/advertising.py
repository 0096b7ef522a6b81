"""Words that health advertising forbids: a clinic's own text that holds one is not passed on."""

from __future__ import annotations

import re

from invekto.core.folding import fold

# Superiority, promise, inducement; folded. "Tek seans" is a fact, "tek adres" is not.
_FORBIDDEN = re.compile(
    r"\b(?:en iyi\w*|en basarili\w*|en uygun fiyat\w*|garanti\w*|agrisiz\w*|acisiz\w*|mucize\w*|lider\w*|"
    r"kesin (?:sonuc|cozum)\w*|kampanya\w*|indirim\w*|firsat\w*|son gun\w*|hediye\w*|bedava|rakipsiz\w*|"
    r"tek (?:adres|klinik|merkez)\w*|turkiye'?nin tek\w*|(?:the )?best|guaranteed?|pain ?less|miracle\w*|"
    r"leading|discount\w*|special offer\w*|permanent result\w*|number one|free of charge)\b"
    r"|(?:%|yuzde )\s?100|100\s?%"
)


def forbidden_words(text: str) -> list[str]:
    """Each once, folded, in the order of the text."""
    return list(dict.fromkeys(match.group().strip() for match in _FORBIDDEN.finditer(fold(text))))
