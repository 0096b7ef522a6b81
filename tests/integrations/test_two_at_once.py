"""Two workers at one account: neither undoes what the other did, and none waits for ever."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

from django.db import connections

from invekto.core import clock
from invekto.core.tenancy import tenant_scope
from invekto.integrations import health, quarantine, services
from invekto.integrations.models import IntegrationAccount, QuarantinedRow
from invekto.integrations.providers.trendyol.pushes import TrendyolPushes
from invekto.integrations.store import lock_account, store_page
from tests.integrations.syncing import HOUR, MakeAccount, stored
from tests.integrations.trendyol_peer import Trendyol, package

if TYPE_CHECKING:
    from tests.support.tenants import TenantKit

PATIENCE = 20.0  # seconds until a test says that something hangs


def together(*works: Callable[[], None]) -> list[Exception]:
    failed: list[Exception] = []

    def run(work: Callable[[], None]) -> None:
        try:
            work()
        except Exception as error:
            failed.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)
    return failed


def test_an_account_switched_off_meanwhile_stays_off(
    tenant: TenantKit, trendyol: Trendyol, make_account: MakeAccount
) -> None:
    now, account = clock.now(), make_account(tenant)
    is_read, is_off = threading.Event(), threading.Event()

    def reads_a_page() -> None:
        with tenant_scope(tenant.id):
            found = services.find_account(account.id)
            is_read.set()
            assert is_off.wait(PATIENCE)
            health.mark_working(found, now=now)
            assert health.is_off(found)

    def switches_off() -> None:
        assert is_read.wait(PATIENCE)
        with tenant_scope(tenant.id):
            services.switch_off(account=services.find_account(account.id), now=now, actor="test")
        is_off.set()

    assert together(reads_a_page, switches_off) == []
    with tenant.scope():
        assert services.find_account(account.id).status == IntegrationAccount.Status.OFF


def test_a_bad_row_read_again_and_pushed_anew_do_not_wait_crosswise(
    tenant: TenantKit, trendyol: Trendyol, make_account: MakeAccount
) -> None:
    now, account = clock.now(), make_account(tenant)

    def row(**changes: object) -> str:
        return json.dumps(package(5, number="55", modified=now - HOUR, **changes))

    reader = TrendyolPushes()
    with tenant.scope():
        store_page(account, reader.read([row(packageTotalPrice=-1)]), now=now, news=False)
        assert QuarantinedRow.objects.update(tried_at=None) == 1
    has_lock, is_waiting = threading.Event(), threading.Event()

    def pushed() -> None:
        with tenant_scope(tenant.id):
            lock_account(account)
            has_lock.set()
            is_waiting.wait(0.5)  # the other one comes as far as it gets
            store_page(account, reader.read([row()]), now=now, news=False)

    def read_again() -> None:
        assert has_lock.wait(PATIENCE)
        quarantine.read_again(tenant.id, account.id, now=now)

    assert together(pushed, read_again) == []
    assert len(stored(tenant)) == 1
    with tenant.scope():
        assert not QuarantinedRow.objects.exists()
