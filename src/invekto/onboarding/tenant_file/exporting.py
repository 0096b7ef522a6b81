"""Write a tenant down in the format it is applied from, without secrets.

Where a secret stands the export names an environment variable, such as ``env:GULUS_DIS_ACCESS_TOKEN``;
people's passwords cannot be read back and are left out. Entries that are switched off are left out too.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import time
from decimal import Decimal
from typing import Any

import yaml

from invekto.appointments.models import AppointmentSlot, Doctor, ServicePrice
from invekto.core.models import InboxVisibility, Tenant, TenantSecret, User, Vertical
from invekto.core.tenancy import door, tenant_scope
from invekto.integrations.models import IntegrationAccount
from invekto.integrations.services import ENTRIES, IdKind
from invekto.leads.models import CatalogService
from invekto.messaging.models import MessageTemplate, WhatsAppNumber
from invekto.onboarding.tenant_file.rows import PRICE_LISTS
from invekto.onboarding.tenant_file.sections import SETTINGS, TENANT_SETTINGS, TenantFile
from invekto.onboarding.tenant_file.values import WEEK

_NUMBER_SECRETS = ("access_token", "app_secret", "verify_token")


class NoSuchTenant(Exception):
    """No tenant has this slug."""


def export_tenant(slug: str) -> str:
    """The tenant's file as YAML. Raises NoSuchTenant."""
    with door("slug", slug):
        tenant = Tenant.objects.filter(slug=slug).first()
    if tenant is None:
        raise NoSuchTenant(slug)
    with tenant_scope(tenant.id):
        content = _content(tenant)
    return yaml.dump(content, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=100)


def _content(tenant: Tenant) -> dict[str, Any]:
    prefix = tenant.slug.upper().replace("-", "_")
    sections: dict[str, Any] = {"tenant": _tenant(tenant)}
    kept = TenantFile.model_validate(
        {name: stored for name, stored in tenant.settings.items() if name in SETTINGS}
        | {"tenant": sections["tenant"]}
    ).model_dump(by_alias=True, exclude_unset=True)
    sections["users"] = [
        {"email": user.email, "name": user.name, "role": user.role}
        for user in User.objects.filter(tenant=tenant, is_active=True).order_by("created_at", "id")
    ]
    numbers = WhatsAppNumber.objects.only("phone_number_id", "display_phone", "waba_id")
    if number := numbers.order_by("created_at", "id").first():
        sections["whatsapp"] = {
            "phone_number_id": number.phone_number_id,
            "display_phone": number.display_phone,
            "waba_id": number.waba_id,
            **{
                name: f"env:{prefix}_{name.upper()}"
                for name in ("access_token", "app_secret", "verify_token")
            },
        }
    sections["integrations"] = list(_accounts(prefix))
    sections["doctors"] = [
        {"slug": doctor.slug, "name": doctor.name, "kind": doctor.kind, "services": list(doctor.services)}
        | ({"user": doctor.user.email} if doctor.user and doctor.user.is_active else {})
        for doctor in Doctor.objects.filter(is_active=True)
        .select_related("user")
        .order_by("created_at", "id")
    ]
    sections["slots"] = list(_slots())
    sections["services"] = list(_services(tenant))
    for name in SETTINGS:
        if name in kept:
            sections[name] = _alerts(kept[name], prefix) if name == "alerts" else kept[name]
    sections["templates"] = [
        {"name": row.name, "category": row.category, "language": row.language, "body": row.body}
        for row in MessageTemplate.objects.exclude(status=MessageTemplate.Status.DISABLED).order_by(
            "created_at", "id"
        )
    ]
    return {name: section for name, section in sections.items() if section}


def _tenant(tenant: Tenant) -> dict[str, Any]:
    section: dict[str, Any] = {
        "slug": tenant.slug,
        "name": tenant.name,
        "vertical": tenant.vertical,
        "language": tenant.language,
        "timezone": tenant.timezone,
    }
    section |= {name: tenant.settings[name] for name in TENANT_SETTINGS if name in tenant.settings}
    if "working_hours" in section:
        section["working_hours"] = _hours(section["working_hours"])
    if tenant.confidence_threshold is not None:
        section["confidence_threshold"] = tenant.confidence_threshold
    if tenant.intent_thresholds:
        section["intent_thresholds"] = dict(tenant.intent_thresholds)
    if tenant.inbox_visibility != InboxVisibility.OWN:
        section["inbox_visibility"] = tenant.inbox_visibility
    return section


def _hours(by_day: dict[str, str]) -> dict[str, str]:
    """Days with the same hours on one line: ``{"mon-fri": "09:00-19:00"}``."""
    alike: dict[str, list[int]] = {}
    for day in WEEK:
        if day in by_day:
            alike.setdefault(by_day[day], []).append(WEEK.index(day))
    return {_days(days): hours for hours, days in alike.items()}


def _alerts(stored: dict[str, Any], prefix: str) -> dict[str, Any]:
    held = set(TenantSecret.objects.filter(name__startswith="alerts.").values_list("name", flat=True))
    section = {name: dict(target) for name, target in stored.items()}
    for name, target in section.items():
        if f"alerts.{name}.webhook" in held and "webhook" in target:
            target["webhook"] = {**target["webhook"], "secret": f"env:{prefix}_{name.upper()}_HOOK_SECRET"}
    return section


def _accounts(prefix: str) -> Iterator[dict[str, str]]:
    rows = IntegrationAccount.objects.exclude(status=IntegrationAccount.Status.OFF)
    for row in rows.order_by("created_at", "id"):
        entry = {"provider": row.provider}
        provider = ENTRIES[row.provider]
        if provider.account_id.file_key:
            entry[provider.account_id.file_key] = row.external_id
        stored: dict[str, str] = json.loads(row.api_key_encrypted)
        plain = [key.name for key in provider.keys if key.default is not None]
        entry |= {name: stored[name] for name in plain if name in stored}
        # Two calendars have a secret of the same name each; the doctor tells them apart.
        is_doctors = provider.account_id.kind is IdKind.DOCTOR
        whose = f"{row.provider}_{row.external_id}" if is_doctors else row.provider
        for name in sorted(stored.keys() - {*plain, provider.account_id.file_key}):
            variable = f"{prefix}_{whose}_{name}".upper().replace("-", "_")
            entry[name] = f"env:{variable}"
        yield {name: entry[name] for name in sorted(entry, key=lambda name: entry[name].startswith("env:"))}


def _slots() -> Iterator[dict[str, Any]]:
    """Days with the same hours share an entry."""
    slugs = dict(Doctor.objects.filter(is_active=True).values_list("id", "slug"))
    alike: dict[tuple[str, time, time, int, tuple[str, ...]], list[int]] = {}
    for slot in AppointmentSlot.objects.filter(is_active=True).order_by(
        "doctor_id", "start_time", "day_of_week"
    ):
        if slot.doctor_id in slugs:
            key = (
                slugs[slot.doctor_id],
                slot.start_time,
                slot.end_time,
                slot.max_capacity,
                tuple(slot.breaks),
            )
            alike.setdefault(key, []).append(slot.day_of_week)
    for (doctor, begin, end, capacity, breaks), days in alike.items():
        yield {
            "doctor": doctor,
            "days": _days(days),
            "from": f"{begin:%H:%M}",
            "to": f"{end:%H:%M}",
            "capacity": capacity,
            **({"breaks": list(breaks)} if breaks else {}),
        }


def _days(days: Iterable[int]) -> str:
    """``[0, 1, 2, 4]`` → ``mon-wed,fri``."""
    runs: list[list[int]] = []
    for day in sorted(days):
        if runs and runs[-1][-1] == day - 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    return ",".join(WEEK[run[0]] if len(run) == 1 else f"{WEEK[run[0]]}-{WEEK[run[-1]]}" for run in runs)


def _services(tenant: Tenant) -> Iterator[dict[str, Any]]:
    if found := PRICE_LISTS.get(Vertical(tenant.vertical)):
        model, turkish = found
        for row in model.objects.filter(is_active=True).order_by("created_at", "id"):
            yield _service(row, getattr(row, turkish))


def _service(row: ServicePrice | CatalogService, turkish: str) -> dict[str, Any]:
    entry: dict[str, Any] = {"slug": row.slug, "name": row.service_name}
    if row.price_min is not None and row.price_max is not None:
        entry["price"] = [row.price_min, row.price_max]
    entry |= {"minutes": row.duration_minutes, "recovery_days": row.recovery_days}
    if description := {name: said for name, said in (("tr", turkish), ("en", row.description_en)) if said}:
        entry["description"] = description
    return entry


class _Dumper(yaml.SafeDumper):
    """Amounts and short lists as people write them; no aliases, which a tenant file may not have."""

    def ignore_aliases(self, _data: Any) -> bool:
        return True

    def represent_sequence(self, tag: str, sequence: Any, flow_style: bool | None = None) -> Any:
        if not any(isinstance(item, dict | list | tuple) for item in sequence):
            flow_style = True
        return super().represent_sequence(tag, sequence, flow_style)


def _decimal(dumper: yaml.SafeDumper, value: Decimal) -> yaml.Node:
    shown = f"{value:.2f}".removesuffix(".00")
    return dumper.represent_scalar(f"tag:yaml.org,2002:{'float' if '.' in shown else 'int'}", shown)


_Dumper.add_representer(Decimal, _decimal)
