"""The door of the appointments room."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from uuid import UUID

from django.db.models import Q

from invekto.appointments.models import Appointment, AppointmentSlot, Doctor, ServicePrice
from invekto.messaging.contacts import with_phone
from invekto.messaging.visibility import Who, deeper

_STANDING = (Appointment.Status.BOOKED, Appointment.Status.CONFIRMED)
# Who is late still means that appointment.
_LATENESS = timedelta(hours=2)
_MOST = 10
_LIVE = (*_STANDING, Appointment.Status.ARRIVED)
_MOST_SHOWN = 5  # beside a conversation, of those to come and of the others


@dataclass(frozen=True, slots=True)
class Upcoming:
    """An appointment that is still to come. ``service``: the slug it was made for."""

    id: UUID
    start: datetime
    service: str
    patient: str
    doctor: str


@dataclass(frozen=True, slots=True)
class DoctorHours:
    """``hours``: weekday (Monday 0), from, to; in the tenant's zone, by day."""

    slug: str
    name: str
    services: tuple[str, ...]
    hours: tuple[tuple[int, time, time], ...]


def priced_services() -> list[ServicePrice]:
    """What the clinic offers now, by name. Inside the tenant's scope."""
    return list(ServicePrice.objects.filter(is_active=True).order_by("service_name"))


def service_names() -> dict[str, str]:
    """By slug, also of what is no longer offered. Inside the tenant's scope."""
    return dict(ServicePrice.objects.values_list("slug", "service_name"))


def own_patients(who: Who) -> Q:
    """Conversations with patients of the doctor who is the person ``who``: those with an appointment that stands or
    took place. Installed as what doctors see (``messaging.visibility``)."""
    booked = Appointment.objects.filter(doctor__user=deeper(who), patient_phone__isnull=False)
    phones = booked.exclude(status=Appointment.Status.CANCELLED).values("patient_phone")
    return with_phone(phones)


def upcoming(phones: Sequence[str], now: datetime) -> list[Upcoming]:
    """Standing appointments made for these E.164 numbers, the next first, ten at most. Inside the tenant's scope."""
    if not phones:
        return []
    found = Appointment.objects.filter(
        patient_phone__in=phones, status__in=_STANDING, slot_start__gte=now - _LATENESS
    ).select_related("doctor")
    return [
        Upcoming(one.id, one.slot_start, one.service_type, one.patient_name, one.doctor.name)
        for one in found.order_by("slot_start", "id")[:_MOST]
    ]


def doctors() -> list[DoctorHours]:
    """Who works here, by name. Inside the tenant's scope; two queries."""
    hours: dict[UUID, list[tuple[int, time, time]]] = {}
    for slot in AppointmentSlot.objects.filter(is_active=True).order_by("day_of_week", "start_time"):
        hours.setdefault(slot.doctor_id, []).append((slot.day_of_week, slot.start_time, slot.end_time))
    return [
        DoctorHours(one.slug, one.name, tuple(one.services), tuple(hours.get(one.id, ())))
        for one in Doctor.objects.filter(is_active=True).order_by("name", "id")
    ]


def of_patient(phones: Sequence[str], now: datetime) -> tuple[list[Appointment], list[Appointment]]:
    """The appointments made for these numbers: those to come, soonest first, and the latest of the others.

    With their doctors, each in one query. Inside the tenant's scope.
    """
    if not phones:
        return [], []
    theirs = Appointment.objects.filter(patient_phone__in=phones).select_related("doctor")
    to_come = theirs.filter(slot_end__gte=now, status__in=_LIVE).order_by("slot_start")
    coming = list(to_come[:_MOST_SHOWN])
    others = theirs.exclude(slot_end__gte=now, status__in=_LIVE).order_by("-slot_start")
    return coming, list(others[:_MOST_SHOWN])
