"""Hepsiburada's orders in the product: from the sandbox over real HTTP into the cache, and out as one order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

import httpx
import pytest

from invekto.core import clock
from tests.integrations.syncing import stored, sync, told
from tests.sandbox.test_hepsiburada import create, move
from tests.support.tenants import TenantKit

if TYPE_CHECKING:
    from invekto.integrations.models import IntegrationAccount
    from invekto.orders.services import OrderView

NUMBER = "4001234567"
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def account(tenant: TenantKit, merchant: str, sandbox_url: str) -> Iterator[IntegrationAccount]:
    from django.test import override_settings

    from invekto.integrations import services
    from invekto.sandbox.models import HepsiburadaHook

    HepsiburadaHook.objects.all().delete()  # the account's own address is called
    with override_settings(HEPSIBURADA_API_URL=f"{sandbox_url}/sandbox/hepsiburada"):
        with tenant.scope():
            added = services.add_account(
                tenant_id=tenant.id,
                provider="hepsiburada",
                external_id=merchant,
                secrets={"username": "ornek_dev", "password": "servis-anahtari"},
                now=clock.now(),
                actor="test",
            )
        yield added


@pytest.fixture(autouse=True)
def _a_few_days(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the first import is not what is looked at, it reads four days: a call for each day and feed."""
    from invekto.integrations.providers.hepsiburada.adapter import Hepsiburada

    if request.node.name != "test_orders_of_three_months_are_reached_day_by_day":
        short = replace(Hepsiburada.reach, history=4 * DAY, span=4 * DAY)
        monkeypatch.setattr(Hepsiburada, "reach", short)


def view(tenant: TenantKit, number: str = NUMBER) -> OrderView:
    from invekto.integrations.models import CachedOrder
    from invekto.orders.services import as_orders

    with tenant.scope():
        (order,) = as_orders(CachedOrder.objects.filter(external_order_id=number))
    return order


def test_the_first_sync_finds_an_order_in_every_feed(
    control: httpx.Client, merchant: str, account: IntegrationAccount, tenant: TenantKit
) -> None:
    now = clock.now()
    statuses = {
        "1": "PaymentAwaiting",
        "2": "Open",
        "3": "Packaged",
        "4": "Shipped",
        "5": "Delivered",
        "6": "UnDelivered",
        "7": "CancelledByCustomer",
    }
    for number, status in statuses.items():
        create(control, merchant, number=number, status=status, ordered_at=(now - 5 * HOUR).isoformat())
    assert sync(tenant, account).error is None
    found = {number: view(tenant, number).status for number in statuses}
    assert found == {
        "1": "awaiting",
        "2": "created",
        "3": "preparing",
        "4": "shipped",
        "5": "delivered",
        "6": "undelivered",
        "7": "cancelled",
    }
    assert told(tenant) == []  # history, and no news


def test_what_feeds_tell_in_part_is_completed_with_lines_buyer_and_tracking(
    control: httpx.Client, merchant: str, account: IntegrationAccount, tenant: TenantKit
) -> None:
    ordered = (clock.now() - 2 * DAY).replace(microsecond=0)
    create(control, merchant, status="Shipped", tracking="1000000000017", ordered_at=ordered.isoformat())
    sync(tenant, account)
    order = view(tenant)
    assert (order.ordered_at, order.customer_name, order.city) == (ordered, "Kerem Denemeci", "Ankara")
    (parcel,) = order.packages
    assert (parcel.tracking_code, parcel.carrier) == ("1000000000017", "Aras Kargo")
    assert [(line.name, line.quantity, line.color) for line in parcel.lines] == [
        ("Mavi Seramik Kupa", 2, "Mavi"),
        ("Tabak", 1, ""),
    ]
    assert order.total == Decimal("479.80")


def test_orders_of_three_months_are_reached_day_by_day(
    control: httpx.Client, merchant: str, account: IntegrationAccount, tenant: TenantKit
) -> None:
    now = clock.now()
    for days in (1, 20, 40, 85):
        at = now - days * DAY
        create(control, merchant, number=f"9{days}", status="Packaged", ordered_at=at.isoformat())
    for days in (2, 50, 100):
        create(control, merchant, number=f"8{days}", status="Open", ordered_at=(now - days * DAY).isoformat())
    outcome = sync(tenant, account)
    assert outcome.error is None
    with tenant.scope():
        from invekto.integrations.models import CachedOrder

        numbers = set(CachedOrder.objects.values_list("external_order_id", flat=True))
    assert numbers >= {"91", "82", "850", "8100"}


def test_a_second_reading_changes_nothing(
    control: httpx.Client, merchant: str, account: IntegrationAccount, tenant: TenantKit
) -> None:
    create(control, merchant)
    create(control, merchant, number="2", status="Delivered")
    sync(tenant, account)
    before = stored(tenant)
    outcome = sync(tenant, account, clock.now() + 2 * HOUR)
    assert (outcome.new, outcome.changed) == (0, 0)
    assert stored(tenant) == before


def test_an_order_is_followed_from_payment_to_the_door_and_each_thing_told_once(
    control: httpx.Client, merchant: str, account: IntegrationAccount, tenant: TenantKit
) -> None:
    sync(tenant, account)
    create(control, merchant, status="PaymentAwaiting")
    seen = []
    for status in ("", "Open", "Packaged", "Shipped", "UnDelivered", "Delivered"):
        if status:
            move(control, merchant, status=status)
        sync(tenant, account, clock.now() + HOUR)
        order = view(tenant)
        seen.append((str(order.status), len(order.packages), len(order.lines)))
    assert seen == [
        ("awaiting", 1, 2),
        ("created", 1, 2),
        ("preparing", 1, 2),
        ("shipped", 1, 2),
        ("undelivered", 1, 2),
        ("delivered", 1, 2),
    ]
    assert told(tenant) == [("order.created", NUMBER), ("order.shipped", NUMBER), ("order.delivered", NUMBER)]


def test_packed_again_the_order_has_one_parcel_of_the_new_number(
    control: httpx.Client, merchant: str, account: IntegrationAccount, tenant: TenantKit
) -> None:
    create(control, merchant, status="Packaged")
    sync(tenant, account)
    move(control, merchant, status="Unpacked")
    sync(tenant, account, clock.now() + HOUR)
    assert (view(tenant).status, len(view(tenant).lines)) == ("created", 2)
    package = move(control, merchant, status="Packaged")["packages"][0]["package"]
    sync(tenant, account, clock.now() + 2 * HOUR)
    (parcel,) = view(tenant).packages
    assert parcel.package_id == f"{package}/{NUMBER}"
    assert (parcel.status, len(parcel.lines)) == ("preparing", 2)


def test_a_partly_packed_order_is_a_parcel_and_what_is_still_to_come(
    control: httpx.Client, merchant: str, account: IntegrationAccount, tenant: TenantKit
) -> None:
    create(control, merchant)
    sync(tenant, account)
    move(control, merchant, pack_lines=["TABAK-1"])
    sync(tenant, account, clock.now() + HOUR)
    packages = {
        str(package.status): [line.sku for line in package.lines] for package in view(tenant).packages
    }
    assert packages == {"created": ["KUPA-MAVI"], "preparing": ["TABAK-1"]}


def test_a_line_cancelled_in_its_parcel_no_longer_counts(
    control: httpx.Client, merchant: str, account: IntegrationAccount, tenant: TenantKit
) -> None:
    create(control, merchant, status="Packaged")
    sync(tenant, account)
    move(control, merchant, cancel_lines=["TABAK-1"])
    sync(tenant, account, clock.now() + HOUR)
    order = view(tenant)
    assert [line.sku for package in order.living for line in package.lines] == ["KUPA-MAVI"]
    assert [(line.name, str(line.status)) for package in order.dropped for line in package.lines] == [
        ("Tabak", "cancelled")
    ]
    assert order.total == Decimal("379.80")
    assert ("order.cancelled", NUMBER) in told(tenant)


def test_a_parcel_with_lines_of_two_orders_is_a_parcel_of_each(
    control: httpx.Client, merchant: str, account: IntegrationAccount, tenant: TenantKit
) -> None:
    create(control, merchant)
    create(control, merchant, number="4001234568")
    move(control, merchant, pack_with="4001234568")
    sync(tenant, account)
    move(control, merchant, status="Shipped", tracking="1000000000024")
    sync(tenant, account, clock.now() + HOUR)
    for number in (NUMBER, "4001234568"):
        (parcel,) = view(tenant, number).packages
        assert (parcel.status, parcel.tracking_code, len(parcel.lines)) == ("shipped", "1000000000024", 2)


@pytest.mark.parametrize(
    ("kind", "problem", "status"),
    [
        ("500", "platform-down", "failing"),
        ("520", "unreadable", "failing"),
        ("unsuccessful", "platform-down", "failing"),
        ("bad_json", "unreadable", "failing"),
        ("reset", "no-answer", "failing"),
        ("401", "key-refused", "refused"),
        ("410", "request-refused", "failing"),
    ],
)
def test_a_failure_is_kept_on_the_account_and_nothing_is_lost(
    control: httpx.Client,
    merchant: str,
    account: IntegrationAccount,
    tenant: TenantKit,
    kind: str,
    problem: str,
    status: str,
) -> None:
    from invekto.integrations import services

    create(control, merchant)
    control.post("faults", json={"provider": "hepsiburada", "kind": kind})
    services.sync_account(tenant.id, account.id, clock.now())
    with tenant.scope():
        (health,) = services.health(tenant.id)
    assert (health.problem, health.status) == (f"integration-problem-{problem}", status)
    sync(tenant, account)
    assert len(view(tenant).lines) == 2
    with tenant.scope():
        (health,) = services.health(tenant.id)
    assert (health.problem, health.status) == (None, "active")


def test_one_order_that_cannot_be_asked_for_does_not_keep_the_others(
    control: httpx.Client, merchant: str, account: IntegrationAccount, tenant: TenantKit
) -> None:
    import time

    from invekto.integrations import details
    from invekto.integrations.sync import sync_head

    for number in ("1", "2"):
        create(control, merchant, number=number, status="Shipped")
    sync_head(tenant.id, account.id, clock.now(), pages=200, timeout=60)  # the feeds, and no more
    control.post("faults", json={"provider": "hepsiburada", "kind": "410"})
    details.ask_for_details(tenant.id, account.id, now=clock.now(), deadline=time.monotonic() + 30)
    assert sorted(len(view(tenant, number).lines) for number in ("1", "2")) == [0, 2]
    later = clock.now() + 4 * HOUR
    details.ask_for_details(tenant.id, account.id, now=later, deadline=time.monotonic() + 30)
    assert [len(view(tenant, number).lines) for number in ("1", "2")] == [2, 2]


def test_too_many_calls_are_a_pause_and_no_failure(
    control: httpx.Client, merchant: str, account: IntegrationAccount, tenant: TenantKit
) -> None:
    from invekto.integrations import services

    control.post("faults", json={"provider": "hepsiburada", "kind": "429"})
    outcome = services.sync_account(tenant.id, account.id, clock.now())
    assert outcome.end is services.End.WAIT
    with tenant.scope():
        (health,) = services.health(tenant.id)
    assert health.problem is None


def test_a_number_nobody_has_synced_is_asked_for_at_once(
    control: httpx.Client, merchant: str, account: IntegrationAccount, tenant: TenantKit
) -> None:
    from invekto.integrations import services

    create(control, merchant, status="Shipped", tracking="1000000000017")
    fresh = services.refresh_for_answer(
        tenant.id, phone=None, order_number=NUMBER, now=clock.now(), timeout=20
    )
    assert fresh.is_fresh
    assert view(tenant).packages[0].tracking_code == "1000000000017"
    gone = services.refresh_for_answer(tenant.id, phone=None, order_number="999", now=clock.now(), timeout=20)
    assert gone.is_fresh


@pytest.mark.parametrize("platform", [None, "hepsiburada"])
def test_a_number_that_looks_like_this_platforms_is_not_asked_for_elsewhere(
    control: httpx.Client,
    merchant: str,
    account: IntegrationAccount,
    tenant: TenantKit,
    platform: str | None,
) -> None:
    from invekto.integrations import services

    create(control, merchant)
    with tenant.scope():
        services.add_account(  # nobody listens there: asked, it would be stale
            tenant_id=tenant.id,
            provider="trendyol",
            external_id="2738",
            secrets={"api_key": "a", "api_secret": "b"},
            now=clock.now(),
            actor="test",
        )
    fresh = services.refresh_for_answer(
        tenant.id, phone=None, order_number=NUMBER, now=clock.now(), platform=platform, timeout=20
    )
    assert fresh.is_fresh
    assert view(tenant).provider == "hepsiburada"


def test_news_of_one_tenant_reach_no_other(
    control: httpx.Client,
    merchant: str,
    account: IntegrationAccount,
    tenant: TenantKit,
    second_tenant: TenantKit,
) -> None:
    create(control, merchant)
    sync(tenant, account)
    assert stored(tenant)
    assert stored(second_tenant) == {}
