"""An answer in the making: what was read, what it is answered from, and by whom."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from invekto.agent_ai.contract import Turn, Wish
from invekto.agent_ai.engine.decide import Step
from invekto.agent_ai.engine.language import reply_language
from invekto.agent_ai.engine.reading import Reading, Snapshot
from invekto.agent_ai.llm.composer import Told
from invekto.chat_analysis.corpus import OUT_OF_SCOPE
from invekto.messaging.models import Mode


@dataclass(frozen=True, slots=True)
class Plan:
    """One reply to be made: who makes it, for which wish, from what was fetched.

    ``later``: what was fetched for the matters that wait for the open one, by their flow's name;
    ``beside`` as in Turn.
    """

    step: Step | None  # None: messages without words
    wish: Wish
    handler: Any = None
    prepared: Any = None
    later: Mapping[str, Any] = field(default_factory=dict)
    beside: bool = False


@dataclass(frozen=True, slots=True)
class Draft:
    """``plans``: none while a person speaks; None itself when something failed and a person must see to it.

    ``reading``: None when the messages could not even be read. ``told``: plain text → the same in a language model's
    words (``engine.composing``).
    """

    seen: Snapshot
    reading: Reading | None
    plans: Sequence[Plan] | None
    told: Mapping[str, Told] = field(default_factory=dict)


def turn_of(seen: Snapshot, reading: Reading, now: datetime, patience: float = 0.0) -> Turn:
    """What handlers and flows see of a conversation: an open question only while the bot speaks."""
    flow = seen.open_flow if seen.conversation.mode == Mode.BOT else None
    return Turn(
        tenant=seen.tenant,
        contact=seen.contact,
        conversation=seen.conversation,
        vertical=seen.vertical,
        messages=seen.messages,
        analysis=reading.together,
        wish=reading.wishes[0] if reading.wishes else Wish(OUT_OF_SCOPE, 0.0),
        flow=flow if flow and flow.is_alive(now) else None,
        language=reply_language(reading.spoken),
        now=now,
        offered=seen.offered,
        patience=patience,
    )
