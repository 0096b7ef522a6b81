"""The door of the appointments room."""

from __future__ import annotations

from django.db.models import Q

from invekto.appointments.models import Appointment, ServicePrice
from invekto.messaging.visibility import Who, deeper


def priced_services() -> list[ServicePrice]:
    """What the clinic offers now, by name. Inside the tenant's scope."""
    return list(ServicePrice.objects.filter(is_active=True).order_by("service_name"))


def own_patients(who: Who) -> Q:
    """Conversations with patients of the doctor who is the person ``who``: those with an appointment that stands or
    took place. Installed as what doctors see (``messaging.visibility``)."""
    booked = Appointment.objects.filter(doctor__user=deeper(who), patient_phone__isnull=False)
    phones = booked.exclude(status=Appointment.Status.CANCELLED).values("patient_phone")
    return Q(contact__phone__in=phones)
