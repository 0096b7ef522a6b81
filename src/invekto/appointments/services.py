"""The door of the appointments room."""

from __future__ import annotations

from invekto.appointments.models import ServicePrice


def priced_services() -> list[ServicePrice]:
    """What the clinic offers now, by name. Inside the tenant's scope."""
    return list(ServicePrice.objects.filter(is_active=True).order_by("service_name"))
