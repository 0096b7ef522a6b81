"""The queue of webhooks. Its rows commit with what caused them; a NOTIFY wakes the engine."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import connection

from invekto.core.statements import run_prepared
from invekto.sandbox.models import Delivery

CHANNEL = "sandbox_deliveries"

# Also a part of the statements that write down what caused the rows.
INSERT = """
    INSERT INTO sandbox_deliveries
           (provider, target, lane, mergeable, content, due_at, attempts, last_answer, created_at)
    SELECT provider, target, lane, mergeable, content, due_at, 0, '', created_at
      FROM unnest(%s::text[], %s::text[], %s::text[], %s::boolean[], %s::text[], %s::timestamptz[],
                  %s::timestamptz[])
           AS row (provider, target, lane, mergeable, content, due_at, created_at)
"""
WAKE = "SELECT pg_notify('sandbox_deliveries', '')"


def enqueue(rows: Sequence[Delivery]) -> None:
    run_prepared(f"WITH queued AS ({INSERT}) {WAKE}", parameters(rows))


def parameters(rows: Sequence[Delivery]) -> list[list[Any]]:
    """The parameters of ``INSERT``, one list per column."""
    return [
        [row.provider for row in rows],
        [row.target for row in rows],
        [row.lane for row in rows],
        [row.mergeable for row in rows],
        [row.content for row in rows],
        [row.due_at for row in rows],
        [row.created_at for row in rows],
    ]


def wake() -> None:
    """Tell the engine to look now: there is something new, or the clock moved."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_notify(%s, '')", [CHANNEL])
