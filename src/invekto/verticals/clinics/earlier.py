"""What the patient wrote shortly before, for what a tapped button does not carry."""

from __future__ import annotations

from datetime import timedelta

from invekto.agent_ai.contract import Turn
from invekto.messaging.models import Author, Message

_LOOK_BACK = timedelta(hours=24)
_MOST = 5


def said_before(turn: Turn) -> list[str]:
    """Their last messages before these, the newest first. Inside the tenant's scope; one query."""
    earlier = Message.objects.filter(
        conversation_id=turn.conversation.id,
        author=Author.CUSTOMER,
        at__gte=turn.now - _LOOK_BACK,
        revoked_at=None,
    ).exclude(id__in=[message.id for message in turn.messages])
    return list(earlier.order_by("-at", "-id").values_list("text", flat=True)[:_MOST])
