"""What a conversation is about, for the desk's list."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from invekto.agent_ai.contract import Wish
from invekto.chat_analysis.corpus import OUT_OF_SCOPE

# Said in every talk whatever it is about.
COURTESIES = frozenset({"greeting", "thanks", "affirm", "deny", OUT_OF_SCOPE})


def subject(wishes: Iterable[Wish], limit_of: Callable[[str], float]) -> str:
    """The first wish that was understood surely enough; empty when there was none, or only courtesies."""
    for wish in wishes:
        if wish.intent not in COURTESIES and (wish.tapped or wish.confidence >= limit_of(wish.intent)):
            return wish.intent
    return ""
