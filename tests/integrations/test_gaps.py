"""Whether anything is missing of what Trendyol holds: found by its totals, filled, and told on the way."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.db import connections

from invekto.core import clock
from invekto.integrations import services
from invekto.integrations.contract import Problem, TryAgainLater
from invekto.integrations.models import CachedOrder, IntegrationAccount, OrderCheck, RateBucket
from tests.integrations.syncing import HOUR, MakeAccount, health, stored, sync
from tests.integrations.trendyol_peer import Trendyol, package
from tests.support.killing import killed_while_blocked
from tests.support.tenants import TenantKit

# The most calls a minute, so that no test waits for its turn.
FASTEST = {"listing_tier": "unlimited"}
KEPT = "a_row_that_was_lost"


@pytest.fixture
def account(tenant: TenantKit, make_account: MakeAccount) -> IntegrationAccount:
    """Its first window is read, the past is not: two weeks are enough to miss something in."""
    account = make_account(tenant, options=FASTEST)
    with tenant.scope():
        return services.pause_import(account=account, paused=True, now=clock.now(), actor="test")


def shop_with(trendyol: Trendyol, now: datetime, orders: int = 40, every: timedelta = 6 * HOUR) -> None:
    for n in range(orders):
        trendyol.put(package(n + 1, number=f"7{n:05}", modified=now - n * every - timedelta(minutes=90)))


def check(tenant: TenantKit, account: IntegrationAccount, now: datetime | None = None) -> services.Checked:
    """Long enough after the last look for our share of calls to be whole again."""
    RateBucket.objects.exclude(key__endswith=":closed").delete()
    return services.check_account(tenant.id, account.id, now or clock.now())


def lose(tenant: TenantKit, *package_ids: str) -> None:
    with tenant.scope():
        assert CachedOrder.objects.filter(package_id__in=package_ids).delete()[0] == len(package_ids)


def open_hours(tenant: TenantKit) -> int:
    with tenant.scope():
        return OrderCheck.objects.filter(is_open=True).count()


def test_where_nothing_is_missing_weeks_cost_a_handful_of_calls(
    tenant: TenantKit, trendyol: Trendyol, account: IntegrationAccount
) -> None:
    now = clock.now()
    shop_with(trendyol, now)
    sync(tenant, account, now)
    before = len(trendyol.calls)
    assert check(tenant, account, now) == services.Checked()
    asked = [call for call in trendyol.calls[before:] if call.endswith("/v2/orders")]
    assert len(asked) <= 10
    assert health(tenant).complete_to == now
    with tenant.scope():
        assert OrderCheck.objects.count() >= 13 * 24


def test_a_package_that_is_verified_and_no_order_yet_is_no_gap(
    tenant: TenantKit, trendyol: Trendyol, account: IntegrationAccount
) -> None:
    now = clock.now()
    shop_with(trendyol, now)
    trendyol.put(package(99, number="7verified", status="Verified", modified=now - 30 * HOUR))
    sync(tenant, account, now)
    assert check(tenant, account, now) == services.Checked()
    assert open_hours(tenant) == 0


def test_rows_that_the_cursor_believes_stored_are_found_and_filled(
    tenant: TenantKit, trendyol: Trendyol, account: IntegrationAccount
) -> None:
    now = clock.now()
    shop_with(trendyol, now)
    sync(tenant, account, now)
    whole = stored(tenant)
    lose(tenant, "1", "20", "21", "40")  # of an hour ago, of days ago, of ten days ago
    assert sync(tenant, account, now + timedelta(minutes=2)).new <= 1  # the overlap alone brings the newest
    assert check(tenant, account, now + timedelta(minutes=3)).missing >= 3
    assert stored(tenant) == whole
    assert open_hours(tenant) == 0
    with tenant.scope():
        assert sum(OrderCheck.objects.values_list("missing", flat=True)) >= 3
        assert OrderCheck.objects.exclude(filled_at=None).count() >= 3
    before = len(trendyol.calls)
    assert check(tenant, account, now + timedelta(minutes=4)).missing == 0
    assert not [call for call in trendyol.calls[before:] if call.endswith("/stream")][1:]


def test_what_the_platform_hid_while_it_was_read_is_found_once_it_shows_it(
    tenant: TenantKit, trendyol: Trendyol, account: IntegrationAccount
) -> None:
    now = clock.now()
    shop_with(trendyol, now - 2 * HOUR, orders=8)
    trendyol.hidden = {3}
    sync(tenant, account, now)
    check(tenant, account, now)
    assert "3" not in stored(tenant)
    trendyol.hidden.clear()
    sync(tenant, account, now + 5 * HOUR)
    assert "3" not in stored(tenant)  # its hour is closed
    check(tenant, account, now + 5 * HOUR)
    assert "3" in stored(tenant)


def test_a_change_we_missed_of_an_order_we_know_is_found_although_the_sum_is_right(
    tenant: TenantKit, trendyol: Trendyol, account: IntegrationAccount
) -> None:
    now = clock.now()
    shop_with(trendyol, now - 2 * HOUR, orders=8)
    sync(tenant, account, now)
    check(tenant, account, now)
    trendyol.put(package(8, number="700007", status="Delivered", modified=now + timedelta(minutes=10)))
    trendyol.hidden = {8}
    sync(tenant, account, now + 6 * HOUR)
    trendyol.hidden.clear()
    assert stored(tenant)["8"] == "shipped"
    check(tenant, account, now + 6 * HOUR)
    assert stored(tenant)["8"] == "delivered"


def test_a_gap_is_named_while_it_is_being_filled(
    tenant: TenantKit, trendyol: Trendyol, account: IntegrationAccount, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = clock.now()
    shop_with(trendyol, now, orders=12)
    sync(tenant, account, now)
    lose(tenant, "5")
    seen: list[tuple[datetime | None, tuple[services.Gap, ...]]] = []

    def look() -> None:
        if trendyol.calls[-1].endswith("/stream"):
            seen.append((health(tenant).complete_to, health(tenant).gaps))

    trendyol.before_answer = look
    check(tenant, account, now)
    changed = now - 4 * 6 * HOUR - timedelta(minutes=90)
    begin = changed.replace(minute=0, second=0, microsecond=0)
    assert seen[-1] == (begin, (services.Gap(begin, begin + HOUR),))
    assert health(tenant).complete_to == now
    assert health(tenant).gaps == ()


def test_a_row_that_cannot_be_read_is_no_gap_for_ever(
    tenant: TenantKit, trendyol: Trendyol, account: IntegrationAccount
) -> None:
    now = clock.now()
    shop_with(trendyol, now, orders=4)
    trendyol.put(package(90, number="90", modified=now - 30 * HOUR, packageTotalPrice=-1))
    sync(tenant, account, now)
    check(tenant, account, now)
    assert open_hours(tenant) == 0
    before = len(trendyol.calls)
    check(tenant, account, now)
    # One call for the head, none to read again.
    assert len([call for call in trendyol.calls[before:] if call.endswith("/stream")]) == 1
    trendyol.put(package(91, number="91", modified=now - 30 * HOUR))
    check(tenant, account, now)
    assert "91" in stored(tenant)


def test_what_is_counted_and_never_shown_is_waited_for_three_times(
    tenant: TenantKit, trendyol: Trendyol, account: IntegrationAccount, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = clock.now()
    shop_with(trendyol, now, orders=4)
    sync(tenant, account, now)
    honest = Trendyol._list
    monkeypatch.setattr(
        Trendyol,
        "_list",
        lambda peer, query: (
            (found := honest(peer, query))
            | {
                "totalElements": found["totalElements"]
                + (
                    int(query["startDate"])
                    <= int((now - 30 * HOUR).timestamp() * 1000)
                    <= int(query["endDate"])
                )
            }
        ),
    )
    for hour, left in ((0, 1), (1, 1), (2, 0), (3, 0)):
        check(tenant, account, now + hour * HOUR)
        assert open_hours(tenant) == left


def test_a_filling_that_is_killed_goes_on_where_it_was(
    tenant: TenantKit, trendyol: Trendyol, account: IntegrationAccount
) -> None:
    """While it stores its third page, in which another connection writes the same row."""
    now = clock.now()
    trendyol.page_size = 2
    for n in range(8):
        trendyol.put(package(n + 1, number=str(n), modified=now - 30 * HOUR - timedelta(minutes=n)))
    sync(tenant, account, now)
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            f"CREATE TABLE {KEPT} AS SELECT * FROM orders_cache WHERE tenant_id = %s AND package_id = '5'",
            [tenant.id],
        )
    try:
        lose(tenant, *map(str, range(1, 9)))
        killed_while_blocked(
            f"INSERT INTO orders_cache SELECT * FROM {KEPT}", lambda: check(tenant, account, now)
        )
    finally:
        with connections["owner"].cursor() as cursor:
            cursor.execute(f"DROP TABLE {KEPT}")
    assert set(stored(tenant)) == {"1", "2", "3", "4"}
    assert health(tenant).gaps
    before = len(trendyol.queries)
    check(tenant, account, now)
    assert len(stored(tenant)) == 8
    assert "4" in [query.get("nextCursor") for query in trendyol.queries[before:]]
    assert health(tenant).gaps == ()


def test_our_share_of_calls_comes_first_to_customers_questions(
    tenant: TenantKit, trendyol: Trendyol, account: IntegrationAccount, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A pause that is asked for puts the look off and is no failure."""
    now = clock.now()
    shop_with(trendyol, now, orders=4)
    sync(tenant, account, now)
    sync(tenant, account, now)
    trendyol.before_answer = lambda: (
        trendyol.fail(429, headers={"Retry-After": "60", "Content-Type": "application/json"})
        if trendyol.calls[-1].endswith("/v2/orders")
        else None
    )
    found = check(tenant, account, now)
    assert isinstance(found.error, TryAgainLater)
    assert found.error.problem is Problem.RATE_LIMITED
    assert health(tenant).status == "active"
    before = len(trendyol.calls)
    for _ in range(5):
        check(tenant, account, now)
    assert not [call for call in trendyol.calls[before:] if call.endswith("/v2/orders")]


def test_one_tenants_look_touches_nothing_of_anothers(
    tenant: TenantKit, second_tenant: TenantKit, trendyol: Trendyol, account: IntegrationAccount
) -> None:
    sync(tenant, account)
    with pytest.raises(IntegrationAccount.DoesNotExist):
        services.check_account(second_tenant.id, account.id, clock.now())
    check(tenant, account)
    with second_tenant.scope():
        assert not OrderCheck.objects.exists()
