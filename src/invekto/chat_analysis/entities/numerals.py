"""Numbers said in words, Turkish and English, in folded text."""

from __future__ import annotations

import re

_ONES = {
    "bir": 1, "bi": 1, "iki": 2, "uc": 3, "dort": 4, "bes": 5, "alti": 6, "yedi": 7, "sekiz": 8, "dokuz": 9,
}  # fmt: skip
_TENS = {
    "on": 10, "yirmi": 20, "otuz": 30, "kirk": 40, "elli": 50, "altmis": 60, "yetmis": 70, "seksen": 80,
    "doksan": 90,
}  # fmt: skip
_SCALES = {"yuz": 100, "bin": 1000, "milyon": 1_000_000, "hundred": 100, "thousand": 1000}
_ENGLISH = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "fifteen": 15, "twenty": 20, "thirty": 30, "forty": 40,
    "fifty": 50, "sixty": 60, "eighty": 80,
}  # fmt: skip
NUMERALS = {**_ONES, **_TENS, **_SCALES, **_ENGLISH}
_NUMERAL = "|".join(sorted(NUMERALS, key=len, reverse=True))

# One to some numerals, joined or apart: "yüz elli", "ikibin".
NUMBER_WORDS = rf"(?:(?:{_NUMERAL})(?:\s?(?:{_NUMERAL})){{0,6}})"
# Up to thirty-one, for days and hours.
SMALL_NUMBER = (
    r"(?:(?:on|yirmi|otuz)\s?(?:bir|iki|uc|dort|bes|alti|yedi|sekiz|dokuz)|on|yirmi|otuz|bir|iki|uc|dort|"
    r"bes|alti|yedi|sekiz|dokuz|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
)


def number_of(words: str) -> int:
    """The number said in digits or words, as "yüz elli" → 150, "2 bin 400" → 2400."""
    total, current = 0, 0
    for word in re.findall(rf"\d+|{_NUMERAL}", words):
        value = int(word) if word.isdigit() else NUMERALS[word]
        if value in (1000, 1_000_000) and not word.isdigit():
            total, current = total + max(1, current) * value, 0
        elif value == 100 and not word.isdigit():
            current = max(1, current) * 100
        elif (current % 10 and value < 100) or (current % 100 and 10 <= value < 100):
            break  # "iki üç tane" is about two, not five; "yirmi otuz" about twenty
        else:
            current += value
    return total + current
