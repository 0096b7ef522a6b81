"""What a message must know and what it leaves behind: one prepared statement each, for every message passes here."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from invekto.core.statements import run_prepared
from invekto.core.tenancy import tenant_scope
from invekto.messaging.models import Conversation
from invekto.sandbox import faults, switches
from invekto.sandbox.delivery import queue
from invekto.sandbox.directory import Number
from invekto.sandbox.models import Chat, Delivery, PhoneMessage
from invekto.sandbox.switches import Behaviour
from invekto.sandbox.whatsapp import envelope

# In the order of the model's fields.
_CHAT = (
    "chat.id, chat.phone_number_id, chat.phone, chat.user_id, chat.name, chat.username, chat.number_hidden, "
    "chat.last_inbound_at, chat.marketing_stopped"
)
_KNOWN = f"SELECT {_CHAT} FROM sandbox_chats AS chat WHERE phone_number_id = %s::text AND phone = %s::text"  # noqa: S608
_AROUND = f"""
    SELECT (SELECT value FROM sandbox_switches WHERE name = %s::text),
           EXISTS (SELECT FROM sandbox_faults
                    WHERE provider = 'whatsapp' AND kind = ANY(%s::text[]) AND remaining > 0),
           {_CHAT}
      FROM (SELECT) AS call
      LEFT JOIN sandbox_chats AS chat ON chat.phone_number_id = %s::text AND chat.phone = %s::text
"""  # noqa: S608 - the columns' names, above
_MESSAGE = """
    INSERT INTO sandbox_phone_messages
           (wamid, phone, phone_number_id, tenant_slug, from_customer, type, text, buttons, rows, template,
            media, quoted, wire, at, status, error_code, callback_data)
    VALUES (%s::text, %s::text, %s::text, %s::text, %s::boolean, %s::text, %s::text, %s::jsonb, %s::jsonb,
            %s::text, %s::jsonb, %s::text, %s::text, %s::timestamptz, %s::text, %s::int, %s::text)
"""
_CHAT_AFTER = """
    INSERT INTO sandbox_chats
           (phone_number_id, phone, user_id, name, username, number_hidden, last_inbound_at, marketing_stopped)
    VALUES (%s::text, %s::text, %s::text, %s::text, %s::text, %s::boolean, %s::timestamptz, false)
    ON CONFLICT (phone_number_id, phone) DO UPDATE
       SET name = excluded.name, username = excluded.username, number_hidden = excluded.number_hidden,
           last_inbound_at = greatest(sandbox_chats.last_inbound_at, excluded.last_inbound_at)
"""
_REACHED = f"WITH message AS ({_MESSAGE}), queued AS ({queue.INSERT}) {queue.WAKE}"
_WRITTEN = f"WITH message AS ({_MESSAGE}), queued AS ({queue.INSERT}), met AS ({_CHAT_AFTER}) {queue.WAKE}"


@dataclass(frozen=True, slots=True)
class Around:
    """What a business's message meets. ``faulty``: some failure of a single message was ordered."""

    behaviour: Behaviour
    faulty: bool
    chat: Chat | None


def look_around(number: Number, phone: str) -> Around:
    asked = [switches.NAME, list(faults.MESSAGE_KINDS), number.phone_number_id, phone]
    ((stored, faulty, *chat),) = run_prepared(_AROUND, asked)
    return Around(
        switches.read(json.loads(stored) if stored else {}),
        faulty,
        None if chat[0] is None else Chat(*chat),
    )


def known_chat(number: Number, phone: str) -> Chat | None:
    rows = run_prepared(_KNOWN, [number.phone_number_id, phone])
    return Chat(*rows[0]) if rows else None


def new_chat(number: Number, phone: str, *, last_inbound_at: datetime | None) -> Chat:
    """Not yet stored."""
    return Chat(
        phone_number_id=number.phone_number_id,
        phone=phone,
        user_id=envelope.user_id_of(phone, number.waba_id),
        last_inbound_at=last_inbound_at,
    )


def chat_of(number: Number, phone: str) -> Chat:
    """The chat of a phone with a number; it begins now if there was none."""
    if known := known_chat(number, phone):
        return known
    fresh = new_chat(number, phone, last_inbound_at=last_inbound_in_product(number, phone))
    try:
        with transaction.atomic():
            fresh.save()
    except IntegrityError:  # another call was first
        return Chat.objects.get(phone_number_id=number.phone_number_id, phone=phone)
    return fresh


def last_inbound_in_product(number: Number, phone: str) -> datetime | None:
    """Conversations older than the sandbox's memory (a demo's past threads) have their windows, too."""
    with tenant_scope(number.tenant_id):
        return (
            Conversation.objects.filter(contact__phone=phone, number__phone_number_id=number.phone_number_id)
            .values_list("last_inbound_at", flat=True)
            .first()
        )


def reach_phone(message: PhoneMessage, webhooks: Sequence[Delivery]) -> None:
    """Keep a business's message and queue the news of it; both or neither."""
    run_prepared(_REACHED, [*_values(message), *queue.parameters(webhooks)])


def leave_phone(message: PhoneMessage, webhooks: Sequence[Delivery], chat: Chat) -> None:
    """Keep a customer's message, queue its webhook and note what the chat became; all or nothing.

    Raises IntegrityError when the number has a message with this id.
    """
    after = [
        chat.phone_number_id,
        chat.phone,
        chat.user_id,
        chat.name,
        chat.username,
        chat.number_hidden,
        chat.last_inbound_at,
    ]
    run_prepared(_WRITTEN, [*_values(message), *queue.parameters(webhooks), *after])


def _values(message: PhoneMessage) -> list[Any]:
    return [
        message.wamid,
        message.phone,
        message.phone_number_id,
        message.tenant_slug,
        message.from_customer,
        message.type,
        message.text,
        json.dumps(message.buttons),
        json.dumps(message.rows),
        message.template,
        None if message.media is None else json.dumps(message.media),
        message.quoted,
        message.wire,
        message.at,
        message.status,
        message.error_code,
        message.callback_data,
    ]
