"""Rows that cannot be read, as they are kept aside: what is wrong with them, and no more of them than we may keep."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from typing import Any

from pydantic import ValidationError

LONGEST = 20_000  # characters: a bad row is kept to be looked at, not to fill the disk
_SHOWN = 2000  # of what is longer
# The escape of a NUL, but not the six characters after a backslash that is itself escaped.
_NUL = re.compile(r"(?<!\\)((?:\\\\)*)\\u0000")


def as_text(value: Any) -> str:
    """As JSON that PostgreSQL keeps: no NUL in it, and half a surrogate pair only as an escape.

    Raises ValueError for what is nested too deeply: what could be read in need not go out again.
    """
    try:
        return _NUL.sub(r"\1", json.dumps(value, ensure_ascii=True, default=str))
    except RecursionError as error:
        raise ValueError("nested too deeply") from error


def without(value: Any, is_secret: Callable[[str], bool]) -> Any:
    """What stands under such names is left out, however deep. Raises ValueError for what is nested too deeply."""
    try:
        return _without(value, is_secret)
    except RecursionError as error:
        raise ValueError("nested too deeply") from error


def _without(value: Any, is_secret: Callable[[str], bool]) -> Any:
    if isinstance(value, Mapping):
        return {key: _without(one, is_secret) for key, one in value.items() if not is_secret(str(key))}
    return [_without(one, is_secret) for one in value] if isinstance(value, list) else value


def kept(row: Any, *, is_secret: Callable[[str], bool], **beside: str) -> str:
    """The row as JSON, or why it is not kept; with ``beside`` it stands under "row"."""
    try:
        plain = without(row, is_secret)
        whole = as_text({**beside, "row": plain} if beside else plain)
    except ValueError as error:
        return json.dumps({**beside, "not kept": str(error)})
    if len(whole) > LONGEST:
        cut = {"not kept": "too long", "length": len(whole), "begins": whole[:_SHOWN]}
        return json.dumps({**beside, **cut})
    return whole


def is_whole(payload: str) -> bool:
    """Whether what was kept can be read again."""
    try:
        told = json.loads(payload)
    except (ValueError, RecursionError):
        return True  # for its reader to say
    return not (isinstance(told, dict) and "not kept" in told)


def reason(error: Exception) -> str:
    """Which fields, and what is wrong with them; never their values."""
    if not isinstance(error, ValidationError):
        return f"row: {error}" if type(error) is ValueError else f"row: {type(error).__name__}"
    return "; ".join(
        f"{'.'.join(str(part) for part in problem['loc']) or 'row'}: {problem['msg']}"
        for problem in error.errors(include_input=False, include_url=False)[:5]
    )


def field(error: ValidationError) -> str:
    """The first field that is wrong: no more, where the rest of the message may repeat a value."""
    first = error.errors(include_input=False, include_url=False)[0]
    return ".".join(map(str, first["loc"])) or "row"
