"""What is older than any guarantee is deleted, and nothing else."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from invekto.core import clock
from invekto.integrations import old_orders
from invekto.integrations.models import CachedOrder
from tests.integrations.syncing import MakeAccount, sync
from tests.integrations.trendyol_peer import Trendyol, package

if TYPE_CHECKING:
    from tests.support.tenants import TenantKit


@pytest.mark.alone
def test_orders_older_than_a_guarantee_are_deleted_for_each_tenant(
    tenant: TenantKit, trendyol: Trendyol, make_account: MakeAccount
) -> None:
    now = clock.now()
    account = make_account(tenant)
    for number in range(3):
        trendyol.put(package(number + 1, number=f"7{number}", modified=now - timedelta(hours=number + 1)))
    sync(tenant, account, now)
    old = now - old_orders.KEPT - timedelta(days=1)
    with tenant.scope():
        CachedOrder.objects.filter(package_id="1").update(ordered_at=old, modified_at=old)
        CachedOrder.objects.filter(package_id="2").update(ordered_at=old)  # something happened to it since
    assert old_orders.forget_old(now) == 1
    assert old_orders.forget_old(now) == 0
    with tenant.scope():
        assert sorted(CachedOrder.objects.values_list("package_id", flat=True)) == ["2", "3"]
