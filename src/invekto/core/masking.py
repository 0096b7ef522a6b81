"""Numbers and addresses by which a person is known, made unreadable: the one place that says what these look like.

The log masks what is found here; ``chat_analysis.masking`` adds what only a reader of messages can tell.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from invekto.core.check_digits import is_card, is_iban, is_identity_number
from invekto.core.phones import to_e164

Span = tuple[int, int, str]
"""Half-open range and the kind that is written in its place; an empty kind keeps the words and shuts them to others."""
Finder = Callable[[str], Iterable[Span]]

_TAKEN = "\ufffc"  # neither letter, space nor sign: nothing that is searched for runs across it
_INVISIBLE = frozenset(
    {"Cf", "Mn", "Me"}
)  # also what makes a digit a key's picture, and a letter an accented one
# What stands between the digits of one number; stars also where others have masked a part of it already.
BETWEEN = r"(?:[ ().\-/*_~·•|\\\u2010-\u2015\u2212]{0,3}|[ *•]{4,12})"
_EMAIL = re.compile(r"[\w.%+-]{1,64}@[^\W_][\w-]{0,62}(?:\.[\w-]{1,63}){0,6}\.[^\W\d_]{2,24}(?![^\W_])")
# Whoever mistypes one means one too; a row of digits alone is found as a number.
_IBAN = re.compile(rf"(?<![^\W_])TR{BETWEEN}\d{{2}}(?:{BETWEEN}\d){{18,24}}(?!\d)", re.IGNORECASE)
_FOREIGN_IBAN = re.compile(
    r"(?<![^\W_])[A-Za-z]{2}\d{2}(?:[ -]?(?:[A-Z]{4}|(?=[A-Za-z]{0,3}\d)[A-Za-z0-9]{4})){2,7}"
    r"(?:[ -]?(?=[A-Za-z]{0,2}\d)[A-Za-z0-9]{1,3})?(?![^\W_])"
)
_IBAN_DIGITS = 10  # every country's has more
# Telephone, card and identity numbers, however grouped; not a day, a fraction or an address on the network.
_LOGGED = re.compile(
    r"(?<![\w.+-])(?!\d{4}-\d\d-\d\d)(?!\d\d[./]\d\d[./]\d{4})(?!\d{1,3}(?:\.\d{1,3}){3}(?!\.?\d))(?!\d{1,3}\.\d{5})"
    rf"(?:\+(?:{BETWEEN}\d){{7,19}}|\(?\d(?:{BETWEEN}\d){{9,18}})(?![\w-])"
)


@dataclass(frozen=True, slots=True)
class Plain:
    """A text without what the eye does not see, digits as 0–9; ``origin`` has the place of each character in the
    text as written, and at its end the text's length."""

    text: str
    origin: list[int]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """In the text as written, with the invisible characters that follow."""
        return self.origin[start], max(self.origin[end], self.origin[end - 1] + 1)


def plain(text: str) -> Plain:
    if text.isascii():
        return Plain(text, list(range(len(text) + 1)))
    kept: list[str] = []
    origin: list[int] = []
    for place, character in enumerate(text):
        shown = _shown(character)
        kept.append(shown)
        origin += [place] * len(shown)
    return Plain("".join(kept), [*origin, len(text)])


@lru_cache(maxsize=4096)
def _shown(character: str) -> str:
    if character.isdecimal():
        return str(unicodedata.decimal(character))
    if unicodedata.category(character) in _INVISIBLE:
        return ""
    simple = unicodedata.normalize("NFKC", character)  # full-width, mathematical, circled: the plain letter
    return simple if simple.isascii() else character


def masked(text: str, finders: Iterable[Finder]) -> str:
    """The text with what each finder finds replaced by its kind; who comes first keeps what he found."""
    view = plain(text)
    left = view.text
    spans: list[Span] = []
    for finder in finders:
        found = list(finder(left))
        spans += found
        left = _without(left, found)
    parts, at = [], 0
    for start, end, kind in sorted(spans):
        if kind:
            first, last = view.span(start, end)
            parts += [text[at:first], kind]
            at = last
    return "".join([*parts, text[at:]])


def _without(text: str, spans: Iterable[Span]) -> str:
    parts, at = [], 0
    for start, end, _ in sorted(spans):
        parts += [text[at:start], _TAKEN * (end - start)]
        at = end
    return "".join([*parts, text[at:]])


def mask_personal(text: str) -> str:
    """The text without e-mail addresses, bank accounts, and numbers long enough for a telephone, card or person.

    For what people who run the machine read: moments, measures, addresses on the network and our own ids stay.
    """
    return masked(text, (emails, ibans, _logged_numbers))


def emails(text: str) -> Iterator[Span]:
    for match in _EMAIL.finditer(text) if "@" in text else ():
        yield *match.span(), "[email]"


def ibans(text: str) -> Iterator[Span]:
    end = 0
    for match in _IBAN.finditer(text):
        yield *match.span(), "[iban]"
        end = match.end()
    for match in _FOREIGN_IBAN.finditer(text):
        written = re.sub("[ -]", "", match.group())
        certain = sum(map(str.isdigit, written)) >= _IBAN_DIGITS and match.group().isupper()
        if written[:2].upper() != "TR" and (certain or is_iban(written)) and match.start() >= end:
            yield *match.span(), "[iban]"


def _logged_numbers(text: str) -> Iterator[Span]:
    for match in _LOGGED.finditer(text):
        yield *match.span(), number_kind(match.group())


def number_kind(written: str) -> str:
    """What a long row of digits is, as far as it says so itself."""
    digits = "".join(filter(str.isdigit, written))
    if is_card(digits):
        return "[card]"
    if is_identity_number(digits):
        return "[identity]"
    return "[phone]" if is_phone(written, digits) else "[number]"


def is_phone(written: str, digits: str) -> bool:
    """Valid as written, or with a country's code before it, which few would write before anything else."""
    if written.startswith("+") or digits.startswith("00"):
        return 8 <= len(digits) <= 17
    bare = written == digits and not digits.startswith(("0", "90", "5"))  # an order's, a company's
    return not bare and 10 <= len(digits) <= 13 and to_e164(digits) is not None
