"""Make a tenant what its file says, in one transaction, and say what changed."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from datetime import datetime
from difflib import get_close_matches
from pathlib import Path
from typing import Any
from uuid import UUID

import psycopg
from django.db import IntegrityError, connection

from invekto.agent_ai import services as dialogue
from invekto.chat_analysis.corpus import EMERGENCY
from invekto.core import audit
from invekto.core.ids import new_id
from invekto.core.models import Tenant, User, Vertical
from invekto.core.tenancy import door, tenant_scope
from invekto.messaging.models import MessageTemplate, WhatsAppNumber
from invekto.onboarding.models import TenantFileRecord
from invekto.onboarding.tenant_file import connections, reading, rows
from invekto.onboarding.tenant_file.changes import Changes, Outcome, difference
from invekto.onboarding.tenant_file.checking import Known, check, examine
from invekto.onboarding.tenant_file.problems import Problem, TenantFileRefused
from invekto.onboarding.tenant_file.rows import Run
from invekto.onboarding.tenant_file.sections import SETTINGS, TENANT_SETTINGS, TenantFile

_NO_SECRETS = {"sales": {"webhook": {"secret"}}, "doctor": {"webhook": {"secret"}}}
_COLUMNS = ("name", "language", "timezone", "confidence_threshold", "intent_thresholds", "inbox_visibility")
# What somebody else may take between our look and the write, by the constraint that then holds.
_TAKEN: dict[str, tuple[reading.Path, str]] = {
    "tenants_slug_key": (("tenant", "slug"), "tenant"),
    "users_email_key": (("users",), "e-mail address"),
    "phone_number_id_once": (("whatsapp", "phone_number_id"), "number"),
}


def apply_tenant_file(
    source: Path | str,
    *,
    now: datetime,
    actor: str,
    secrets: Mapping[str, str] | None = None,
) -> Outcome:
    """Create the tenant or make it what the file says; the same file twice changes nothing.

    ``source`` is a path, or the file's text. ``secrets`` is where ``env:NAME`` is looked up (default: the
    environment). A section the file leaves out stays as it is; a list it has is the whole list (see
    ``rows``). A password in the file is the person's password from then on; without one it stays.

    Raises TenantFileRefused with every problem found; nothing is stored then.
    """
    content, name = _content(source)
    checked = check(content, name, os.environ if secrets is None else secrets)
    file = checked.file
    with door("slug", file.tenant.slug):
        found = Tenant.objects.filter(slug=file.tenant.slug).first()
    tenant_id = found.id if found else new_id()
    problems, remarks = examine(file, _known(tenant_id, file.tenant.vertical))
    if problems := [*_conflicts(file, found), *problems]:
        raise checked.refuse(*problems)
    try:
        with tenant_scope(tenant_id):
            changes, created = _apply(checked.file, tenant_id, now=now, actor=actor)
    except connections.AccountProblem as problem:
        raise checked.refuse((("integrations", problem.index), str(problem))) from None
    except IntegrityError as error:
        taken = _TAKEN.get(_constraint(error))
        if taken is None:
            raise
        path, what = taken
        said = f"the same {what} was entered elsewhere at this moment; apply the file again"
        raise checked.refuse((path, said)) from None
    return Outcome(tenant_id, file.tenant.slug, created, tuple(changes.sentences), tuple(remarks))


def _constraint(error: IntegrityError) -> str:
    cause = error.__cause__
    return (cause.diag.constraint_name or "") if isinstance(cause, psycopg.Error) else ""


def _content(source: Path | str) -> tuple[bytes | str, str]:
    if isinstance(source, str):
        return source, "tenant file"
    try:
        with source.open("rb") as file:
            return file.read(reading.MAX_BYTES + 1), source.name
    except OSError as error:
        said = f"cannot be read: {error.strerror}"
        raise TenantFileRefused(str(source), [Problem(1, "", said)]) from None


def _conflicts(file: TenantFile, tenant: Tenant | None) -> Iterator[tuple[reading.Path, str]]:
    """What belongs to somebody else, and what a tenant cannot become."""
    own = tenant.id if tenant else None
    if tenant and tenant.vertical != file.tenant.vertical:
        yield ("tenant", "vertical"), f"{tenant.slug} is {tenant.vertical}; a tenant's vertical cannot change"
    yield from _limits(file)
    if file.services and Vertical(file.tenant.vertical) not in rows.PRICE_LISTS:
        yield (
            ("services",),
            "services and their prices belong to clinics; a shop's products come from its platform",
        )
    for index, entry in enumerate(file.users):
        with door("email", entry.email):
            user = User.objects.filter(email=entry.email).first()
        if user and user.tenant_id != own:
            yield (
                ("users", index, "email"),
                f"{entry.email} already logs in somewhere else; expected an address of their own",
            )
    yield from _unknown_people(file, own)
    if file.whatsapp:
        with door("phone_number_id", file.whatsapp.phone_number_id):
            holders = WhatsAppNumber.objects.filter(phone_number_id=file.whatsapp.phone_number_id)
            holder = holders.values_list("tenant_id", flat=True).first()
        if holder not in (None, own):
            yield ("whatsapp", "phone_number_id"), "this number belongs to another tenant"


def _unknown_people(file: TenantFile, own: UUID | None) -> Iterator[tuple[reading.Path, str]]:
    """Doctors who are said to be somebody who does not log in here."""
    listed = {entry.email for entry in file.users}
    for index, doctor in enumerate(file.doctors):
        if doctor.user is None or doctor.user in listed:
            continue
        with door("email", doctor.user):
            person = User.objects.filter(email=doctor.user, tenant_id=own).first() if own else None
        if person is None:
            yield ("doctors", index, "user"), f"nobody logs in as {doctor.user}; expected one of the users"


def _limits(file: TenantFile) -> Iterator[tuple[reading.Path, str]]:
    """Limits of what the vertical's customers do not want, or of what no limit may hold back."""
    known = dialogue.intents(file.tenant.vertical)
    for intent in file.tenant.intent_thresholds:
        path = ("tenant", "intent_thresholds", intent)
        if intent == EMERGENCY:
            yield path, "an emergency always goes to a person; no limit holds it back"
        elif intent not in known:
            near = get_close_matches(intent, known, n=1, cutoff=0.6)
            said = f"did you mean {near[0]}?" if near else f"expected one of {', '.join(known)}"
            yield path, f"unknown intent of {file.tenant.vertical}; {said}"


def _known(tenant_id: UUID, vertical: str) -> Known:
    with tenant_scope(tenant_id):
        doctors, services = rows.stored_slugs(vertical)
        return Known(doctors, services, frozenset(MessageTemplate.objects.values_list("name", flat=True)))


def _apply(file: TenantFile, tenant_id: UUID, *, now: datetime, actor: str) -> tuple[Changes, bool]:
    with connection.cursor() as cursor:
        # Two files for one tenant are applied one after the other.
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"tenant-file:{tenant_id}"])
    tenant = Tenant.objects.filter(id=tenant_id).first()
    created = tenant is None
    tenant = tenant or Tenant(
        id=tenant_id, slug=file.tenant.slug, vertical=file.tenant.vertical, created_at=now
    )
    record = TenantFileRecord.objects.filter(tenant_id=tenant_id).first()
    record = record or TenantFileRecord(tenant_id=tenant_id)
    changes, entries = Changes(), dict(record.entries)
    run = Run(tenant, file, now, actor, changes, entries)
    _tenant(run, created=created)
    _sections(run)
    if changes.sections or entries != record.entries:
        record.entries, record.applied_at = entries, now
        record.save()
    if changes.sections:
        audit.append(
            "tenant.file_applied",
            tenant_id=tenant_id,
            actor=actor,
            now=now,
            subject=tenant.slug,
            details={"sections": changes.sections, "created": created},
        )
    return changes, created


def _tenant(run: Run, *, created: bool) -> None:
    tenant, section = run.tenant, run.file.tenant
    given = section.model_dump(include=section.model_fields_set)
    columns = {name: given[name] for name in _COLUMNS if name in given}
    if columns.get("confidence_threshold") is not None:
        columns["confidence_threshold"] = float(columns["confidence_threshold"])
    if "intent_thresholds" in columns:
        columns["intent_thresholds"] = {
            intent: float(limit) for intent, limit in columns["intent_thresholds"].items()
        }
    before = {name: getattr(tenant, name) for name in columns}
    stored = dict(tenant.settings)
    for name in TENANT_SETTINGS:
        if name in given:
            _put(stored, name, given[name])
    for name in SETTINGS:
        if run.file.has(name):
            _put(stored, name, _as_json(run.file, name))
    if not created and before == columns and stored == tenant.settings:
        return
    if created:
        run.changes.add("tenant", f"{section.name} created")
    elif said := difference(before, columns):
        run.changes.add("tenant", said)
    for name in (*TENANT_SETTINGS, *SETTINGS):
        if stored.get(name) != tenant.settings.get(name):
            where = "tenant" if name in TENANT_SETTINGS else name
            said = difference(tenant.settings.get(name), stored.get(name))
            run.changes.add(where, f"{name} {said}" if where == "tenant" else said)
    for name, value in columns.items():
        setattr(tenant, name, value)
    tenant.settings, tenant.updated_at = stored, run.now
    tenant.save(force_insert=created)


def _put(settings: dict[str, Any], name: str, value: Any) -> None:
    if value in (None, "", [], {}):
        settings.pop(name, None)
    else:
        settings[name] = value


def _as_json(file: TenantFile, name: str) -> Any:
    """The section as it is stored: the keys the file gives, amounts as text, no secrets."""
    exclude: Any = {name: _NO_SECRETS} if name == "alerts" else None
    dumped = file.model_dump(mode="json", by_alias=True, exclude_unset=True, include={name}, exclude=exclude)
    return dumped[name]


def _sections(run: Run) -> None:
    file = run.file
    if file.has("users"):
        rows.users(run)
    if file.whatsapp:
        connections.whatsapp(run, file.whatsapp)
    if file.alerts:
        connections.alert_secrets(run, file.alerts)
    if file.has("doctors"):
        rows.doctors(run)
    if file.has("slots"):
        rows.slots(run)
    if file.has("services") and Vertical(run.tenant.vertical) in rows.PRICE_LISTS:
        rows.services(run)
    if file.has("templates"):
        rows.templates(run)
    if file.has("integrations"):
        connections.integrations(run)
