"""One parcel, told by the marketplace and by its carrier: what is kept, and when it is asked about again."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from invekto.core import clock
from invekto.integrations.carriers.contract import Movement, Tracked
from invekto.integrations.carriers.pace import DAILY, HOURLY, next_check
from invekto.integrations.models import IntegrationAccount, ParcelStep

if TYPE_CHECKING:
    from invekto.integrations.models import TrackedParcel
    from tests.support.tenants import TenantKit

CODE = "7280000000000000001"
NOW = datetime.fromisoformat("2026-11-24T12:00:00+00:00")
BOTH = pytest.mark.parametrize("provider", ["aras", "yurtici"])
NAMES = {"aras": "Aras Kargo Marketplace", "yurtici": "Yurtiçi Kargo Marketplace"}


@pytest.fixture(autouse=True)
def _noon(at: Callable[[datetime], None]) -> None:
    at(NOW)


def ship(make_order: Callable[..., None], provider: str = "aras", **changes: Any) -> None:
    make_order("1020304050", package_id=1, cargoProviderName=NAMES[provider], days_ago=0.5, **changes)


def parcels(tenant: TenantKit) -> list[TrackedParcel]:
    from invekto.integrations.models import TrackedParcel

    with tenant.scope():
        return list(TrackedParcel.objects.order_by("tracking_code"))


def parcels_of(tenant: TenantKit) -> Any:
    from invekto.integrations.models import TrackedParcel

    return TrackedParcel.objects.filter(tenant_id=tenant.id)


def events(tenant: TenantKit) -> list[tuple[str, bool]]:
    from invekto.integrations.models import ParcelEvent

    with tenant.scope():
        return list(ParcelEvent.objects.order_by("at", "step").values_list("step", "by_carrier"))


def track(tenant: TenantKit, provider: str = "aras", *, after: timedelta = timedelta(0)) -> Any:
    from invekto.integrations.services import track_carrier

    return track_carrier(tenant.id, provider, NOW + after)


@BOTH
def test_the_marketplaces_parcel_and_the_carriers_are_one(
    tenant: TenantKit,
    second_tenant: TenantKit,
    make_order: Callable[..., None],
    connect: Callable[..., IntegrationAccount],
    parcel: Callable[..., None],
    provider: str,
) -> None:
    ship(make_order, provider)
    account = connect(tenant, provider)
    connect(second_tenant, provider)
    moved = (NOW - timedelta(hours=2)).isoformat()
    parcel(provider, CODE, status="at_branch", branch="BORNOVA", at=moved, last_day="2026-11-27")
    track(tenant, provider)
    (row,) = parcels(tenant)
    assert (row.tracking_code, row.carrier, row.step, row.branch) == (CODE, provider, "at_branch", "BORNOVA")
    assert (row.step_at, row.last_day) == (NOW - timedelta(hours=2), date(2026, 11, 27))
    assert (row.account_id, row.checked_at, row.next_check_at) == (account.id, NOW, NOW + HOURLY)
    assert ("in_transit", False) in events(tenant)  # what the marketplace said
    assert ("at_branch", True) in events(tenant)
    assert parcels(second_tenant) == []


def test_a_key_the_carrier_stumbles_over_keeps_nobody_waiting(
    tenant: TenantKit,
    make_order: Callable[..., None],
    connect: Callable[..., IntegrationAccount],
    parcel: Callable[..., None],
    outside: httpx.Client,
) -> None:
    ship(make_order, "yurtici")
    connect(tenant, "yurtici")
    parcel("yurtici", CODE, status="in_transit")
    outside.post("/webhooks", json={"yurtici_cool_down": True}).raise_for_status()
    track(tenant, "yurtici")
    with tenant.scope():
        parcels_of(tenant).update(next_check_at=NOW)
    assert track(tenant, "yurtici").asked == set()  # turned away
    (row,) = parcels(tenant)
    assert row.checked_at == NOW
    assert row.next_check_at == NOW + timedelta(minutes=30)


@BOTH
def test_a_key_that_died_while_nothing_was_under_way_is_found_out(
    tenant: TenantKit, connect: Callable[..., IntegrationAccount], provider: str
) -> None:
    from invekto.integrations.services import health

    connect(tenant, provider, password="revoked")
    track(tenant, provider, after=HOURLY)
    with tenant.scope():
        assert health(tenant.id)[0].status == "new"
    track(tenant, provider, after=7 * HOURLY)
    with tenant.scope():
        assert health(tenant.id)[0].problem == "integration-problem-login-refused"


def test_a_marketplaces_number_may_be_the_carriers_own(
    tenant: TenantKit,
    make_order: Callable[..., None],
    connect: Callable[..., IntegrationAccount],
    parcel: Callable[..., None],
) -> None:
    ship(make_order, cargoTrackingNumber=1000000000017)
    connect(tenant, "aras")
    parcel("aras", "1000000000017", reference="SOMETHING", status="out_for_delivery", branch="BORNOVA")
    track(tenant)
    (row,) = parcels(tenant)
    assert (row.step, row.branch) == ("out_for_delivery", "BORNOVA")


def test_the_same_again_changes_nothing_and_a_delivery_ends_the_asking(
    tenant: TenantKit,
    make_order: Callable[..., None],
    connect: Callable[..., IntegrationAccount],
    parcel: Callable[..., None],
    at: Callable[[datetime], None],
) -> None:
    ship(make_order)
    connect(tenant, "aras")
    parcel("aras", CODE, status="out_for_delivery", branch="BORNOVA", at=(NOW - HOURLY).isoformat())
    assert track(tenant).moved == 1
    known = events(tenant)
    assert track(tenant).asked == set()  # not due
    assert track(tenant, after=HOURLY).moved == 0
    assert events(tenant) == known
    at(NOW + 3 * HOURLY)
    parcel("aras", CODE, status="delivered", recipient="KOMŞU", at=(NOW + HOURLY).isoformat())
    assert track(tenant, after=3 * HOURLY).moved == 1
    (row,) = parcels(tenant)
    assert (row.step, row.delivered_at, row.delivered_to) == ("delivered", NOW + HOURLY, "KOMŞU")
    assert row.next_check_at is None
    assert track(tenant, after=timedelta(days=2)).asked == set()


def test_a_delivery_the_marketplace_knows_of_ends_the_asking_as_well(
    tenant: TenantKit, make_order: Callable[..., None], connect: Callable[..., IntegrationAccount]
) -> None:
    ship(make_order)
    connect(tenant, "aras")
    track(tenant)
    (row,) = parcels(tenant)
    assert (row.step, row.told_by_carrier, row.next_check_at) == ("in_transit", False, NOW + HOURLY)
    make_order("1020304050", package_id=1, cargoProviderName=NAMES["aras"], days_ago=0, status="Delivered")
    assert track(tenant, after=HOURLY).asked == set()
    (row,) = parcels(tenant)
    assert (row.step, row.next_check_at) == ("delivered", None)


STEPS = [
    (ParcelStep.IN_TRANSIT, 1),
    (ParcelStep.OUT_FOR_DELIVERY, 2),
    (ParcelStep.FAILED, 3),
    (ParcelStep.DELIVERED, 4),
]


def test_news_in_any_order_end_in_the_same_state(
    tenant: TenantKit, make_order: Callable[..., None], connect: Callable[..., IntegrationAccount]
) -> None:
    from invekto.integrations.carriers.store import note_parcels, store_answers
    from invekto.integrations.models import ParcelEvent, TrackedParcel

    ship(make_order)
    account = connect(tenant, "aras")
    for order in itertools.permutations(STEPS):
        with tenant.scope():
            ParcelEvent.objects.all().delete()
            TrackedParcel.objects.all().delete()
            note_parcels(tenant.id, "aras", now=NOW)
            for step, hour in order:
                moment = NOW + timedelta(hours=hour)
                told = Tracked(CODE, step, moment, movements=(Movement(step, moment),))
                store_answers(tenant.id, {CODE: (account.id, told)}, {CODE}, now=NOW + timedelta(hours=5))
            (row,) = TrackedParcel.objects.all()
            assert (row.step, row.step_at) == ("delivered", NOW + timedelta(hours=4)), order
            assert ParcelEvent.objects.filter(by_carrier=True).count() == len(STEPS)


def test_a_failing_carrier_is_said_on_its_account_and_asked_later(
    tenant: TenantKit,
    make_order: Callable[..., None],
    connect: Callable[..., IntegrationAccount],
    parcel: Callable[..., None],
    order_fault: Callable[[str, str], None],
) -> None:
    from invekto.integrations import services

    ship(make_order)
    connect(tenant, "aras")
    parcel("aras", CODE, status="at_branch")
    order_fault("aras", "500")
    assert track(tenant).asked == set()
    with tenant.scope():
        health = next(one for one in services.health(tenant.id) if one.provider == "aras")
    assert (health.status, health.problem) == ("failing", "integration-problem-platform-down")
    assert track(tenant).asked == set()  # the account rests
    assert track(tenant, after=timedelta(minutes=2)).moved == 1
    with tenant.scope():
        health = next(one for one in services.health(tenant.id) if one.provider == "aras")
    assert (health.status, health.problem, health.imported) == ("active", None, 1.0)


def test_a_wrong_login_is_not_tried_again_within_the_hour(
    tenant: TenantKit, make_order: Callable[..., None], connect: Callable[..., IntegrationAccount]
) -> None:
    from invekto.integrations import services

    ship(make_order, "yurtici")
    connect(tenant, "yurtici", password="wrong")
    track(tenant, "yurtici")
    with tenant.scope():
        health = next(one for one in services.health(tenant.id) if one.provider == "yurtici")
    assert (health.status, health.problem) == ("refused", "integration-problem-login-refused")


def test_an_account_has_its_parcels_looked_after_by_itself(
    tenant: TenantKit,
    make_order: Callable[..., None],
    connect: Callable[..., IntegrationAccount],
    parcel: Callable[..., None],
    queued_jobs: Callable[[], list[str]],
    outside: httpx.Client,
) -> None:
    from django.db import connection

    from invekto.integrations.services import track_all

    ship(make_order)
    connect(tenant, "aras")
    assert "integrations.track" in queued_jobs()
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs")
    assert track_all(clock.now()) >= 1
    assert "integrations.track" in queued_jobs()


@pytest.mark.parametrize(
    ("step", "still", "expected_in", "pause"),
    [
        (ParcelStep.IN_TRANSIT, timedelta(hours=3), None, HOURLY),
        (ParcelStep.IN_TRANSIT, timedelta(days=3), None, DAILY),
        (ParcelStep.IN_TRANSIT, timedelta(days=3), 1, HOURLY),
        (ParcelStep.AT_BRANCH, timedelta(days=3), None, HOURLY),
        (ParcelStep.AT_BRANCH, timedelta(days=6), None, DAILY),
        (ParcelStep.OUT_FOR_DELIVERY, timedelta(hours=1), None, HOURLY),
        (ParcelStep.FAILED, timedelta(days=4), None, HOURLY),
        (ParcelStep.DELIVERED, timedelta(0), None, None),
        (ParcelStep.RETURNED, timedelta(0), None, None),
        (ParcelStep.CANCELLED, timedelta(0), None, None),
        (ParcelStep.IN_TRANSIT, timedelta(days=60), None, None),
    ],
)
def test_the_pace_follows_the_parcel(
    step: ParcelStep, still: timedelta, expected_in: int | None, pause: timedelta | None
) -> None:
    expected = None if expected_in is None else NOW.date() + timedelta(days=expected_in)
    due = next_check(step, moved_at=NOW - still, expected_on=expected, now=NOW)
    assert due == (None if pause is None else NOW + pause)
