"""Which of these messages a tenant wants: none, until its owner says so."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from invekto.core import audit
from invekto.core.models import Tenant

SECTION = "parcel_messages"  # of Tenant.settings and of the tenant file


class Kind(StrEnum):
    """What a customer may be told; each names its template, and the keys of the tenant file's section."""

    FAILED = "failed"  # an attempt to deliver it
    AT_BRANCH = "at_branch"  # it waits there until a day that is known
    RETURNED = "returned"
    STALLED = "stalled"  # longer than nine in ten of such parcels take

    @property
    def template(self) -> str:
        return f"parcel_{self.value}"


def wanted(tenant: Tenant) -> frozenset[Kind]:
    stored = tenant.settings.get(SECTION)
    if not isinstance(stored, Mapping):
        return frozenset()
    return frozenset(kind for kind in Kind if stored.get(kind.value) is True)


def want(tenant_id: UUID, kinds: frozenset[Kind], *, now: datetime, actor: str) -> None:
    """From now on these and no others; inside the tenant's scope. Safe to repeat."""
    tenant = Tenant.objects.select_for_update().get(id=tenant_id)
    if wanted(tenant) == kinds:
        return
    tenant.settings = tenant.settings | {SECTION: {kind.value: kind in kinds for kind in Kind}}
    tenant.updated_at = now
    tenant.save(update_fields=["settings", "updated_at"])
    audit.append(
        "parcel_messages.switched",
        tenant_id=tenant_id,
        actor=actor,
        now=now,
        subject=f"tenant:{tenant_id}",
        details={"on": sorted(kind.value for kind in kinds)},
    )
