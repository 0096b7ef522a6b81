"""A row in any tenant table, filled from the model's own fields."""

from __future__ import annotations

import secrets
from datetime import date, time, timedelta
from decimal import Decimal
from uuid import UUID

from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.db import connections, models

from invekto.agent_ai.models import CannedReply
from invekto.core import audit, clock
from invekto.core.ids import new_id
from invekto.core.models import AuditEntry, AuditHead, Tenant, User
from invekto.core.tenancy import tenant_scope
from invekto.messaging.models import Message, MessageWords


def tenant_models() -> list[type[models.Model]]:
    """Every model of ours with a tenant, parents before children."""
    found = [
        model
        for model in apps.get_models()
        if model.__module__.startswith("invekto.")
        and any(field.name == "tenant" for field in model._meta.fields)
    ]
    ordered: list[type[models.Model]] = []
    while found:
        ready = [
            model
            for model in found
            if all(parent in ordered or parent is model for parent in _parents(model))
        ]
        assert ready, f"tables point at each other in a circle: {found}"
        ordered += ready
        found = [model for model in found if model not in ready]
    return ordered


def _parents(model: type[models.Model]) -> list[type[models.Model]]:
    if model is MessageWords:
        return [Message]
    return [
        field.related_model
        for field in model._meta.fields
        if isinstance(field, models.ForeignKey) and field.related_model is not Tenant and not field.null
    ]


def fill(model: type[models.Model], tenant_id: UUID, rows: dict[type[models.Model], UUID]) -> UUID:
    """Insert one row as the owner and return its id; ``rows`` holds the parents' ids."""
    if model is AuditEntry:  # a row that is no link of its chain would break it
        with tenant_scope(tenant_id):
            return audit.append("test", tenant_id=tenant_id, actor="test", now=clock.now()).id
    if model is AuditHead:  # the database made it with the first entry
        with tenant_scope(tenant_id):
            return AuditHead.objects.get().id
    row_id = rows[Message] if model is MessageWords else new_id()  # these are a message's
    values: dict[str, object] = {"id": row_id, "tenant_id": tenant_id}
    for field in model._meta.fields:
        if field.attname in values or field.null:
            continue
        values[field.attname] = _value(field, rows)
    if model is CannedReply:
        values["body_tr"] = "Merhaba"
    if model is User:
        values["role"] = "agent"
    with connections["owner"].cursor() as cursor:
        columns = [model._meta.get_field(name).column for name in values]
        prepared = [
            model._meta.get_field(name).get_db_prep_save(value, connections["owner"])
            for name, value in values.items()
        ]
        cursor.execute(
            f"INSERT INTO {model._meta.db_table} ({', '.join(columns)}) VALUES ({', '.join(['%s'] * len(columns))})",
            prepared,
        )
    return row_id


def _value(field: models.Field, rows: dict[type[models.Model], UUID]) -> object:  # type: ignore[type-arg]
    if isinstance(field, models.ForeignKey):
        return rows[field.related_model]
    if field.has_default():
        return field.get_default()
    if field.choices:
        return field.choices[0][0]
    if isinstance(field, models.UUIDField):
        return new_id()
    if isinstance(field, models.DateTimeField):
        return clock.now() + (timedelta(hours=1) if field.name.endswith("_end") else timedelta())
    if isinstance(field, models.TimeField):
        return time(17) if "end" in field.name else time(9)
    if isinstance(field, models.DateField):
        return date(2026, 1, 1)
    if isinstance(field, models.JSONField):
        return {}
    if isinstance(field, ArrayField):
        return []
    if isinstance(field, models.BooleanField):
        return False
    if isinstance(field, models.IntegerField | models.BigIntegerField):
        return 1
    if isinstance(field, models.DecimalField):
        return Decimal(1)
    if isinstance(field, models.FloatField):
        return 1.0
    text = secrets.token_hex(4)
    return f"{text}@example.com" if isinstance(field, models.EmailField) else text
