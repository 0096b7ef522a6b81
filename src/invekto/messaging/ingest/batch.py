"""The events of one transaction: looked up together, read in their order, written together."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from invekto.messaging.ingest import account, statuses
from invekto.messaging.ingest.fields import UnreadableItem
from invekto.messaging.ingest.people import Directory
from invekto.messaging.ingest.reading import (
    Arrived,
    IdentityChange,
    Person,
    read_message,
    read_preference_person,
)
from invekto.messaging.ingest.statuses import DeliveryFact, read_status
from invekto.messaging.ingest.threads import Desk
from invekto.messaging.ingest.troubles import put_off
from invekto.messaging.models import Contact, WebhookEvent

Json = dict[str, Any]


class Batch:
    """Runs in the tenant's scope; ``read`` raises whatever a broken item brings, and then nothing is kept."""

    def __init__(self, tenant_id: UUID, now: datetime) -> None:
        self.tenant_id = tenant_id
        self.now = now
        self._people = Directory(tenant_id, now)
        self._desk = Desk(tenant_id, now)
        self._facts: list[DeliveryFact] = []
        self._problems: dict[UUID, str] = {}  # by event

    def read(self, events: list[WebhookEvent]) -> None:
        """Everything these events bring, and that they were read."""
        payloads = [json.loads(event.payload) for event in events]
        arrived = self._messages(events, payloads)
        self._people.load(one.person for one in arrived.values())
        self._desk.load(
            self._people.known_ids,
            {event.number_id for event in events if event.number_id},
            _named(arrived.values()),
        )
        for event, payload in zip(events, payloads, strict=True):
            if event.pk in self._problems:
                continue
            try:
                self._read_one(event, payload, arrived.get(event.pk))
            except UnreadableItem as problem:
                self._problems[event.pk] = str(problem)
        self._save()
        if self._facts:
            statuses.apply(self._facts, tenant_id=self.tenant_id, now=self.now)
        done = [event.pk for event in events if event.pk not in self._problems]
        WebhookEvent.objects.filter(id__in=done).update(processed_at=self.now, problem=None, retry_at=None)
        if self._problems:
            put_off(self._problems, now=self.now)

    def _messages(self, events: list[WebhookEvent], payloads: list[Json]) -> dict[UUID, Arrived]:
        """What the messages among the events say; one that cannot be read gets its problem noted."""
        found: dict[UUID, Arrived] = {}
        for event, payload in zip(events, payloads, strict=True):
            if event.kind not in ("message", "echo"):
                continue
            if event.number_id is None:
                self._problems[event.pk] = "the message names no number"
                continue
            try:
                found[event.pk] = read_message(
                    payload, received_at=event.received_at, echo=event.kind == "echo"
                )
            except UnreadableItem as problem:
                self._problems[event.pk] = str(problem)
        return found

    def _read_one(self, event: WebhookEvent, payload: Json, arrived: Arrived | None) -> None:
        if arrived is not None and event.number_id is not None:
            self._message(event.number_id, arrived, echo=event.kind == "echo")
            return
        match event.kind:
            case "status":
                self._facts.append(read_status(payload, received_at=event.received_at))
            case "preference":
                self._preference(payload, read_preference_person(payload))
            case "template":
                account.template_change(payload, tenant_id=self.tenant_id, now=self.now)
            case "error":
                account.error(payload, tenant_id=self.tenant_id, now=self.now)

    def _message(self, number_id: UUID, arrived: Arrived, *, echo: bool) -> None:
        contact = self._contact(arrived.person)
        if self._people.is_merged(contact):
            arrived.content["from"] = arrived.person.phone or arrived.person.user_id
        if isinstance(arrived.action, IdentityChange):
            change = arrived.action
            self._save()
            contact = self._people.move(contact, new_phone=change.new_phone, new_user_id=change.new_user_id)
            self._desk.forget()
        thread = self._desk.thread_of(contact, number_id, unwritten=self._people.is_unwritten(contact))
        if echo:
            thread.add_echo(arrived)
        else:
            thread.add(arrived)

    def _contact(self, person: Person) -> Contact:
        if not self._people.needs_care(person):
            return self._people.contact_for(person)
        self._save()
        contact = self._people.contact_for(person)
        self._desk.forget()
        return contact

    def _preference(self, payload: Json, person: Person) -> None:
        contact = self._contact(person)
        self._save()
        account.preference(payload, contact, now=self.now)

    def _save(self) -> None:
        """Threads point at contacts, so those come first."""
        self._people.save()
        self._desk.save()


def _named(arrived: Iterable[Arrived]) -> set[str]:
    """Every message id the items name: their own, and those they edit, take back or react to."""
    return {wamid for one in arrived for wamid in (one.wamid, one.target) if wamid}
