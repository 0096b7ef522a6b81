"""Rows of digits that lead to a person, told from prices, amounts, sizes, measures and days."""

from __future__ import annotations

import re
from collections.abc import Iterator

from invekto.chat_analysis.normalise import fold_text
from invekto.core.masking import BETWEEN, Span, is_phone, number_kind

_ROW = re.compile(rf"(?<![^\W_])\+?\(?\d(?:{BETWEEN}\d)*")
_LONG_RUN = 5  # digits in a row; a price has fewer or says so
_LONG_ROW = 7  # digits in groups, one of them of three at least: sizes come in twos
_LONGEST_AMOUNT = 9  # digits; what is longer is no amount of anything
_LONGEST_ROUND = 6

_DAY, _MONTH, _YEAR = r"(?:0?[1-9]|[12]\d|3[01])", r"(?:0?[1-9]|1[0-2])", r"(?:19|20)\d\d"
_CLOCK = r"(?:[01]?\d|2[0-4])[:.][0-5]\d(?:[:.][0-5]\d)?"
_DATE = re.compile(
    rf"(?<![\w.,/-])(?:(?:{_DAY}[./-]{_MONTH}|{_MONTH}/{_DAY})[./-](?P<year>{_YEAR}|\d\d)|"
    rf"(?P<first>{_YEAR})[./-]{_MONTH}[./-]{_DAY})"
    rf"(?:(?: ?[-–,] ?| |T){_CLOCK})?(?![\d/])(?![.,:-]\d)"
)
_YEARS = re.compile(rf"(?<![\w.,/-]){_YEAR} ?[-/ ] ?{_YEAR}(?!\d)")
_CLOCKS = re.compile(rf"(?<![\w.,]){_CLOCK}(?: ?[-–/] ?| ){_CLOCK}(?!\d)(?![.,:-]\d)")
_THOUSANDS = re.compile(r"(?<![\w.,-])[1-9]\d{0,2}(?:\.\d{3}){1,3}(?:,\d{1,2})?(?![.,-]?\d)")
_PRODUCT_SIZE = re.compile(r"(?<![\w.,-])\d{1,4}(?: ?[x×X] ?\d{1,4}){1,2}(?!\d)(?! ?[x×X*] ?\d)")
_OLD = 2010  # a day before it is somebody's birthday, not an order's
_BIRTH = re.compile(r"\b(?:dogum|d\.? ?t\b|born|birth|date of birth|dob)|\bdogumlu")
_BIRTH_AFTER = re.compile(r"\W{0,3}(?:dogum|da dogmus|de dogmus|dogdu|dogan)")

_UNIT = re.compile(
    r"(?:[.,]\d{1,2})? ?(?:tl|try|lira|₺|euro|eur|€|\$|£|usd|gbp|dolar|dollar|sterlin|kurus|bin|milyon|adet|"
    r"adt|tane|parca|"
    r"cift|koli|paket|kutu|duzine|seri|palet|cuval|top|pcs|piece|pieces|units?|pairs?|kisi|people|gun|day|"
    r"days|saat|hour|"
    r"hours|dk|dakika|ay\b|month|months|yil|yas|hafta|taksit|kere|kez|puan|takipci|beden|numara\b|cm|mm|mt|"
    r"metre|m2|km|kg|"
    r"gr|gram|g\b|mg|ml|lt|litre|l\b|cc|mah|watt|w\b|volt|v\b|hz|mhz|gb|tb|mb|px|rpm|lumen|denye|unite|"
    r"greft|kok|seans|"
    r"shots?|grafts?|sessions?|sqm|inch|inc|%|x ?\d{1,4}\b)",
)
_PRICE_BEFORE = re.compile(
    r"(?:[₺$€£]|\b(?:tl|usd|eur|euro|fiyat\w*|ucret\w*|tutar\w*|price\w*|cost\w*|toplam\w*|total|indirim\w*|"
    r"butce\w*|yaklasik|"
    r"kapora\w*))\W{0,3}(?:\w{2,9} )?$"
)
_REACH = 24  # characters that are looked at before and after a number

_CALLED = re.compile(
    r"(?<![^\W_])(?P<cue>sipari[sş]|order|takip|tracking|kargo|fatura|invoice|fi[sş]|referans|ref|barkod|"
    r"kod|dosya|protokol|"
    r"pasaport|passport|m[uü][sş]teri|customer|hesap|account|tc|t\.c\.?|kimlik|vergi|ssk|sgk|poli[cç]e|"
    r"hasta)\w{0,6}[ .]{0,2}"
    r"(?P<no>(?:numara\w{0,4}|num\w{0,6}|no\w{0,4}|kodu?\w{0,4}|id|number|is|#)(?!\w))?(?: is)?[ .:#=]{0,3}"
    r"(?P<number>(?=[A-Z-]{0,6}\d)[A-Z0-9-]{2,30})(?!\w)",
    re.IGNORECASE,
)
# Letters and digits: a shipment's number, a passport. A product's name has fewer digits.
_CODE = re.compile(
    r"(?<![^\W_])(?=[A-Za-z0-9-]{0,40}[A-Za-z])(?=(?:[A-Za-z-]{0,20}\d){6})[A-Za-z0-9-]{7,40}(?![^\W_])"
)
_PLATE = re.compile(
    r"(?<![\w.,-])(?P<city>0[1-9]|[1-7]\d|"
    r"8[01])(?P<gap>[ -]?)(?P<letters>[A-PR-VYZa-pr-vyz]{1,3})(?P<gap2>[ -]?)"
    r"(?P<digits>\d{2,5})(?![^\W_])"
)
_PLATE_DIGITS = {1: (4, 5), 2: (3, 4), 3: (2, 3)}  # by the number of letters
_PLATE_CUE = re.compile(
    r"\b(?:plaka|arac|araba|otomobil|oto\b|otopark|motor|kamyon|minibus|car\b|plate|vehicle|vale)"
)
_NO_PLATE = frozenset(
    """ve ile tl gr cm mm kg ml mg lt gb tb mb ay bin gun yas li lu lik luk de da den dan ten tan ya ye mi mu
    try usd eur ad adt no ny m s l k d iki uc dk sa saa hz km mt inc son ara max min alt ust kat var yok
    ila yil on bes alti yuz bir""".split()  # noqa: SIM905 - a page of quotes would hide the words
)
_VOWEL = re.compile("[aeiou]")

_NUMBER_WORDS = (
    r"s[ıi]f[ıi]r|bir|iki|[uü][cç]|d[oö]rt|be[sş]|alt[ıi]|yedi|sekiz|dokuz|on|yirmi|otuz|k[ıi]rk|elli|"
    r"altm[ıi][sş]|yetmi[sş]|"
    r"seksen|doksan|y[uü]z|zero|oh|one|two|three|four|five|six|seven|eight|nine|double|triple"
)
_SPOKEN = re.compile(
    rf"(?<!\w)(?:{_NUMBER_WORDS}|\d{{1,4}})(?:[ ,.-]{{1,3}}(?:{_NUMBER_WORDS}|\d{{1,4}})){{5,30}}(?!\w)",
    re.IGNORECASE,
)
_SPOKEN_LONG = 7  # words; an amount has fewer or says of what


def _unit_after(text: str, end: int) -> bool:
    return _UNIT.match(fold_text(text[end : end + _REACH])) is not None


def called_numbers(text: str) -> Iterator[Span]:
    """What is called an order's, a customer's, a passport's number, however short."""
    for match in _CALLED.finditer(text):
        start, end = match.span("number")
        row = _ROW.match(text, start)
        if (
            row is not None
            and sum(map(str.isdigit, row.group())) >= _LONG_ROW
            and not _unit_after(text, row.end())
        ):
            end = max(end, row.end())
        number = text[start:end]
        digits = sum(map(str.isdigit, number))
        amount = digits <= _LONGEST_AMOUNT and (_unit_after(text, end) or _DATE.match(text, start))
        bare = match["no"] is None and number.isdigit()
        small = bare and (digits < 4 or _is_year(number) or _is_round(number))
        if digits >= 3 and not amount and not small and not _is_measure(number):
            yield start, end, "[number]" if any(map(str.isalpha, number)) else number_kind(number)


def codes(text: str) -> Iterator[Span]:
    for match in _CODE.finditer(text):
        if not _is_measure(match.group()) and not _DATE.match(text, match.start()):
            yield *match.span(), "[number]"


def plates(text: str) -> Iterator[Span]:
    """Cars' plates; in small letters with gaps only where it cannot be "34 ve 36", or a car is spoken of."""
    for match in _PLATE.finditer(text):
        letters = fold_text(match["letters"])
        if letters in _NO_PLATE or len(match["digits"]) not in _PLATE_DIGITS[len(letters)]:
            continue
        around = fold_text(text[max(0, match.start() - 40) : match.end() + _REACH])
        compact = not match["gap"] and not match["gap2"]
        unlike_words = match["letters"].isupper() or (len(letters) > 1 and not _VOWEL.search(letters))
        if (compact or unlike_words or _PLATE_CUE.search(around)) and not _unit_after(text, match.end()):
            yield *match.span(), "[number]"


def long_numbers(text: str) -> Iterator[Span]:
    kept = sorted(_kept(text))
    for start, end, _ in kept:  # days and amounts first, so that no row runs into them
        text = f"{text[:start]}{'￼' * (end - start)}{text[end:]}"
    yield from kept
    for match in _ROW.finditer(text):
        yield from _of_row(text, *match.span())


def _kept(text: str) -> Iterator[Span]:
    taken = 0
    found = [
        (match, pattern)
        for pattern in (_DATE, _CLOCKS, _YEARS, _THOUSANDS, _PRODUCT_SIZE)
        for match in pattern.finditer(text)
    ]
    for match, pattern in sorted(found, key=lambda one: (one[0].start(), -one[0].end())):
        if match.start() >= taken:
            taken = match.end()
            yield *match.span(), "[number]" if pattern is _DATE and _is_birthday(text, match) else ""


def _is_birthday(text: str, match: re.Match[str]) -> bool:
    year = match["year"] or match["first"]
    before = fold_text(text[max(0, match.start() - _REACH) : match.start()])
    after = fold_text(text[match.end() : match.end() + _REACH])
    return (len(year) == 4 and int(year) < _OLD) or bool(_BIRTH.search(before) or _BIRTH_AFTER.match(after))


def _of_row(text: str, start: int, end: int) -> Iterator[Span]:
    groups = [(start + one.start(), start + one.end()) for one in re.finditer(r"\d+", text[start:end])]
    sizes = [last - first for first, last in groups]
    lone_first = len(groups) > 1 and sizes[0] <= 2 and text[groups[1][0] - 1] == " "
    if lone_first and text[groups[1][0]] in "0" and sum(sizes[1:]) >= 10 and text[start] not in "+(0":
        start, groups, sizes = groups[1][0], groups[1:], sizes[1:]  # "kat 3 0532 …"
    if _unit_after(text, end):
        amount = text[groups[0][0]] != "0" and max(sizes) <= _LONGEST_AMOUNT and sum(sizes) <= 4 * len(groups)
        if (amount and not _is_telephone(text[start:end], sizes)) or (
            len(groups) == 1 and sizes[0] <= _LONGEST_AMOUNT
        ):
            return
        groups, sizes = groups[:-1], sizes[:-1]
        if not groups:
            groups, sizes = [(start, end)], [end - start]
        end = groups[-1][1]
    written, digits = text[start:end], sum(sizes)
    if sizes[0] == 2 and max(sizes) <= 3 and digits <= 8:
        return  # 94-72-100: somebody's or something's measures
    long = max(sizes) >= _LONG_RUN or (digits >= _LONG_ROW and max(sizes) > 2)
    spelled = digits >= _LONG_ROW and max(sizes) == 1
    if (long or spelled or _is_telephone(written, sizes)) and not _is_price(text, start, written, sizes):
        yield start, end, number_kind(written)


def _is_telephone(written: str, sizes: list[int]) -> bool:
    """Sizes in a row ("38 40 42 44 46") may add up to a valid number; nobody groups one like that."""
    digits = "".join(filter(str.isdigit, written))
    return (max(sizes) > 2 or digits[0] == "0" or not written[0].isdigit()) and is_phone(written, digits)


def _is_price(text: str, start: int, written: str, sizes: list[int]) -> bool:
    if len(sizes) > 1 or sizes[0] > _LONGEST_ROUND or written[0] in "0+(":
        return False
    return _is_round(written) or bool(_PRICE_BEFORE.search(fold_text(text[max(0, start - _REACH) : start])))


def _is_round(number: str) -> bool:
    return len(number) <= _LONGEST_ROUND and number.endswith("00") and number[0] != "0"


def _is_year(number: str) -> bool:
    return re.fullmatch(_YEAR, number) is not None


def _is_measure(code: str) -> bool:
    """ "10000mah", "12gb256"."""
    folded = fold_text(code)
    number = re.match(r"\d{1,7}(?:-\d{1,7})?", folded)
    return (number is not None and bool(_UNIT.match(folded, number.end()))) or bool(
        _PRODUCT_SIZE.fullmatch(code)
    )


def spoken_numbers(text: str) -> Iterator[Span]:
    """A telephone number in words: "sıfır beş yüz otuz iki …"."""
    for match in _SPOKEN.finditer(text):
        words = re.findall(r"\w+", match.group())
        if all(word.isdigit() for word in words):
            continue
        telephone = fold_text(words[0]) in ("sifir", "zero", "oh", "0")
        if (len(words) >= _SPOKEN_LONG or telephone) and not _unit_after(text, match.end()):
            yield *match.span(), "[number]"
