"""Lines inside a thread that nobody said ("number changed"); each reader sees them in their language."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from invekto.messaging.models import Author, Conversation, Message


def add(conversation: Conversation, text_id: str, now: datetime, **variables: Any) -> Message:
    """``variables``: text and whole numbers for the Fluent text ``text_id``. Runs in the tenant's scope."""
    return Message.objects.create(
        tenant_id=conversation.tenant_id,
        conversation=conversation,
        author=Author.SYSTEM,
        type="notice",
        content={"notice": text_id, "variables": variables},
        at=now,
        received_at=now,
    )
