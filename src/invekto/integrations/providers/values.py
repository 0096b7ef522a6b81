"""Values as platforms write them: text, amounts and masks, checked on the way in."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import Annotated

from pydantic import BeforeValidator

from invekto.core.storable import storable

LONGEST = 2000  # characters of any text; real ones have some dozens, links some hundreds
_CENT = Decimal("0.01")
_MOST_DECIMALS = 10  # of an amount; shares of a discount have some
_MOST_DIGITS = 40  # before or behind the point


def text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool) or not isinstance(value, str | int | Decimal):
        raise ValueError("text expected")
    return storable(str(value)).strip()[:LONGEST]


def unmasked(value: object) -> str:
    """ "" for what a platform hides behind asterisks."""
    shown = text(value)
    return "" if "*" in shown else shown


def link(shown: str, *schemes: str) -> str | None:
    """None also for one that was cut: it would lead nowhere."""
    return shown if shown.startswith(schemes) and len(shown) < LONGEST else None


def number(written: str) -> Decimal | str:
    """For ``json.loads(parse_float=…)``: exact, and the bare text where it is larger than anything we know.

    To make 1e999999 whole takes minutes, and every row that reads a whole number would try.
    """
    found = Decimal(written)
    return found if abs(found.adjusted()) <= _MOST_DIGITS else written


def amount(value: object) -> Decimal:
    if value is None or value == "":
        return Decimal(0)
    if isinstance(value, bool) or not isinstance(value, str | int | Decimal):
        raise ValueError("amount expected")
    try:
        found = Decimal(value)
    except InvalidOperation as error:  # "***": no ValueError, and pydantic would let it through
        raise ValueError("amount expected") from error
    if not found.is_finite() or found < 0 or found >= Decimal(10) ** 12:
        raise ValueError("an amount must be positive and sane")
    if int(found.as_tuple().exponent) < -_MOST_DECIMALS:
        raise ValueError("an amount with so many decimals is none")
    whole_cents = found.quantize(_CENT)
    return whole_cents if whole_cents == found else found  # 449.8 on the wire is 449.80


def rows(value: object) -> object:
    return [] if value is None else value


Text = Annotated[str, BeforeValidator(text)]
Unmasked = Annotated[str, BeforeValidator(unmasked)]
Amount = Annotated[Decimal, BeforeValidator(amount)]
