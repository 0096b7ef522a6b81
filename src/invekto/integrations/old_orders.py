"""Orders and returns hold names, phones and addresses: kept as long as a guarantee may be asked for, then deleted.

The platform still has them; what was said of them in a talk is the thread's.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial
from uuid import UUID

from invekto.core.retention import delete_in_batches
from invekto.core.tenancy import for_each_tenant
from invekto.integrations.models import CachedOrder, KnownClaim

KEPT = timedelta(days=2 * 365)  # a consumer's guarantee in Turkey (law 6502, article 12)


def forget_old(now: datetime) -> int:
    """Delete what was ordered, and what was claimed, before KEPT, of every tenant; returns how many rows."""
    return sum(for_each_tenant(partial(_forget, before=now - KEPT), having="accounts"))


def _forget(tenant_id: UUID, *, before: datetime) -> int:
    orders = CachedOrder.objects.filter(ordered_at__lt=before, modified_at__lt=before).order_by("ordered_at")
    claims = KnownClaim.objects.filter(opened_at__lt=before, as_of__lt=before).order_by("opened_at")
    return delete_in_batches(tenant_id, orders) + delete_in_batches(tenant_id, claims)
