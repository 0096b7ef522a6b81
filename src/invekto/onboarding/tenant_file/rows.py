"""The sections of a tenant file that are rows: people, doctors, hours, services, templates.

Each is the whole truth about what came from the file. An entry that an earlier file had and this one has
not is switched off, never deleted: messages, appointments and orders point at it. What people made on a
page was never the file's, and stays.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any

from django.conf import settings
from django.contrib.auth.hashers import check_password, make_password
from django.db import models

from invekto.appointments.models import AppointmentSlot, Doctor, ServicePrice
from invekto.core.crypto import SecretUnreadable
from invekto.core.models import Tenant, User, Vertical
from invekto.leads.models import CatalogService
from invekto.messaging.models import MessageTemplate
from invekto.onboarding.templates import SWITCHED_OFF, defer_templates
from invekto.onboarding.tenant_file.changes import Changes
from invekto.onboarding.tenant_file.sections import ServiceEntry, TenantFile
from invekto.onboarding.tenant_file.values import WEEK


@dataclass(slots=True)
class Run:
    """One application of a file, inside the tenant's scope."""

    tenant: Tenant
    file: TenantFile
    now: datetime
    actor: str
    changes: Changes
    entries: dict[str, list[str]]  # TenantFileRecord.entries; sections replace their own

    def gone(self, section: str, keys: Iterable[str]) -> set[str]:
        """Keys the last file had and this one has not; remembers the new ones."""
        wanted = list(keys)
        before = set(self.entries.get(section, []))
        self.entries[section] = sorted(wanted)
        return before - set(wanted)


def differs(row: models.Model, name: str, value: Any) -> bool:
    """A stored secret that no key of the ring opens is another one than the file's."""
    try:
        return bool(getattr(row, name) != value)
    except SecretUnreadable:
        return True


def update(row: models.Model, values: Mapping[str, Any], *, touched_at: datetime | None = None) -> list[str]:
    """Save what differs; returns the names of the fields that did. ``touched_at`` goes to ``updated_at``."""
    changed = [name for name, value in values.items() if differs(row, name, value)]
    if not changed:
        return []
    for name in changed:
        setattr(row, name, values[name])
    fields = list(changed)
    if touched_at is not None:
        row.updated_at = touched_at  # type: ignore[attr-defined]  # given only for models that have it
        fields.append("updated_at")
    row.save(update_fields=fields)
    return changed


def users(run: Run) -> None:
    present = {user.email: user for user in User.objects.filter(tenant=run.tenant)}
    for entry in run.file.users:
        password = entry.password.get_secret_value() if entry.password else None
        user = present.get(entry.email)
        if user is None:
            User.objects.create(
                tenant=run.tenant,
                email=entry.email,
                name=entry.name,
                role=entry.role,
                language=run.tenant.language,
                password=make_password(password or None),
                created_at=run.now,
            )
            without = "" if password else ", without a password"
            run.changes.add("users", f"{entry.name} ({entry.email}) added as {entry.role}{without}")
            continue
        wanted: dict[str, Any] = {"name": entry.name, "role": entry.role, "is_active": True}
        if password and not check_password(password, user.password):
            wanted["password"] = make_password(password)
        _tell(run, "users", entry.email, update(user, wanted))
    for email in run.gone("users", [entry.email for entry in run.file.users]):
        if email in present and update(present[email], {"is_active": False}):
            run.changes.add("users", f"{email} may no longer log in")


def doctors(run: Run) -> None:
    present = {doctor.slug: doctor for doctor in Doctor.objects.all()}
    for entry in run.file.doctors:
        wanted: dict[str, Any] = {
            "name": entry.name,
            "kind": entry.kind,
            "services": list(entry.services),
            "is_active": True,
        }
        if entry.user:
            wanted["user_id"] = User.objects.get(tenant=run.tenant, email=entry.user).pk
        if entry.slug in present:
            _tell(run, "doctors", entry.slug, update(present[entry.slug], wanted))
        else:
            Doctor.objects.create(tenant=run.tenant, slug=entry.slug, created_at=run.now, **wanted)
            run.changes.add("doctors", f"{entry.name} added")
    for slug in run.gone("doctors", [entry.slug for entry in run.file.doctors]):
        if slug in present and update(present[slug], {"is_active": False}):
            AppointmentSlot.objects.filter(doctor=present[slug]).update(is_active=False)
            run.changes.add("doctors", f"{present[slug].name} and their hours switched off")


def slots(run: Run) -> None:
    doctor_ids = {doctor.slug: doctor.id for doctor in Doctor.objects.all()}
    slugs = {doctor_id: slug for slug, doctor_id in doctor_ids.items()}
    present = {_slot_key(slugs[slot.doctor_id], slot): slot for slot in AppointmentSlot.objects.all()}
    wanted_keys: list[str] = []
    fresh: list[AppointmentSlot] = []
    for entry in run.file.slots:
        values = {
            "end_time": time.fromisoformat(entry.end),
            "max_capacity": entry.capacity,
            "breaks": list(entry.breaks),
            "is_active": True,
        }
        for day in entry.days:
            slot = AppointmentSlot(
                tenant=run.tenant,
                doctor_id=doctor_ids[entry.doctor],
                day_of_week=WEEK.index(day),
                start_time=time.fromisoformat(entry.begin),
                created_at=run.now,
                **values,
            )
            key = _slot_key(entry.doctor, slot)
            wanted_keys.append(key)
            if key in present:
                _tell(run, "slots", key, update(present[key], values))
            else:
                fresh.append(slot)
                run.changes.add("slots", f"{key} to {entry.end} added")
    AppointmentSlot.objects.bulk_create(fresh)
    for key in sorted(run.gone("slots", wanted_keys)):
        if key in present and update(present[key], {"is_active": False}):
            run.changes.add("slots", f"{key} switched off")


def _slot_key(doctor: str, slot: AppointmentSlot) -> str:
    return f"{doctor} {WEEK[slot.day_of_week]} {slot.start_time:%H:%M}"


# Where a clinic's treatments are kept, and which column holds the Turkish description; a shop has none.
PRICE_LISTS: Mapping[Vertical, tuple[type[ServicePrice] | type[CatalogService], str]] = {
    Vertical.DENTAL: (ServicePrice, "description"),
    Vertical.AESTHETIC: (CatalogService, "description_tr"),
}


def services(run: Run) -> None:
    model, turkish = PRICE_LISTS[Vertical(run.tenant.vertical)]
    present: dict[str, ServicePrice | CatalogService] = {row.slug: row for row in model.objects.all()}
    for entry in run.file.services:
        wanted = _service_values(entry, turkish=turkish)
        if entry.slug in present:
            _tell(run, "services", entry.slug, update(present[entry.slug], wanted, touched_at=run.now))
        else:
            model.objects.create(
                tenant=run.tenant, slug=entry.slug, created_at=run.now, updated_at=run.now, **wanted
            )
            run.changes.add("services", f"{entry.name} added")
    for slug in run.gone("services", [entry.slug for entry in run.file.services]):
        if slug in present and update(present[slug], {"is_active": False}, touched_at=run.now):
            run.changes.add("services", f"{present[slug].service_name} switched off")


def _service_values(entry: ServiceEntry, *, turkish: str) -> dict[str, Any]:
    low, high = entry.price or (None, None)
    return {
        "service_name": entry.name,
        "price_min": low,
        "price_max": high,
        "duration_minutes": entry.minutes,
        "recovery_days": entry.recovery_days,
        turkish: entry.description.tr,
        "description_en": entry.description.en,
        "is_active": True,
    }


def templates(run: Run) -> None:
    """A new or changed template is submitted and waits for Meta; in the sandbox it counts as approved."""
    # What the sandbox stands for approves at once.
    unread = MessageTemplate.Status.APPROVED if settings.SANDBOX else MessageTemplate.Status.DRAFT
    present = {f"{row.name} ({row.language})": row for row in MessageTemplate.objects.all()}
    for entry in run.file.templates:
        key = f"{entry.name} ({entry.language})"
        wanted: dict[str, str | None] = {"category": entry.category, "body": entry.body}
        if key not in present:
            MessageTemplate.objects.create(
                tenant=run.tenant,
                name=entry.name,
                language=entry.language,
                status=unread,
                created_at=run.now,
                updated_at=run.now,
                **wanted,
            )
            run.changes.add("templates", f"{key} added")
            continue
        row = present[key]
        differs = any(getattr(row, name) != value for name, value in wanted.items())
        if differs or row.status == MessageTemplate.Status.DISABLED:
            wanted |= {"status": unread, "status_reason": None}
        _tell(run, "templates", key, update(row, wanted, touched_at=run.now))
    if MessageTemplate.objects.filter(status=MessageTemplate.Status.DRAFT).exists():
        defer_templates(run.tenant.id)
    keys = [f"{entry.name} ({entry.language})" for entry in run.file.templates]
    for key in run.gone("templates", keys):
        off = {"status": MessageTemplate.Status.DISABLED, "status_reason": SWITCHED_OFF}
        if key in present and update(present[key], off, touched_at=run.now):
            run.changes.add("templates", f"{key} switched off")


# Columns whose names would puzzle a reader.
_SAID = {
    "is_active": "switched on again",
    "service_name": "name",
    "price_min": "lowest price",
    "price_max": "highest price",
    "duration_minutes": "minutes",
    "max_capacity": "capacity",
    "end_time": "end",
    "description_tr": "description",
    "description_en": "English description",
    "recovery_days": "recovery days",
    "user_id": "user",
    "status_reason": "",
}


def _tell(run: Run, section: str, key: str, changed: list[str]) -> None:
    words = [said for name in changed if (said := _SAID.get(name, name))]
    if words:
        run.changes.add(
            section, f"{key}: {', '.join(words)}{'' if words == [_SAID['is_active']] else ' changed'}"
        )


def stored_slugs(vertical: str) -> tuple[frozenset[str], frozenset[str]]:
    """Doctors and services that work at the tenant in scope."""
    priced: Iterable[str] = ()
    if found := PRICE_LISTS.get(Vertical(vertical)):
        priced = found[0].objects.filter(is_active=True).values_list("slug", flat=True)
    working = Doctor.objects.filter(is_active=True).values_list("slug", flat=True)
    return frozenset(working), frozenset(priced)


__all__ = [
    "PRICE_LISTS",
    "Run",
    "differs",
    "doctors",
    "services",
    "slots",
    "stored_slugs",
    "templates",
    "update",
    "users",
]
