"""Queue messages in tests, and look at what became of them."""

from __future__ import annotations

from typing import Any

from invekto.core import clock
from invekto.messaging.models import Author, Conversation, Message
from invekto.outbound.content import Content, Text
from invekto.outbound.models import OutboundMessage
from invekto.outbound.services import send
from tests.support.tenants import TenantKit


def say(
    kit: TenantKit,
    conversation: Conversation,
    content: Content | str = "Kargonuz yolda",
    author: Author = Author.BOT,
    **more: Any,
) -> OutboundMessage:
    with kit.scope():
        thread = Conversation.objects.select_for_update().get(pk=conversation.pk)
        return send(
            conversation=thread,
            content=Text(content) if isinstance(content, str) else content,
            author=author,
            now=clock.now(),
            **more,
        )


def row_of(kit: TenantKit, row: OutboundMessage) -> OutboundMessage:
    with kit.scope():
        return OutboundMessage.objects.select_related("message", "conversation", "contact", "number").get(
            pk=row.pk
        )


def message_of(kit: TenantKit, row: OutboundMessage) -> Message:
    return row_of(kit, row).message
