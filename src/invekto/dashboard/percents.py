"""Shares as people write them: "%58", "%1,9", "58%"; in Turkish also with the ending a sentence needs."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

_UNITS = ("ı", "i", "si", "ü", "ü", "i", "sı", "si", "i", "u")  # sıfır, bir, iki …
_TENS = {1: "u", 2: "si", 3: "u", 4: "ı", 5: "si", 6: "ı", 7: "i", 8: "i", 9: "ı"}  # on, yirmi, otuz …


def number(share: float) -> str:
    """Percent without a sign, with one decimal where it says something: "58", "1.9"."""
    percent = Decimal(str(share * 100))
    shown = percent.quantize(Decimal("0.1"), ROUND_HALF_UP)
    whole = percent.quantize(Decimal(1), ROUND_HALF_UP)
    return str(whole) if shown >= 10 or shown == whole else str(shown)


def percent(share: float, language: str) -> str:
    """Little is not nothing: "<0.1"."""
    shown = number(share)
    return _signed("<0.1" if shown == "0" and share > 0 else shown, language)


def owned(share: float, language: str) -> str:
    """With the ending of "a part of": "mesajların %58’i"; in English as it is."""
    shown = number(share)
    return f"{_signed(shown, language)}’{_ending(shown)}" if language == "tr" else _signed(shown, language)


def _signed(shown: str, language: str) -> str:
    return f"%{shown.replace('.', ',')}" if language == "tr" else f"{shown}%"


def _ending(shown: str) -> str:
    """By how the number's last word is spoken."""
    if "." in shown or not shown.endswith("0") or shown == "0":
        return _UNITS[int(shown[-1])]
    return "ü" if shown == "100" else _TENS[int(shown[-2])]
