"""Syncs at a platform that fails, pauses or talks nonsense, over real HTTP."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection

from invekto.core import clock
from invekto.integrations import services
from invekto.integrations.budget import DatabaseBudget
from invekto.integrations.models import IntegrationAccount
from tests.integrations.syncing import HOUR, MakeAccount, health, stored, sync
from tests.integrations.trendyol_peer import Trendyol, package
from tests.support.tenants import TenantKit


@pytest.mark.alone
def test_a_platform_that_is_down_is_asked_less_and_less_often(
    tenant: TenantKit, trendyol: Trendyol, make_account: MakeAccount
) -> None:
    account, now = make_account(tenant), clock.now()
    asked = []
    trendyol.fail(503, times=9)
    # When it is asked, and just before: each look goes over every tenant there is.
    for minute in (0, 2, 4, 6, 8, 14, 16, 30, 32, 62, 64, 122, 124, 182, 184, 238):
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


def test_testing_the_key_while_our_share_of_calls_is_spent_leaves_the_account_as_it_was(
    tenant: TenantKit, trendyol: Trendyol, make_account: MakeAccount
) -> None:
    account = make_account(tenant)
    sync(tenant, account)
    DatabaseBudget(f"trendyol:{trendyol.seller_id}").close("orders", 60)
    told = services.test_account(tenant.id, account.id, now=clock.now())
    assert (told.status, told.problem) == ("active", "integration-problem-rate-limited")
    assert (health(tenant).status, health(tenant).problem) == ("active", None)
