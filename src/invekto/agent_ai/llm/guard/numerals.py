"""Numbers in words, and the names of months, days, units and currencies, folded, in Turkish and English."""

from __future__ import annotations

import re
from collections.abc import Iterator
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
        "duzine": Decimal(12),
    },
    "en": {
        **{word: Decimal(value) for value, word in enumerate(_SMALL_EN)},
        **{word: Decimal(10 * value) for value, word in enumerate(_TENS_EN, start=2)},
        **{word: Decimal(value) for value, word in enumerate(_ORDINALS_EN, start=1)},
        "half": Decimal("0.5"),
        "quarter": Decimal("0.25"),
        "twice": Decimal(2),
        "dozen": Decimal(12),
    },
}
_TIMES: dict[str, dict[str, int]] = {
    "tr": {"yuz": 100, "bin": 1000, "milyon": 10**6},
    "en": {"hundred": 100, "thousand": 1000, "million": 10**6},
}
# Also words of another kind (an article, a face, "below", "mounts", "ate"): numbers only beside a number or a unit.
_DOUBTFUL = {
    "tr": frozenset({"bir", "yuz", "bin", "alti", "yedi", "on"}),
    "en": frozenset({"one", "second", "quarter"}),
}
# Of these "bir" and "one" are counted; "bir kişi" is somebody.
_MEASURED = frozenset(UNITS.values()) - {"person", "piece", "time"}
_BENT = re.compile(
    r"(?:inci|nci|uncu|ncu|er|ar|ser|sar|de|da|te|ta|den|dan|ten|tan|ye|ya|e|a|si|su|sinde|yi|i|u|nin|in)"
)
_WORD = re.compile(r"[a-z]+")
_UNIT = re.compile(
    rf"\s?(?P<unit>{'|'.join(sorted(UNITS, key=len, reverse=True))})[a-z]{{0,6}}(?!\w)"
    rf"|\s?(?P<money>{'|'.join(sorted(map(re.escape, CURRENCIES), key=len, reverse=True))})[a-z]{{0,3}}(?!\w)"
)
_PERCENT = re.compile(r"yuzde\s$")


def spoken(view: str, language: str) -> list[tuple[int, int, Decimal, str]]:
    """(start, end, value, unit) of every number written in words in ``view``, which is folded; from its end back."""
    found = [
        one for name in ([language] if language in _VALUES else list(_VALUES)) for one in _runs(view, name)
    ]
    return sorted(found, reverse=True)


def _runs(view: str, language: str) -> Iterator[tuple[int, int, Decimal, str]]:
    run: list[tuple[str, bool]] = []  # each number word, and whether it is certain
    start = end = 0
    for match in [*_WORD.finditer(view), None]:
        word = _numeral(match.group(), language) if match else None
        touches = match is not None and run and view[end : match.start()].strip(" -") == ""
        if run and not (word and touches):
            if told := _told(view, run, start, end, language):
                yield told
            run = []
        if word and match:
            start = start if run else match.start()
            end = match.end()
            run.append((word, word not in _DOUBTFUL[language]))


def _numeral(word: str, language: str) -> str | None:
    known = _VALUES[language].keys() | _TIMES[language].keys()
    if word in known:
        return word
    if language == "tr":
        for length in range(len(word) - 1, 1, -1):
            if word[:length] in known - _DOUBTFUL["tr"] and _BENT.fullmatch(word[length:]):
                return word[:length]
    return None


def _told(
    view: str, run: list[tuple[str, bool]], start: int, end: int, language: str
) -> tuple[int, int, Decimal, str] | None:
    unit = _UNIT.match(view, end)
    if len(run) == 1 and not run[0][1] and not unit and not _PERCENT.search(view[:start]):
        return None
    is_article = [word for word, _ in run] in (["bir"], ["one"])
    if is_article and unit and unit["unit"] and UNITS[unit["unit"]] not in _MEASURED:
        return None
    total = part = Decimal(0)
    for word, _ in run:
        times = _TIMES[language].get(word)
        if times is None:
            part += _VALUES[language][word]
        elif times == 100:
            part = (part or Decimal(1)) * 100
        else:
            total, part = total + (part or Decimal(1)) * times, Decimal(0)
    if unit is None:
        return start, end, total + part, "percent" if _PERCENT.search(view[:start]) else ""
    named = UNITS[unit["unit"]] if unit["unit"] else CURRENCIES[unit["money"]]
    return start, unit.end(), total + part, named
