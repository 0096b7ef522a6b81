"""Jobs of the orders room; each may be run twice."""

from __future__ import annotations

from uuid import UUID

from procrastinate.contrib.django import app

from invekto.core import clock
from invekto.core.models import DomainEvent
from invekto.core.tenancy import tenant_scope
from invekto.orders import cancelling
from invekto.orders.news import tell_pages


@app.task(name="orders.cancel", queue="orders")
def cancel(tenant_id: str, cancellation_id: str) -> None:
    """Have the platform cancel what a customer confirmed."""
    cancelling.carry_out(UUID(tenant_id), UUID(cancellation_id), clock.now())


@app.task(name="orders.moved", queue="orders")
def moved(tenant_id: str, event_id: str) -> None:
    """Orders came or moved: open pages that show one of them ask for it anew."""
    with tenant_scope(UUID(tenant_id)):
        event = DomainEvent.objects.get(id=event_id)
        assert event.subject_id is not None
        tell_pages(event.tenant_id, account_id=event.subject_id, numbers=event.payload["numbers"])
