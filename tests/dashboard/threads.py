"""Conversations as a page finds them: rows written straight into the tables, at moments of the test's choice."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from invekto.core import clock
from invekto.core.folding import fold
from invekto.messaging.models import Author, Contact, Conversation, Message, MessageTemplate, Mode
from tests.support.tenants import TenantKit

VOICES = {"customer": Author.CUSTOMER, "bot": Author.BOT, "human": Author.HUMAN, "system": Author.SYSTEM}


def make_thread(
    kit: TenantKit, name: str = "Elif Demir", *, ago: timedelta = timedelta(minutes=5), **changes: Any
) -> Conversation:
    """A thread whose last word was said ``ago``; ``changes`` are columns of the conversation."""
    conversation = kit.make_conversation(name=name)
    at = clock.now() - ago
    values = {"last_message_at": at, "last_inbound_at": at, "last_text": "merhaba", "last_author": "customer"}
    with kit.scope():
        Conversation.objects.filter(id=conversation.id).update(**values | changes)
        Contact.objects.filter(id=conversation.contact_id).update(search_key=fold(name))
        return Conversation.objects.select_related("contact").get(id=conversation.id)


def waiting(kit: TenantKit, name: str = "Elif Demir", *, since: timedelta, **changes: Any) -> Conversation:
    """A thread whose customer has waited for a person that long."""
    at = clock.now() - since
    values = {
        "mode": Mode.WAITING,
        "waiting_since": at,
        "handed_off_at": at,
        "handoff_reason": "asked",
        "note": {"wanted": "Bir temsilciyle görüşmek istiyor", "tried": [], "facts": [], "mood": "Sakin"},
    }
    return make_thread(kit, name, ago=since, **values | changes)


def write(
    kit: TenantKit,
    conversation: Conversation,
    voice: str,
    text: str,
    *,
    ago: timedelta = timedelta(minutes=5),
    **more: Any,
) -> Message:
    at: datetime = clock.now() - ago
    status = {} if voice == "customer" else {"status": "delivered", "status_at": at}
    with kit.scope():
        return Message.objects.create(
            tenant_id=kit.id,
            conversation=conversation,
            author=VOICES[voice],
            text=text,
            at=at,
            received_at=at,
            **{"type": "text", **status} | more,
        )


def make_template(kit: TenantKit, name: str, body: str, **more: Any) -> MessageTemplate:
    now = clock.now()
    values = {"language": "tr", "category": "utility", "status": "approved"} | more
    with kit.scope():
        return MessageTemplate.objects.create(
            tenant_id=kit.id, name=name, body=body, created_at=now, updated_at=now, **values
        )
