"""An appointment's facts for the replies that people send."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from invekto.appointments import services as appointments
from invekto.core.models import Tenant
from invekto.messaging.models import Contact
from invekto.messaging.services import phones_of
from invekto.orders import services as orders


def appointment_values(tenant: Tenant, contact: Contact, now: datetime, language: str) -> dict[str, str]:
    """Of the one appointment ahead under the contact's phones; nothing when there are several (a family's phone)."""
    ahead = appointments.upcoming(phones_of(contact), now)
    if len(ahead) != 1:
        return {}
    found = ahead[0]
    zone = ZoneInfo(tenant.timezone)
    names = {service.slug: service.service_name for service in appointments.priced_services()}
    return {
        "appointment": f"{orders.day(found.start, language=language, zone=zone)}"
        f" {found.start.astimezone(zone):%H:%M}",
        "doctor": found.doctor,
        "treatment": names.get(found.service, ""),
    }
