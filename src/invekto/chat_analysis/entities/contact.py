"""E-mail addresses, telephone numbers, and the personal numbers that only need recognising to be masked."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

import phonenumbers

from invekto.chat_analysis.entities.claims import Claims
from invekto.chat_analysis.normalise import Folded
from invekto.core.check_digits import is_card, is_iban, is_identity_number

_HOME, _HOME_CODE = "TR", 90

_EMAIL = re.compile(
    r"(?<![\w.+-])[A-Za-z0-9][A-Za-z0-9._%+-]{0,63}@[A-Za-z0-9][A-Za-z0-9-]{0,62}(?:\.[A-Za-z0-9-]{1,63}){0,6}\.[A-Za-z]{2,24}"
)
_NUMBER = re.compile(r"(?<![\w+])(?:\+|00)?\(?\d(?:[ ().\-/]{0,2}\d){6,16}(?!\w)")
_IDENTITY = re.compile(r"(?<!\w)[1-9]\d{10}(?!\w)")
_CARD = re.compile(r"(?<!\w)\d(?:[ -]?\d){12,18}(?!\w)")
_IBAN = re.compile(r"(?<!\w)TR ?\d{2}(?:[ .-]?\d){22}(?!\w)", re.IGNORECASE)
# Of another country: two letters, two check digits, and groups of four; the check digits must be right.
_FOREIGN_IBAN = re.compile(r"(?<!\w)[A-Za-z]{2}\d{2}(?: ?[A-Za-z0-9]{4}){2,7}(?: ?[A-Za-z0-9]{1,3})?(?!\w)")
_VAT = re.compile(r"(?<!\w)\d{3}[ .-]?\d{3}[ .-]?\d{2}[ .-]?\d{2}(?!\w)")

_ORDER_CUE = re.compile(r"\b(?:siparis|siparsi|spr|order|takip|kargo|tracking|gonderi|barkod)")
_PHONE_CUE = re.compile(
    r"\b(?:tel\b|telefon|cep|gsm|(?<!siparis )(?<!takip )numaram\b|whatsapp|wp\b|phone|mobile|call|"
    r"ara(?:yin|yabilir|sin)\b)"
)
_IDENTITY_CUE = re.compile(r"\b(?:tc|t\.c|tckn|kimlik|identity|id (?:no|number|card))")
_TAX_CUE = re.compile(r"\b(?:vergi|vrgi|vkn|v\.? ?d\b|v\.? ?no|v\.?k\.?n|tax|vat\b|tin\b)")
_TAX_AFTER = re.compile(r"^\W{0,3}(?:bu |da |numarali |nolu )?(?:vergi|vkn|tax|vat)\b")
_IDENTITY_AFTER = re.compile(r"^\W{0,3}(?:\w+ ){0,2}(?:tc\w{0,3}|tckn|kimlik\w*|t\.c)\b")
_CARD_CUE = re.compile(r"\b(?:kart|krt\b|card|visa|mastercard)")
_CARD_AFTER = re.compile(r"^\W{0,3}(?:\w+ ){0,2}(?:kart|card)")
_CUE_REACH = 32


def _before(folded: Folded, text_start: int) -> str:
    """The folded words just before a place of the original message."""
    place = bisect_left(folded.origin, text_start)
    return folded.text[max(0, place - _CUE_REACH) : place]


def _after(folded: Folded, text_end: int, reach: int = 24) -> str:
    """The folded words just after a place of the original message."""
    place = bisect_left(folded.origin, text_end)
    return folded.text[place : place + reach]


def find_email(text: str, claims: Claims) -> None:
    for match in _EMAIL.finditer(text):
        claims.add("email", *match.span(), match.group().lower())


def find_iban(text: str, claims: Claims) -> None:
    for start, end in iban_spans(text):
        claims.take(start, end)


def find_card(text: str, folded: Folded, claims: Claims) -> None:
    """By its check digit, or by being called a card: a mistyped one is no order number either."""
    for start, end in card_spans(text):
        if claims.free(start, end):
            claims.take(start, end)
    for match in _CARD.finditer(text):
        start, end = match.span()
        if claims.free(start, end) and (
            _CARD_CUE.search(_before(folded, start)) or _CARD_AFTER.match(_after(folded, end))
        ):
            claims.take(start, end)


def find_tax_number(text: str, folded: Folded, claims: Claims) -> None:
    """A company's ten digits, when the words around them say so."""
    for match in _VAT.finditer(text):
        start, end = match.span()
        if claims.free(start, end) and (
            _TAX_CUE.search(_before(folded, start)) or _TAX_AFTER.match(_after(folded, end))
        ):
            claims.add("tax_number", start, end, re.sub(r"\D", "", match.group()))


def find_identity_number(text: str, folded: Folded, claims: Claims) -> None:
    """Eleven digits that are called one, or that pass the check and are called nothing else."""
    checked = set(identity_spans(text))
    for match in _IDENTITY.finditer(text):
        start, end = match.span()
        before = _before(folded, start)
        called = _IDENTITY_CUE.search(before) or _IDENTITY_AFTER.match(_after(folded, end))
        if claims.free(start, end) and (
            called or ((start, end) in checked and not _ORDER_CUE.search(before))
        ):
            claims.take(start, end)


def find_phone(text: str, folded: Folded, claims: Claims) -> None:
    """Valid numbers, and possible ones with another country's code.

    Ten bare digits are one only when they are a mobile, or called a number."""
    for match in _NUMBER.finditer(text):
        start, end = match.span()
        if not claims.free(start, end):
            continue
        number = _valid_phone(match.group())
        if number is None:
            continue
        before = _before(folded, start)
        bare = match.group().isdigit() and not match.group().startswith("0")
        called = _PHONE_CUE.search(before) is not None
        if _ORDER_CUE.search(before) and not called and not match.group().startswith(("+", "00", "0")):
            continue
        if bare and not called and phonenumbers.number_type(number) not in _MOBILE:
            continue
        claims.add(
            "phone", start, end, phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
        )


_MOBILE = (phonenumbers.PhoneNumberType.MOBILE, phonenumbers.PhoneNumberType.FIXED_LINE_OR_MOBILE)


def _valid_phone(written: str) -> phonenumbers.PhoneNumber | None:
    digits = "".join(character for character in written if character.isdigit())
    candidates = [written]
    if len(digits) == 12 and digits.startswith("90") and not written.startswith("+"):
        candidates.insert(0, f"+{digits}")
    for candidate in candidates:
        try:
            number = phonenumbers.parse(candidate, _HOME)
        except phonenumbers.NumberParseException:
            continue
        # Whoever writes a country's code means a telephone, also where the numbering plan has no such number.
        foreign = candidate.startswith("+") and number.country_code != _HOME_CODE
        if phonenumbers.is_valid_number(number) or (foreign and phonenumbers.is_possible_number(number)):
            return number
    return None


def card_spans(text: str) -> Iterator[tuple[int, int]]:
    """Stretches of 13 to 19 digits with a payment card's first digit and a valid check digit."""
    for match in _CARD.finditer(text):
        if is_card(re.sub(r"\D", "", match.group())):
            yield match.span()


def identity_spans(text: str) -> Iterator[tuple[int, int]]:
    """Eleven digits that pass the check of a Turkish identity number."""
    for match in _IDENTITY.finditer(text):
        if is_identity_number(match.group()):
            yield match.span()


def iban_spans(text: str) -> Iterator[tuple[int, int]]:
    for match in _IBAN.finditer(text):
        yield match.span()
    for match in _FOREIGN_IBAN.finditer(text):
        if not match.group().upper().startswith("TR") and is_iban(match.group().replace(" ", "")):
            yield match.span()
