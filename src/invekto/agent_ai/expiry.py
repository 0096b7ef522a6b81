"""Flows that were left alone: one sentence closes them, so that a late answer begins anew."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from invekto.agent_ai.engine import registry
from invekto.agent_ai.engine.language import reply_language
from invekto.agent_ai.outgoing import Outgoing
from invekto.core import live, texts
from invekto.core.models import Tenant
from invekto.core.statements import update_rows
from invekto.core.tenancy import tenant_scope
from invekto.messaging.models import Author, Conversation, Message, Mode
from invekto.outbound.content import Text
from invekto.outbound.services import NotSendable, Outbox

_AT_ONCE = 200  # conversations of one transaction
_SHOWN = ("flow", "last_message_at", "last_type", "last_author", "last_text")


def expire_flows(tenant_id: UUID, now: datetime, *, outgoing: Callable[[datetime], Outgoing] = Outbox) -> int:
    """Close the tenant's flows that nobody answered within their lifetime; how many. Safe to run twice, and beside
    another: what is locked is being answered, and is left alone.

    The sentence is said only while the bot speaks, the 24-hour window is open and messages are wanted.
    """
    closed = 0
    while True:
        with tenant_scope(tenant_id):
            found = _left_alone(now)
            _close(found, outgoing(now))
        closed += len(found)
        if len(found) < _AT_ONCE:
            return closed


def _left_alone(now: datetime) -> list[Conversation]:
    tenant = Tenant.objects.get()
    due = Q(pk=None)
    for flow in registry.vertical(tenant.vertical).flows.values():
        # asked_at is always written in UTC, so that the text sorts as the time does.
        due |= Q(flow__name=flow.name, flow__asked_at__lt=(now - flow.lifetime).isoformat())
    unanswered = Message.objects.filter(
        conversation_id=OuterRef("id"), author=Author.CUSTOMER, answered_at=None
    )
    found = (
        Conversation.objects.select_for_update(of=("self",), skip_locked=True)
        .select_related("contact", "tenant")
        .filter(due, ~Exists(unanswered), mode=Mode.BOT, flow__isnull=False)
        .order_by("id")
    )
    return list(found[:_AT_ONCE])


def _close(conversations: list[Conversation], outbox: Outgoing) -> None:
    for conversation in conversations:
        contact = conversation.contact
        was_over = (conversation.flow or {}).get("over") is True
        conversation.flow = None
        # A talk that a colleague closed is over for the customer, too.
        if was_over or contact.opted_out_at is not None or conversation.done_at is not None:
            continue
        language = reply_language(contact.language or conversation.tenant.language)
        said = Text(texts.text("flow-expired", language))
        why = {"intent": None, "confidence": None, "rule": "did-flow-expired"}
        with contextlib.suppress(NotSendable):
            outbox.add(conversation=conversation, content=said, author=Author.BOT, why=why)
    outbox.write()
    update_rows(Conversation, conversations, _SHOWN)
    if conversations:
        live.announce_conversations(conversations[0].tenant_id, [one.id for one in conversations])
