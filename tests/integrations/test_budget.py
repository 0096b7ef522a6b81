"""The platform's limits hold over all processes, whatever moment the platform counts from."""

from __future__ import annotations

import os
import secrets
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from invekto.core import clock
from invekto.integrations import services
from invekto.integrations.budget import DatabaseBudget
from invekto.integrations.contract import Limit, Problem, TryAgainLater
from invekto.integrations.models import RateBucket
from tests.integrations.syncing import MakeAccount, sync
from tests.integrations.trendyol_peer import Trendyol

if TYPE_CHECKING:
    from tests.support.tenants import TenantKit

LIMIT = Limit(50, 1000)  # the shape of the real ones, so slow that a loaded machine cannot blur it


def fresh() -> DatabaseBudget:
    return DatabaseBudget(f"test:{secrets.token_hex(6)}")


def takes(budget: DatabaseBudget, limits: tuple[Limit, ...], tries: int) -> int:
    """How many of ``tries`` calls are let through without waiting."""
    let_through = 0
    for _ in range(tries):
        try:
            budget.take("orders", limits, patience=0.0)
            let_through += 1
        except TryAgainLater:
            pass
    return let_through


def test_a_burst_is_let_through_and_the_rest_is_told_when_to_come_back() -> None:
    budget = fresh()
    assert takes(budget, (LIMIT,), 30) == 10
    with pytest.raises(TryAgainLater) as caught:
        budget.take("orders", (LIMIT,), patience=0.0)
    assert caught.value.problem is Problem.RATE_LIMITED
    assert caught.value.seconds is not None
    assert 20 < caught.value.seconds <= 25  # one call's share: the window holds forty more


def test_a_refused_call_costs_nothing_in_any_bucket() -> None:
    budget = fresh()
    narrow = Limit(10, 6000)
    assert takes(budget, (LIMIT, narrow), 40) == 2
    assert takes(budget, (LIMIT,), 40) == 8  # the wide bucket lost only what was really called


def test_endpoints_and_accounts_have_budgets_of_their_own() -> None:
    budget, other = fresh(), fresh()
    takes(budget, (LIMIT,), 20)
    other.take("orders", (LIMIT,), patience=0.0)
    budget.take("webhooks", (LIMIT,), patience=0.0)


def test_a_closed_endpoint_lets_nobody_through_until_its_time_and_a_shorter_pause_does_not_open_it() -> None:
    budget = fresh()
    budget.close("orders", 60)
    budget.close("orders", 1)
    with pytest.raises(TryAgainLater) as caught:
        budget.take("orders", (LIMIT,), patience=2.0)
    assert caught.value.seconds is not None
    assert 55 < caught.value.seconds <= 60
    budget.take("webhooks", (LIMIT,), patience=0.0)


def test_who_has_patience_waits_for_their_turn() -> None:
    budget = fresh()
    quick = Limit(10, 4)
    takes(budget, (quick,), 10)
    began = time.monotonic()
    budget.take("orders", (quick,), patience=5.0)
    budget.take("orders", (quick,), patience=5.0)
    assert 0.4 < time.monotonic() - began < 4.0


CHILD = """
import django, os, sys
django.setup()
from invekto.integrations.budget import DatabaseBudget
from invekto.integrations.contract import Limit, TryAgainLater
budget, count = DatabaseBudget(os.environ["T_ACCOUNT"]), 0
for _ in range(15):
    try:
        budget.take("orders", (Limit(50, 36000),), patience=0.0)
        count += 1
    except TryAgainLater:
        pass
sys.stdout.write(str(count))
"""


def test_two_processes_share_one_budget() -> None:
    environment = os.environ | {"T_ACCOUNT": f"test:{secrets.token_hex(6)}"}
    children = [
        subprocess.Popen([sys.executable, "-c", CHILD], env=environment, stdout=subprocess.PIPE, text=True)
        for _ in range(2)
    ]
    counts = [int(child.communicate(timeout=60)[0]) for child in children]
    assert sum(counts) == 10


@pytest.mark.parametrize("limit", [LIMIT, Limit(30, 6000), Limit(200, 60_000), Limit(2, 600)])
def test_a_burst_and_all_that_is_refilled_stay_within_one_window_of_the_platform(limit: Limit) -> None:
    """A bucket that was idle is spent at once, then whatever drips in during one whole window."""
    budget = fresh()
    burst = takes(budget, (limit,), limit.calls + 1)
    refilled_in_a_window = limit.seconds / (_seconds_between_calls(budget, limit))
    assert burst + refilled_in_a_window <= limit.calls + 0.5
    assert burst >= 1


def _seconds_between_calls(budget: DatabaseBudget, limit: Limit) -> float:
    """How much later the next but one in the queue would be let through."""
    bucket = RateBucket.objects.get(key=f"{budget._account}:orders:{limit.seconds:g}")
    RateBucket.objects.filter(pk=bucket.pk).update(tokens=-10.0)
    with pytest.raises(TryAgainLater) as first:
        budget.take("orders", (limit,), patience=0.0)
    RateBucket.objects.filter(pk=bucket.pk).update(tokens=-11.0)
    with pytest.raises(TryAgainLater) as second:
        budget.take("orders", (limit,), patience=0.0)
    assert first.value.seconds is not None
    assert second.value.seconds is not None
    return second.value.seconds - first.value.seconds


def test_a_rest_between_calls_is_kept() -> None:
    budget = fresh()
    budget.take("orders-stream", (Limit(1, 5),), patience=0)
    with pytest.raises(TryAgainLater) as caught:
        budget.take("orders-stream", (Limit(1, 5),), patience=0)
    assert caught.value.seconds is not None
    assert 4.5 < caught.value.seconds <= 5.0


def test_a_strangers_false_key_spends_no_calls_of_the_shop(
    tenant: TenantKit, second_tenant: TenantKit, trendyol: Trendyol, make_account: MakeAccount
) -> None:
    now = clock.now()
    account = make_account(tenant)
    sync(tenant, account, now)
    before = set(RateBucket.objects.values_list("key", flat=True))
    for _ in range(3):
        with pytest.raises(services.AccountRefused):
            services.connect(
                tenant_id=second_tenant.id,
                provider="trendyol",
                external_id=account.external_id,
                secrets={"api_key": "guessed", "api_secret": "guessed"},
                now=now,
                actor="test",
            )
    spent = set(RateBucket.objects.values_list("key", flat=True)) - before
    assert spent
    assert all(str(second_tenant.id) in key for key in spent)
