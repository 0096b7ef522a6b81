"""Work after the request: enqueued in the same transaction as the data, run by a worker at least once.

``defer`` is for now, ``defer_at`` for a later moment of the product's clock. A job's arguments are ids.
"""

from __future__ import annotations

import contextlib
from datetime import datetime, timedelta
from typing import Any

from django.db import connection, transaction
from procrastinate import exceptions
from procrastinate.contrib.django import app

from invekto.core.models import ScheduledJob

WAKE_CHANNEL = "invekto_timer"  # tells the timer that an earlier moment was scheduled or the clock moved


def defer(task: str, *, lock: str | None = None, once: str | None = None, **arguments: Any) -> None:
    """Run ``task`` as soon as this transaction commits.

    Jobs with the same ``lock`` run one after the other, in order. ``once``: skipped while a job with the
    same name waits that no worker has begun.
    """
    configured = app.configure_task(task, lock=lock, queueing_lock=once, queue=task.split(".")[0])
    if once is None:
        configured.defer(**arguments)
        return
    with contextlib.suppress(exceptions.AlreadyEnqueued), transaction.atomic():
        configured.defer(**arguments)


def defer_at(
    due_at: datetime, task: str, *, key: str | None = None, lock: str | None = None, **arguments: Any
) -> None:
    """Run ``task`` when the product's clock reaches ``due_at``; the same ``key`` again moves it."""
    ScheduledJob.objects.bulk_create(
        [ScheduledJob(due_at=due_at, task=task, arguments=arguments, key=key, lock=lock)],
        update_conflicts=key is not None,
        unique_fields=["key"] if key else None,
        update_fields=["due_at", "task", "arguments", "lock"] if key else None,
    )
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_notify(%s, '')", [WAKE_CHANNEL])


def cancel(key: str) -> None:
    ScheduledJob.objects.filter(key=key).delete()


def repeat(task: str, *, every: timedelta, now: datetime) -> None:
    """See to it that ``task`` runs ``every`` so often; called at each worker's start."""
    ScheduledJob.objects.bulk_create(
        [ScheduledJob(due_at=now, task=task, key=f"repeat:{task}", every_seconds=int(every.total_seconds()))],
        update_conflicts=True,
        unique_fields=["key"],
        update_fields=["every_seconds"],
    )


def release_due(now: datetime, *, limit: int = 500) -> int:
    """Hand every job due by ``now`` to the workers; returns how many. Several timers may run at once."""
    with transaction.atomic():
        due = list(
            ScheduledJob.objects.select_for_update(skip_locked=True)
            .filter(due_at__lte=now)
            .order_by("due_at", "id")[:limit]
        )
        for job in due:
            defer(job.task, lock=job.lock, once=job.key if job.every_seconds else None, **job.arguments)
            if job.every_seconds:
                job.due_at = now + timedelta(seconds=job.every_seconds)
        ScheduledJob.objects.bulk_update([job for job in due if job.every_seconds], ["due_at"])
        ScheduledJob.objects.filter(id__in=[job.id for job in due if not job.every_seconds]).delete()
    return len(due)


def next_due() -> datetime | None:
    """When the earliest one-off scheduled job is due."""
    return (
        ScheduledJob.objects.filter(every_seconds=None)
        .order_by("due_at")
        .values_list("due_at", flat=True)
        .first()
    )
