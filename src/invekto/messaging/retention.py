"""Raw webhook events hold customers' words and numbers: kept for a while to look into trouble, then deleted."""

from __future__ import annotations

from datetime import datetime, timedelta

from procrastinate.contrib.django import app

from invekto.core import clock
from invekto.core.tenancy import tenant_ids, tenant_scope
from invekto.messaging.models import WebhookEvent

# WhatsApp repeats a delivery for a week at most: a repeat is known as one until long after that.
KEPT = timedelta(days=30)


def forget_old(now: datetime) -> int:
    """Delete what is older than KEPT, of every tenant; returns how many events."""
    gone = 0
    for tenant_id in tenant_ids():
        with tenant_scope(tenant_id):
            gone += WebhookEvent.objects.filter(received_at__lt=now - KEPT).delete()[0]
    return gone


@app.task(name="messaging.forget", queue="messaging")
def forget() -> None:
    forget_old(clock.now())
