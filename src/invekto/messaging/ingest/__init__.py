"""Stored webhook events → contacts, threads, messages and delivery facts.

What a tenant's customers wrote is read in arrival order, many events in one transaction with what they become,
so a worker that dies half-way leaves them unread and the next one begins again. An item that cannot be read is
kept with its problem, holds up nobody, and is tried again on its own (``read_again``).
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from invekto.core import jobs
from invekto.core.tenancy import tenant_scope
from invekto.messaging.hiccups import HICCUPS
from invekto.messaging.ingest.batch import Batch
from invekto.messaging.ingest.troubles import due_again, put_off, unreadable
from invekto.messaging.models import WebhookEvent

log = logging.getLogger(__name__)

BATCH = 200

Subject = Literal["people", "facts"]
READERS: dict[Subject, str] = {"people": "messaging.ingest", "facts": "messaging.ingest_facts"}  # jobs


def ingest(tenant_id: UUID, subject: Subject, *, now: datetime) -> int:
    """Read every unread event; returns how many.

    ``subject``: "people", what concerns one person (messages, echoes, preferences); "facts", the rest (delivery,
    templates, errors). Raises OperationalError or InterfaceError when the database is not there or chose this
    transaction to end a deadlock.
    """
    total = 0
    while True:
        try:
            count = _read_batch(tenant_id, subject, now)
        except HICCUPS:
            raise
        except Exception as error:
            # One item of the batch is not what we think it is. Alone it can be told from the others.
            # Only the error's kind is logged: its words may quote the customer.
            log.warning(
                "A batch of webhook events is read one by one after %s (tenant %s).",
                type(error).__name__,
                tenant_id,
            )
            count = _read_singly(tenant_id, subject, now)
        total += count
        if count < BATCH:
            return total


def read_again(tenant_id: UUID, *, now: datetime) -> int:
    """Try the events again that could not be read and have waited long enough; returns how many were tried.

    Raises as ``ingest``.
    """
    with tenant_scope(tenant_id):
        ids = list(due_again(now).values_list("id", flat=True)[:BATCH])
    return _read_each(tenant_id, ids, now)


@dataclass(frozen=True, slots=True)
class Reread:
    read: int
    left: int


def read_all_again(tenant_id: UUID, *, now: datetime) -> Reread:
    """Try everything that could not be read, whenever its next try would be."""
    with tenant_scope(tenant_id):
        ids = list(unreadable().order_by("id").values_list("id", flat=True))
    _read_each(tenant_id, ids, now)
    with tenant_scope(tenant_id):
        left = unreadable().filter(id__in=ids).count()
    return Reread(len(ids) - left, left)


def _unread(subject: Subject) -> Any:
    return WebhookEvent.objects.filter(
        party__isnull=subject == "facts", processed_at=None, retry_at=None
    ).order_by("id")


def _read_batch(tenant_id: UUID, subject: Subject, now: datetime) -> int:
    with tenant_scope(tenant_id):
        jobs.absorb(READERS[subject], tenant_id=tenant_id)
        events = list(_unread(subject).select_for_update()[:BATCH])
        if events:
            Batch(tenant_id, now).read(events)
        return len(events)


def _read_singly(tenant_id: UUID, subject: Subject, now: datetime) -> int:
    with tenant_scope(tenant_id):
        ids = list(_unread(subject).values_list("id", flat=True)[:BATCH])
    return _read_each(tenant_id, ids, now)


def _read_each(tenant_id: UUID, ids: list[UUID], now: datetime) -> int:
    for event_id in ids:
        waiting = WebhookEvent.objects.select_for_update().filter(id=event_id, processed_at=None)
        try:
            with tenant_scope(tenant_id):
                Batch(tenant_id, now).read(list(waiting))
        except HICCUPS:
            raise
        except Exception as error:
            # Whatever it is, it must not hold up what comes behind it.
            problem = type(error).__name__
            log.error("Webhook event %s cannot be read: %s (tenant %s).", event_id, problem, tenant_id)
            with tenant_scope(tenant_id):
                put_off({event.pk: f"{problem} while reading" for event in waiting}, now=now)
    return len(ids)
