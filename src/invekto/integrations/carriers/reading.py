"""What carriers write into their fields, read without trusting it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from invekto.core.folding import fold

ZONE = ZoneInfo("Europe/Istanbul")  # both carriers write wall clock without a zone
_FORMATS = (
    "%d.%m.%Y %H:%M:%S",
    "%d.%m.%Y %H:%M",
    "%d.%m.%Y",
    "%m/%d/%Y %I:%M:%S %p",
    "%Y%m%d %H%M%S",
    "%Y%m%d",
)
_FIRST_YEAR, _LAST_YEAR = 2000, 2100
_NOT_KEPT = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]+")
_LONGEST = 300
_DAY = re.compile(r"(?<!\d)(\d{2}\.\d{2}\.\d{4})(?!\d)")
_UNTIL = re.compile(r"kadar|son gun|until|last day")
_LONGEST_STAY = timedelta(days=45)  # no branch keeps a parcel longer
_KEY = re.compile(r"[A-Za-z0-9_-]{1,40}")


class Unreadable(ValueError):
    """A row that makes no sense; the message names the field, never its value."""


def is_key(key: str) -> bool:
    """Whether a carrier may be asked by it: these go into lists and XML."""
    return _KEY.fullmatch(key) is not None


def words_in(row: Mapping[str, Any], *names: str) -> str:
    """The first of these fields with something in it; what came from XML may be null, empty or an object."""
    for name in names:
        value = row.get(name)
        if isinstance(value, str | int) and not isinstance(value, bool):
            text = _NOT_KEPT.sub(" ", str(value)).strip()[:_LONGEST]
            if text:
                return text
    return ""


def moment_in(row: Mapping[str, Any], day: str, clock: str | None = None) -> datetime | None:
    """Aware UTC. Raises Unreadable for what is there and no moment."""
    text = words_in(row, day)
    if not text.strip("0 .-:"):
        return None
    found = _moment(text)
    if found is None:
        raise Unreadable(f"{day}: no date")
    hours = _clock(words_in(row, clock)) if clock else None
    if hours is not None and (found.hour, found.minute, found.second) == (0, 0, 0):
        found += hours
    return found.replace(tzinfo=ZONE).astimezone(UTC)


def day_in(row: Mapping[str, Any], name: str) -> date | None:
    """As the carrier writes it; None for what is no day: a promise is not worth losing a row for."""
    text = words_in(row, name)
    found = _moment(text) if text.strip("0 .-:") else None
    return found.date() if found else None


def _moment(text: str) -> datetime | None:
    for form in _FORMATS:
        try:
            return _sane(datetime.strptime(text, form))  # noqa: DTZ007 - the zone is put to it afterwards
        except ValueError:
            continue
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return _sane(found.astimezone(ZONE).replace(tzinfo=None) if found.tzinfo else found)


def _sane(moment: datetime) -> datetime | None:
    return moment if _FIRST_YEAR <= moment.year < _LAST_YEAR else None


def _clock(text: str) -> timedelta | None:
    """ "14:30", "9:05:00", "143000"; "93000" and "1530" lost their leading zeros (half past nine, 0:15:30)."""
    digits = "".join(char for char in text if char.isdigit())
    if not digits or not digits.isascii() or len(digits) > 6:
        return None
    is_written = not text.strip().isdigit()  # with something between: its end is left out, not its beginning
    digits = digits.zfill(4).ljust(6, "0") if is_written and len(digits) <= 4 else digits.zfill(6)
    hours, minutes, seconds = int(digits[:2]), int(digits[2:4]), int(digits[4:])
    if hours > 23 or minutes > 59 or seconds > 59:
        return None
    return timedelta(hours=hours, minutes=minutes, seconds=seconds)


def last_day_in(text: str, *, since: datetime | None) -> date | None:
    """The day until which a branch keeps a parcel, where the carrier's explanation names one."""
    days = _DAY.findall(text)
    if len(days) != 1 or not _UNTIL.search(fold(text)):
        return None
    found = _moment(days[0])
    if found is None:
        return None
    day = found.date()
    if since is not None and not since.date() <= day <= (since + _LONGEST_STAY).date():
        return None
    return day
