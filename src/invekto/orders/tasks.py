"""Jobs of the orders room; each may be run twice."""

from __future__ import annotations

import time
from uuid import UUID

from procrastinate.contrib.django import app

from invekto.core import clock, jobs
from invekto.core.models import DomainEvent, Tenant
from invekto.core.tasks import lasting_task
from invekto.core.tenancy import for_each_tenant, tenant_scope
from invekto.integrations.services import stalled_between, track_for_answer
from invekto.orders import cancelling, deciding
from invekto.orders.news import tell_pages
from invekto.orders.parcel_news.planning import NEWS_FOR, plan
from invekto.orders.parcel_news.telling import tell_due, unchecked
from invekto.orders.stock_wishes import telling as stock

_LAST_LOOK = 30.0  # seconds; whoever does not answer until then has told what is known


@lasting_task("orders.cancel", queue="orders")
def cancel(tenant_id: str, cancellation_id: str) -> None:
    """Have the platform cancel what a customer confirmed."""
    cancelling.carry_out(UUID(tenant_id), UUID(cancellation_id), clock.now())


@lasting_task("orders.decide_claim", queue="orders")
def decide_claim(tenant_id: str, decision_id: str) -> None:
    """Tell the platform what a colleague decided of a return."""
    deciding.carry_out(UUID(tenant_id), UUID(decision_id), clock.now())


@lasting_task("orders.moved", queue="orders")
def moved(tenant_id: str, event_id: str) -> None:
    """Orders came or moved: open pages that show one of them ask for it anew."""
    with tenant_scope(UUID(tenant_id)):
        event = DomainEvent.objects.get(id=event_id)
        assert event.subject_id is not None
        tell_pages(event.tenant_id, account_id=event.subject_id, numbers=event.payload["numbers"])


@lasting_task("orders.parcels_moved", queue="orders")
def parcels_moved(tenant_id: str, event_id: str) -> None:
    """Where something went wrong with a parcel, its customer may have to hear of it."""
    with tenant_scope(UUID(tenant_id)):
        event = DomainEvent.objects.get(id=event_id)
        plan(Tenant.objects.get(id=tenant_id), event.payload["codes"], clock.now())


@app.task(name="orders.watch_parcels", queue="orders")
def watch_parcels() -> None:
    """Every hour: of parcels that stand still nobody tells. For tenants alone who want such messages."""
    for_each_tenant(_watch, having="parcel_messages")


def _watch(tenant_id: UUID) -> None:
    with tenant_scope(tenant_id):
        now = clock.now()
        plan(Tenant.objects.get(id=tenant_id), stalled_between(now - NEWS_FOR, now), now)


@lasting_task("orders.tell_parcels", queue="orders")
def tell_parcels(tenant_id: str) -> None:
    """Send what was planned and is due, after a last look at the carrier where the plan is old."""
    with tenant_scope(UUID(tenant_id)):
        old = unchecked(clock.now())
    if old:
        track_for_answer(UUID(tenant_id), old, now=clock.now(), deadline=time.monotonic() + _LAST_LOOK)
    with tenant_scope(UUID(tenant_id)):
        if tell_due(Tenant.objects.get(id=tenant_id), clock.now()):
            name = f"parcel-news:{tenant_id}"
            jobs.defer("orders.tell_parcels", once=name, tenant_id=tenant_id)


@lasting_task("orders.listings_returned", queue="orders")
def listings_returned(tenant_id: str, event_id: str) -> None:
    """Something can be bought again: who waits for it is to hear of it."""
    with tenant_scope(UUID(tenant_id)):
        event = DomainEvent.objects.get(id=event_id)
        products = {key.split("|")[0] for key in event.payload["keys"]}
        stock.plan(Tenant.objects.get(id=tenant_id), clock.now(), product_keys=products)


@app.task(name="orders.watch_stock", queue="orders")
def watch_stock() -> None:
    """Every hour: wishes grow old, and a product may come back under another account. For who has any."""
    for_each_tenant(_watch_stock, having="stock_wishes")


def _watch_stock(tenant_id: UUID) -> None:
    with tenant_scope(tenant_id):
        stock.plan(Tenant.objects.get(id=tenant_id), clock.now())


@lasting_task("orders.tell_stock", queue="orders")
def tell_stock(tenant_id: str) -> None:
    """Tell what was planned and is due."""
    with tenant_scope(UUID(tenant_id)):
        if stock.tell_due(Tenant.objects.get(id=tenant_id), clock.now()):
            jobs.defer("orders.tell_stock", once=f"stock-wishes:{tenant_id}", tenant_id=tenant_id)
