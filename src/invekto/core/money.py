"""Amounts as people write them."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal


def money(
    amount: Decimal | str | float, language: str, *, currency: str = "TRY", in_sentence: bool = False
) -> str:
    """ "₺1.250,00" in Turkish, "₺1,250.00" in English; ``in_sentence``: "₺1.250", without empty decimals."""
    value = Decimal(str(amount)).quantize(Decimal("0.01"), ROUND_HALF_UP)
    shown = f"{value:,.0f}" if in_sentence and value == value.to_integral_value() else f"{value:,.2f}"
    if language == "tr":
        shown = shown.translate(str.maketrans(",.", ".,"))
    return f"₺{shown}" if currency == "TRY" else f"{shown} {currency}"
