"""Gaps at Hepsiburada, which has no totals of a time: what should be closed is read again."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import httpx
import pytest

from invekto.core import clock
from tests.integrations.syncing import HOUR, health, stored, sync
from tests.sandbox.test_hepsiburada import create, move
from tests.sandbox.test_hepsiburada_sync import account  # noqa: F401 - a fixture
from tests.support.tenants import TenantKit

if TYPE_CHECKING:
    from invekto.integrations.models import IntegrationAccount


@pytest.fixture
def read_once(tenant: TenantKit, account: IntegrationAccount) -> IntegrationAccount:  # noqa: F811
    """Its past waits: nothing here is as old."""
    from invekto.integrations import services

    with tenant.scope():
        return services.pause_import(account=account, paused=True, now=clock.now(), actor="test")


def test_where_nothing_is_missing_nothing_is_found(
    control: httpx.Client, merchant: str, read_once: IntegrationAccount, tenant: TenantKit
) -> None:
    from invekto.integrations import services

    now = clock.now()
    ordered = (now - 10 * HOUR).isoformat()
    for number, status in (("1", "Open"), ("2", "Packaged"), ("3", "Shipped"), ("4", "CancelledByCustomer")):
        create(control, merchant, number=number, status=status, ordered_at=ordered)
    sync(tenant, read_once, now)
    assert services.check_account(tenant.id, read_once.id, now) == services.Checked()
    assert health(tenant).complete_to == now


def test_rows_lost_and_rows_never_told_are_found_and_filled(
    control: httpx.Client, merchant: str, read_once: IntegrationAccount, tenant: TenantKit
) -> None:
    from invekto.integrations import services
    from invekto.integrations.models import CachedOrder, OrderCheck

    start = clock.now()
    for number in ("1", "2", "3", "4"):
        create(control, merchant, number=number, status="Packaged")
    clock.set_now(start + HOUR)
    for number in ("1", "2", "3"):
        move(control, merchant, number=number, status="Shipped")
    # Every page of this reading lacks every second row, and the overlap of later readings ends after them.
    control.post("faults", json={"provider": "hepsiburada", "kind": "holes", "times": 200})
    sync(tenant, read_once, start + HOUR)
    control.delete("faults")
    later = start + 12 * HOUR
    clock.set_now(later)
    sync(tenant, read_once, later)
    with tenant.scope():
        told = set(CachedOrder.objects.values_list("external_order_id", flat=True))
        CachedOrder.objects.filter(external_order_id="4").delete()
    assert services.check_account(tenant.id, read_once.id, later).missing > 0
    with tenant.scope():
        assert set(CachedOrder.objects.values_list("external_order_id", flat=True)) == {"1", "2", "3", "4"}
        assert told <= {"1", "2", "3", "4"}
        assert OrderCheck.objects.exclude(filled_at=None).filter(missing__gt=0).exists()
        assert not OrderCheck.objects.filter(is_open=True).exists()
    assert health(tenant).gaps == ()
    assert stored(tenant)
    assert services.check_account(tenant.id, read_once.id, later + timedelta(seconds=5)).missing == 0
