"""The ids of our buttons and list rows: what a tap means, without any memory of the message it was on.

An id comes back from outside and may be old, forged or another tenant's. It can therefore only name a wish
that the vertical serves, or a choice in a flow's question, with values that are checked as typed words would be.
"""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import parse_qsl, urlencode

from invekto.agent_ai.contract import Button, Choice, Row

_PREFIX = "wish:"
_CHOICE = "pick:"
_LONGEST_ID = 200  # characters; WhatsApp's limit for list rows, the smaller of the two
_TITLE = 20
_ROW_TITLE = 24
_ROW_DESCRIPTION = 72


def wish_id(intent: str, slots: Mapping[str, str] | None = None) -> str:
    return _within_limit(f"{_PREFIX}{intent}" + (f"?{urlencode(slots)}" if slots else ""))


def read_wish_id(identifier: str | None) -> tuple[str, dict[str, str]] | None:
    """(intent, slots), or None for what we never wrote."""
    if not identifier or not identifier.startswith(_PREFIX) or len(identifier) > _LONGEST_ID:
        return None
    intent, _, query = identifier.removeprefix(_PREFIX).partition("?")
    return intent, dict(parse_qsl(query))


def choice_id(choice: Choice) -> str:
    course = f"{choice.flow}:{choice.version}:{choice.run}"
    return _within_limit(f"{_CHOICE}{course}?{urlencode({choice.slot: choice.value})}")


def is_choice_id(identifier: str | None) -> bool:
    """Whether it claims to be one; reading may show that it is none."""
    return identifier is not None and identifier.startswith(_CHOICE)


def read_choice_id(identifier: str | None) -> Choice | None:
    """None for what we never wrote."""
    if identifier is None or not is_choice_id(identifier) or len(identifier) > _LONGEST_ID:
        return None
    course, _, query = identifier.removeprefix(_CHOICE).partition("?")
    parts, values = course.split(":"), parse_qsl(query)
    if len(parts) != 3 or len(values) != 1 or not parts[1].isdecimal() or not parts[1].isascii():
        return None
    return Choice(parts[0], int(parts[1]), parts[2], *values[0])


def button(title: str, intent: str, slots: Mapping[str, str] | None = None) -> Button:
    return Button(id=wish_id(intent, slots), title=shortened(title, _TITLE))


def row(title: str, description: str, intent: str, slots: Mapping[str, str] | None = None) -> Row:
    return Row(
        id=wish_id(intent, slots),
        title=shortened(title, _ROW_TITLE),
        description=shortened(description, _ROW_DESCRIPTION),
    )


def choice_button(title: str, choice: Choice) -> Button:
    return Button(id=choice_id(choice), title=shortened(title, _TITLE))


def choice_row(title: str, description: str, choice: Choice) -> Row:
    return Row(
        id=choice_id(choice),
        title=shortened(title, _ROW_TITLE),
        description=shortened(description, _ROW_DESCRIPTION),
    )


def _within_limit(identifier: str) -> str:
    if len(identifier) > _LONGEST_ID:
        raise ValueError(f"a button's id is longer than WhatsApp allows: {identifier}")
    return identifier


def shortened(text: str, limit: int) -> str:
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"
