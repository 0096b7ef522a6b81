"""The door of the messaging room."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Q

from invekto.core import jobs, live
from invekto.messaging import contacts as contacts
from invekto.messaging import merging as merging
from invekto.messaging import notes as notes
from invekto.messaging import parting as parting
from invekto.messaging import uploads as uploads
from invekto.messaging.cloud_api.errors import in_words as failure_in_words
from invekto.messaging.contacts import phones_of
from invekto.messaging.ingest.account import opt_in, opt_out
from invekto.messaging.ingest.people import merge as merge_contacts
from invekto.messaging.ingest.people import search_key
from invekto.messaging.ingest.threads import STALE_AFTER
from invekto.messaging.ingest.troubles import unreadable as unreadable_events
from invekto.messaging.models import Contact, ContactAlias, Conversation
from invekto.messaging.notices import add as record_notice
from invekto.messaging.notices import add_each as record_notices

WINDOW = timedelta(hours=24)
# A message that is queued just before the end must still get there in time.
WINDOW_MARGIN = timedelta(minutes=1)
TICKS_FOR = timedelta(days=30)  # WhatsApp takes no read receipt for anything older


def window_closes_at(conversation: Conversation) -> datetime | None:
    """When free-form messages stop being allowed; None: the customer has never written.

    24 hours after the customer's last message, or the moment WhatsApp itself said that it is closed.
    """
    opened = conversation.last_inbound_at
    if opened is None:
        return None
    refused = conversation.window_refused_at
    return refused if refused is not None and refused >= opened else opened + WINDOW


def window_is_open(conversation: Conversation, now: datetime) -> bool:
    closes = window_closes_at(conversation)
    return closes is not None and now < closes - WINDOW_MARGIN


def mark_read(conversation_id: UUID, now: datetime) -> None:
    """A person has seen the thread. Tells WhatsApp too, so that the customer sees it."""
    new = Q(unread__gt=0) | Q(marked_unread=True)
    conversation = Conversation.objects.select_for_update().filter(new, pk=conversation_id).first()
    if conversation is None:
        return
    if conversation.unread:
        tick(conversation, now)
    conversation.unread, conversation.marked_unread = 0, False
    conversation.save(update_fields=["unread", "marked_unread"])
    live.announce("conversation", tenant_id=conversation.tenant_id, conversation=conversation_id)


def tick(conversation: Conversation, now: datetime) -> None:
    """Tell WhatsApp that the customer's messages were read, if they are not too old for it."""
    tick_each([conversation], now)


def tick_each(conversations: Iterable[Conversation], now: datetime) -> None:
    """``tick`` for many, in one statement."""
    read = [
        one
        for one in sorted(conversations, key=lambda one: one.id)
        if one.last_inbound_at is not None and one.last_inbound_at > now - TICKS_FOR
    ]
    if read:
        jobs.defer_each(
            "messaging.tell_read",
            [{"tenant_id": str(one.tenant_id), "conversation_id": str(one.id)} for one in read],
            once=[f"read:{one.id}" for one in read],
            priority=-1,
        )


def contact_with_phone(phone: str, *, tenant_id: UUID, now: datetime, name: str = "") -> Contact:
    """The contact with ``phone`` (E.164), made if there is none (an order or a booking came first)."""
    alias = ContactAlias.objects.select_related("contact").filter(phone=phone).first()
    if alias is not None:
        return alias.contact
    contact, made = Contact.objects.get_or_create(
        tenant_id=tenant_id, phone=phone, defaults={"name": name, "created_at": now}
    )
    if made or (name and not contact.name):
        contact.name = contact.name or name
        contact.search_key = search_key(contact)
        contact.save(update_fields=["name", "search_key"])
    return contact


def open_conversation(contact: Contact, *, number_id: UUID, now: datetime) -> Conversation:
    """The thread with a contact, made if they have never written (a template may open it). Locked."""
    conversation, _ = Conversation.objects.select_for_update().get_or_create(
        tenant_id=contact.tenant_id,
        contact=contact,
        number_id=number_id,
        defaults={"last_message_at": now, "created_at": now},
    )
    return conversation


__all__ = [
    "STALE_AFTER",
    "WINDOW",
    "contact_with_phone",
    "contacts",
    "failure_in_words",
    "mark_read",
    "merge_contacts",
    "merging",
    "notes",
    "open_conversation",
    "opt_in",
    "opt_out",
    "parting",
    "phones_of",
    "record_notice",
    "record_notices",
    "search_key",
    "tick",
    "tick_each",
    "unreadable_events",
    "uploads",
    "window_closes_at",
    "window_is_open",
]
