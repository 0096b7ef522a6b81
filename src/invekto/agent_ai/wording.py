"""Plain words for intents. A vertical's own text wins over the common one: ``<vertical>-<kind>-<intent>``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from invekto.agent_ai.lines import Line
from invekto.core import texts

if TYPE_CHECKING:  # needs the tables; what an intent is called does not
    from invekto.agent_ai.contract import Turn


def vertical_text(vertical: str, kind: str, intent: str) -> str:
    """Id of the text for ``intent``: the vertical's, else the common one."""
    slug = intent.replace("_", "-")
    own = f"{vertical}-{kind}-{slug}"
    return own if texts.has_text(own, texts.DEFAULT_LANGUAGE) else f"common-{kind}-{slug}"


def button_title(turn: Turn, intent: str) -> str:
    """For the customer, at most 20 characters."""
    return turn.t(vertical_text(turn.vertical.name, "button", intent))


def staff_wish(vertical: str, intent: str, language: str) -> Line:
    """What the customer wants, for colleagues: "Siparişinin nerede olduğunu soruyor"."""
    return Line.of(vertical_text(vertical, "wish", intent), language)
