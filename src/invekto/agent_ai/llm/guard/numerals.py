"""Numbers in words, and the names of months, days, units and currencies, folded, in Turkish and English."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

MONTHS = {
    name: month
    for month, names in enumerate(
        (
            "ocak oca january jan",
            "subat sub february feb",
            "mart mar march",
            "nisan nis april apr",
            "mayis may",
            "haziran haz june jun",
            "temmuz tem july jul",
            "agustos agu august aug",
            "eylul eyl september sept sep",
            "ekim eki october oct",
            "kasim kas november nov",
            "aralik ara december dec",
        ),
        start=1,
    )
    for name in names.split()
}
WEEKDAYS = {
    name: day
    for day, names in enumerate(
        (
            "pazartesi monday mon",
            "sali tuesday tue",
            "carsamba wednesday wed",
            "persembe thursday thu",
            "cuma friday fri",
            "cumartesi saturday sat",
            "pazar sunday sun",
        )
    )
    for name in names.split()
}
RELATIVE = {
    "bugun": "today",
    "today": "today",
    "tonight": "today",
    "bu aksam": "today",
    "yarin": "tomorrow",
    "tomorrow": "tomorrow",
    "obur gun": "in two days",
    "ertesi gun": "next day",
    "next day": "next day",
    "dun": "yesterday",
    "yesterday": "yesterday",
    "haftaya": "next week",
    "gelecek hafta": "next week",
    "onumuzdeki hafta": "next week",
    "next week": "next week",
    "bu hafta": "this week",
    "this week": "this week",
    "hafta sonu": "weekend",
    "weekend": "weekend",
    "hafta ici": "weekdays",
    "weekdays": "weekdays",
    "her gun": "every day",
    "every day": "every day",
    "gelecek ay": "next month",
    "onumuzdeki ay": "next month",
    "next month": "next month",
}
# The longer a name the earlier it is tried: a working day is not a day.
UNITS = {
    "is gun": "working day",
    "working day": "working day",
    "business day": "working day",
    "gun": "day",
    "day": "day",
    "saat": "hour",
    "hour": "hour",
    "dakika": "minute",
    "minute": "minute",
    "hafta": "week",
    "week": "week",
    "ay": "month",
    "month": "month",
    "yil": "year",
    "sene": "year",
    "year": "year",
    "adet": "piece",
    "tane": "piece",
    "piece": "piece",
    "taksit": "instalment",
    "instalment": "instalment",
    "installment": "instalment",
    "seans": "session",
    "session": "session",
    "kisi": "person",
    "people": "person",
    "mg": "mg",
    "ml": "ml",
    "kez": "time",
    "kere": "time",
    "times": "time",
}
CURRENCIES = {
    **dict.fromkeys(("₺", "tl", "try", "lira", "liralik", "turk lirasi"), "TRY"),
    **dict.fromkeys(("$", "usd", "dolar", "dollar", "dollars"), "USD"),
    **dict.fromkeys(("€", "eur", "euro", "euros", "avro"), "EUR"),
    **dict.fromkeys(("£", "gbp", "sterlin", "pound", "pounds"), "GBP"),
    **dict.fromkeys(("kurus",), "kuruş"),
}

_SMALL_TR = ["sifir", "bir", "iki", "uc", "dort", "bes", "alti", "yedi", "sekiz", "dokuz"]
_TENS_TR = ["on", "yirmi", "otuz", "kirk", "elli", "altmis", "yetmis", "seksen", "doksan"]
_SMALL_EN = [
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"),
    *(
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
    ),
]
_TENS_EN = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_ORDINALS_EN = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"]
_VALUES: dict[str, dict[str, Decimal]] = {
    "tr": {
        **{word: Decimal(value) for value, word in enumerate(_SMALL_TR)},
        **{word: Decimal(10 * value) for value, word in enumerate(_TENS_TR, start=1)},
        "yarim": Decimal("0.5"),
        "ceyrek": Decimal("0.25"),
        "bucuk": Decimal("0.5"),
    },
    "en": {
        **{word: Decimal(value) for value, word in enumerate(_SMALL_EN)},
        **{word: Decimal(10 * value) for value, word in enumerate(_TENS_EN, start=2)},
        **{word: Decimal(value) for value, word in enumerate(_ORDINALS_EN, start=1)},
        "half": Decimal("0.5"),
        "quarter": Decimal("0.25"),
        "twice": Decimal(2),
    },
}
_DOZEN = 12
_TIMES: dict[str, dict[str, int]] = {
    "tr": {"duzine": _DOZEN, "yuz": 100, "bin": 1000, "milyon": 10**6},
    "en": {"dozen": _DOZEN, "hundred": 100, "thousand": 1000, "million": 10**6},
}
_LONGEST = 16  # words of a run that is read; who writes more of them tells no number
_LEAST_TENS = {"tr": 10, "en": 20}
_ORDINALS = frozenset(_ORDINALS_EN)
# Also words of another kind (an article, a face, "below", "mounts", "ate"): numbers only beside a number or a unit.
_DOUBTFUL = {
    "tr": frozenset({"bir", "yuz", "bin", "alti", "yedi", "on"}),
    "en": frozenset({"one", "second", "quarter"}),
}
# Of these "bir" and "one" are counted; "bir kişi" is somebody.
_MEASURED = frozenset(UNITS.values()) - {"person", "piece", "time"}
_RANKS = {  # "ikinci gün" is no "iki gün"
    "nth": re.compile(r"[iu]?nc[iu]\w{0,4}"),
    "each": re.compile(r"s?[ae]r(?:li)?"),
}
_BENT = re.compile(r"(?:de|da|te|ta|den|dan|ten|tan|ye|ya|e|a|si|su|sinde|yi|i|u|nin|in)")
_WORD = re.compile(r"[a-z]+")
_UNIT = re.compile(
    rf"\s?(?P<unit>{'|'.join(sorted(UNITS, key=len, reverse=True))})[a-z]{{0,6}}(?!\w)"
    rf"|\s?(?P<money>{'|'.join(sorted(map(re.escape, CURRENCIES), key=len, reverse=True))})[a-z]{{0,3}}(?!\w)"
)
_TO = re.compile(r"\s?[-–—]\s?|\s(?:ile|ila|ve|veya|ya da|to|and|or|through|until)\s")
_PERCENT = re.compile(r"yuzde\s$")


@dataclass(frozen=True, slots=True)
class Spoken:
    """A number written in words. ``value``: None where it could be read in two ways, which is then equal to no figure.

    ``is_span``: with the number after it, it says from where to where ("iki üç gün").
    """

    start: int
    end: int
    value: Decimal | None
    unit: str
    is_span: bool = False


@dataclass(frozen=True, slots=True)
class _Part:
    """A number word; ``rank``: "" for how many, else which one ("ikinci") or how many each ("ikişer")."""

    word: str
    rank: str
    start: int
    end: int


def spoken(view: str, language: str) -> list[Spoken]:
    """Every number written in words in ``view``, which is folded; from its end back."""
    found = [
        one for name in ([language] if language in _VALUES else list(_VALUES)) for one in _numbers(view, name)
    ]
    return sorted(found, key=lambda one: one.start, reverse=True)


def _numbers(view: str, language: str) -> Iterator[Spoken]:
    before: list[Spoken] = []
    for run in _runs(view, language):
        told = _told(view, run, language)
        # "İki ila üç gün": both are days.
        if before and told and not before[-1].unit and _TO.fullmatch(view[before[-1].end : told[0].start]):
            before = [replace(one, unit=told[0].unit) for one in before]
        yield from before
        before = told
    yield from before


def _runs(view: str, language: str) -> Iterator[list[_Part]]:
    run: list[_Part] = []
    for match in _WORD.finditer(view):
        part = _numeral(match, language)
        between = view[run[-1].end : match.start()] if run else ""
        joins = not between.strip(" -") or (
            language == "en" and between == " and " and run[-1].word in _TIMES["en"]
        )
        if language == "en" and match.group() == "and" and run and run[-1].word in _TIMES["en"]:
            continue  # "one hundred and fifty"
        if run and not (part and joins):
            yield run
            run = []
        if part:
            run.append(part)
    if run:
        yield run


def _numeral(match: re.Match[str], language: str) -> _Part | None:
    word, at = match.group(), match.span()
    if word in _ORDINALS:
        return _Part(word, "nth", *at) if language == "en" else None
    known = _VALUES[language].keys() | _TIMES[language].keys()
    if word in known:
        return _Part(word, "", *at)
    if language == "tr":
        for length in range(len(word) - 1, 1, -1):
            stem, ending = word[:length], word[length:]
            if stem not in known:
                continue
            if rank := next((name for name, form in _RANKS.items() if form.fullmatch(ending)), ""):
                return _Part(stem, rank, *at)
            if stem not in _DOUBTFUL["tr"] and _BENT.fullmatch(ending):
                return _Part(stem, "", *at)
    return None


def _told(view: str, run: list[_Part], language: str) -> list[Spoken]:
    """The numbers of one run of number words: "yirmi beş" is one, "iki üç" are two."""
    start, end = run[0].start, run[-1].end
    unit = _UNIT.match(view, end)
    percent = _PERCENT.search(view[:start])
    if len(run) == 1 and not run[0].rank and run[0].word in _DOUBTFUL[language] and not unit and not percent:
        return []
    is_article = [part.word for part in run] in (["bir"], ["one"]) and not run[0].rank
    if is_article and unit and unit["unit"] and UNITS[unit["unit"]] not in _MEASURED:
        return []
    named = "percent" if percent else ""
    start = percent.start() if percent else start
    if unit:
        named = UNITS[unit["unit"]] if unit["unit"] else CURRENCIES[unit["money"]]
    ranks = {part.rank for part in run[:-1]} | {run[-1].rank}
    ways = _fewest(run, language) if len(run) <= _LONGEST else []
    if len(ways) != 1 or (len(ranks) > 1 and len(ways[0]) > 1):
        return [Spoken(start, unit.end() if unit else end, None, named)]
    found: list[Spoken] = []
    [numbers] = ways
    for place, (parts, value) in enumerate(numbers):
        is_last = place == len(numbers) - 1
        following = None if is_last else numbers[place + 1][1]
        rank = parts[-1].rank
        found.append(
            Spoken(
                start if place == 0 else parts[0].start,
                unit.end() if unit and is_last else parts[-1].end,
                value,
                f"{rank} {named}".strip() if rank else named,
                is_span=following is not None and len(numbers) == 2 and following > value,
            )
        )
    return found


_Numbers = list[tuple[list[_Part], Decimal]]


def _fewest(run: list[_Part], language: str) -> list[_Numbers]:
    """The ways to read a run as the fewest numbers. More than one: nobody knows what is meant ("yüz iki yüz")."""
    best: list[list[_Numbers]] = [[[]]]  # best[n]: of its first n words
    for end in range(1, len(run) + 1):
        ways: list[_Numbers] = []
        for start in range(end):
            value = _value([part.word for part in run[start:end]], language)
            if value is not None and not any(part.rank for part in run[start : end - 1]):
                ways += [[*way, (run[start:end], value)] for way in best[start]]
        fewest = min((len(way) for way in ways), default=0)
        # Two say as much as all: it is not clear.
        best.append([way for way in ways if len(way) == fewest][:2])
    return best[-1]


def _value(words: list[str], language: str) -> Decimal | None:
    """One well-formed number, or None: every word must be smaller than what stands before it, or multiply it."""
    total, part, room = Decimal(0), Decimal(0), Decimal(10**9)
    most = 10**9
    is_fraction = False
    for word in words:
        times = _TIMES[language].get(word)
        if is_fraction:
            return None
        if times == 100:
            if part not in range(10):  # "yüz yüz", "yirmi yüz"
                return None
            part, room = (part or Decimal(1)) * 100, Decimal(100)
        elif times == _DOZEN:
            if total or part not in range(100):
                return None
            part, is_fraction = (part or Decimal(1)) * times, True
        elif times:
            if times >= most:
                return None
            total, part, room, most = total + (part or Decimal(1)) * times, Decimal(0), Decimal(1000), times
        else:
            value = _VALUES[language][word]
            if value < 1 and value:  # a half
                if word != "bucuk" and len(words) > 1:
                    return None
                is_fraction = True
            elif value >= room or (value == 0 and len(words) > 1):
                return None
            # After tens there is room for ones, after ones (and "eleven") for nothing.
            room = Decimal(10) if value % 10 == 0 and value >= _LEAST_TENS[language] else Decimal(0)
            part += value
    return total + part
