"""Personal numbers, addresses and names made unreadable, for logs and for people who need not see them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from invekto.chat_analysis.entities.contact import (
    card_spans,
    email_spans,
    iban_spans,
    identity_spans,
    phone_like_spans,
)
from invekto.chat_analysis.naming import is_name, known_words, name_spans

__all__ = ["is_name", "known_words", "mask_customer", "mask_personal"]

_Finder = Callable[[str], Iterable[tuple[int, int]]]

_LINK = re.compile(
    r"(?:https?://|www\.)\S+|(?<![\w@.])[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){0,4}\.(?:com|net|org|tr|me|io|co|ly|link|"
    r"page|app|shop|store|biz|info|ru|de|eu)(?:/\S*)?(?![\w@])",
    re.IGNORECASE,
)
_ACCOUNT = re.compile(r"(?<![\w.@])@[\w.]{2,30}")
_DIGITS = re.compile(r"(?<!\w)[#+(]{0,2}\d(?:[ ().\-/]{0,2}\d)*(?!\w)")
_MONEY = re.compile(
    r"(?:[.,]\d{1,2})? ?(?:tl|try|₺|lira|euro|eur|€|\$|usd|dolar|dollar|bin|adet)", re.IGNORECASE
)
# Letters and digits: a shipment's number, a plate, a passport.
_CODE = re.compile(r"(?<!\w)(?=[A-Za-z0-9-]*[A-Za-z])(?=(?:[A-Za-z-]*\d){4})[A-Za-z0-9-]{7,40}(?!\w)")
_PLATE = re.compile(r"(?<!\w)(?:0[1-9]|[1-7]\d|8[01]) ?[A-PR-VYZ]{1,3} ?\d{2,5}(?!\w)")
_CALLED_NUMBER = re.compile(
    r"(?:sipari[sş]|order|takip|tracking|kargo|fatura|invoice|fi[sş]|referans|ref|barkod|kod|dosya|protokol|pasaport|"
    r"passport|m[uü][sş]teri|customer)\w{0,6}[ .]{0,2}(?:no\w{0,4}|num\w{0,8}|kodu?\w{0,4}|id|#)?[ .:#=]{0,3}"
    r"(?P<number>(?=[A-Z-]{0,6}\d)[A-Z0-9-]{3,30})(?!\w)",
    re.IGNORECASE,
)
_WAY = (
    r"(?:mah(?:allesi|\.)?|mh\.?|cad(?:desi|\.)?|cd\.?|sok(?:a[kğg]\w{0,2}|\.)?|sk\.?|bulvar\w{0,2}|blv\.?|"
    r"apt\.?|apartman\w{0,2}|site(?:si)?|street|avenue|road)(?!\w)"
)
_ADDRESS = re.compile(
    rf"(?:[^\W_]{{1,30}}\.? ){{1,3}}{_WAY}(?:[ ,/:.-]{{0,3}}(?:(?:[^\W\d_]{{2,30}}\.? ){{1,3}}{_WAY}|"
    r"no|num(?:ara)?|kat|daire|d|k|blok|[A-Z]\b|\d{1,5}[a-z]?)(?!\w))*",
    re.IGNORECASE,
)
_LONG_RUN = 5  # digits in a row; a price has fewer or says so
_LONG_ROW = 6  # digits in groups, one of them of three at least: sizes come in twos


def mask_personal(text: str) -> str:
    """The text with e-mail addresses, IBANs, card, identity and telephone numbers replaced by their kind."""
    return _masked(text, _PERSONAL)


def mask_customer(text: str, known: frozenset[str] = frozenset()) -> str:
    """The text without anything that leads to a person: also names, links, accounts, addresses and every long number.

    ``known`` are the words of names that must not be seen (``known_words``). Rather too much is masked than
    too little: what comes out is for people who want to know what was asked, not by whom.
    """
    people: tuple[str, _Finder] = ("[name]", lambda part: name_spans(part, known))
    return _masked(text, (*_PERSONAL, *_TRACES, people))


def _masked(text: str, kinds: Iterable[tuple[str, _Finder]]) -> str:
    spans: list[tuple[int, int, str]] = []
    for kind, finder in kinds:
        for start, end in finder(text):
            if all(end <= s or start >= e for s, e, _ in spans):
                spans.append((start, end, kind))
    parts, at = [], 0
    for start, end, kind in sorted(spans):
        parts += [text[at:start], kind]
        at = end
    return "".join([*parts, text[at:]])


def _matches(pattern: re.Pattern[str]) -> _Finder:
    return lambda text: (match.span() for match in pattern.finditer(text))


def _long_numbers(text: str) -> Iterator[tuple[int, int]]:
    for match in _DIGITS.finditer(text):
        groups = re.findall(r"\d+", match.group())
        longest, digits = max(map(len, groups)), sum(map(len, groups))
        if (longest >= _LONG_RUN or (digits >= _LONG_ROW and longest > 2)) and not _MONEY.match(
            text, match.end()
        ):
            yield match.span()


def _called_numbers(text: str) -> Iterator[tuple[int, int]]:
    return (match.span("number") for match in _CALLED_NUMBER.finditer(text))


def _addresses(text: str) -> Iterator[tuple[int, int]]:
    """Only with a number: "which street" is a question."""
    for match in _ADDRESS.finditer(text):
        if any(character.isdigit() for character in match.group()):
            yield match.span()


_PERSONAL: tuple[tuple[str, _Finder], ...] = (
    ("[email]", email_spans),
    ("[iban]", iban_spans),
    ("[card]", card_spans),
    ("[identity]", identity_spans),
    ("[phone]", phone_like_spans),
)
_TRACES: tuple[tuple[str, _Finder], ...] = (
    ("[link]", _matches(_LINK)),
    ("[account]", _matches(_ACCOUNT)),
    ("[address]", _addresses),
    ("[number]", _called_numbers),
    ("[number]", _long_numbers),
    ("[number]", _matches(_CODE)),
    ("[number]", _matches(_PLATE)),
)
