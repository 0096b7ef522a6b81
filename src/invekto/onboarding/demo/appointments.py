"""The demo clinic's appointments: a past, a today and a next week."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any

from invekto.appointments.models import Appointment, AppointmentSlot, Doctor, ServicePrice
from invekto.core.models import Tenant
from invekto.onboarding.demo.calendar import ZONE, local, rows
from invekto.onboarding.tenant_file.values import WEEK

_DONE_LATER = {"booked": "completed", "confirmed": "completed"}


def store_demo_appointments(tenant: Tenant, now: datetime) -> None:
    """Inside the tenant's scope, once."""
    doctors = {doctor.slug: doctor for doctor in Doctor.objects.all()}
    services = {service.slug: service for service in ServicePrice.objects.all()}
    appointments = []
    for row in rows("appointments.yaml"):
        doctor, service = doctors[row["doctor"]], services[row["service"]]
        start = local(now, _days(row, doctor, now), time.fromisoformat(row["at"]))
        status = row["status"]
        if start <= now:
            status = _DONE_LATER.get(status, status)
        seen = start - timedelta(days=7)
        appointments.append(
            Appointment(
                tenant=tenant,
                patient_phone=row["phone"],
                patient_name=row["name"],
                doctor=doctor,
                service_type=service.slug,
                slot_start=start,
                slot_end=start + timedelta(minutes=service.duration_minutes),
                status=status,
                reminder_sent_48h=start - timedelta(hours=48) <= now,
                reminder_sent_2h=start - timedelta(hours=2) <= now,
                confirmed=status in ("confirmed", "completed"),
                no_show=status == "no_show",
                no_show_count=row.get("missed", 0),
                created_at=min(seen, now - timedelta(hours=20)),
                updated_at=min(start, now - timedelta(hours=1)),
            )
        )
    Appointment.objects.bulk_create(appointments)


def _days(row: dict[str, Any], doctor: Doctor, now: datetime) -> int:
    """From today, as the file's head explains."""
    if "days" in row:
        return int(row["days"])
    today = now.astimezone(ZONE).weekday()
    if "weekday" in row:
        begin = int(row.get("from", 0))
        return next(
            ahead for ahead in range(begin + 1, begin + 8) if WEEK[(today + ahead) % 7] == row["weekday"]
        )
    hours = AppointmentSlot.objects.filter(doctor=doctor, is_active=True)
    working = set(hours.values_list("day_of_week", flat=True))
    visits = [days for days in range(1, 22) if (today + days) % 7 in working]
    return visits[int(row["visit"]) - 1]
