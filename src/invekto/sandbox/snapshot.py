"""The freshly seeded demo, kept beside the tables, so that a reset takes a moment.

The copy lives in a schema of its own that only the owner reads. A reset empties every table and fills it
from the copy in one transaction: who looks meanwhile waits, and sees either the old or the new state.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import connections, transaction
from psycopg import sql

SCHEMA = "sandbox_seed"
# Not of the demo: the schema's own history, the job engine's machinery, who is logged in.
LEFT_ALONE = {"django_migrations", "django_content_type", "django_session"}
JOB_ENGINE = "procrastinate_"
GUARDED = ("audit_log", "audit_heads")
FRESH = timedelta(hours=12)  # the seed's dates are relative to its day; an older copy is seeded anew

# The schema's name is ours, above; nothing of anybody else's is put into these statements.
_MIGRATIONS = "SELECT md5(string_agg(app || name, ',' ORDER BY app, name)) FROM django_migrations"
_TAKEN = f"SELECT at, settled FROM {SCHEMA}.taken WHERE migrations = ({_MIGRATIONS})"  # noqa: S608
_REMEMBER = (
    f"CREATE TABLE {SCHEMA}.taken AS "
    f"SELECT %s::timestamptz AS at, %s::boolean AS settled, ({_MIGRATIONS}) AS migrations"
)
_JOB_COLUMNS = "queue_name, task_name, priority, lock, queueing_lock, args"
_WAITING = (
    f"CREATE TABLE {SCHEMA}.waiting_jobs AS SELECT {_JOB_COLUMNS} FROM procrastinate_jobs "  # noqa: S608
    "WHERE status = 'todo' ORDER BY id"
)
_BEGIN_WAITING = (
    f"INSERT INTO procrastinate_jobs ({_JOB_COLUMNS}) SELECT {_JOB_COLUMNS} FROM {SCHEMA}.waiting_jobs"  # noqa: S608
)
_SEQUENCES = (
    f"CREATE TABLE {SCHEMA}.sequences AS SELECT sequencename, last_value FROM pg_sequences "  # noqa: S608
    "WHERE schemaname = 'public' AND sequencename NOT LIKE 'procrastinate%'"
)
_SET_SEQUENCES = (
    "SELECT setval(format('public.%I', sequencename)::regclass, coalesce(last_value, 1), "  # noqa: S608
    f"last_value IS NOT NULL) FROM {SCHEMA}.sequences"
)


@dataclass(frozen=True, slots=True)
class Copy:
    """``taken_at``: by the product's clock. ``settled``: the jobs that the seed began had ended."""

    taken_at: datetime
    settled: bool


def kept() -> Copy | None:
    """None: there is no copy, or the tables have changed since."""
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT to_regclass(%s)", [f"{SCHEMA}.taken"])
        if cursor.fetchone()[0] is None:
            return None
        cursor.execute(_TAKEN)
        row = cursor.fetchone()
        return Copy(*row) if row else None


def take(now: datetime, *, settled: bool) -> None:
    """Copy every table as it is; an earlier copy is replaced."""
    with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
        cursor.execute(f"DROP SCHEMA IF EXISTS {SCHEMA} CASCADE")
        cursor.execute(f"CREATE SCHEMA {SCHEMA}")
        for table in _tables(cursor):
            cursor.execute(
                sql.SQL("CREATE TABLE {}.{} AS TABLE public.{}").format(
                    sql.Identifier(SCHEMA), sql.Identifier(table), sql.Identifier(table)
                )
            )
        cursor.execute(_WAITING)
        cursor.execute(_SEQUENCES)
        cursor.execute(_REMEMBER, [now, settled])


def restore() -> None:
    """Make every table what it was when the copy was taken. Waits for jobs that run to let go of their rows."""
    with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor, _unguarded(cursor):
        tables = _in_order(cursor)
        _empty(cursor, tables)
        for table in tables:
            columns = sql.SQL(", ").join(map(sql.Identifier, _columns(cursor, table)))
            cursor.execute(
                sql.SQL(
                    "INSERT INTO public.{0} ({1}) OVERRIDING SYSTEM VALUE SELECT {1} FROM {2}.{0}"
                ).format(sql.Identifier(table), columns, sql.Identifier(SCHEMA))
            )
        cursor.execute(_SET_SEQUENCES)
        cursor.execute(_BEGIN_WAITING)


def wipe() -> None:
    """Empty every table; for a seed from scratch."""
    with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor, _unguarded(cursor):
        _empty(cursor, _in_order(cursor))


@contextmanager
def _unguarded(cursor: Any) -> Iterator[None]:
    """The audit log's own guards refuse deletion to everybody; the owner lifts them for this transaction."""
    for table in GUARDED:
        cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
    yield
    for table in GUARDED:
        cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")


def _empty(cursor: Any, tables: Iterable[str]) -> None:
    cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    # Jobs that a worker holds end by themselves; it would not find its row otherwise.
    cursor.execute("DELETE FROM procrastinate_jobs WHERE status <> 'doing'")
    for table in reversed(list(tables)):
        cursor.execute(sql.SQL("DELETE FROM public.{}").format(sql.Identifier(table)))


def _tables(cursor: Any) -> list[str]:
    cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename")
    return [
        name for (name,) in cursor.fetchall() if name not in LEFT_ALONE and not name.startswith(JOB_ENGINE)
    ]


def _columns(cursor: Any, table: str) -> list[str]:
    cursor.execute(
        "SELECT column_name FROM information_schema.columns "
        "WHERE table_schema = 'public' AND table_name = %s AND is_generated = 'NEVER' ORDER BY ordinal_position",
        [table],
    )
    return [name for (name,) in cursor.fetchall()]


def _in_order(cursor: Any) -> list[str]:
    """Parents before children, by the foreign keys; deferrable ones may close a circle."""
    tables = _tables(cursor)
    cursor.execute(
        "SELECT conrelid::regclass::text, confrelid::regclass::text FROM pg_constraint "
        "WHERE contype = 'f' AND connamespace = 'public'::regnamespace AND conrelid <> confrelid"
    )
    parents: dict[str, set[str]] = {table: set() for table in tables}
    for child, parent in cursor.fetchall():
        if child in parents and parent in parents:
            parents[child].add(parent)
    ordered: list[str] = []
    while parents:
        free = sorted(table for table, needs in parents.items() if not needs) or sorted(parents)[:1]
        for table in free:
            ordered.append(table)
            parents.pop(table)
        for needs in parents.values():
            needs.difference_update(free)
    return ordered
