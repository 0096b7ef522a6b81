"""Blue ticks: tell WhatsApp that a person has read a customer's messages."""

from __future__ import annotations

import logging
from uuid import UUID

from invekto.core.tenancy import tenant_scope
from invekto.messaging.cloud_api import CloudApiError, api_for
from invekto.messaging.models import Author, Conversation, Message

log = logging.getLogger(__name__)


def tell_read(tenant_id: UUID, conversation_id: UUID) -> None:
    """Marks the newest message, and with it all before. A tick that fails is not worth another try."""
    with tenant_scope(tenant_id):
        conversation = Conversation.objects.select_related("number").filter(pk=conversation_id).first()
        newest = (
            Message.objects.filter(conversation_id=conversation_id, author=Author.CUSTOMER)
            .exclude(wamid=None)
            .order_by("-at", "-id")
            .first()
        )
    if conversation is None or newest is None or conversation.number.paused_code is not None:
        return
    number = conversation.number
    try:
        api_for(number.access_token).mark_read(number.phone_number_id, str(newest.wamid))
    except CloudApiError as error:
        log.info("A read receipt was not taken: error %s (tenant %s).", error.code, tenant_id)
