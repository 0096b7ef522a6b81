"""What is deleted when it is old: in small batches, so that nobody waits for it."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet
from procrastinate.contrib.django import app

from invekto.core import clock
from invekto.core.models import DomainEvent
from invekto.core.tenancy import for_each_tenant, tenant_scope

KEPT = timedelta(days=30)  # facts whose jobs were done long ago, and jobs that nobody will look into any more
_BATCH = 2000


def delete_in_batches(tenant_id: UUID, old: QuerySet[Any], *, batch: int = _BATCH) -> int:
    """Delete the rows of ``old``, which is ordered by age, each batch in a scope of its own; returns how many."""
    gone = 0
    while True:
        with tenant_scope(tenant_id):
            ids = list(old.values_list("id", flat=True)[:batch])
            old.model._default_manager.filter(id__in=ids).delete()
        gone += len(ids)
        if len(ids) < batch:
            return gone


def forget_events(now: datetime) -> int:
    """Domain events older than KEPT, of every tenant; returns how many."""
    return sum(for_each_tenant(partial(_forget_events, before=now - KEPT)))


def _forget_events(tenant_id: UUID, *, before: datetime) -> int:
    # By id, which grows with time: its index leads to the oldest.
    return delete_in_batches(tenant_id, DomainEvent.objects.filter(occurred_at__lt=before).order_by("id"))


# By the server's clock, as the job engine itself writes down when a job failed.
_FAILED_JOBS = """
DELETE FROM procrastinate_jobs WHERE id IN (
    SELECT job.id FROM procrastinate_jobs job
    WHERE job.status = 'failed' AND NOT EXISTS (
        SELECT 1 FROM procrastinate_events event
        WHERE event.job_id = job.id AND event.at > now() - make_interval(days => %s))
    LIMIT %s)
"""


def forget_failed_jobs() -> int:
    """Jobs that failed more than KEPT ago; returns how many."""
    gone = 0
    while True:
        with connection.cursor() as cursor:
            cursor.execute(_FAILED_JOBS, [KEPT.days, _BATCH])
            count: int = cursor.rowcount
        gone += count
        if count < _BATCH:
            return gone


@app.task(name="core.forget", queue="core")
def forget() -> None:
    forget_failed_jobs()
    forget_events(clock.now())
