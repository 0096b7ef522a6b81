"""Jobs of the messaging room."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.db import connection
from procrastinate.contrib.django import app

from invekto.core import clock, jobs
from invekto.core.tasks import lasting_task
from invekto.core.tenancy import for_each_tenant, tenant_scope
from invekto.messaging import desk, media, receipts
from invekto.messaging.hiccups import despite_hiccups
from invekto.messaging.ingest import Subject
from invekto.messaging.ingest import ingest as read_events
from invekto.messaging.ingest import read_again as read_events_again
from invekto.messaging.ingest.troubles import due_again
from invekto.messaging.intake import wake_readers
from invekto.messaging.models import WebhookEvent

# An event unread this long found no reader: its job failed, or its worker died.
_FORGOTTEN = timedelta(seconds=30)
_READ_AFTER = 0.55  # of the quiet time; with the reading itself it ends before the answer is due
_LONGEST_READ_AFTER = 80  # milliseconds
_FACTS_AFTER = 400  # milliseconds, or three quiet times; a tick may come a little later


@app.task(name="messaging.ingest", queue="messaging")
async def ingest(tenant_id: str) -> None:
    """What customers wrote. Safe to repeat: an event that was read is marked in the transaction that read it.

    Waits for a part of the quiet time, which nobody notices: the answer waits for all of it, counted from the
    message's arrival. What comes in meanwhile is read in one go.
    """
    await asyncio.sleep(min(settings.BURST_QUIET_MS * _READ_AFTER, _LONGEST_READ_AFTER) / 1000)
    await asyncio.to_thread(_read, UUID(tenant_id), "people")


@app.task(name="messaging.ingest_facts", queue="messaging")
async def ingest_facts(tenant_id: str) -> None:
    """What concerns no single person: delivery, templates, errors.

    Waits first: three statuses follow each message within moments, and those of all conversations are then
    read in one go. Safe to repeat.
    """
    await asyncio.sleep(min(settings.BURST_QUIET_MS * 3, _FACTS_AFTER) / 1000)
    await asyncio.to_thread(_read, UUID(tenant_id), "facts")


def _read(tenant_id: UUID, subject: Subject) -> None:
    try:
        despite_hiccups(lambda: read_events(tenant_id, subject, now=clock.now()))
    finally:
        connection.close()


@lasting_task("messaging.fetch_media", queue="messaging")
def fetch_media(tenant_id: str, media_id: str, attempt: int = 1) -> None:
    """Safe to repeat: a file that is stored is left alone."""
    media.fetch(UUID(tenant_id), UUID(media_id), attempt=attempt, now=clock.now())


@lasting_task("messaging.erase_media", queue="messaging")
def erase_media(tenant_id: str, media_id: str) -> None:
    despite_hiccups(lambda: media.erase(UUID(tenant_id), UUID(media_id)))


@app.task(name="messaging.tell_read", queue="messaging")
def tell_read(tenant_id: str, conversation_id: str) -> None:
    receipts.tell_read(UUID(tenant_id), UUID(conversation_id))


@app.task(name="messaging.read_again", queue="messaging")
def read_again(tenant_id: str) -> None:
    """What could not be read. Safe to repeat."""
    despite_hiccups(lambda: read_events_again(UUID(tenant_id), now=clock.now()))


@lasting_task("messaging.wake", queue="messaging")
def wake(tenant_id: str) -> None:
    """What was put off until now comes back. Safe to repeat."""
    despite_hiccups(lambda: desk.wake_due(UUID(tenant_id), clock.now()))


@app.task(name="messaging.sweep", queue="messaging")
def sweep() -> None:
    """Every minute: wake a reader for events that lie unread, and what was put off and is still asleep."""
    for_each_tenant(_sweep, having="events_or_sleepers")
    for_each_tenant(lambda tenant_id: desk.wake_due(tenant_id, clock.now()), having="events_or_sleepers")


def _sweep(tenant_id: UUID) -> None:
    with tenant_scope(tenant_id):
        now = clock.now()
        unread = WebhookEvent.objects.filter(
            processed_at=None, retry_at=None, received_at__lt=now - _FORGOTTEN
        ).values_list("party", flat=True)
        wake_readers(tenant_id, set(unread[:1000]))
        if due_again(now).exists():
            jobs.defer(
                "messaging.read_again", once=f"messaging.read_again:{tenant_id}", tenant_id=str(tenant_id)
            )
