"""An appointment's facts for the replies that people send."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from invekto.appointments.models import Appointment, ServicePrice
from invekto.core.models import Tenant
from invekto.messaging.models import Contact
from invekto.orders import services as orders

_AHEAD = (Appointment.Status.BOOKED, Appointment.Status.CONFIRMED)


def appointment_values(tenant: Tenant, contact: Contact, now: datetime, language: str) -> dict[str, str]:
    """Of the one appointment ahead under the contact's phone; nothing when there are several (a family's phone)."""
    if not contact.phone:
        return {}
    ahead = list(
        Appointment.objects.select_related("doctor").filter(
            patient_phone=contact.phone, slot_start__gt=now, status__in=_AHEAD
        )[:2]
    )
    if len(ahead) != 1:
        return {}
    found = ahead[0]
    zone = ZoneInfo(tenant.timezone)
    names = ServicePrice.objects.filter(slug=found.service_type).values_list("service_name", flat=True)
    return {
        "appointment": f"{orders.day(found.slot_start, language=language, zone=zone)}"
        f" {found.slot_start.astimezone(zone):%H:%M}",
        "doctor": found.doctor.name,
        "treatment": names[0] if names else "",
    }
