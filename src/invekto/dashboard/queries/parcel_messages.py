"""The card of messages about parcels: which are on, and which cannot reach everybody for want of a template."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from invekto.core.models import Tenant, Vertical
from invekto.messaging.models import MessageTemplate
from invekto.orders import services as orders
from invekto.orders.services import ParcelMessage


@dataclass(frozen=True, slots=True)
class ParcelMessageSwitch:
    """``has_template``: it may also be sent to whoever has not written for 24 hours."""

    kind: str
    text: str
    is_on: bool
    has_template: bool
    template: str


def parcel_message_switches(tenant_id: UUID) -> list[ParcelMessageSwitch]:
    """Empty for a clinic; inside the tenant's scope."""
    tenant = Tenant.objects.get(id=tenant_id)
    if tenant.vertical != Vertical.ECOMMERCE:
        return []
    on = orders.parcel_messages_wanted(tenant)
    approved = set(
        MessageTemplate.objects.filter(
            name__in=[kind.template for kind in ParcelMessage], status=MessageTemplate.Status.APPROVED
        ).values_list("name", flat=True)
    )
    return [
        ParcelMessageSwitch(
            kind=kind.value,
            text=f"parcel-messages-{kind.value.replace('_', '-')}",
            is_on=kind in on,
            has_template=kind.template in approved,
            template=kind.template,
        )
        for kind in ParcelMessage
    ]
