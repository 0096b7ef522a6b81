"""What is bought and for how much: quantity, money, size, colour."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation

from invekto.chat_analysis.entities.claims import Claims
from invekto.chat_analysis.normalise import Folded

_ONES = {"bir": 1, "iki": 2, "uc": 3, "dort": 4, "bes": 5, "alti": 6, "yedi": 7, "sekiz": 8, "dokuz": 9}
_TENS = {
    "on": 10, "yirmi": 20, "otuz": 30, "kirk": 40, "elli": 50, "altmis": 60, "yetmis": 70, "seksen": 80,
    "doksan": 90,
}  # fmt: skip
_SCALES = {"yuz": 100, "bin": 1000}
_ENGLISH = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10,
    "twelve": 12, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "hundred": 100,
}  # fmt: skip
_NUMERALS = {**_ONES, **_TENS, **_SCALES, **_ENGLISH}
_NUMERAL = "|".join(sorted(_NUMERALS, key=len, reverse=True))
NUMBER_WORDS = rf"(?:(?:{_NUMERAL})(?:\s?(?:{_NUMERAL}))*)"

_UNITS = {
    "adet": "piece", "adetlik": "piece", "tane": "piece", "parca": "piece", "ad": "piece", "pcs": "piece",
    "pieces": "piece", "piece": "piece", "units": "piece", "unit": "piece",
    "paket": "pack", "packs": "pack", "pack": "pack",
    "koli": "carton", "kutu": "carton", "kasa": "carton", "karton": "carton", "cartons": "carton",
    "carton": "carton",
    "boxes": "carton", "box": "carton",
    "duzine": "dozen", "dozens": "dozen", "dozen": "dozen",
    "seri": "series", "series": "series",
}  # fmt: skip
_QUANTITY = re.compile(
    rf"(?<![\w.,])(\d{{1,3}}(?:\.\d{{3}})+|\d{{1,6}}|{NUMBER_WORDS})\s?(?:er\s|ar\s)?"
    rf"({'|'.join(sorted(_UNITS, key=len, reverse=True))})(?:i|e|si|in|ini|den|ten|lik|luk)?\b"
)
_NOT_GOODS = re.compile(r"^\s?(?:taksit|kisi|gun|ay|yil|saat|dakika|seans)")

_AMOUNT = r"\d{1,3}(?:[.,]\d{3})+(?:[.,]\d{1,2})?|\d{1,9}(?:[.,]\d{1,2})?"
_CURRENCIES = {
    "tl": "TRY", "lira": "TRY", "liraya": "TRY", "liradan": "TRY", "liralik": "TRY", "try": "TRY", "₺": "TRY",
    "euro": "EUR", "eur": "EUR", "avro": "EUR", "€": "EUR", "dolar": "USD", "usd": "USD", "$": "USD",
    "dollar": "USD", "dollars": "USD", "euros": "EUR", "sterlin": "GBP", "pound": "GBP", "pounds": "GBP",
    "gbp": "GBP",
    "£": "GBP",
}  # fmt: skip
_WORD_CURRENCY = "|".join(sorted((c for c in _CURRENCIES if c.isalpha()), key=len, reverse=True))
_MONEY = re.compile(
    rf"(?<![\w.,])(?:(?P<sign>[₺€$£])\s?(?P<after>{_AMOUNT})|(?P<before>{_AMOUNT}|"
    rf"{NUMBER_WORDS})\s?(?P<thousand>bin\s?|k\s?)?"
    rf"(?P<name>[₺€$£]|(?:{_WORD_CURRENCY})\b))"
)

_LETTER_SIZE = re.compile(r"(?<![\w'])((?:[2-5]?x{1,4}|x{0,3})[sl]|s/m|m/l|m|xs|standart)(?![\w'])")
_SIZE_CUE_AFTER = re.compile(r"^\s?(?:beden|size|bden|bedn|numara|no\b|numra|olur mu|var mi|kaldi mi)")
_SIZE_CUE_BEFORE = re.compile(r"(?:beden\w*|size|numara\w*|no)\s?:?\s?$")
_NUMBER_SIZE = re.compile(
    r"(?<![\w.,])(\d{2}(?:[.,]5)?)(?:\s?(?:numara|nmr|numra|no|beden|bedn)\w*|'?(?:lik|luk|i|e|"
    r"si)?\s?(?:numara|beden)\w*)"
)
_NUMBER_SIZE_BEFORE = re.compile(
    r"\b(?:numara|beden|size|eu|no)\s?:?\s?(\d{2}(?:[.,]5)?)(?![\w.,]|\s?(?:tl|lira|adet|gun))"
)
_AGE_SIZE = re.compile(r"(?<![\w.,])(\d{1,2}\s?-\s?\d{1,2})\s?(yas|ay)\b")

_COLORS = {
    "siyah": "siyah", "beyaz": "beyaz", "kirmizi": "kırmızı", "mavi": "mavi", "lacivert": "lacivert",
    "yesil": "yeşil", "sari": "sarı", "turuncu": "turuncu", "mor": "mor", "pembe": "pembe", "gri": "gri",
    "kahverengi": "kahverengi", "bej": "bej", "krem": "krem", "ekru": "ekru", "bordo": "bordo",
    "haki": "haki",
    "fusya": "fuşya", "lila": "lila", "turkuaz": "turkuaz", "antrasit": "antrasit", "vizon": "vizon",
    "pudra": "pudra", "hardal": "hardal", "somon": "somon", "taba": "taba", "fume": "füme", "gumus": "gümüş",
    "black": "siyah", "white": "beyaz", "red": "kırmızı", "blue": "mavi", "green": "yeşil", "yellow": "sarı",
    "pink": "pembe", "purple": "mor", "grey": "gri", "gray": "gri", "brown": "kahverengi", "beige": "bej",
    "navy": "lacivert", "orange": "turuncu",
}  # fmt: skip
_COLOR = re.compile(
    rf"\b({'|'.join(sorted(_COLORS, key=len, reverse=True))})"
    r"(?:i|yi|si|su|isi|isini|sini|in|nin|a|e|ya|ye|la|le|yla|yle|dan|den|lar|ler|lari|leri|olan|sindan|"
    r"inden|imsi)?\b"
)
# "mavi tik" and "sarı sayfa" colour nothing that is bought.
_NOT_COLOR = re.compile(r"^\s(?:tik|sayfa|es(?:ya|yalar)|friday|liste|kart|out)")


def number_of(words: str) -> int:
    """The number said in Turkish or English words, as "yüz elli" → 150."""
    total, current = 0, 0
    for word in re.findall(_NUMERAL, words):
        value = _NUMERALS[word]
        if value == 1000:
            total, current = total + max(1, current) * 1000, 0
        elif value == 100:
            current = max(1, current) * 100
        else:
            current += value
    return total + current


def find_money(folded: Folded, claims: Claims) -> None:
    for match in _MONEY.finditer(folded.text):
        written = match["after"] or match["before"]
        amount = _decimal(written) if written[0].isdigit() else Decimal(number_of(written))
        if match["thousand"] and amount is not None:
            amount *= 1000
        start, end = folded.span(*match.span())
        if amount is None or not claims.free(start, end):
            continue
        currency = _CURRENCIES[match["sign"] or match["name"]]
        claims.add("money", start, end, {"amount": f"{amount:.2f}", "currency": currency})


def _decimal(written: str) -> Decimal | None:
    """A Turkish or English amount: of dots and commas, the last one followed by one or two digits is
    decimal."""
    decimal = re.search(r"[.,](\d{1,2})$", written)
    whole = re.sub(r"\D", "", written[: decimal.start()] if decimal else written)
    try:
        return Decimal(f"{whole}.{decimal.group(1)}" if decimal else whole)
    except InvalidOperation:
        return None


def find_quantity(folded: Folded, claims: Claims) -> None:
    """Goods wanted or owned; not heads, prices, instalments or dates."""
    for match in _QUANTITY.finditer(folded.text):
        written = match.group(1)
        amount = int(written.replace(".", "")) if written[0].isdigit() else number_of(written)
        start, end = folded.span(*match.span())
        # "bir tane" asks for a thing, "bir adet" counts it; both are one.
        if amount and not _NOT_GOODS.match(folded.text[match.end() :]) and claims.free(start, end):
            value: dict[str, int | str] = {"amount": amount, "unit": _UNITS[match.group(2)]}
            claims.add("quantity", start, end, value)


def find_size(folded: Folded, claims: Claims) -> None:
    """As sold: "38", "XL", "2-3 yaş". A lone letter counts only beside a word of size."""
    text = folded.text
    for match in _AGE_SIZE.finditer(text):
        low, high = re.split(r"\s?-\s?", match.group(1))
        unit = "yaş" if match.group(2) == "yas" else "ay"
        _add_size(match.span(), f"{low}-{high} {unit}", folded, claims)
    for pattern in (_NUMBER_SIZE, _NUMBER_SIZE_BEFORE):
        for match in pattern.finditer(text):
            _add_size(match.span(1), match.group(1).replace(",", "."), folded, claims)
    for match in _LETTER_SIZE.finditer(text):
        letters = match.group(1)
        certain = len(letters) > 1
        if (
            certain
            or _SIZE_CUE_AFTER.match(text[match.end() :])
            or _SIZE_CUE_BEFORE.search(text[: match.start()])
        ):
            _add_size(match.span(1), letters if letters == "standart" else letters.upper(), folded, claims)


def _add_size(place: tuple[int, int], value: str, folded: Folded, claims: Claims) -> None:
    start, end = folded.span(*place)
    if claims.free(start, end):
        claims.add("size", start, end, value)


def find_color(folded: Folded, claims: Claims) -> None:
    for match in _COLOR.finditer(folded.text):
        start, end = folded.span(*match.span(1))
        if claims.free(start, end) and not _NOT_COLOR.match(folded.text[match.end() :]):
            claims.add("color", start, end, _COLORS[match.group(1)])
