"""Jobs of the messaging room."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from procrastinate.contrib.django import app

from invekto.core import clock
from invekto.core.tenancy import tenant_ids, tenant_scope
from invekto.messaging import media, receipts
from invekto.messaging.hiccups import despite_hiccups
from invekto.messaging.ingest import ingest as read_events
from invekto.messaging.intake import wake_readers
from invekto.messaging.models import WebhookEvent

# An event unread this long found no reader: its job failed, or its worker died.
_FORGOTTEN = timedelta(seconds=30)


@app.task(name="messaging.ingest", queue="messaging")
def ingest(tenant_id: str, party: str | None = None) -> None:
    """Safe to repeat: an event that was read is marked in the transaction that read it."""
    despite_hiccups(lambda: read_events(UUID(tenant_id), party=party, now=clock.now()))


@app.task(name="messaging.fetch_media", queue="messaging")
def fetch_media(tenant_id: str, media_id: str, attempt: int = 1) -> None:
    """Safe to repeat: a file that is stored is left alone."""
    media.fetch(UUID(tenant_id), UUID(media_id), attempt=attempt, now=clock.now())


@app.task(name="messaging.erase_media", queue="messaging")
def erase_media(tenant_id: str, media_id: str) -> None:
    despite_hiccups(lambda: media.erase(UUID(tenant_id), UUID(media_id)))


@app.task(name="messaging.tell_read", queue="messaging")
def tell_read(tenant_id: str, conversation_id: str) -> None:
    receipts.tell_read(UUID(tenant_id), UUID(conversation_id))


@app.task(name="messaging.sweep", queue="messaging")
def sweep() -> None:
    """Every minute: wake a reader for events that lie unread."""
    for tenant_id in tenant_ids():
        with tenant_scope(tenant_id):
            unread = WebhookEvent.objects.filter(
                processed_at=None, received_at__lt=clock.now() - _FORGOTTEN
            ).values_list("party", flat=True)
            wake_readers(tenant_id, set(unread[:1000]))
