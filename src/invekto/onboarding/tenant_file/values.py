"""The kinds of values a tenant file holds. Each says what it expected; none repeats a secret.

Values arrive as the text that was written, or as JSON when a stored section is read again.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Annotated, Any
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError as DjangoValidationError
from django.core.validators import validate_email
from pydantic import AfterValidator, BeforeValidator, PlainSerializer, SecretStr, ValidationInfo

from invekto.core.phones import to_e164
from invekto.core.zones import zone_named

WEEK = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_DURATION = re.compile(r"([1-9]\d{0,4})([mhd])")
_MONEY = re.compile(r"\d{1,10}(\.\d{1,2})?")
_NUMBER = re.compile(r"\d{1,9}(\.\d{1,6})?")
_SLUG = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?")
_RANGE = re.compile(r"(\d{1,2}):(\d{2})\s*[-–]\s*(\d{1,2}):(\d{2})")
_ENV = re.compile(r"env:([A-Za-z_][A-Za-z0-9_]*)")


def _said(value: object) -> str:
    text = value if isinstance(value, str) else type(value).__name__
    return repr(text if len(text) <= 60 else f"{text[:57]}…")


def _text_of(value: Any, expected: str) -> str:
    if not isinstance(value, str) or not value.strip():
        raise ValueError(f"expected {expected}")
    return value.strip()


def _text(value: Any) -> str:
    return _text_of(value, "a text")


def _free_text(value: Any) -> str:
    """May be empty: that is how a file takes a text away."""
    if not isinstance(value, str):
        raise ValueError("expected a text")
    return value.strip()


def _slug(value: Any) -> str:
    expected = "a short name in small letters, digits and hyphens, such as gulus-dis"
    text = _text_of(value, expected)
    if not _SLUG.fullmatch(text):
        raise ValueError(f"{_said(text)} is not a short name; expected {expected}")
    return text


def _digits(value: Any) -> str:
    text = _text_of(value, "a number in digits")
    if not (text.isascii() and text.isdigit() and len(text) <= 40):
        raise ValueError(f"{_said(text)}: expected digits only")
    return text


def _email(value: Any) -> str:
    text = _text_of(value, "an e-mail address").lower()
    try:
        validate_email(text)
    except DjangoValidationError:
        raise ValueError(
            f"{_said(text)} is not an e-mail address; expected one such as ayse@example.com"
        ) from None
    return text


def _phone(value: Any) -> str:
    text = _text_of(value, "a telephone number")
    number = to_e164(text)
    if number is None:
        raise ValueError(f'{_said(text)} is not a telephone number; expected one such as "+902165550101"')
    return number


def _url(value: Any) -> str:
    text = _text_of(value, "an address that begins with https://")
    try:
        parts = urlsplit(text)
        usable = parts.scheme in ("http", "https") and bool(parts.hostname) and not re.search(r"\s", text)
    except ValueError:
        usable = False
    if not usable:
        raise ValueError(f"{_said(text)} is not a web address; expected one that begins with https://")
    return text


def _optional_url(value: Any) -> str:
    return "" if value == "" else _url(value)


def _zone(value: Any) -> str:
    text = _text_of(value, "a time zone such as Europe/Istanbul")
    if zone_named(text) is None:
        raise ValueError(f"{_said(text)} is not a time zone; expected one such as Europe/Istanbul")
    return text


def _money(value: Any) -> Decimal:
    text = str(value) if isinstance(value, Decimal | int) else value
    if not isinstance(text, str) or not _MONEY.fullmatch(text):
        raise ValueError(f"{_said(text)}: expected lira, whole or with two decimals, such as 750 or 49.90")
    return Decimal(text).quantize(Decimal("0.01"))


def _number(value: Any) -> Decimal:
    text = str(value) if isinstance(value, Decimal | int | float) and not isinstance(value, bool) else value
    if not isinstance(text, str) or not _NUMBER.fullmatch(text):
        raise ValueError(f"{_said(text)}: expected a number")
    return Decimal(text)


def _percent(value: Any) -> Decimal:
    number = _number(value)
    if number > 100:
        raise ValueError(f"{number} is not a percentage; expected 0 to 100")
    return number


def _share(value: Any) -> Decimal:
    number = _number(value)
    if number > 1:
        raise ValueError(f"{number} is not a share; expected 0 to 1, such as 0.10")
    return number


def _whole(value: Any) -> int:
    text = str(value) if isinstance(value, int) and not isinstance(value, bool) else value
    if not isinstance(text, str) or not re.fullmatch(r"\d{1,9}", text):
        raise ValueError(f"{_said(text)}: expected a whole number")
    return int(text)


def _count(value: Any) -> int:
    number = _whole(value)
    if number < 1:
        raise ValueError("expected a whole number from 1 up")
    return number


def _flag(value: Any) -> bool:
    if isinstance(value, bool):
        return value
    if value not in ("true", "false"):
        raise ValueError(f"{_said(value)}: expected true or false")
    return bool(value == "true")


def _date(value: Any) -> str:
    text = _text_of(value, "a date such as 2026-12-31")
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise ValueError(f"{_said(text)} is not a date; expected one such as 2026-12-31") from None


def _duration(value: Any) -> str:
    expected = "a duration such as 30m, 24h or 7d"
    text = _text_of(value, expected)
    if not _DURATION.fullmatch(text):
        raise ValueError(f"{_said(text)} is not a duration; expected one such as 30m, 24h or 7d")
    return text


def _clock(value: Any) -> str:
    text = _text_of(value, 'a time such as "09:00"')
    match = re.fullmatch(r"(\d{1,2}):(\d{2})", text)
    if not match or int(match[1]) > 23 or int(match[2]) > 59:
        raise ValueError(f'{_said(text)} is not a time of day; expected one such as "09:00"')
    return f"{int(match[1]):02}:{match[2]}"


def _time_range(value: Any) -> str:
    return _range(value, last="23:59")


def _range(value: Any, *, last: str) -> str:
    text = _text_of(value, 'hours such as "09:00-19:00"')
    match = _RANGE.fullmatch(text)
    if not match:
        raise ValueError(f'{_said(text)} are not hours; expected such as "09:00-19:00"')
    end = f"{match[3]}:{match[4]}"
    begin, end = _clock(f"{match[1]}:{match[2]}"), end if end == last else _clock(end)
    if end <= begin:
        raise ValueError(f"{_said(text)}: the end must come after the beginning, on the same day")
    return f"{begin}-{end}"


def _opening_hours(value: Any) -> str:
    """One span or several with a comma, in the day's order; a day may end at 24:00."""
    parts = (
        value
        if isinstance(value, list | tuple)
        else _text_of(value, 'hours such as "09:00-19:00"').split(",")
    )
    spans = sorted(_range(part, last="24:00") for part in parts)
    for earlier, later in pairwise(spans):
        if later[:5] < earlier[6:]:
            raise ValueError(f"{earlier} and {later} overlap")
    return ",".join(spans)


def days_of(text: str) -> tuple[str, ...]:
    """``mon-fri,sun`` → the days in the week's order. Raises ValueError."""
    wanted: set[str] = set()
    for part in text.replace(" ", "").lower().split(","):
        first, _, last = part.partition("-")
        last = last or first
        if first not in WEEK or last not in WEEK:
            raise ValueError(f"{_said(text)} are not days; expected such as mon, mon-fri or mon,wed,fri")
        begin, length = WEEK.index(first), (WEEK.index(last) - WEEK.index(first)) % 7 + 1
        found = {WEEK[(begin + step) % 7] for step in range(length)}
        if found & wanted:
            raise ValueError(f"{_said(text)} names a day twice")
        wanted |= found
    return tuple(day for day in WEEK if day in wanted)


def _days(value: Any) -> tuple[str, ...]:
    if isinstance(value, list | tuple) and value and all(isinstance(day, str) for day in value):
        value = ",".join(value)
    return days_of(_text_of(value, "days such as mon-fri"))


def _day_key(value: Any) -> str:
    text = _text_of(value, "days such as mon-fri")
    days_of(text)
    return text


def _by_single_day(hours: dict[str, str]) -> dict[str, str]:
    """``{"mon-fri": "09:00-19:00"}`` → one entry a day; a missing day is closed."""
    single: dict[str, str] = {}
    for days, span in hours.items():
        for day in days_of(days):
            if day in single:
                raise ValueError(f"{day} has two sets of hours")
            single[day] = span
    return {day: single[day] for day in WEEK if day in single}


def _price_range(value: Any) -> tuple[Decimal, Decimal]:
    if isinstance(value, str | int | Decimal):
        return _money(value), _money(value)
    if not isinstance(value, list | tuple) or len(value) != 2:
        raise ValueError("expected a price such as 750, or the lowest and highest such as [18000, 32000]")
    low, high = _money(value[0]), _money(value[1])
    if high < low:
        raise ValueError(f"the highest price {high} is below the lowest {low}")
    return low, high


def _span_of_days(value: Any) -> tuple[int, int]:
    if isinstance(value, str | int):
        return _whole(value), _whole(value)
    if not isinstance(value, list | tuple) or len(value) != 2:
        raise ValueError("expected days such as 2, or the fewest and most such as [1, 3]")
    low, high = _whole(value[0]), _whole(value[1])
    if high < low:
        raise ValueError(f"the most days ({high}) are fewer than the fewest ({low})")
    return low, high


def _secret(value: Any, info: ValidationInfo) -> SecretStr:
    """The secret itself, or ``env:NAME`` looked up where the caller says (``context["secrets"]``)."""
    if not isinstance(value, str) or not value:
        raise ValueError("expected a secret, or env:NAME for one from the environment")
    if not value.startswith("env:"):
        return SecretStr(value)
    match = _ENV.fullmatch(value)
    if not match:
        raise ValueError("expected env: and the name of an environment variable, such as env:WA_TOKEN")
    found = ((info.context or {}).get("secrets") or {}).get(match[1])
    if not found:
        raise ValueError(f"the environment variable {match[1]} is not set")
    if "\x00" in found:
        raise ValueError(
            f"the environment variable {match[1]} holds a character that may not stand in a secret"
        )
    return SecretStr(found)


def _as_number(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)


Text = Annotated[str, BeforeValidator(_text)]
FreeText = Annotated[str, BeforeValidator(_free_text)]
Slug = Annotated[str, BeforeValidator(_slug)]
Digits = Annotated[str, BeforeValidator(_digits)]
Email = Annotated[str, BeforeValidator(_email)]
Phone = Annotated[str, BeforeValidator(_phone)]
Url = Annotated[str, BeforeValidator(_url)]
OptionalUrl = Annotated[str, BeforeValidator(_optional_url)]
Zone = Annotated[str, BeforeValidator(_zone)]
Whole = Annotated[int, BeforeValidator(_whole)]
Count = Annotated[int, BeforeValidator(_count)]
Flag = Annotated[bool, BeforeValidator(_flag)]
Date = Annotated[str, BeforeValidator(_date)]
Duration = Annotated[str, BeforeValidator(_duration)]
Clock = Annotated[str, BeforeValidator(_clock)]
TimeRange = Annotated[str, BeforeValidator(_time_range)]
Days = Annotated[tuple[str, ...], BeforeValidator(_days)]
OpeningHours = Annotated[str, BeforeValidator(_opening_hours)]
WeekHours = Annotated[
    dict[Annotated[str, BeforeValidator(_day_key)], OpeningHours], AfterValidator(_by_single_day)
]
Secret = Annotated[SecretStr, BeforeValidator(_secret)]
# Stored as text with two decimals: JSON's numbers are not exact.
Money = Annotated[Decimal, BeforeValidator(_money), PlainSerializer(str, when_used="json")]
Percent = Annotated[Decimal, BeforeValidator(_percent), PlainSerializer(_as_number, when_used="json")]
Share = Annotated[Decimal, BeforeValidator(_share), PlainSerializer(_as_number, when_used="json")]
PriceRange = Annotated[
    tuple[Decimal, Decimal],
    BeforeValidator(_price_range),
    PlainSerializer(lambda pair: [str(price) for price in pair], when_used="json"),
]
SpanOfDays = Annotated[tuple[int, int], BeforeValidator(_span_of_days)]
