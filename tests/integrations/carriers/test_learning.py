"""How long parcels usually take: learned from one's own, else from everybody's, telling nothing of anybody."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest

if TYPE_CHECKING:
    from tests.support.tenants import TenantKit

NOON = datetime.fromisoformat("2026-11-24T12:00:00+03:00")
SENT = NOON - timedelta(days=10)


@pytest.fixture(autouse=True)
def _no_parcels() -> None:
    from django.db import connections

    with connections["owner"].cursor() as cursor:
        cursor.execute("DELETE FROM parcel_notices; DELETE FROM parcel_events; DELETE FROM parcels")
        cursor.execute("DELETE FROM parcel_paces; DELETE FROM usual_parcel_paces")


def deliver(kit: TenantKit, hours: Iterable[float], *, city: str = "İzmir", sent: datetime = SENT) -> None:
    from invekto.integrations.models import TrackedParcel

    with kit.scope():
        TrackedParcel.objects.bulk_create(
            TrackedParcel(
                tenant_id=kit.id,
                carrier="aras",
                tracking_code=uuid4().hex,
                step="delivered",
                step_at=sent + timedelta(hours=one),
                sent_at=sent,
                delivered_at=sent + timedelta(hours=one),
                city=city,
                created_at=sent,
            )
            for one in hours
        )


def limits(kit: TenantKit, city: str = "IZMIR", *, moved: datetime = SENT) -> tuple[float | None, float]:
    """Hours after which most have come, and after which a parcel stands still."""
    from invekto.integrations.carriers.learning import limits_of
    from invekto.integrations.models import TrackedParcel

    with kit.scope():
        parcel = TrackedParcel.objects.create(
            tenant_id=kit.id,
            carrier="aras",
            tracking_code=uuid4().hex,
            step="in_transit",
            step_at=moved,
            sent_at=SENT,
            city=city,
            created_at=SENT,
        )
        found = limits_of([parcel.id])[parcel.id]
    usually = (found.usually_by - SENT).total_seconds() / 3600 if found.usually_by else None
    return usually, (found.stalled_from - SENT).total_seconds() / 3600


def test_before_anything_is_known_five_days_and_no_promise(tenant: TenantKit) -> None:
    from invekto.integrations.carriers.learning import learn

    deliver(tenant, [60] * 29)
    learn(NOON)
    assert limits(tenant) == (None, 120)
    assert limits(tenant, moved=SENT + timedelta(hours=100)) == (None, 148)  # it moves


def test_a_tenants_own_count_first_however_the_city_is_written(
    tenant: TenantKit, second_tenant: TenantKit
) -> None:
    from invekto.integrations.carriers.learning import learn

    deliver(tenant, [float(hours) for hours in range(50, 81)])
    deliver(tenant, [10.0] * 40, city="Ankara")
    learn(NOON)
    assert limits(tenant) == (77, 77)
    assert limits(tenant, "ANKARA") == (48, 48)  # a day's delay is no standstill
    assert limits(second_tenant) == (None, 120)
    deliver(tenant, [200.0] * 40, sent=NOON - timedelta(days=400))  # long ago
    learn(NOON)
    assert limits(tenant) == (77, 77)
    learn(NOON + timedelta(days=200))  # what it was learned from is old now
    assert limits(tenant) == (None, 120)


def test_everybodys_only_where_several_have_a_fair_share(
    tenant: TenantKit, second_tenant: TenantKit, make_tenant: Callable[..., TenantKit]
) -> None:
    from django.db import ProgrammingError, transaction

    from invekto.integrations.carriers.learning import learn
    from invekto.integrations.models import ParcelPace, UsualPace

    stranger = make_tenant()
    deliver(tenant, [90.0] * 60)
    deliver(second_tenant, [70.0] * 20)
    learn(NOON)
    assert limits(stranger) == (None, 120)  # two tenants, one with more than half
    deliver(make_tenant(), [80.0] * 29)
    learn(NOON)
    assert limits(stranger) == (None, 120)
    deliver(second_tenant, [70.0] * 12)
    learn(NOON)
    assert limits(stranger) == (90, 90)
    with stranger.scope():
        assert not ParcelPace.objects.exists()
    assert [field.name for field in UsualPace._meta.fields] == ["id", "carrier", "city_key", "hours"]
    with pytest.raises(ProgrammingError), transaction.atomic():
        UsualPace.objects.update(hours=1)


def test_parcels_are_forgotten_with_what_was_told_of_them(tenant: TenantKit) -> None:
    from invekto.integrations.carriers.retention import forget_old
    from invekto.integrations.models import ParcelEvent, TrackedParcel
    from invekto.orders.models import ParcelNotice

    deliver(tenant, [50.0], sent=NOON - timedelta(days=190))
    deliver(tenant, [50.0])
    with tenant.scope():
        for parcel in TrackedParcel.objects.all():
            ParcelEvent.objects.create(
                tenant_id=tenant.id, parcel=parcel, by_carrier=True, step="delivered", at=parcel.step_at
            )
            ParcelNotice.objects.create(
                tenant_id=tenant.id, parcel=parcel, kind="failed", planned_at=NOON, due_at=NOON
            )
    assert forget_old(NOON) == 1
    with tenant.scope():
        assert TrackedParcel.objects.get().sent_at == SENT
        assert (ParcelEvent.objects.count(), ParcelNotice.objects.count()) == (1, 1)
