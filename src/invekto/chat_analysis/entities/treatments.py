"""Treatments of dental and aesthetic clinics by the names people use, as one plain name each."""

from __future__ import annotations

from functools import cache

from invekto.chat_analysis.entities.claims import Claims
from invekto.chat_analysis.entities.patterns import Pattern
from invekto.chat_analysis.entities.treatment_names import NAMES
from invekto.chat_analysis.entities.words import Lexicon, Word
from invekto.chat_analysis.normalise import Folded

# The same words in another trade: "dolgu topuk", "altın kaplama", "lazer yazıcı", "fotoğraf çekimi".
_OTHER_TRADE = Pattern(
    r"\b(?:topuk\w*|ayakkabi|yazici\w*|kesim|baski|metre|kolye|kupe|bileklik|yuzuk|fotograf|video|tabak\w*|fincan\w*|"
    r"vazo|biblo|makyaj temizleme|kopruyu|printer|mouse|oyuncak|yastik\w*|mont|kaz tuyu|elyaf|kablo|kargo\w*|"
    r"malzeme\w*|gucu|tirnak\w*|oje\w*|form\b|hotel\w*|otel\w*|plaza|sabun|kese|scarlet johansson)\b"
)
# Short or everyday words that name a treatment only among words of the clinic.
_DOUBTFUL = frozenset(
    """cekim porselen jawline laser lazer lazr scarlet facial filling fillings threads crown crowns extraction vaser
    fue dhi g5 dolgu dolgular zirkon beyazlatma protez protezler scaling peeling apikal whitening tartar graft grafts
    greft soprano damon splint rino mezo emax empress lpg sigil panoramik lamine tooth laminate""".split()  # noqa: SIM905
) | {"porselen dis", "yag alma", "gidim icin", "hair removal", "yuz bakimi", "e max", "tooth out"}

# "hair transplant, 3000 grafts" is one treatment.
_COUNTED = frozenset({"greft", "graft", "grafts", "grefts", "fue", "dhi"})


@cache
def _lexicon() -> Lexicon:
    return Lexicon(
        {alias: name for name, aliases in NAMES.items() for alias in aliases.split("|")}, slips_from=7
    )


def find_treatment(folded: Folded, words: list[Word], claims: Claims) -> None:
    """Each treatment once per mention, the longest name first; nothing in a sentence of another trade."""
    text = folded.text
    other_trade: bool | None = None
    for named in _lexicon().find(words, text):
        if named.name in _DOUBTFUL:
            if other_trade is None:
                other_trade = _OTHER_TRADE.search(text) is not None
            if other_trade or (named.name in _COUNTED and "treatment" in claims.found):
                continue
        first, last = words[named.first], words[named.after - 1]
        shown = named.name.rpartition(" ")[2].rstrip("*")
        end_of_name = last.start + len(shown) if last.text.startswith(shown) else last.end
        start, end = folded.span(first.start, end_of_name)
        if claims.free(start, end):
            claims.add("treatment", start, end, named.value)
