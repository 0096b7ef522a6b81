"""Fresh facts before an answer: in time, sparing with calls, and honest about what is old."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import timedelta

import pytest

from invekto.core import clock
from invekto.integrations import services
from invekto.integrations.models import CachedOrder, IntegrationAccount
from tests.integrations.trendyol_peer import Trendyol, package
from tests.support.tenants import TenantKit

MakeAccount = Callable[..., IntegrationAccount]
PHONE = "+905321112233"


@pytest.fixture
def account(tenant: TenantKit, trendyol: Trendyol, make_account: MakeAccount) -> IntegrationAccount:
    """An account whose import was complete five minutes ago."""
    account = make_account(tenant)
    earlier = clock.now() - timedelta(minutes=5)
    while services.sync_account(tenant.id, account.id, earlier).end is services.End.MORE:
        pass
    trendyol.calls.clear()
    return account


def statuses(tenant: TenantKit) -> dict[str, str]:
    with tenant.scope():
        return dict(CachedOrder.objects.values_list("external_order_id", "order_status"))


def refresh(tenant: TenantKit, **question: object) -> services.Freshness:
    wanted: dict[str, object] = {"phone": None, "order_number": None, "now": clock.now()} | question
    return services.refresh_for_answer(tenant.id, **wanted)  # type: ignore[arg-type]


def test_what_changed_since_the_last_sync_is_known_before_the_answer(
    tenant: TenantKit, trendyol: Trendyol, account: IntegrationAccount
) -> None:
    trendyol.put(package(1, number="77", modified=clock.now() - timedelta(minutes=1), phone=PHONE))
    assert refresh(tenant, phone=PHONE).is_fresh
    assert statuses(tenant) == {"77": "shipped"}


def test_one_reading_serves_everybody_who_asks_within_the_minute(
    tenant: TenantKit, trendyol: Trendyol, account: IntegrationAccount
) -> None:
    trendyol.put(package(1, number="77", modified=clock.now(), phone=PHONE))
    for _ in range(5):
        assert refresh(tenant, phone=PHONE).is_fresh
        assert refresh(tenant, phone="+905339998877", order_number="77").is_fresh
    assert len(trendyol.calls) == 1


def test_an_order_that_is_not_known_yet_is_asked_for_by_its_number(
    tenant: TenantKit, trendyol: Trendyol, make_account: MakeAccount
) -> None:
    make_account(tenant)
    trendyol.put(package(1, number="77", modified=clock.now() - timedelta(days=20)))
    assert refresh(tenant, order_number="#77").is_fresh
    assert statuses(tenant) == {"77": "shipped"}
    assert all(call.endswith("/v2/orders") for call in trendyol.calls)


def test_a_number_that_does_not_exist_costs_one_look_when_the_import_is_complete(
    tenant: TenantKit, trendyol: Trendyol, account: IntegrationAccount
) -> None:
    assert refresh(tenant, order_number="99").is_fresh
    assert [call.rpartition("/")[2] for call in trendyol.calls] == ["stream", "orders"]


def test_a_platform_that_hangs_holds_the_answer_up_for_the_agreed_time_only(
    tenant: TenantKit, trendyol: Trendyol, account: IntegrationAccount
) -> None:
    trendyol.hang(10)
    began = time.monotonic()
    fresh = refresh(tenant, phone=PHONE, timeout=0.6)
    assert time.monotonic() - began < 8.0  # not the ten it hangs for
    (stale,) = fresh.stale
    assert stale.problem == "integration-problem-no-answer"
    assert stale.synced_at is not None
    assert stale.synced_at < clock.now() - timedelta(minutes=4)


@pytest.mark.parametrize(
    ("status", "problem"), [(500, "platform-down"), (401, "key-refused"), (429, "rate-limited")]
)
def test_a_failing_platform_is_no_error_but_a_reason(
    tenant: TenantKit, trendyol: Trendyol, account: IntegrationAccount, status: int, problem: str
) -> None:
    trendyol.fail(status, {"errors": []}, times=9)
    (stale,) = refresh(tenant, phone=PHONE, order_number="77").stale
    assert (stale.provider, stale.problem) == ("trendyol", f"integration-problem-{problem}")


def test_a_refused_key_is_not_tried_for_every_customer(
    tenant: TenantKit, trendyol: Trendyol, account: IntegrationAccount
) -> None:
    trendyol.fail(401, {"errors": []})
    refresh(tenant, phone=PHONE)
    trendyol.calls.clear()
    assert not refresh(tenant, phone=PHONE).is_fresh
    assert trendyol.calls == []


def test_without_phone_number_or_account_nobody_is_asked(
    tenant: TenantKit, second_tenant: TenantKit, trendyol: Trendyol, account: IntegrationAccount
) -> None:
    assert refresh(tenant).is_fresh
    assert refresh(tenant, order_number="…").is_fresh
    assert refresh(second_tenant, phone=PHONE, order_number="77").is_fresh
    assert trendyol.calls == []


def _dead(tenant: TenantKit, **more: object) -> None:
    from uuid import uuid4

    with tenant.scope():
        IntegrationAccount.objects.create(
            tenant_id=tenant.id,
            provider="hepsiburada",
            external_id=uuid4().hex[:9],
            api_key_encrypted="{}",
            webhook_token=uuid4().hex,
            webhook_key="k",
            created_at=clock.now(),
            status="refused",
            problem="integration-problem-bad-key",
            problem_at=clock.now(),
            **more,
        )


def test_an_account_that_never_worked_says_nothing_of_unknown_numbers(
    tenant: TenantKit, account: IntegrationAccount
) -> None:
    _dead(tenant)
    assert refresh(tenant, order_number="4799999999").is_fresh


def test_a_dead_platform_counts_only_for_numbers_that_look_like_its_own(
    tenant: TenantKit, account: IntegrationAccount
) -> None:
    _dead(tenant, synced_at=clock.now())
    assert refresh(tenant, order_number="10999999999").is_fresh
    assert not refresh(tenant, order_number="4799999999").is_fresh
