"""Stored webhook events → contacts, threads, messages and delivery facts.

Events of one person are read in arrival order, in one transaction with what they become, so a worker that
dies half-way leaves them unread and the next one begins again. An item that cannot be read is kept with its
problem and holds up nobody.
"""

from __future__ import annotations

import json
import logging
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import OperationalError

from invekto.core.tenancy import tenant_scope
from invekto.messaging.ingest import account, people, statuses, threads
from invekto.messaging.ingest.fields import UnreadableItem
from invekto.messaging.ingest.reading import IdentityChange, Person, read_message, read_preference_person
from invekto.messaging.ingest.statuses import DeliveryFact, read_status
from invekto.messaging.models import Contact, WebhookEvent

log = logging.getLogger(__name__)

BATCH = 200


def ingest(tenant_id: UUID, *, party: str | None, now: datetime) -> int:
    """Read every unread event of ``party`` (None: what concerns no single person); returns how many.

    Raises OperationalError when the database is not there or chose this transaction to end a deadlock.
    """
    total = 0
    while True:
        try:
            count = _read_batch(tenant_id, party, now, limit=BATCH)
        except OperationalError:
            raise
        except Exception as error:
            # One item of the batch is not what we think it is. Alone it can be told from the others.
            # Only the error's kind is logged: its words may quote the customer.
            log.warning(
                "A batch of webhook events is read one by one after %s (tenant %s).",
                type(error).__name__,
                tenant_id,
            )
            count = _read_singly(tenant_id, party, now)
        total += count
        if count < BATCH:
            return total


def _unread(party: str | None) -> Any:
    return WebhookEvent.objects.filter(party=party, processed_at=None).order_by("id")


def _read_batch(tenant_id: UUID, party: str | None, now: datetime, *, limit: int) -> int:
    with tenant_scope(tenant_id):
        events = list(_unread(party).select_for_update()[:limit])
        if events:
            _Batch(tenant_id, now).read(events)
        return len(events)


def _read_singly(tenant_id: UUID, party: str | None, now: datetime) -> int:
    with tenant_scope(tenant_id):
        ids = list(_unread(party).values_list("id", flat=True)[:BATCH])
    for event_id in ids:
        try:
            with tenant_scope(tenant_id):
                event = (
                    WebhookEvent.objects.select_for_update().filter(id=event_id, processed_at=None).first()
                )
                if event is not None:
                    _Batch(tenant_id, now).read([event])
        except OperationalError:
            raise
        except Exception as error:
            # Whatever it is, it must not hold up what comes behind it; the event stays for inspection.
            log.error(
                "Webhook event %s cannot be read: %s (tenant %s).", event_id, type(error).__name__, tenant_id
            )
            with tenant_scope(tenant_id):
                WebhookEvent.objects.filter(id=event_id).update(
                    processed_at=now, problem=f"{type(error).__name__} while reading"
                )
    return len(ids)


class _Batch:
    """The events of one transaction, sorted by what they are about."""

    def __init__(self, tenant_id: UUID, now: datetime) -> None:
        self.tenant_id = tenant_id
        self.now = now
        self._threads: dict[UUID, threads.Thread] = {}
        self._contacts: dict[Person, Contact] = {}
        self._facts: list[DeliveryFact] = []

    def read(self, events: list[WebhookEvent]) -> None:
        payloads = [json.loads(event.payload) for event in events]
        self._known = threads.known_messages(_wamids(payloads)) if events[0].party is not None else {}
        for event, payload in zip(events, payloads, strict=True):
            event.processed_at = self.now
            try:
                self._read_one(event, payload)
            except UnreadableItem as problem:
                event.problem = str(problem)
        self._save_threads()
        if self._facts:
            statuses.apply(self._facts, tenant_id=self.tenant_id, now=self.now)
        WebhookEvent.objects.filter(id__in=[event.pk for event in events]).update(processed_at=self.now)
        for event in events:
            if event.problem:
                event.save(update_fields=["problem"])

    def _read_one(self, event: WebhookEvent, payload: dict[str, Any]) -> None:
        match event.kind:
            case "message" | "echo":
                self._message(event, payload)
            case "status":
                self._facts.append(read_status(payload, received_at=event.received_at))
            case "preference":
                account.preference(payload, self._contact(read_preference_person(payload)), now=self.now)
            case "template":
                account.template_change(payload, tenant_id=self.tenant_id, now=self.now)
            case "error":
                account.error(payload, tenant_id=self.tenant_id, now=self.now)

    def _message(self, event: WebhookEvent, payload: dict[str, Any]) -> None:
        if event.number_id is None:
            raise UnreadableItem("the message names no number")
        arrived = read_message(payload, received_at=event.received_at, echo=event.kind == "echo")
        contact = self._contact(arrived.person)
        if isinstance(arrived.action, IdentityChange):
            change = arrived.action
            self._save_threads()
            contact = people.move(
                contact, new_phone=change.new_phone, new_user_id=change.new_user_id, now=self.now
            )
        thread = self._thread(contact, event.number_id)
        if event.kind == "echo":
            thread.add_echo(arrived)
        else:
            thread.add(arrived)

    def _contact(self, person: Person) -> Contact:
        if person not in self._contacts:
            # Somebody who shows up under another identity may merge contacts, and with them threads.
            self._save_threads()
            self._contacts[person] = people.contact_for(person, tenant_id=self.tenant_id, now=self.now)
        return self._contacts[person]

    def _save_threads(self) -> None:
        for thread in self._threads.values():
            thread.save()
        self._threads.clear()
        self._contacts.clear()

    def _thread(self, contact: Contact, number_id: UUID) -> threads.Thread:
        for thread in self._threads.values():
            if (thread.conversation.contact_id, thread.conversation.number_id) == (contact.pk, number_id):
                return thread
        conversation = threads.thread_of(contact, number_id=number_id, now=self.now)
        thread = threads.Thread(conversation, self.now, self._known)
        self._threads[conversation.pk] = thread
        return thread


def _wamids(payloads: list[dict[str, Any]]) -> set[str]:
    """Every message id the items name: their own, and those they edit, take back or react to."""
    found: set[str] = set()
    for payload in payloads:
        item = payload.get("item")
        if not isinstance(item, dict):
            continue
        named = [item.get("id")]
        for part, name in (
            ("reaction", "message_id"),
            ("edit", "original_message_id"),
            ("revoke", "original_message_id"),
        ):
            inner = item.get(part)
            named.append(inner.get(name) if isinstance(inner, dict) else None)
        found |= {
            wamid for wamid in named if isinstance(wamid, str) and "\x00" not in wamid and wamid.isprintable()
        }
    return found
