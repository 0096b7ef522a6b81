"""A closed conversation whose customer writes again: back to the person who had it, if they are at the desk."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from invekto.agent_ai import assignment
from invekto.core import live
from invekto.messaging.models import Conversation, Mode


def reopened(conversation_id: UUID, now: datetime, *, since: datetime) -> None:
    """``since``: when the customer opened it again. Inside the tenant's scope. Safe to repeat.

    With people it stays: it waits for whoever had it last, else for whom the rule finds, else in the queue. Where
    the bot spoke, it speaks again. One that somebody took up meanwhile is theirs.
    """
    talk = (
        Conversation.objects.select_for_update(of=("self",))
        .select_related("contact")
        .filter(id=conversation_id)
        .first()
    )
    if talk is None or talk.mode == Mode.BOT or talk.done_at is not None or talk.waiting_since is None:
        return
    if any(at is not None and at >= since for at in (talk.taken_over_at, talk.given_at)):
        return
    talk.last_person_id = talk.assigned_to_id or talk.last_person_id
    talk.mode, talk.assigned_to, talk.given_at = Mode.WAITING, None, None
    talk.save(update_fields=["mode", "assigned_to", "last_person", "given_at"])
    if assignment.assign(talk, now) is None:
        assignment.wake(talk.tenant_id)
    live.announce("conversation", tenant_id=talk.tenant_id, conversation=talk.id)
