"""Rows that cannot be read: kept aside, tried again, forgotten in time."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from invekto.core import clock
from invekto.integrations import quarantine
from invekto.integrations.models import QuarantinedRow
from tests.integrations.syncing import HOUR, MakeAccount, health, stored, sync
from tests.integrations.trendyol_peer import Trendyol, package
from tests.support.tenants import TenantKit


def test_a_bad_row_is_kept_aside_once_and_the_rest_of_the_page_is_stored(
    tenant: TenantKit, trendyol: Trendyol, make_account: MakeAccount
) -> None:
    now = clock.now()
    trendyol.put(package(1, number="1", modified=now - HOUR))
    trendyol.put(package(2, number="2", modified=now - HOUR, packageTotalPrice=-1))
    trendyol.put(package(3, number="3", modified=now - HOUR, status="Hyperspace"))
    account = make_account(tenant)
    assert sync(tenant, account, now).quarantined == 1
    sync(tenant, account, now + timedelta(minutes=2))
    assert stored(tenant) == {"1": "shipped", "3": "unknown"}
    with tenant.scope():
        (row,) = QuarantinedRow.objects.all()
        assert row.problem.startswith("packageTotalPrice")
        assert "11111111111" not in row.payload
    assert health(tenant).status == "active"


def test_a_row_that_could_not_be_read_is_shown_and_goes_when_it_can_be(
    tenant: TenantKit, trendyol: Trendyol, make_account: MakeAccount
) -> None:
    now = clock.now()
    trendyol.put(package(1, number="1", modified=now - HOUR) | {"orderNumber": None})
    trendyol.put(package(2, number="2", modified=now - HOUR) | {"packageTotalPrice": "***"})
    account = make_account(tenant)
    sync(tenant, account, now)
    assert health(tenant).unreadable == 2
    client = Client()
    client.force_login(tenant.owner, backend="invekto.core.auth.DoorBackend")
    assert "2 sipariş ya da iade kaydı okunamadı" in client.get("/settings/integrations/").content.decode()
    # A later version of the first can be read; of the second, what is kept can (as after a mend of ours).
    trendyol.put(package(1, number="1", modified=now))
    del trendyol.packages[2]
    with tenant.scope():
        kept = QuarantinedRow.objects.get(package_id="2")
        kept.payload = kept.payload.replace('"***"', "449.80")
        kept.save()
    sync(tenant, account, now + timedelta(minutes=2))
    assert health(tenant).unreadable == 1
    sync(tenant, account, now + timedelta(minutes=61))
    assert health(tenant).unreadable == 0
    assert set(stored(tenant)) == {"1", "2"}


@pytest.mark.alone
def test_what_could_not_be_read_is_forgotten_after_thirty_days(
    tenant: TenantKit, trendyol: Trendyol, make_account: MakeAccount
) -> None:
    now = clock.now()
    trendyol.put(package(2, number="2", modified=now - HOUR) | {"packageTotalPrice": "***"})
    sync(tenant, make_account(tenant), now)
    quarantine.forget_old(now + timedelta(days=29))
    assert health(tenant).unreadable == 1
    quarantine.forget_old(now + timedelta(days=31))
    assert health(tenant).unreadable == 0


def test_what_was_too_long_to_be_kept_keeps_its_reason_when_it_is_tried_again(
    tenant: TenantKit, trendyol: Trendyol, make_account: MakeAccount
) -> None:
    now = clock.now()
    trendyol.put(package(2, number="2", modified=now - HOUR, packageTotalPrice=-1) | {"note": "x" * 30_000})
    account = make_account(tenant)
    sync(tenant, account, now)
    with tenant.scope():
        (row,) = QuarantinedRow.objects.all()
        assert not quarantine.try_again(row.id, account.id, now=now, actor="test")
        (row,) = QuarantinedRow.objects.all()
        assert row.problem.startswith("packageTotalPrice")
