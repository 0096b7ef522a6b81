"""The queue of webhooks. Its rows commit with what caused them; a NOTIFY wakes the engine."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import connection

from invekto.sandbox.models import Delivery

CHANNEL = "sandbox_deliveries"


def enqueue(rows: Iterable[Delivery]) -> None:
    Delivery.objects.bulk_create(rows)
    wake()


def wake() -> None:
    """Tell the engine to look now: there is something new, or the clock moved."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_notify(%s, '')", [CHANNEL])
