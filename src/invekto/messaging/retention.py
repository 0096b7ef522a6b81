"""Raw webhook events hold customers' words and numbers: kept for a while to look into trouble, then deleted."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial
from uuid import UUID

from procrastinate.contrib.django import app

from invekto.core import clock
from invekto.core.retention import delete_in_batches
from invekto.core.tenancy import for_each_tenant
from invekto.messaging.models import DeskAction, WebhookEvent

# WhatsApp repeats a delivery for a week at most: a repeat is known as one until long after that.
KEPT = timedelta(days=30)


def forget_old(now: datetime) -> int:
    """Delete what is older than KEPT, of every tenant; returns how many events and actions."""
    return sum(for_each_tenant(partial(_forget, before=now - KEPT)))


def _forget(tenant_id: UUID, *, before: datetime) -> int:
    old = WebhookEvent.objects.filter(received_at__lt=before)
    actions = DeskAction.objects.filter(at__lt=before)  # nobody takes those back any more
    return delete_in_batches(tenant_id, old.order_by("received_at")) + delete_in_batches(
        tenant_id, actions.order_by("at")
    )


@app.task(name="messaging.forget", queue="messaging")
def forget() -> None:
    forget_old(clock.now())
