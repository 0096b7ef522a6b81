"""Whole syncs, and what they left."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from invekto.core import clock
from invekto.core.models import DomainEvent
from invekto.integrations import services
from invekto.integrations.models import CachedOrder, IntegrationAccount
from tests.support.tenants import TenantKit

MakeAccount = Callable[..., IntegrationAccount]
HOUR = timedelta(hours=1)


def sync(tenant: TenantKit, account: IntegrationAccount, now: datetime | None = None) -> services.Outcome:
    """Until nothing is left, as the job does; at most fifty goes."""
    for _ in range(50):
        outcome = services.sync_account(tenant.id, account.id, now or clock.now())
        if outcome.end is not services.End.MORE:
            return outcome
    raise AssertionError("the sync does not end")


def stored(tenant: TenantKit) -> dict[str, str]:
    with tenant.scope():
        return dict(CachedOrder.objects.values_list("package_id", "order_status"))


def told(tenant: TenantKit) -> list[tuple[str, str]]:
    with tenant.scope():
        events = DomainEvent.objects.filter(name__startswith="order.").order_by("occurred_at", "id")
        return [(event.name, event.payload["number"]) for event in events]


def health(tenant: TenantKit) -> services.Health:
    with tenant.scope():
        return services.health(tenant.id)[0]
