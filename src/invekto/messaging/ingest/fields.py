"""Take values out of what others sent: cleaned, of the type we count on, or plainly refused."""

from __future__ import annotations

import math
from datetime import UTC, datetime
from typing import Any


class UnreadableItem(Exception):
    """An item has not the shape the reference gives; the message says which part."""


# 2001-09-09 and 2286-11-20: ten digits. Anything else is no Unix time in seconds.
_EARLIEST, _LATEST = 10**9, 10**10


def clean(value: Any) -> Any:
    """The same value as PostgreSQL can store it: no NUL, no half surrogate pair, no infinite number."""
    if isinstance(value, str):
        return clean_text(value)
    if isinstance(value, dict):
        return {clean_text(str(name)): clean(member) for name, member in value.items()}
    if isinstance(value, list):
        return [clean(member) for member in value]
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return value


def clean_text(text: str) -> str:
    without_nul = text.replace("\x00", "")
    try:
        without_nul.encode()
    except UnicodeEncodeError:
        # Joins pairs that came as two escapes; what is left over becomes U+FFFD.
        return without_nul.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return without_nul


def record(item: Any, name: str) -> dict[str, Any]:
    """A member that must be an object. Raises UnreadableItem."""
    found = item.get(name) if isinstance(item, dict) else None
    if not isinstance(found, dict):
        raise UnreadableItem(f"{name} is not an object")
    return found


def optional_record(item: dict[str, Any], name: str) -> dict[str, Any]:
    found = item.get(name)
    return found if isinstance(found, dict) else {}


def records(item: dict[str, Any], name: str) -> list[dict[str, Any]]:
    found = item.get(name)
    return [member for member in found if isinstance(member, dict)] if isinstance(found, list) else []


def text(item: dict[str, Any], name: str) -> str:
    """A text that may be missing; "" then. Numbers are accepted: Meta writes some ids so."""
    found = item.get(name)
    if isinstance(found, str):
        return found
    return str(found) if isinstance(found, int) and not isinstance(found, bool) else ""


def needed_text(item: dict[str, Any], name: str, *, longest: int = 512) -> str:
    """Raises UnreadableItem when it is missing, empty or unreasonably long."""
    found = text(item, name)
    if not found:
        raise UnreadableItem(f"{name} is missing")
    if len(found) > longest:
        raise UnreadableItem(f"{name} is longer than {longest} characters")
    return found


def moment(item: dict[str, Any], name: str, *, otherwise: datetime) -> datetime:
    """Unix seconds as text or number → aware UTC."""
    found = text(item, name)
    if not (found.isascii() and found.isdigit() and len(found) == 10):
        return otherwise
    seconds = int(found)
    return datetime.fromtimestamp(seconds, UTC) if _EARLIEST <= seconds < _LATEST else otherwise
