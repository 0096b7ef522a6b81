"""Order numbers and parcels' tracking codes."""

from __future__ import annotations

import re

from invekto.chat_analysis.entities.beginnings import Beginnings
from invekto.chat_analysis.entities.claims import Claims
from invekto.chat_analysis.entities.patterns import Pattern
from invekto.chat_analysis.normalise import Folded

_LETTER = Pattern(r"\w")
_REACH = 34  # characters around a number in which a word may say what it is

_NUMBER = Pattern(
    r"(?<![\w.,])(?<!\d-)(?:#\s?)?(?!no\d)(?:(?:[a-z]{1,5}-?)?\d{5,20}|[a-z]{2,5}-\d{2,6}(?:-\d{2,8}){1,2})(?![\w%]|[.,]\d|-\d)"
)
# "siparişno778123", "no778123": written together.
_TOGETHER = Pattern(r"(?<!\w)(?:siparis|sprs|sip|order)?\s?(?:no|nr|numara(?:m|si)?)(?P<n>\d{5,20})(?![\w%])")
# A short number, or letters and digits, right beside the words "order number".
_BESIDE = Pattern(
    r"\b(?:(?:s[iy]p[ae]r[iy]s\w*|siparsi\w*|sprs|order)\s?(?:no\b|nr\b|numara\w*|number|num|kod\w*|id\b|code|#|"
    r":)\s?(?:is |da |de )?"
    r"\s?[:=#.-]{0,2}\s?|order #?)(?P<n>(?=[a-z]*\d{0,8}[a-z]*\d)[a-z]{0,4}-?\d{3,4}|"
    r"(?=[a-z0-9]*\d[a-z0-9]*\d[a-z0-9]*\d)"
    r"(?=[a-z0-9]*[a-z])[a-z0-9]{5,16})(?![\w.,:-]\w|\w|\s?(?:tl|lira|adet|tane|gun|days?|weeks?|pieces|hours?|ago))"
    r"|(?<![\w.,#-])(?P<before>\d{3,4}) (?:no\b|nolu|numarali|no'?lu) (?:s[iy]p[ae]r[iy]s|order)"
)
_SPACED = Pattern(
    r"(?<![\w.,])(?!\d{4}-\d\d-\d\d\b|\d\d?-\d\d?-20\d\d\b)#?\s?\d{2,6}(?:[ -]\d{2,6}){1,5}(?![\w%]|[.,]\d)"
)
_CODE = Pattern(
    r"(?<!\w)(?=[a-z0-9]*\d[a-z0-9]*\d[a-z0-9]*\d[a-z0-9]*\d)(?=[a-z0-9]*[a-z])[a-z0-9]{8,24}(?!\w)"
)

_ORDER = Pattern(r"\b(?:s[iy]p[ae]r[iy]\w*|siparsi\w*|sprs\w*|order\w*|purchase)\b")
_TRACKING = Pattern(
    r"\b(?:takip|takibi|tracking|track|kargo (?:no|kod|numara|takip|barkod)\w*|gonderi|barkod|awb)\b"
)
_OTHER = Pattern(
    r"\b(?:posta kodu|urun kodu|stok kodu|model|barkodu|sku|ref(?:erans)? kodu|kupon|zip|postcode|sayfa|(?<!order "
    r")(?<!siparis )id|"
    r"(?:iade|dogrulama|onay|guvenlik|sms|giris|aktivasyon|indirim|hediye|kampanya|uyelik|davet|verification|return|"
    r"promo) "
    r"(?:kod|no\b|numara|code)\w*|sifre\w*|pin|password)\b"
    r"(?! ?(?:siparis|order))"
)
_AFTER_ORDER = Pattern(
    r"^(?:'?\w{0,4}\s+)?(?:(?:no|nolu|numarali|lu|number|kodlu|bu|benim)\s+){0,2}(?:s[iy]p[ae]r[iy]\w*|"
    r"order\b)"
)
_AFTER_TRACKING = Pattern(
    r"^(?:'?\w{0,4}\s+)?(?:(?:no|nolu|numarali)\s+)?(?:takip|kargo|gonderi|tracking|parcel)\b"
)
_AFTER_UNIT = Pattern(
    r"^\s?(?:tl\b|lira|try\b|₺|euro?\b|€|usd|dolar|\$|adet|tane|kg\b|gr\b|gram|ml\b|km\b|puan|mah\b|takipci|watt|kisi\b|kelime|mg\b|lumen|devir|followers)"
)
_BEFORE_MONEY = Pattern(
    r"(?:₺|€|\$|\b(?:tl|taksit(?:le|te|e)?|fiyat\w*|ucret\w*|tutar\w*|toplam\w*|kapora|butcem?|pesin|nakit)\s?:?)\s?$"
)


def find_numbers(folded: Folded, begins: Beginnings, claims: Claims) -> None:
    """Five to twenty digits that are no telephone, price or identity number are an order's number.

    Words near by decide between an order and a parcel; without any, it is an order's, since a customer who
    is asked for the number sends it bare.
    """
    for match in _NUMBER.finditer(folded.text):
        _claim(match, folded, claims)
    for match in _TOGETHER.finditer(folded.text):
        _add("order_number", match["n"], match, folded, claims, "n")
    for match in begins.matches(_BESIDE):
        group = "n" if match["n"] else "before"
        _add("order_number", match[group].upper(), match, folded, claims, group)
    for match in _CODE.finditer(folded.text):
        if _tracking_cue(folded.text, match):
            _add("tracking_code", match.group().upper(), match, folded, claims)
    for match in _SPACED.finditer(folded.text):
        digits = re.sub(r"\D", "", match.group())
        if 5 <= len(digits) <= 20 and (
            _stands_alone(match, folded.text)
            or _ORDER.search(folded.text[max(0, match.start() - 26) : match.start()])
        ):
            _claim(match, folded, claims)


def _stands_alone(match: re.Match[str], text: str) -> bool:
    return _LETTER.search(text, 0, match.start()) is None and _LETTER.search(text, match.end()) is None


def _claim(match: re.Match[str], folded: Folded, claims: Claims) -> None:
    before = folded.text[max(0, match.start() - _REACH) : match.start()]
    after = folded.text[match.end() : match.end() + _REACH]
    if _AFTER_UNIT.search(after) or _BEFORE_MONEY.search(before):
        return
    value = re.sub(r"[#\s]", "", match.group()).upper()
    value = re.sub(r"(?<=\d)-(?=\d)", "", value)
    if _tracking_cue(folded.text, match):
        _add("tracking_code", value, match, folded, claims)
    elif not _last(_OTHER, before) > _last(_ORDER, before):
        _add("order_number", value, match, folded, claims)


def _tracking_cue(text: str, match: re.Match[str]) -> bool:
    before = text[max(0, match.start() - _REACH) : match.start()]
    after = text[match.end() : match.end() + _REACH]
    if _AFTER_ORDER.search(after):
        return False
    return _last(_TRACKING, before) > _last(_ORDER, before) or _AFTER_TRACKING.search(after) is not None


def _last(cue: Pattern, before: str) -> int:
    """Where the nearest cue begins; -1 without one."""
    return max((match.start() for match in cue.finditer(before)), default=-1)


def _add(
    name: str, value: str, match: re.Match[str], folded: Folded, claims: Claims, group: str | int = 0
) -> None:
    start, end = folded.span(*match.span(group))
    if claims.free(start, end):
        claims.add(name, start, end, value)
