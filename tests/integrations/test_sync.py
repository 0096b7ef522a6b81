"""Whole syncs over real HTTP: what reaches orders_cache, and what survives."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from datetime import timedelta
from uuid import uuid4

import pytest

from invekto.core import clock
from invekto.integrations import services
from invekto.integrations.models import CachedOrder, IntegrationAccount
from tests.integrations.syncing import HOUR, MakeAccount, health, stored, sync, told
from tests.integrations.trendyol_peer import Trendyol, package, wait_until
from tests.support.tenants import TenantKit


def test_the_first_sync_brings_three_months_and_tells_nobody(
    tenant: TenantKit, trendyol: Trendyol, make_account: MakeAccount
) -> None:
    now = clock.now()
    trendyol.page_size = 30
    for n in range(88):
        trendyol.put(
            package(n + 1, number=f"7{n:05}", modified=now - timedelta(days=n), phone="0532 111 22 33")
        )
    account = make_account(tenant)
    assert sync(tenant, account, now).end is services.End.COMPLETE
    assert len(stored(tenant)) == 88
    assert health(tenant).status == "active"
    assert health(tenant).synced_at == now
    assert health(tenant).imported == 1.0
    assert told(tenant) == []


def test_the_newest_orders_come_first(
    tenant: TenantKit, trendyol: Trendyol, make_account: MakeAccount
) -> None:
    now = clock.now()
    trendyol.put(package(1, number="1", modified=now - timedelta(days=80)))
    trendyol.put(package(2, number="2", modified=now - HOUR))
    account = make_account(tenant)
    seen: list[dict[str, str]] = []
    trendyol.before_answer = lambda: seen.append(stored(tenant))
    sync(tenant, account, now)
    assert next(found for found in seen if found) == {"2": "shipped"}
    assert stored(tenant) == {"1": "shipped", "2": "shipped"}


def test_after_the_import_each_change_is_told_once(
    tenant: TenantKit, trendyol: Trendyol, make_account: MakeAccount
) -> None:
    now = clock.now()
    account = make_account(tenant)
    sync(tenant, account, now)
    for minutes, status in ((2, "Created"), (4, "Shipped"), (6, "Delivered")):
        moment = now + timedelta(minutes=minutes)
        trendyol.put(package(9, number="900", status=status, modified=moment, ordered=now))
        sync(tenant, account, moment)
        sync(tenant, account, moment + timedelta(seconds=30))
    assert told(tenant) == [("order.created", "900"), ("order.shipped", "900"), ("order.delivered", "900")]


def test_what_is_days_old_when_it_arrives_is_stored_and_is_no_news(
    tenant: TenantKit, trendyol: Trendyol, make_account: MakeAccount
) -> None:
    now = clock.now()
    account = make_account(tenant)
    sync(tenant, account, now)
    trendyol.put(package(9, number="900", status="Delivered", modified=now + timedelta(minutes=1)))
    sync(tenant, account, now + timedelta(days=5))
    assert stored(tenant) == {"9": "delivered"}
    assert told(tenant) == []


def test_an_outage_longer_than_the_longest_window_leaves_no_gap(
    tenant: TenantKit, trendyol: Trendyol, make_account: MakeAccount
) -> None:
    start = clock.now() - timedelta(days=50)
    account = make_account(tenant)
    sync(tenant, account, start)
    for day in range(1, 50):
        trendyol.put(package(day, number=str(day), modified=start + timedelta(days=day)))
    sync(tenant, account, clock.now())
    assert len(stored(tenant)) == 49


def test_a_row_that_moves_to_the_first_page_while_pages_are_read_is_not_lost(
    tenant: TenantKit, trendyol: Trendyol, make_account: MakeAccount
) -> None:
    now = clock.now()
    trendyol.page_size = 2
    for n in range(1, 7):
        trendyol.put(package(n, number=str(n), status="Created", modified=now - n * HOUR))
    account = make_account(tenant)

    def move() -> None:
        if len(trendyol.calls) == 2:
            trendyol.put(package(6, number="6", status="Shipped", modified=now + timedelta(seconds=5)))

    trendyol.before_answer = move
    sync(tenant, account, now)
    sync(tenant, account, now + timedelta(minutes=2))
    assert stored(tenant)["6"] == "shipped"
    assert len(stored(tenant)) == 6


def test_a_platform_that_takes_our_times_for_turkish_wall_clock_loses_nothing(
    tenant: TenantKit, trendyol: Trendyol, make_account: MakeAccount
) -> None:
    """Section 7: a true epoch may be misread by three hours, in either direction."""
    now = clock.now()
    account = make_account(tenant)
    sync(tenant, account, now)
    for shift in (-3 * HOUR, 3 * HOUR):
        trendyol.put(
            package(int(shift > timedelta()) + 1, number="1", modified=now + timedelta(minutes=1) + shift)
        )
    sync(tenant, account, now + timedelta(minutes=2))
    assert set(stored(tenant)) == {"1", "2"}


def test_an_older_version_never_overwrites_a_newer_one(
    tenant: TenantKit, trendyol: Trendyol, make_account: MakeAccount
) -> None:
    now = clock.now()
    account = make_account(tenant)
    trendyol.put(package(1, number="1", status="Delivered", modified=now - HOUR))
    sync(tenant, account, now)
    trendyol.put(package(1, number="1", status="Shipped", modified=now - 2 * HOUR))
    sync(tenant, account, now + timedelta(minutes=2))
    assert stored(tenant) == {"1": "delivered"}


def test_the_old_parcel_of_a_split_order_is_superseded_whichever_comes_first(
    tenant: TenantKit, trendyol: Trendyol, make_account: MakeAccount
) -> None:
    now = clock.now()
    account = make_account(tenant)
    trendyol.put(package(11, number="1", modified=now - HOUR, createdBy="cancel", originPackageIds=[10]))
    sync(tenant, account, now)
    trendyol.put(package(10, number="1", status="Cancelled", modified=now))
    sync(tenant, account, now + timedelta(minutes=2))
    with tenant.scope():
        assert CachedOrder.objects.get(package_id="10").superseded
        assert not CachedOrder.objects.get(package_id="11").superseded
    assert ("order.cancelled", "1") not in told(tenant)


def test_an_account_that_is_off_is_not_asked(
    tenant: TenantKit, trendyol: Trendyol, make_account: MakeAccount
) -> None:
    account = make_account(tenant)
    with tenant.scope():
        services.switch_off(account=account, now=clock.now(), actor="test")
    assert sync(tenant, account).end is services.End.OFF
    services.sync_all(clock.now())
    assert trendyol.calls == []


def test_another_tenants_sync_sees_and_touches_nothing_of_ours(
    tenant: TenantKit, second_tenant: TenantKit, trendyol: Trendyol, make_account: MakeAccount
) -> None:
    account = make_account(tenant)
    with pytest.raises(IntegrationAccount.DoesNotExist):
        services.sync_account(second_tenant.id, account.id, clock.now())
    assert trendyol.calls == []


KILLED = """
import django, os, uuid
django.setup()
from django.conf import settings
from invekto.core import clock
from invekto.integrations import quarantine, services
from invekto.integrations.budget import DatabaseBudget
services.sync_account(uuid.UUID(os.environ["T_TENANT"]), uuid.UUID(os.environ["T_ACCOUNT"]), clock.now())
"""


def test_a_sync_killed_in_the_middle_goes_on_where_it_was(
    tenant: TenantKit, trendyol: Trendyol, make_account: MakeAccount
) -> None:
    now = clock.now()
    trendyol.page_size = 2
    for n in range(1, 9):
        trendyol.put(package(n, number=str(n), modified=now - n * timedelta(minutes=10)))
    account = make_account(tenant)
    third_call, go_on = threading.Event(), threading.Event()

    def stop_at_the_third() -> None:
        if len(trendyol.calls) == 3:
            third_call.set()
            go_on.wait(20)

    trendyol.before_answer = stop_at_the_third
    environment = os.environ | {
        "INVEKTO_TRENDYOL_API_URL": trendyol.url,
        "T_TENANT": str(tenant.id),
        "T_ACCOUNT": str(account.id),
    }
    child = subprocess.Popen([sys.executable, "-c", KILLED], env=environment)
    try:
        wait_until(third_call.is_set, seconds=30)
        child.send_signal(signal.SIGKILL)
        child.wait()
    finally:
        child.kill()
        go_on.set()
    assert len(stored(tenant)) == 4
    before = len(trendyol.calls)
    sync(tenant, account)
    assert len(stored(tenant)) == 8
    assert [query["nextCursor"] for query in trendyol.queries[before : before + 2]] == ["4", "6"]


@pytest.mark.parametrize("job", ["sync", "check", "claims", "questions", "listings"])
def test_a_job_of_an_account_that_was_removed_meanwhile_is_done(tenant: TenantKit, job: str) -> None:
    from invekto.integrations import tasks

    getattr(tasks, job)(str(tenant.id), str(uuid4()))
