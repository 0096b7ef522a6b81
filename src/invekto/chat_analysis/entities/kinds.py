"""What a word can be part of, so that the rules of an entity run only where it can be at all.

Every set here is wider than the rules it spares: a word too many costs time, a word too few would lose a find.
"""

from __future__ import annotations

from functools import lru_cache

from invekto.chat_analysis.entities.numerals import NUMERALS
from invekto.chat_analysis.entities.vocabulary import DAYS, MONTHS, PARTS, RELATIVE
from invekto.chat_analysis.entities.words import Word

NUMBER, TIME, SIZE, ONE, WEEKDAY, MONTH, CALENDAR, TITLE, LEGAL = (1 << place for place in range(9))


_NUMBERS = (*(name for name in NUMERALS if len(name) > 2), "uc")
_SHORT_NUMBERS = ("bi", "on")
_TIMES = tuple(
    {name.split()[0] for names in (DAYS, MONTHS, PARTS, RELATIVE) for name in names}
    | set(
        """hafta hft week month day ay gun bayram aref arif yil new saat dakika dk hour min yarim half quarter noon
        ago next last this ramazan kurban at by till until around about gelecek onumuz gecen obur sonra early mid
        late end beginning start first bucu bcuk ceyrek kala gece geciyor""".split()  # noqa: SIM905
    )
)
_SIZES = (
    "x",
    "smal",
    "medi",
    "medy",
    "larg",
    "larch",
    "lardj",
    "stand",
    "std",
    "ebat",
    "size",
    "kisilik",
    "battal",
    "king",
    "queen",
)
_LETTERS = frozenset({"s", "m", "l"})
_ONE = frozenset({"a", "an", "another", "half", "yarim"})


def _is_short_number(word: str) -> bool:
    """ "bi" and "on", joined to another numeral or with an ending; not "bilgi" and "onlar"."""
    rest = word[2:]
    return word.startswith(_SHORT_NUMBERS) and (
        len(rest) <= 4 or rest.startswith((*_NUMBERS, *_SHORT_NUMBERS))
    )


_WEEKDAYS, _MONTHS = tuple(DAYS), tuple(MONTHS)
_CALENDAR = tuple(
    {name.split()[0] for name in RELATIVE}
    | set("hafta hft week month day ay gun bayram aref arif yil new yarindan ramazan kurban".split())  # noqa: SIM905
)
_TITLES = tuple("prof doc dok op uzm yrd dr dt dkt hekim dis surgeon hoca hanim bey".split())  # noqa: SIM905
_LEGAL_FORMS = frozenset("ltd san tic a as gmbh llc inc sti".split())  # noqa: SIM905


@lru_cache(maxsize=16384)
def _kinds(word: str) -> int:
    kinds = 0
    if word[0].isdigit() or word.startswith(_NUMBERS) or _is_short_number(word):
        kinds |= NUMBER
    if word[0].isdigit() or word.startswith(_TIMES):
        kinds |= TIME
    if word[0].isdigit() or word in _LETTERS or word.startswith(_SIZES):
        kinds |= SIZE
    if word.startswith(_WEEKDAYS):
        kinds |= WEEKDAY
    if word.startswith(_MONTHS):
        kinds |= MONTH
    if word.startswith(_CALENDAR):
        kinds |= CALENDAR
    if word.startswith(_TITLES):
        kinds |= TITLE
    if word in _LEGAL_FORMS:
        kinds |= LEGAL
    if word in _ONE:
        kinds |= ONE
    return kinds


def kinds_of(words: list[Word]) -> int:
    """Every kind that some word of the message is of."""
    kinds = 0
    for word in words:
        kinds |= _kinds(word.text)
    return kinds
