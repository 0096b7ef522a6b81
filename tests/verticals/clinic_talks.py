"""Clinics like those of the demo, each a tenant of its own, and patients who talk to them."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from decimal import Decimal
from importlib import resources
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import yaml

from invekto.core import clock

if TYPE_CHECKING:
    from collections.abc import Callable

    from invekto.appointments.models import Appointment
    from tests.support.talk import Talk
    from tests.support.tenants import TenantKit

ISTANBUL = ZoneInfo("Europe/Istanbul")
NOON = datetime(2026, 11, 24, 12, 0, tzinfo=ISTANBUL)  # a Tuesday
_DEMO = {"dental": "gulus-dis", "aesthetic": "nova-estetik"}
_KEPT = ("price_answers", "payment", "insurers", "parking", "packages", "referral")
_WEEK = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def clinic_talk(
    make_tenant: Callable[..., TenantKit], vertical: str, *, phone: str | None = None, **settings: Any
) -> Talk:
    """``settings`` replace those of the demo; None takes one away."""
    from invekto.appointments.models import AppointmentSlot, Doctor, ServicePrice
    from invekto.leads.models import CatalogService
    from tests.support.talk import Talk

    file = _file(vertical)
    stored = {"address": file["tenant"]["address"], "maps_url": file["tenant"]["maps_url"]}
    stored |= {"working_hours": file["tenant"]["working_hours"]}
    stored |= {name: file[name] for name in _KEPT if name in file}
    chosen = {name: value for name, value in (stored | settings).items() if value is not None}
    kit = make_tenant(vertical, name=file["tenant"]["name"], settings=chosen)
    now = clock.now()
    model, turkish = (
        (ServicePrice, "description") if vertical == "dental" else (CatalogService, "description_tr")
    )
    with kit.scope():
        for one in file["services"]:
            low, high = one["price"] if isinstance(one["price"], list) else (one["price"], one["price"])
            model.objects.create(
                tenant_id=kit.id,
                slug=one["slug"],
                service_name=one["name"],
                price_min=Decimal(low),
                price_max=Decimal(high),
                duration_minutes=one["minutes"],
                recovery_days=one.get("recovery_days", 0),
                description_en=one["description"]["en"],
                created_at=now,
                updated_at=now,
                **{turkish: one["description"]["tr"]},
            )
        for one in file.get("doctors", ()):
            doctor = Doctor.objects.create(
                tenant_id=kit.id,
                slug=one["slug"],
                name=one["name"],
                kind=one["kind"],
                services=one["services"],
                created_at=now,
            )
            for slot in (slot for slot in file["slots"] if slot["doctor"] == one["slug"]):
                for day in _days(slot["days"]):
                    AppointmentSlot.objects.create(
                        tenant_id=kit.id,
                        doctor=doctor,
                        day_of_week=day,
                        start_time=time.fromisoformat(slot["from"]),
                        end_time=time.fromisoformat(slot["to"]),
                        created_at=now,
                    )
    return Talk(kit, kit.make_conversation(**({"phone": phone} if phone else {})))


def appointment(
    talk: Talk, start: datetime, *, doctor: str = "dr-ak", service: str = "implant", **changes: Any
) -> Appointment:
    """One that stands for the patient of this talk."""
    from invekto.appointments.models import Appointment, Doctor

    values: dict[str, Any] = {
        "patient_phone": talk.row().contact.phone,
        "patient_name": "Serkan Yıldırım",
        "service_type": service,
        "slot_start": start,
        "slot_end": start + timedelta(minutes=60),
        "created_at": clock.now(),
        "updated_at": clock.now(),
    }
    with talk.kit.scope():
        return Appointment.objects.create(
            tenant_id=talk.kit.id, doctor=Doctor.objects.get(slug=doctor), **values | changes
        )


def _file(vertical: str) -> dict[str, Any]:
    path = resources.files("invekto.onboarding.demo").joinpath("data", "tenants", f"{_DEMO[vertical]}.yaml")
    loaded: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return loaded


def _days(said: str) -> list[int]:
    first, _, last = said.partition("-")
    if last:
        return list(range(_WEEK.index(first), _WEEK.index(last) + 1))
    return [_WEEK.index(day) for day in said.split(",")]
