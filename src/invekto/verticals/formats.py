"""Amounts as the customer's language writes them in a sentence."""

from __future__ import annotations

from decimal import Decimal

from invekto.core.money import money as written


def money(amount: Decimal | str | float, language: str) -> str:
    """In TRY, without empty decimals: "₺1.250" and "₺49,90" in Turkish, "₺1,250" and "₺49.90" in English."""
    return written(amount, language, in_sentence=True)
