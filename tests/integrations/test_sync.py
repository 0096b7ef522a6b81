"""Whole syncs over real HTTP: what reaches orders_cache, and what survives."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from invekto.core import clock
from invekto.core.models import DomainEvent
from invekto.integrations import services
from invekto.integrations.models import CachedOrder, IntegrationAccount
from tests.integrations.trendyol_peer import Trendyol, package
from tests.support.tenants import TenantKit


def test_the_first_sync_brings_every_package_of_three_months(
    tenant: TenantKit, trendyol: Trendyol, make_account: Callable[..., IntegrationAccount]
) -> None:
    now = clock.now()
    trendyol.page_size = 7
    for n in range(88):
        trendyol.put(
            package(n + 1, number=f"7{n:05}", modified=now - timedelta(days=n), phone="0532 111 22 33")
        )
    account = make_account(tenant)
    end = services.sync_account(tenant.id, account.id, now)
    while end.end is services.End.MORE:
        end = services.sync_account(tenant.id, account.id, now)
    assert end.end is services.End.COMPLETE
    with tenant.scope():
        assert CachedOrder.objects.count() == 88
        assert (
            CachedOrder.objects.values_list("customer_phone", flat=True).distinct().get() == "+905321112233"
        )
        account.refresh_from_db()
        assert account.status == "active"
        assert account.synced_at == now
        assert services.health(tenant.id)[0].imported == 1.0
        assert not DomainEvent.objects.filter(name__startswith="order.").exists()
