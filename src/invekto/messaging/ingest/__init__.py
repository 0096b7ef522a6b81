"""Stored webhook events → contacts, threads, messages and delivery facts.

What a tenant's customers wrote is read in arrival order, many events in one transaction with what they become,
so a worker that dies half-way leaves them unread and the next one begins again. An item that cannot be read is
kept with its problem and holds up nobody.
"""

from __future__ import annotations

import logging
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from django.db import OperationalError

from invekto.core import jobs
from invekto.core.tenancy import tenant_scope
from invekto.messaging.ingest.batch import Batch
from invekto.messaging.models import WebhookEvent

log = logging.getLogger(__name__)

BATCH = 200

Subject = Literal["people", "facts"]
READERS: dict[Subject, str] = {"people": "messaging.ingest", "facts": "messaging.ingest_facts"}  # jobs


def ingest(tenant_id: UUID, subject: Subject, *, now: datetime) -> int:
    """Read every unread event; returns how many.

    ``subject``: "people", what concerns one person (messages, echoes, preferences); "facts", the rest (delivery,
    templates, errors). Raises OperationalError when the database is not there or chose this transaction to
    end a deadlock.
    """
    total = 0
    while True:
        try:
            count = _read_batch(tenant_id, subject, now)
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
            count = _read_singly(tenant_id, subject, now)
        total += count
        if count < BATCH:
            return total


def _unread(subject: Subject) -> Any:
    return WebhookEvent.objects.filter(party__isnull=subject == "facts", processed_at=None).order_by("id")


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
    for event_id in ids:
        try:
            with tenant_scope(tenant_id):
                event = (
                    WebhookEvent.objects.select_for_update().filter(id=event_id, processed_at=None).first()
                )
                if event is not None:
                    Batch(tenant_id, now).read([event])
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
