"""Lines inside a thread that nobody said ("number changed"); each reader sees them in their language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from invekto.messaging.models import Author, Conversation, Message

NOTE_KEPT = "handover-notice-note"  # holds the note of a hand-over that is over


def add(conversation: Conversation, text_id: str, now: datetime, **variables: Any) -> Message:
    """``variables``: text and whole numbers for the Fluent text ``text_id``. Runs in the tenant's scope."""
    notice = _notice(conversation, text_id, now, variables)
    notice.save(force_insert=True)
    return notice


def add_each(
    told: Iterable[tuple[Conversation, Mapping[str, Any]]], text_id: str, now: datetime
) -> list[Message]:
    """As ``add``, in many threads, each with its own variables; in one statement."""
    return add_each_at(((talk, variables, now) for talk, variables in told), text_id)


def add_each_at(
    told: Iterable[tuple[Conversation, Mapping[str, Any], datetime]], text_id: str
) -> list[Message]:
    """As ``add_each``, each at its own moment."""
    return Message.objects.bulk_create(_notice(talk, text_id, at, variables) for talk, variables, at in told)


def _notice(talk: Conversation, text_id: str, at: datetime, variables: Mapping[str, Any]) -> Message:
    return Message(
        tenant_id=talk.tenant_id,
        conversation=talk,
        author=Author.SYSTEM,
        type="notice",
        content={"notice": text_id, "variables": dict(variables)},
        at=at,
        received_at=at,
    )
