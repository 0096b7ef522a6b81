"""Statements that run so often that the server should not plan them each time."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any, LiteralString, cast

import psycopg
from django.db import connection
from django.db.models import Field, JSONField, Model

from invekto.core.sessions import may_outlast_transaction


def run_prepared(statement: LiteralString, parameters: Sequence[Any]) -> list[tuple[Any, ...]]:
    """Run ``statement`` on Django's own connection, in its transaction, prepared once per connection.

    Every parameter needs a cast (``%s::uuid``): the server sees the statement before the values. Database
    errors come as Django's.
    """
    connection.ensure_connection()
    if may_outlast_transaction(statement):  # it goes past the backend's own watch
        connection.session_changed = True  # type: ignore[attr-defined]
    with connection.wrap_database_errors, psycopg.Cursor(connection.connection) as cursor:
        cursor.execute(statement, parameters, prepare=True)
        return cursor.fetchall() if cursor.description else []


def update_rows(model: type[Model], rows: Iterable[Model], columns: Sequence[str]) -> None:
    """Write ``columns`` (fields' names) of many rows of a tenant in one statement.

    For columns that are neither arrays nor secrets. An empty JSON value becomes NULL, as Django's ``None``.
    """
    written = list(rows)
    if not written:
        return
    statement, fields = _update(model, tuple(columns))
    values = [[_plain(field, row) for row in written] for field in fields]
    run_prepared(
        statement,
        [[row.pk for row in written], *values, [getattr(row, "tenant_id") for row in written]],  # noqa: B009
    )


@cache
def _update(model: type[Model], columns: tuple[str, ...]) -> tuple[LiteralString, list[Field[Any, Any]]]:
    fields = [cast("Field[Any, Any]", model._meta.get_field(name)) for name in columns]
    changes = ", ".join(
        f"{field.column} = told.{field.column}{'::jsonb' if isinstance(field, JSONField) else ''}"
        for field in fields
    )
    told = ", ".join(f"%s::{_array_of(field)}" for field in fields)
    names = ", ".join(str(field.column) for field in fields)
    # Every name in it is one of our own models' and columns'.
    statement = (
        f"UPDATE {model._meta.db_table} AS kept SET {changes} "  # noqa: S608
        f"FROM unnest(%s::uuid[], {told}, %s::uuid[]) AS told (id, {names}, tenant_id) "
        "WHERE kept.tenant_id = told.tenant_id AND kept.id = told.id"
    )
    return statement, fields


def _array_of(field: Field[Any, Any]) -> str:
    """The type in which a column's values travel."""
    kind = "text" if isinstance(field, JSONField) else field.rel_db_type(connection) or ""
    return "text[]" if kind.startswith("varchar") else f"{kind}[]"


def _plain(field: Field[Any, Any], row: Model) -> Any:
    value = getattr(row, field.attname)
    if isinstance(field, JSONField):
        return None if value is None else json.dumps(value)
    return field.get_prep_value(value)
