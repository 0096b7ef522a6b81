"""Amounts and moments as the customer's language writes them."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from invekto.core import texts


def money(amount: Decimal | str | float, language: str) -> str:
    """In TRY: "₺1.250" and "₺49,90" in Turkish, "₺1,250" and "₺49.90" in English."""
    value = Decimal(str(amount)).quantize(Decimal("0.01"))
    shown = f"{value:,.0f}" if value == value.to_integral_value() else f"{value:,.2f}"
    if language == "tr":
        shown = shown.translate(str.maketrans(",.", ".,"))
    return f"₺{shown}"


def day(moment: datetime | date, language: str, zone: ZoneInfo) -> str:
    """ "25 Kasım çarşamba"; the weekday tells more than the year, which is left out."""
    there = moment.astimezone(zone).date() if isinstance(moment, datetime) else moment
    return texts.text(
        "format-day",
        language,
        day=str(there.day),
        month=texts.text(f"format-month-{there.month}", language),
        weekday=texts.text(f"format-weekday-{there.weekday()}", language),
    )


def moment(when: datetime, language: str, zone: ZoneInfo) -> str:
    """ "25 Kasım çarşamba 14:05"."""
    return f"{day(when, language, zone)} {when.astimezone(zone):%H:%M}"
