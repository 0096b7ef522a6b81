"""Facts in a text: numbers, prices, dates, codes and links, as values that can be compared.

The same text is read the same way whoever wrote it, so only differences between two readings count. A separator
before exactly three digits groups thousands, before one or two it begins the fraction, in whatever language.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from invekto.agent_ai.llm.guard.numerals import CURRENCIES, MONTHS, RELATIVE, UNITS, WEEKDAYS, Spoken, spoken
from invekto.core.folding import turkish_lower

BLANK = "\ufffc"  # stands for what was read: no word, sign or space


@dataclass(frozen=True, slots=True)
class Fact:
    """``value`` compares equal where the meaning is equal; ``start`` and ``end``: its place in the folded text."""

    kind: str
    value: tuple[object, ...]
    start: int
    end: int = 0


_FOLD = str.maketrans(
    {"ı": "i", "ş": "s", "ğ": "g", "ü": "u", "ö": "o", "ç": "c", "â": "a", "î": "i", "û": "u"}
)


def folded(text: str) -> str:
    """Lower case without Turkish marks, character for character: places stay those of ``text``."""
    return "".join(
        low if len(low := turkish_lower(sign)) == 1 else low[0] if low else " " for sign in text
    ).translate(_FOLD | {ord("’"): "'", ord("ʼ"): "'", ord("`"): "'", ord("‘"): "'", 0xA0: " "})


_ENDINGS = (
    "com|net|org|tr|me|io|co|ly|gl|link|page|app|shop|store|site|online|info|biz|de|eu|uk|xyz|example|test"
)
_NUM = r"\d{1,3}(?:[.,]\d{3})+(?:[.,]\d{1,2})?(?!\d)|\d+(?:[.,]\d{1,2})?(?![.,]?\d)"
_CURRENCY = "|".join(sorted(map(re.escape, CURRENCIES), key=len, reverse=True))
_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
_WEEKDAY = "|".join(sorted(WEEKDAYS, key=len, reverse=True))
_RELATIVE = "|".join(sorted(RELATIVE, key=len, reverse=True))
_UNIT = "|".join(sorted(UNITS, key=len, reverse=True))
_TO = r"(?:\s?[-–—/]\s?|\s(?:ile|ila|ve|veya|ya da|to|and|or|through|until)\s)"
_BENT = r"(?:'?[a-z]{1,6})?"  # a Turkish ending
_MANY = r"(?:\s?(?P<many>bin|milyon|k|thousand|million)(?![a-z]))?"
_MANY_OF = {"bin": 1000, "thousand": 1000, "k": 1000, "milyon": 10**6, "million": 10**6}

_LINK = re.compile(
    rf"(?:https?://|www\.)[^\s{BLANK}]+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
    rf"|(?<![\w@.])[a-z0-9-]+(?:\.[a-z0-9-]+){{0,3}}\.(?:{_ENDINGS})(?![\w])(?:/[^\s{BLANK}]*)?"
)
_CODE = re.compile(r"(?<![\w.,])(?=[a-z0-9-]*\d)(?:[a-z]{1,8}-?\d[a-z0-9-]*|\d+[a-z]+\d[a-z0-9-]*)(?!\w)")
_PLACEHOLDER = re.compile(r"\[[a-z]+_\d+\]")
_ISO = re.compile(r"(?<!\d)(\d{4})-(\d{2})-(\d{2})(?!\d)")
_DOTTED = re.compile(r"(?<![\d.,/])(\d{1,2})([./-])(\d{1,2})\2(\d{4}|\d{2})(?![\d/])")
_DAY_MONTH = re.compile(
    rf"(?<![\d.,])(?:(\d{{1,2}}){_TO})?(\d{{1,2}})(?:st|nd|rd|th)?\.?\s(?:of\s)?({_MONTH})(?![a-z]){_BENT}"
    r"(?:,?\s(\d{4})(?!\d))?"
)
_MONTH_DAY = re.compile(
    rf"(?<!\w)({_MONTH})\.?\s(\d{{1,2}})(?:st|nd|rd|th)?(?!\d|[.,:]\d)(?:,?\s(\d{{4}})(?!\d))?"
)
_MONTH_ALONE = re.compile(rf"(?<!\w)({_MONTH})(?!\w)")
_WEEKDAYS = re.compile(rf"(?<!\w)({_WEEKDAY})(?:'?(?:s|ya|ye|yi|nin|da|de|dan|den|lari|leri|gunu|si))?(?!\w)")
_RELATIVES = re.compile(rf"(?<!\w)({_RELATIVE})(?:'?(?:ki|ku|den|dan|a|e|s))?(?!\w)")
_CLOCK = re.compile(r"(?<![\d.,:])([01]?\d|2[0-4]):([0-5]\d)(?::[0-5]\d)?(?!\d)(?:\s?(am|pm)(?!\w))?")
_CLOCK_DOT = re.compile(r"(?:(?<=saat )|(?<=saati )|(?<= at ))([01]?\d|2[0-4])[.:]([0-5]\d)(?!\d|\.\d)")
_CLOCK_HOUR = re.compile(
    r"(?:(?<=saat )|(?<=saati ))([01]?\d|2[0-4])(?![\d.:])|(?<![\d.,:])(1[0-2]|\d)\s?(am|pm)(?!\w)"
)
_PERCENT = re.compile(
    rf"%\s?({_NUM})|(?<![\d.,])({_NUM})\s?(?:%|percent(?!\w)|per cent(?!\w))|yuzde\s({_NUM})"
)
_MONEY_BEFORE = re.compile(rf"(?<!\w)(?<!\d )(₺|\$|€|£|tl|try|usd|eur|gbp)\s?({_NUM}){_MANY}")
_MONEY_AFTER = re.compile(
    rf"(?<![\d.,])(?:({_NUM}){_TO})?({_NUM}){_MANY}{_BENT}\s?({_CURRENCY})(?![a-z]*\d){_BENT}(?!\w)"
)
_COUNT = re.compile(
    rf"(?<![\w.,])(?:({_NUM}){_TO})?({_NUM})(?:(?:'?[a-z]{{1,5}})?\s?({_UNIT}))?(?:'?[a-z]{{1,6}})?(?!\w)"
)
_PM = 12


def number(written: str) -> Decimal:
    """ "1.250,50", "1,250.50" and "1250.5" are the same; a group of three after a separator is thousands."""
    *groups, last = re.split(r"[.,]", written)
    if not groups:
        return Decimal(last)
    if len(last) == 3:
        return Decimal("".join([*groups, last]))
    return Decimal(f"{''.join(groups)}.{last}").normalize() + 0


def find(text: str, language: str) -> tuple[list[Fact], str]:
    """Every fact in order, and the folded text with the facts blanked out, for reading the words that are left.

    ``language``: tr or en, whose words for numbers are read; empty: of both.
    """
    view = folded(text)
    facts: list[Fact] = []
    for pattern, read in _READERS:
        parts, at = [], 0
        for match in pattern.finditer(view):
            found = list(read(match))
            if not found:
                continue
            facts += found
            parts += [view[at : match.start()], BLANK * (match.end() - match.start())]
            at = match.end()
        view = "".join([*parts, view[at:]])
    for one in spoken(view, language):
        facts += _spoken(one, view[one.start : one.end])
        view = view[: one.start] + BLANK * (one.end - one.start) + view[one.end :]
    facts = [_as_written(fact, text) if fact.kind == "link" else fact for fact in facts]
    facts.sort(key=lambda fact: fact.start)
    return sorted([*facts, *_ranges(facts, folded(text))], key=lambda fact: fact.start), view


# "Pazartesi–Cuma" are five days, "Pazartesi, Cuma" two: what stands between two facts is a fact, too.
_FROM_TO = re.compile(r"(?:'[a-z]{1,4})?(?:[ \t]?[-–—][ \t]?|[ \t](?:ila|to|through|till)[ \t])")
_WITH = re.compile(r"(?:'[a-z]{1,4})?[ \t]ile[ \t]")  # of days it may also mean "and"
_RANGED = {
    "date": ("date", "weekday"),
    "year": ("date", "weekday"),
    "weekday": ("weekday",),
    "month": ("month",),
    "time": ("time",),
    "number": ("number",),
    "money": ("money",),
    "percent": ("percent",),
}


def _ranges(facts: list[Fact], view: str) -> Iterator[Fact]:
    for one, other in pairwise(facts):
        if other.kind not in _RANGED.get(one.kind, ()) or not one.end:
            continue
        between = view[one.end : other.start]
        is_range = _FROM_TO.fullmatch(between) or (
            one.kind in ("time", "number", "money", "percent") and _WITH.fullmatch(between)
        )
        if is_range:
            yield Fact("range", (other.kind,), one.end)


def _as_written(link: Fact, text: str) -> Fact:
    """An address means what it means in its own letters: their case counts. Its value was its length."""
    (length,) = link.value
    assert isinstance(length, int)
    address = text[link.start : link.start + length]
    return Fact("link", (address.removeprefix("https://").removeprefix("www."),), link.start)


def _link(match: re.Match[str]) -> Iterator[Fact]:
    yield Fact(
        "link",
        (len(match.group().rstrip(".,;:!?)'\"")),),
        match.start(),
    )


def _code(match: re.Match[str]) -> Iterator[Fact]:
    written = match.group()
    if re.fullmatch(r"\d+(?:st|nd|rd|th)", written):
        return
    yield Fact("code", (written.replace("-", ""),), match.start())


def _placeholder(match: re.Match[str]) -> Iterator[Fact]:
    yield Fact("placeholder", (match.group(),), match.start())


_Span = tuple[int, int]
_CENTURY = 2000  # of a year told in two digits


def _date(day: str, month: int, year: str | None, at: _Span) -> Iterator[Fact]:
    if not 1 <= int(day) <= 31 or not 1 <= month <= 12:
        return
    yield Fact("date", (int(day), month), *at)
    if year:
        yield Fact("year", (int(year) if len(year) > 2 else _CENTURY + int(year),), *at)


def _iso(match: re.Match[str]) -> Iterator[Fact]:
    return _date(match[3], int(match[2]), match[1], match.span())


def _dotted(match: re.Match[str]) -> Iterator[Fact]:
    return _date(match[1], int(match[3]), match[4], match.span())


def _day_month(match: re.Match[str]) -> Iterator[Fact]:
    if match[1]:
        yield from _date(match[1], MONTHS[match[3]], None, match.span(1))
    yield from _date(match[2], MONTHS[match[3]], match[4], (match.start(2), match.end()))


def _month_day(match: re.Match[str]) -> Iterator[Fact]:
    return _date(match[2], MONTHS[match[1]], match[3], match.span())


def _month(match: re.Match[str]) -> Iterator[Fact]:
    if match[1] not in ("may", "mar", "ara", "oca", "eki", "sub"):  # also words of another kind
        yield Fact("month", (MONTHS[match[1]],), *match.span())


def _weekday(match: re.Match[str]) -> Iterator[Fact]:
    yield Fact("weekday", (WEEKDAYS[match[1]],), *match.span())


def _relative(match: re.Match[str]) -> Iterator[Fact]:
    yield Fact("relative", (RELATIVE[match[1]],), match.start())


def _clock(match: re.Match[str]) -> Iterator[Fact]:
    hour = int(match[1])
    if match.re is _CLOCK and match[3]:
        hour = hour % _PM + (_PM if match[3] == "pm" else 0)
    yield Fact("time", (hour, int(match[2])), *match.span())


def _hour(match: re.Match[str]) -> Iterator[Fact]:
    if match[1]:
        yield Fact("time", (int(match[1]), 0), *match.span())
    else:
        yield Fact("time", (int(match[2]) % _PM + (_PM if match[3] == "pm" else 0), 0), *match.span())


def _percent(match: re.Match[str]) -> Iterator[Fact]:
    yield Fact("percent", (number(match[1] or match[2] or match[3]),), *match.span())


def _amount(written: str, many: str | None) -> Decimal:
    return number(written) * _MANY_OF.get(many or "", 1)


def _money_before(match: re.Match[str]) -> Iterator[Fact]:
    yield Fact("money", (_amount(match[2], match["many"]), CURRENCIES[match[1]]), *match.span())


def _money_after(match: re.Match[str]) -> Iterator[Fact]:
    currency = CURRENCIES[match[4]]
    if match[1]:
        yield Fact("money", (_amount(match[1], match["many"]), currency), *match.span(1))
    yield Fact("money", (_amount(match[2], match["many"]), currency), match.start(2), match.end())


_CODE_DIGITS = 6  # a number this long without separators is an order's, a parcel's or a phone's


def _count(match: re.Match[str]) -> Iterator[Fact]:
    unit = UNITS.get(match[3] or "", "")
    for written, at in ((match[1], match.span(1)), (match[2], (match.start(2), match.end()))):
        if not written:
            continue
        if written.isdigit() and len(written) >= _CODE_DIGITS:
            yield Fact("code", (written,), *at)
        else:
            yield Fact("number", (number(written), unit), *at)


def _spoken(one: Spoken, words: str) -> Iterator[Fact]:
    at = (one.start, one.end)
    if one.value is None:
        yield Fact("number", (words, one.unit), *at)  # equal only to the same words
        return
    kind = "money" if one.unit in CURRENCIES.values() else "percent" if one.unit == "percent" else "number"
    yield Fact(kind, (one.value,) if kind == "percent" else (one.value, one.unit), *at)
    if one.is_span:
        yield Fact("range", (kind,), one.end)


_Reader = tuple[re.Pattern[str], Callable[[re.Match[str]], Iterator[Fact]]]
# What is read first is closed to those after it: a date is no price, a price no count.
_READERS: tuple[_Reader, ...] = (
    (_PLACEHOLDER, _placeholder),
    (_LINK, _link),
    (_ISO, _iso),
    (_DOTTED, _dotted),
    (_DAY_MONTH, _day_month),
    (_MONTH_DAY, _month_day),
    (_CODE, _code),
    (_CLOCK, _clock),
    (_CLOCK_DOT, _clock),
    (_CLOCK_HOUR, _hour),
    (_WEEKDAYS, _weekday),
    (_RELATIVES, _relative),
    (_MONTH_ALONE, _month),
    (_PERCENT, _percent),
    (_MONEY_BEFORE, _money_before),
    (_MONEY_AFTER, _money_after),
    (_COUNT, _count),
)
