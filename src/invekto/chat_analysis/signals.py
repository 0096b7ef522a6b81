"""What a message says besides its wish: a bulk buyer, hurry, a patient from abroad."""

from __future__ import annotations

import re

from invekto.chat_analysis.analysis import Entity
from invekto.chat_analysis.normalise import Folded

# From this many pieces on, nobody is buying for a household.
_BULK_PIECES = 20

_B2B = re.compile(
    r"\b(?:toptan\w*|bayi(?:lik\w*|niz\w*|si\b|\b|yim|yiz|ler\w*)|toplu (?:alim\w*|siparis\w*|fiyat\w*|"
    r"urun\w*)|"
    r"kurumsal (?:alim\w*|siparis\w*|musteri\w*|satis\w*|hediye\w*|fiyat\w*|indirim\w*|isbirlig\w*)|"
    r"perakendeci\w*|"
    r"distributor\w*|dagiticilik|franchis\w*|whole ?sal\w*|bulk|reseller?s?|resell\w*|resale|dealer\w*|"
    r"distribut\w+|corporate (?:order|gift|purchase)s?|b2b|moq|minimum (?:siparis|order)\w*|"
    r"(?:dukkan|magaza|butik|market|okul|otel|kafe|cafe|restoran|sirket|firma|isyeri|ofis|salon|klinik|"
    r"dernek)"
    r"(?:im|imiz|miz|umuz|n?im|iniz)?(?:a|e|da|de|in)? icin|"
    r"for (?:my|our) (?:shop|store|boutique|market|school|hotel|cafe|restaurant|company|firm|office|"
    r"salon|team|staff)|"
    r"(?:koli|seri|paket|palet|kasa) (?:fiyat\w*|bazli|halinde|ici|satis\w*)|tekrar sat\w*|"
    r"pazaryerinde sat\w*|"
    r"vadeli|cari hesap\w*|acik hesap\w*|by the (?:carton|case|box|pallet)|per (?:carton|case|pallet))\b"
)
_SUPPLIER = re.compile(
    r"\b(?:ureticiyiz|imalatciyiz|tedarikciyiz|size (?:urun )?(?:satmak|tedarik|teklif)|"
    r"urunlerimizi (?:size|tanit)\w*|"
    r"numune gonder\w* size|we (?:manufacture|supply|produce)|our factory|sell to you|offer you our)\b"
)
_URGENT = re.compile(
    r"\b(?:acil\w*|ivedi\w*|hemen|derhal|bir an once|biran once|cok acele|acele\w*|yetismesi|yetisir|bugune|"
    r"urgent\w*|asap|immediately|right now|emergency|as soon as possible)\b"
)
_ABROAD = re.compile(
    r"\b(?:yurt ?disin\w*|almanya\w*|hollanda\w*|belcika\w*|avusturya\w*|isvicre\w*|ingiltere\w*|"
    r"fransa\w*|isvec\w*|"
    r"norvec\w*|danimarka\w*|amerika\w*|dubai\w*|katar\w*|kuveyt\w*|rusya\w*|azerbaycan\w*|irak\w*|"
    r"abroad|overseas|germany|netherlands|holland|belgium|austria|switzerland|england|united kingdom|"
    r"london|france|"
    r"paris|sweden|norway|denmark|ireland|dublin|italy|spain|usa|america|canada|australia|dubai|qatar|kuwait|"
    r"saudi\w*|russia|my country|fly(?:ing)? (?:in|to|from|over)|flights?|airport|hotel|transfer|interpreter|"
    r"havaliman\w*|havalan\w*|ucak\w* bilet\w*|tercuman\w*)\b"
)


def b2b_evidence(text: str, folded: Folded, quantities: list[Entity]) -> tuple[str, ...]:
    """The customer's words that speak of bulk, corporate or resale buying; empty when none do.

    A supplier who wants to sell to us is not a buyer, and a company's name on one invoice is no bulk.
    """
    if _SUPPLIER.search(folded.text):
        return ()
    found = []
    for match in _B2B.finditer(folded.text):
        start, end = folded.span(*match.span())
        found.append(text[start:end])
    for quantity in quantities:
        value = quantity.value
        if isinstance(value, dict):
            amount, unit = value.get("amount"), value.get("unit")
            if isinstance(amount, int) and (amount >= _BULK_PIECES or (unit in _CASES and amount >= 2)):
                found.append(quantity.text)
    return tuple(dict.fromkeys(found))


_CASES = frozenset({"carton", "series"})


def is_urgent(folded: Folded) -> bool:
    return _URGENT.search(folded.text) is not None


def speaks_of_abroad(folded: Folded) -> bool:
    """Living or coming from abroad: one of the two signals of a foreign patient, language is the other."""
    return _ABROAD.search(folded.text) is not None
