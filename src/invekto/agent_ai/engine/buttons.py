"""The ids of our buttons and list rows: what a tap means, without any memory of the message it was on.

An id comes back from outside and may be old, forged or another tenant's. It can therefore only name a wish
that the vertical serves, with slots that the handler checks as it would check typed words.
"""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import parse_qsl, urlencode

from invekto.agent_ai.contract import Button, Row

_PREFIX = "wish:"
_LONGEST_ID = 200  # characters; WhatsApp's limit for list rows, the smaller of the two
_TITLE = 20
_ROW_TITLE = 24
_ROW_DESCRIPTION = 72


def wish_id(intent: str, slots: Mapping[str, str] | None = None) -> str:
    identifier = f"{_PREFIX}{intent}" + (f"?{urlencode(slots)}" if slots else "")
    if len(identifier) > _LONGEST_ID:
        raise ValueError(f"a button's id is longer than WhatsApp allows: {identifier}")
    return identifier


def read_wish_id(identifier: str | None) -> tuple[str, dict[str, str]] | None:
    """(intent, slots), or None for what we never wrote."""
    if not identifier or not identifier.startswith(_PREFIX) or len(identifier) > _LONGEST_ID:
        return None
    intent, _, query = identifier.removeprefix(_PREFIX).partition("?")
    return intent, dict(parse_qsl(query))


def button(title: str, intent: str, slots: Mapping[str, str] | None = None) -> Button:
    return Button(id=wish_id(intent, slots), title=shortened(title, _TITLE))


def row(title: str, description: str, intent: str, slots: Mapping[str, str] | None = None) -> Row:
    return Row(
        id=wish_id(intent, slots),
        title=shortened(title, _ROW_TITLE),
        description=shortened(description, _ROW_DESCRIPTION),
    )


def shortened(text: str, limit: int) -> str:
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"
