"""Order numbers and parcels' tracking codes."""

from __future__ import annotations

import re

from invekto.chat_analysis.entities.claims import Claims
from invekto.chat_analysis.normalise import Folded

_REACH = 34  # characters around a number in which a word may say what it is

_NUMBER = re.compile(r"(?<![\w.,])(?:#\s?)?(?:[a-z]{1,5}-?)?\d{5,20}(?![\w%]|[.,]\d)")
_SPACED = re.compile(r"(?<![\w.,])#?\s?\d{2,6}(?:[ -]\d{2,6}){1,5}(?![\w%]|[.,]\d)")
_CODE = re.compile(
    r"(?<!\w)(?=[a-z0-9]*\d[a-z0-9]*\d[a-z0-9]*\d[a-z0-9]*\d)(?=[a-z0-9]*[a-z])[a-z0-9]{8,24}(?!\w)"
)

_ORDER = re.compile(r"\b(?:s[iy]p[ae]r[iy]\w*|siparsi\w*|sprs\w*|order\w*|purchase)\b")
_TRACKING = re.compile(
    r"\b(?:takip|takibi|tracking|track|kargo (?:no|kod|numara|takip|barkod)\w*|gonderi|barkod|awb)\b"
)
_OTHER = re.compile(
    r"\b(?:posta kodu|urun kodu|stok kodu|model|barkodu|sku|ref(?:erans)? kodu|kupon|zip|postcode|sayfa|id)\b"
    r"(?! ?(?:siparis|order))"
)
_AFTER_ORDER = re.compile(
    r"^(?:'?\w{0,4}\s+)?(?:(?:no|nolu|numarali|lu|number|kodlu|bu|benim)\s+){0,2}(?:s[iy]p[ae]r[iy]\w*|"
    r"order\b)"
)
_AFTER_TRACKING = re.compile(
    r"^(?:'?\w{0,4}\s+)?(?:(?:no|nolu|numarali)\s+)?(?:takip|kargo|gonderi|tracking|parcel)\b"
)
_AFTER_UNIT = re.compile(
    r"^\s?(?:tl\b|lira|try\b|₺|euro?\b|€|usd|dolar|\$|adet|tane|kg\b|gr\b|gram|ml\b|km\b|puan)"
)
_BEFORE_MONEY = re.compile(r"(?:₺|€|\$|tl)\s?$")


def find_numbers(folded: Folded, claims: Claims) -> None:
    """Five to twenty digits that are no telephone, price or identity number are an order's number.

    Words near by decide between an order and a parcel; without any, it is an order's, since a customer who
    is asked for the number sends it bare.
    """
    for match in _NUMBER.finditer(folded.text):
        _claim(match, folded, claims)
    for match in _CODE.finditer(folded.text):
        if _tracking_cue(folded.text, match):
            _add("tracking_code", match.group().upper(), match, folded, claims)
    for match in _SPACED.finditer(folded.text):
        digits = re.sub(r"\D", "", match.group())
        alone = not re.search(r"\w", folded.text[: match.start()] + folded.text[match.end() :])
        if 5 <= len(digits) <= 20 and (
            alone or _ORDER.search(folded.text[max(0, match.start() - 16) : match.start()])
        ):
            _claim(match, folded, claims)


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


def _last(cue: re.Pattern[str], before: str) -> int:
    """Where the nearest cue begins; -1 without one."""
    return max((match.start() for match in cue.finditer(before)), default=-1)


def _add(name: str, value: str, match: re.Match[str], folded: Folded, claims: Claims) -> None:
    start, end = folded.span(*match.span())
    if claims.free(start, end):
        claims.add(name, start, end, value)
