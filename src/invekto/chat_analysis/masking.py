"""Customers' messages for people who want to know what was asked, not by whom."""

from __future__ import annotations

import re
from collections.abc import Iterator

from invekto.chat_analysis.addresses import address_spans
from invekto.chat_analysis.long_numbers import called_numbers, codes, long_numbers, plates, spoken_numbers
from invekto.chat_analysis.naming import is_name, known_words, name_spans
from invekto.core.masking import Finder, Span, emails, ibans, masked

__all__ = ["is_name", "known_words", "mask_customer"]

_ENDINGS = (
    "com|net|org|tr|me|io|co|ly|gl|link|page|app|shop|store|site|online|istanbul|biz|info|ru|de|eu|az|tv|gg|xyz|"
    "uk|fr|nl|at"
)
_LINK = re.compile(
    rf"(?:https?://|www\.)\S+|(?<![\w@.])[a-z0-9-]{{1,63}}(?:\.[a-z0-9-]{{1,63}}){{0,4}}\.(?:{_ENDINGS})(?:/\S*)?(?![\w@])",
    re.IGNORECASE,
)
_AT = r"(?:@ | @ | ?[\[({<] ?(?:at|et|@) ?[\])}>] ?)"
_DOT = r"(?: ?\. ?| ?[\[({<] ?(?:dot|nokta|\.) ?[\])}>] ?| (?:dot|nokta) )"
_PROVIDERS = "gmail|g ?mail|hotmail|outlook|yahoo|icloud|yandex|windowslive|mynet|proton(?:mail)?|gmx|msn"
# Written so that machines shall not read it, or typed in a hurry: "ali (at) example nokta com", "ali@gmail".
_SPELLED_EMAIL = re.compile(
    rf"(?<![\w.%+-])[\w.%+-]{{1,64}}(?:@[^\W\d_][\w.,-]{{1,90}}|"
    rf"{_AT}[\w-]{{1,63}}(?:{_DOT}[\w-]{{2,24}}){{1,3}}"
    rf"|(?: (?:at|et|@) |@ ?)(?:(?:{_PROVIDERS})(?:(?:{_DOT}| )com)?|[\w-]{{1,63}}(?: (?:dot|"
    rf"nokta) \w{{2,24}}){{1,3}}))"
    r"(?<![.,])(?!\w)",
    re.IGNORECASE,
)
_ACCOUNT = re.compile(r"(?<![\w.@])@[\w.]{1,29}\w")
# Whoever has just named the place writes the account without its sign; an underscore or a digit tells it from a word.
_NAMED_ACCOUNT = re.compile(
    r"(?<!\w)(?:instagram|insta|ig|tiktok|twitter|facebook|face|fb|telegram|snap(?:chat)?|youtube|"
    r"x hesab)\w{0,8}"
    r"(?: (?:ad\w{0,4}|adres\w{0,4}|hesab\w{0,4}|sayfa\w{0,4}|profil\w{0,4}|account|name|is)){0,2} ?[:=]? ?"
    r"(?P<name>(?=\w*(?:[^\W\d]\d|_)|[\w.]{1,30}_)[^\W\d][\w.]{1,28}\w)",
    re.IGNORECASE,
)
_USERNAME = re.compile(
    r"(?<!\w)(?:kullan[ıi]c[ıi] ?ad\w{0,4}|user ?name|nick(?:name|im)?)(?: is)?(?: ?[:=] ?| )"
    r"(?!(?:ne|nedir|yok|var|hatal[ıi]|yanl[ıi][sş]|ve|veya|ya|ile|de[gğ]il|giri?n\w*|unuttum|my|is|and|or|"
    r"mi|m[ıi]|bu|"
    r"kabul|olarak|al[ıi]nm[ıi][sş]|bulunamad[ıi]|bulunmuyor|[sş]ifre\w*|i[cç]in|olmuyor|not|does\w*|"
    r"field)(?!\w))"
    r"(?P<name>[^\W_][\w.-]{2,29})",
    re.IGNORECASE,
)

# A card's short number and what opens an account: masked wherever they are called so.
_SECRET = re.compile(
    r"(?<!\w)(?:cv[cv]2?|g[uü]venlik (?:kodu|numaras[ıi])|pin(?: ?kodu?\w{0,3})?|[sş]ifre(?:m|miz|si|niz)?"
    r"|parola(?:m|m[ıi]z)?|password|passcode|security code)(?: is| ?[:=]| -)? (?P<secret>(?=\S*\d)\S{3,64})",
    re.IGNORECASE,
)


def mask_customer(text: str, known: frozenset[str] = frozenset()) -> str:
    """The text without anything that leads to a person: numbers, addresses, links, accounts and names.

    ``known`` are the words of names that must not be seen (``known_words``). Prices, amounts, sizes and days stay.
    """

    def names(part: str) -> Iterator[Span]:
        return ((start, end, "[name]") for start, end in name_spans(part, known))

    return masked(text, (*_TRACES, names))


def _links(text: str) -> Iterator[Span]:
    for match in _LINK.finditer(text):
        yield *match.span(), "[link]"


def _secrets(text: str) -> Iterator[Span]:
    for match in _SECRET.finditer(text):
        yield *match.span("secret"), "[number]" if match["secret"].isdigit() else "[code]"


def _spelled_emails(text: str) -> Iterator[Span]:
    for match in _SPELLED_EMAIL.finditer(text):
        yield *match.span(), "[email]"


def _accounts(text: str) -> Iterator[Span]:
    for match in _ACCOUNT.finditer(text):
        yield *match.span(), "[account]"


def _named_accounts(text: str) -> Iterator[Span]:
    for pattern in (_NAMED_ACCOUNT, _USERNAME):
        for match in pattern.finditer(text):
            if not match["name"].isupper():  # a campaign's code
                yield *match.span("name"), "[account]"


def _addresses(text: str) -> Iterator[Span]:
    return ((start, end, "[address]") for start, end in address_spans(text))


# In this order: what is found first is shut to the rest, so the certain ones come before the likely ones.
_TRACES: tuple[Finder, ...] = (
    emails,
    _secrets,
    _spelled_emails,
    _links,
    _accounts,
    _named_accounts,
    ibans,
    called_numbers,
    plates,
    codes,
    _addresses,
    long_numbers,
    spoken_numbers,
)
