"""Two sentences over a hand-over note, a moment after it: the note is there without them."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from invekto.agent_ai.llm.composer import composer_for
from invekto.core import live
from invekto.core.tenancy import tenant_scope
from invekto.messaging.models import Author, Conversation, HandoffReason, Message, Mode

_LOOK_BACK = timedelta(hours=24)
_MESSAGES = 20
_WHO = {Author.CUSTOMER: "customer", Author.BOT: "assistant", Author.HUMAN: "colleague"}


def sum_up(tenant_id: UUID, conversation_id: UUID, now: datetime) -> None:
    """Add a summary to the note that is open now, if the tenant has a model and it says nothing new.

    Opens its own scopes. Safe to repeat. An emergency is not sent anywhere: its note is short and must be read.
    """
    helper = composer_for(tenant_id)
    if helper is None:
        return
    with tenant_scope(tenant_id):
        found = Conversation.objects.select_related("contact", "tenant").filter(id=conversation_id).first()
        if found is None or not _wants_summary(found):
            return
        newest = Message.objects.filter(
            conversation_id=conversation_id, author__in=list(_WHO), at__gte=now - _LOOK_BACK, revoked_at=None
        ).exclude(text="")
        talk = [(_WHO[Author(one.author)], one.text) for one in newest.order_by("-at", "-id")[:_MESSAGES]][
            ::-1
        ]
    if len(talk) < 2:
        return  # one message needs no summary
    told = helper.summary(
        tenant_id,
        talk=talk,
        language=found.tenant.language,
        names=(found.contact.name, found.contact.profile_name),
        conversation_id=conversation_id,
        now=now,
    )
    if told is None:
        return
    with tenant_scope(tenant_id):
        still = Conversation.objects.select_for_update().filter(id=conversation_id).first()
        if still is None or still.handed_off_at != found.handed_off_at or not _wants_summary(still):
            return  # merged into another, handed over anew or done with meanwhile
        still.note = {**(still.note or {}), "summary": told}
        still.save(update_fields=["note"])
        live.announce("conversation", tenant_id=tenant_id, conversation=conversation_id)


def _wants_summary(conversation: Conversation) -> bool:
    return bool(
        conversation.mode != Mode.BOT
        and conversation.note
        and "summary" not in conversation.note
        and conversation.handoff_reason != HandoffReason.EMERGENCY
    )
