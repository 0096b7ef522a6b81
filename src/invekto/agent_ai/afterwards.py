"""A word of the bot's that nobody asked for just now: what became of something it was asked to do."""

from __future__ import annotations

import contextlib
from datetime import datetime
from typing import Any
from uuid import UUID

from invekto.agent_ai import handover
from invekto.agent_ai.engine.language import reply_language
from invekto.agent_ai.giving import bare_notes
from invekto.agent_ai.lines import Line
from invekto.agent_ai.takeover import locked
from invekto.core import live, texts
from invekto.core.statements import update_rows
from invekto.messaging.models import Author, Conversation, HandoffReason, Mode
from invekto.outbound.content import Text
from invekto.outbound.services import NotSendable, Outbox

_SHOWN = ("last_message_at", "last_type", "last_author", "last_text")


def say_afterwards(
    conversation_id: UUID,
    said: str,
    *,
    rule: str,
    now: datetime,
    next_step: str | None = None,
    while_waiting: bool = False,
    **variables: Any,
) -> bool:
    """Whether the bot still speaks, and so said it. Inside the tenant's scope; ``said`` is a text id.

    ``next_step`` (a text id): a person goes on with it. ``while_waiting``: also where a person was asked for and none
    has come.
    """
    conversation = locked(conversation_id)
    if conversation.mode != Mode.BOT and not (while_waiting and conversation.mode == Mode.WAITING):
        return False
    language = reply_language(conversation.contact.language or conversation.tenant.language)
    words = [texts.text(said, language, **variables)]
    if next_step is not None:
        words.append(handover.promise(conversation.tenant, language=language, now=now))
    outbox = Outbox(now)
    with contextlib.suppress(NotSendable):
        why = {"intent": None, "confidence": None, "rule": rule}
        outbox.add(conversation=conversation, content=Text(" ".join(words)), author=Author.BOT, why=why)
    outbox.write()
    update_rows(Conversation, [conversation], _SHOWN)
    if next_step is not None:
        note = bare_notes([conversation], HandoffReason.ERROR, now)[conversation.id]
        note["next_step"] = Line.of(next_step, conversation.tenant.language)
        handover.give(conversation, HandoffReason.ERROR, note, now=now)
    live.announce_conversations(conversation.tenant_id, [conversation.id])
    return True
