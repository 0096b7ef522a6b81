"""Which wishes a person serves, whatever the bot says first."""

from __future__ import annotations

from functools import cache

from invekto.agent_ai.engine import registry
from invekto.agent_ai.handlers import COMMON
from invekto.chat_analysis.corpus import EMERGENCY


def always_to_person(vertical: str) -> frozenset[str]:
    """Intents that the bot hands over however sure it is. Raises KeyError for an unknown vertical."""
    handlers = {**COMMON, **registry.vertical(vertical).handlers}
    served = {intent for intent, one in handlers.items() if one.hands_over}
    return frozenset(served | {EMERGENCY})


@cache  # verticals are installed once
def for_people(vertical: str) -> frozenset[str]:
    """What may be guessed at (``Limits.for_people``): most of those, and what only looks up the customer's own.

    Raises KeyError for an unknown vertical.
    """
    known = registry.vertical(vertical)
    return (always_to_person(vertical) | known.looked_up) - known.surely - {EMERGENCY}
