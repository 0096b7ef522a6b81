"""Our registration at the platform: made, repaired and ended by jobs."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.test import Client, override_settings

from invekto.core import clock
from invekto.integrations import services
from tests.integrations.syncing import HOUR, MakeAccount, health, stored, sync
from tests.integrations.trendyol_peer import Trendyol, package
from tests.support.tenants import TenantKit


def test_jobs_bring_the_orders_register_the_webhook_and_keep_it_alive(
    tenant: TenantKit,
    trendyol: Trendyol,
    make_account: MakeAccount,
    run_jobs: Callable[[], int],
    at: Callable[[datetime], None],
) -> None:
    trendyol.put(package(1, number="1", modified=clock.now() - HOUR))
    make_account(tenant)
    run_jobs()
    assert stored(tenant) == {"1": "shipped"}
    assert health(tenant).has_webhook
    (hook,) = trendyol.webhooks.values()
    assert "trendyol" not in hook["url"].lower()  # Trendyol refuses addresses with its name in them
    hook["status"] = "PASSIVE"
    at(clock.now() + timedelta(hours=25))
    run_jobs()
    assert hook["status"] == "ACTIVE"


def test_an_account_switched_off_gets_no_pushes_until_it_is_switched_on_again(
    tenant: TenantKit, trendyol: Trendyol, make_account: MakeAccount, run_jobs: Callable[[], int]
) -> None:
    account = make_account(tenant)
    run_jobs()
    (hook,) = trendyol.webhooks.values()
    for switch, status in ((services.switch_off, "PASSIVE"), (services.switch_on, "ACTIVE")):
        with tenant.scope():
            account.refresh_from_db()
            switch(account=account, now=clock.now(), actor="test")
        run_jobs()
        assert hook["status"] == status
    assert len(trendyol.webhooks) == 1


def test_a_webhook_that_works_says_nothing_about_orders_that_do_not(
    tenant: TenantKit, trendyol: Trendyol, make_account: MakeAccount
) -> None:
    account = make_account(tenant)
    trendyol.fail(500)
    sync(tenant, account)
    services.look_after_webhook(tenant.id, account.id)
    assert health(tenant).has_webhook
    assert (health(tenant).status, health(tenant).problem) == (
        "failing",
        "integration-problem-platform-down",
    )


@pytest.mark.parametrize(
    "address", ["http://127.0.0.1:8000", "http://localhost", "https://10.0.0.7", "https://[::1]"]
)
def test_an_address_nobody_can_reach_is_not_registered_and_the_page_says_so(
    tenant: TenantKit, trendyol: Trendyol, make_account: MakeAccount, address: str
) -> None:
    account = make_account(tenant)
    with override_settings(SANDBOX=False, PUBLIC_URL=address):
        assert services.look_after_webhook(tenant.id, account.id)
    assert trendyol.webhooks == {}
    assert health(tenant).webhook_problem == "integration-webhook-no-address"
    client = Client()
    client.force_login(tenant.owner, backend="invekto.core.auth.DoorBackend")
    assert "INVEKTO_PUBLIC_URL" in client.get("/settings/integrations/").content.decode()
    with override_settings(SANDBOX=False, PUBLIC_URL="https://panel.example.com"):
        services.look_after_webhook(tenant.id, account.id)
    assert health(tenant).webhook_problem is None
    assert health(tenant).has_webhook
