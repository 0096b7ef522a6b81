"""Colleagues with other roles than the two that every tenant of a test has, and whom they look after."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

from invekto.appointments.models import Appointment, Doctor
from invekto.core import clock
from invekto.core.models import User
from invekto.messaging.models import Contact, Conversation
from tests.support.tenants import _PASSWORD_HASH, TenantKit


def make_person(kit: TenantKit, role: str, name: str) -> User:
    with kit.scope():
        return User.objects.create(
            tenant=kit.tenant,
            email=f"{role}-{secrets.token_hex(5)}@example.com",
            name=name,
            role=role,
            password=_PASSWORD_HASH,
            created_at=clock.now(),
        )


def make_appointment(
    kit: TenantKit, doctor: User, talk: Conversation, *, start: datetime, status: str = "booked"
) -> Appointment:
    """Of the person in ``talk`` with the doctor who is ``doctor``."""
    now = clock.now()
    with kit.scope():
        who, _ = Doctor.objects.get_or_create(
            tenant=kit.tenant, user=doctor, defaults={"slug": f"dr-{secrets.token_hex(4)}", "created_at": now}
        )
        patient = Contact.objects.get(id=talk.contact_id)
        return Appointment.objects.create(
            tenant=kit.tenant,
            patient_phone=patient.phone,
            patient_name=patient.display_name,
            doctor=who,
            service_type="muayene",
            slot_start=start,
            slot_end=start + timedelta(minutes=30),
            status=status,
            created_at=now,
            updated_at=now,
        )
