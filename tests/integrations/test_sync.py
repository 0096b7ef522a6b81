"""Whole syncs over real HTTP: what reaches orders_cache, and what survives."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test import Client, override_settings

from invekto.core import clock
from invekto.core.models import DomainEvent
from invekto.integrations import quarantine, services
from invekto.integrations.budget import DatabaseBudget
from invekto.integrations.models import CachedOrder, IntegrationAccount, QuarantinedRow
from tests.integrations.trendyol_peer import Trendyol, package, wait_until
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


def test_a_platform_that_is_down_is_asked_less_and_less_often(
    tenant: TenantKit, trendyol: Trendyol, make_account: MakeAccount
) -> None:
    account, now = make_account(tenant), clock.now()
    asked = []
    trendyol.fail(503, times=9)
    for minute in range(0, 240, 2):
        moment = now + timedelta(minutes=minute)
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM procrastinate_jobs")
        services.sync_all(moment)
        if _jobs_of(account):
            asked.append(minute)
            sync(tenant, account, moment)
    assert asked[:9] == [0, 2, 4, 8, 16, 32, 64, 124, 184]
    assert health(tenant).status == "failing"
    assert sync(tenant, account, now + timedelta(minutes=244)).end is services.End.COMPLETE
    with tenant.scope():
        assert IntegrationAccount.objects.filter(retry_at=None, failures=None).exists()


def test_questions_of_customers_do_not_put_the_next_reading_off_any_further(
    tenant: TenantKit, trendyol: Trendyol, make_account: MakeAccount
) -> None:
    account, now = make_account(tenant), clock.now()
    trendyol.fail(503, times=5)
    for _ in range(5):
        sync(tenant, account, now)
    services.sync_all(now + timedelta(minutes=2))
    assert _jobs_of(account) == 1


def test_a_platform_that_did_not_manage_an_answer_is_asked_for_a_smaller_one(
    tenant: TenantKit, trendyol: Trendyol, make_account: MakeAccount
) -> None:
    now = clock.now()
    for n in range(60):
        trendyol.put(package(n + 1, number=str(n), modified=now - n * HOUR))
    account = make_account(tenant)
    trendyol.fail(504)
    assert sync(tenant, account, now).end is services.End.FAILED
    assert sync(tenant, account, now).end is services.End.COMPLETE
    sizes = [query["size"] for query in trendyol.queries]
    assert sizes[:3] == ["200", "50", "50"]  # the same size until the window is read
    assert "50" not in sizes[3:]
    assert len(stored(tenant)) == 60


def test_a_pause_the_platform_asks_for_is_kept_by_everybody(
    tenant: TenantKit, trendyol: Trendyol, make_account: MakeAccount
) -> None:
    account = make_account(tenant)
    trendyol.fail(503, headers={"Retry-After": "60", "Content-Type": "application/json"})
    sync(tenant, account)
    calls = len(trendyol.calls)
    assert sync(tenant, account).end is services.End.WAIT
    assert len(trendyol.calls) == calls


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
    assert "2 sipariş okunamadı" in client.get("/settings/integrations/").content.decode()
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


@pytest.mark.parametrize(
    ("status", "health_status", "problem"),
    [
        (401, "refused", "integration-problem-key-refused"),
        (403, "refused", "integration-problem-access-denied"),
        (426, "failing", "integration-problem-version-retired"),
        (400, "failing", "integration-problem-request-refused"),
        (500, "failing", "integration-problem-platform-down"),
        (504, "failing", "integration-problem-platform-down"),
    ],
)
def test_a_failure_is_kept_on_the_account_and_goes_when_it_works_again(
    tenant: TenantKit,
    trendyol: Trendyol,
    make_account: MakeAccount,
    status: int,
    health_status: str,
    problem: str,
) -> None:
    now = clock.now()
    account = make_account(tenant)
    sync(tenant, account, now)
    trendyol.fail(status, {"errors": [{"key": "x.y"}]})
    later = now + timedelta(minutes=2)
    assert sync(tenant, account, later).end is services.End.FAILED
    broken = health(tenant)
    assert (broken.status, broken.problem, broken.problem_at) == (health_status, problem, later)
    assert broken.synced_at == now
    trendyol.put(package(1, number="1", modified=now + timedelta(minutes=1)))
    sync(tenant, account, now + timedelta(minutes=4))
    assert (health(tenant).status, health(tenant).problem) == ("active", None)
    assert stored(tenant) == {"1": "shipped"}


@pytest.mark.parametrize("fault", ["html", "truncated", "hang", "drip"])
def test_a_platform_that_talks_nonsense_or_nothing_is_tried_again(
    tenant: TenantKit,
    trendyol: Trendyol,
    make_account: MakeAccount,
    fault: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from invekto.integrations import sync as sync_module

    monkeypatch.setattr(sync_module, "PAGE_TIMEOUT", 0.4)
    account = make_account(tenant)
    if fault == "html":
        trendyol.fail(200, b"<html>Bak\xc4\xb1m</html>", {"Content-Type": "text/html"})
    elif fault == "truncated":
        trendyol.fail(200, b'{"hasMore": false, "content": [{"orderNum')
    elif fault == "hang":
        trendyol.hang(5)
    else:
        trendyol.drip()
    assert sync(tenant, account).end is services.End.FAILED
    expected = "unreadable" if fault in ("html", "truncated") else "no-answer"
    assert health(tenant).problem == f"integration-problem-{expected}"
    assert sync(tenant, account).end is services.End.COMPLETE


def test_a_429_puts_the_sync_off_and_is_no_failure_of_the_account(
    tenant: TenantKit, trendyol: Trendyol, make_account: MakeAccount
) -> None:
    account = make_account(tenant)
    now = clock.now()
    trendyol.fail(429, {"errors": [{"key": "too.many.requests"}]}, {"Retry-After": "30"})
    outcome = services.sync_account(tenant.id, account.id, now)
    assert outcome.end is services.End.WAIT
    calls = len(trendyol.calls)
    again = services.sync_account(tenant.id, account.id, now)
    assert again.end is services.End.WAIT
    assert len(trendyol.calls) == calls  # nobody asks before the pause is over
    assert health(tenant).problem is None
    with connection.cursor() as cursor:
        cursor.execute("SELECT due_at FROM scheduled_jobs WHERE task = 'integrations.sync'")
        ((due,),) = cursor.fetchall()
    assert now < due <= now + timedelta(seconds=31)


def test_a_place_the_platform_no_longer_knows_is_begun_anew(
    tenant: TenantKit, trendyol: Trendyol, make_account: MakeAccount
) -> None:
    now = clock.now()
    trendyol.page_size = 2
    for n in range(1, 6):
        trendyol.put(package(n, number=str(n), modified=now - n * HOUR))
    account = make_account(tenant)

    def forget() -> None:
        if len(trendyol.calls) == 2:
            trendyol.fail(400, {"errors": [{"key": "cursor.expired"}]})

    trendyol.before_answer = forget
    assert sync(tenant, account, now).end is services.End.COMPLETE
    assert len(stored(tenant)) == 5


def test_a_refused_key_is_tried_again_only_after_an_hour(
    tenant: TenantKit, trendyol: Trendyol, make_account: MakeAccount, queued_jobs: Callable[[], list[str]]
) -> None:
    account = make_account(tenant, api_key="alt")
    now = clock.now()
    sync(tenant, account, now)
    assert health(tenant).status == "refused"
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs")
    services.sync_all(now + timedelta(minutes=30))
    assert _jobs_of(account) == 0
    services.sync_all(now + timedelta(minutes=61))
    assert _jobs_of(account) == 1


def _jobs_of(account: IntegrationAccount) -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM procrastinate_jobs WHERE status = 'todo' AND task_name = 'integrations.sync'"
            " AND args->>'account_id' = %s",
            [str(account.id)],
        )
        (count,) = cursor.fetchone()
    return int(count)


def test_an_account_that_is_off_is_not_asked(
    tenant: TenantKit, trendyol: Trendyol, make_account: MakeAccount
) -> None:
    account = make_account(tenant)
    with tenant.scope():
        services.switch_off(account=account, now=clock.now(), actor="test")
    assert sync(tenant, account).end is services.End.OFF
    services.sync_all(clock.now())
    assert trendyol.calls == []


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


def test_testing_the_key_while_our_share_of_calls_is_spent_leaves_the_account_as_it_was(
    tenant: TenantKit, trendyol: Trendyol, make_account: MakeAccount
) -> None:
    account = make_account(tenant)
    sync(tenant, account)
    DatabaseBudget(f"trendyol:{trendyol.seller_id}").close("orders", 60)
    told = services.test_account(tenant.id, account.id, now=clock.now())
    assert (told.status, told.problem) == ("active", "integration-problem-rate-limited")
    assert (health(tenant).status, health(tenant).problem) == ("active", None)


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
