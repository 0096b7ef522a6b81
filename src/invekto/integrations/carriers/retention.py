"""Parcels hold where people live and who opened the door: kept for half a year after the last news, then deleted."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial
from uuid import UUID

from invekto.core.tenancy import for_each_tenant, tenant_scope
from invekto.integrations.models import ParcelEvent, TrackedParcel

KEPT = timedelta(days=180)  # as long as paces are learned from them
_BATCH = 2000


def forget_old(now: datetime) -> int:
    """Delete what moved last before KEPT, of every tenant, with all that happened to it; returns how many parcels.

    What was told of them to customers goes along (its key is theirs); the messages themselves are the thread's.
    """
    return sum(for_each_tenant(partial(_forget, before=now - KEPT)))


def _forget(tenant_id: UUID, *, before: datetime) -> int:
    gone = 0
    while True:
        with tenant_scope(tenant_id):
            old = TrackedParcel.objects.filter(step_at__lt=before, created_at__lt=before)
            ids = list(old.order_by("step_at").values_list("id", flat=True)[:_BATCH])
            ParcelEvent.objects.filter(parcel_id__in=ids).delete()
            TrackedParcel.objects.filter(id__in=ids).delete()
        gone += len(ids)
        if len(ids) < _BATCH:
            return gone
