"""What the patient wrote shortly before, for what a tapped button does not carry."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

from invekto.agent_ai.contract import LONGEST_TEXT, Turn
from invekto.agent_ai.engine.decide import CLARIFY
from invekto.chat_analysis.services import Entity
from invekto.messaging.models import Author, Message

_LOOK_BACK = timedelta(hours=24)
_MOST = 5
_TALK = 40  # messages looked through for what was left open
LEFT_QUESTION = (
    "did-left-question"  # the rule of an answer that leaves the question for the colleague who comes
)


def said_before(turn: Turn) -> list[str]:
    """Their last messages before these, the newest first. Inside the tenant's scope; one query."""
    return [message.text[:LONGEST_TEXT] for message in _before(turn)]


def left_questions(turn: Turn) -> list[str]:
    """Questions that were left for the colleague who comes, oldest first. Inside the tenant's scope; one query."""
    talk = Message.objects.filter(conversation_id=turn.conversation.id, at__gte=turn.now - _LOOK_BACK)
    asked, left = "", []
    rows = talk.filter(revoked_at=None).order_by("-at", "-id").values_list("author", "text", "why")[:_TALK]
    for author, text, why in reversed(rows):
        if author == Author.CUSTOMER:
            asked = text
        elif asked and (why or {}).get("rule") == LEFT_QUESTION:
            left.append(" ".join(asked.split()))
            asked = ""
    return list(dict.fromkeys(left))


def before_clarifying(turn: Turn) -> Turn | None:
    """The turn that was not understood, when this one answers "what do you mean?"; its words still count.

    Inside the tenant's scope; one query, and none without that question.
    """
    if turn.flow is None or turn.flow.name != CLARIFY:
        return None
    found = next((message for message in _before(turn) if message.analysis), None)
    if found is None:
        return None
    entities = {
        str(name): [entity for one in several if (entity := _entity(one))]
        for name, several in (found.analysis or {}).get("entities", {}).items()
    }
    analysis = replace(turn.analysis, text=found.text, entities=entities)
    return replace(turn, analysis=analysis, flow=None, wish=replace(turn.wish, tapped=False))


def _before(turn: Turn) -> list[Message]:
    earlier = Message.objects.filter(
        conversation_id=turn.conversation.id,
        author=Author.CUSTOMER,
        at__gte=turn.now - _LOOK_BACK,
        revoked_at=None,
    ).exclude(id__in=[message.id for message in turn.messages])
    return list(earlier.order_by("-at", "-id")[:_MOST])


def _entity(stored: Mapping[str, Any]) -> Entity | None:
    """None for a shape that another release wrote."""
    try:
        return Entity(stored["text"], stored["start"], stored["end"], stored["value"], stored.get("reason"))
    except KeyError:
        return None
