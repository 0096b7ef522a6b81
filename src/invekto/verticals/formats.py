"""Amounts as the customer's language writes them in a sentence."""

from __future__ import annotations

from decimal import Decimal


def money(amount: Decimal | str | float, language: str) -> str:
    """In TRY, without empty decimals: "₺1.250" and "₺49,90" in Turkish, "₺1,250" and "₺49.90" in English."""
    value = Decimal(str(amount)).quantize(Decimal("0.01"))
    shown = f"{value:,.0f}" if value == value.to_integral_value() else f"{value:,.2f}"
    if language == "tr":
        shown = shown.translate(str.maketrans(",.", ".,"))
    return f"₺{shown}"
