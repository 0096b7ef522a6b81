"""Work after the request: enqueued in the same transaction as the data, run by a worker at least once.

``defer`` is for now, ``defer_at`` for a later moment of the product's clock. A job's arguments are ids.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from invekto.core.models import ScheduledJob
from invekto.core.statements import run_prepared

WAKE_CHANNEL = "invekto_timer"  # tells the timer that an earlier moment was scheduled or the clock moved


_INSERT_EACH = """
WITH job AS (
    INSERT INTO procrastinate_jobs (queue_name, task_name, priority, queueing_lock, args)
    SELECT %s::text, %s::text, %s::int, told.once, told.args::jsonb
    FROM unnest(%s::text[], %s::text[]) AS told (once, args)
    ON CONFLICT (queueing_lock) WHERE status = 'todo' DO UPDATE SET queueing_lock = excluded.queueing_lock
    RETURNING queue_name, json_build_object('type', 'job_inserted', 'job_id', id)::text AS news
)
SELECT pg_notify('procrastinate_queue_v1#' || queue_name, news), pg_notify('procrastinate_any_queue_v1', news)
FROM job
"""
_INSERT = """
WITH job AS (
    INSERT INTO procrastinate_jobs (queue_name, task_name, priority, lock, queueing_lock, args)
    VALUES (%s::text, %s::text, %s::int, %s::text, %s::text, %s::jsonb)
    ON CONFLICT (queueing_lock) WHERE status = 'todo' DO UPDATE SET queueing_lock = excluded.queueing_lock
    RETURNING queue_name, json_build_object('type', 'job_inserted', 'job_id', id)::text AS news
)
SELECT pg_notify('procrastinate_queue_v1#' || queue_name, news), pg_notify('procrastinate_any_queue_v1', news)
FROM job
"""


def defer(
    task: str, *, lock: str | None = None, once: str | None = None, priority: int = 0, **arguments: Any
) -> None:
    """Run ``task`` as soon as this transaction commits.

    Jobs with the same ``lock`` run one after the other, in order. ``once``: skipped while a job with the
    same name waits that no worker has begun; such a job is not begun before this transaction has ended, so
    that it sees what was written here. Higher ``priority`` goes first.
    """
    # Written here and not through Procrastinate: its own way skips a waiting job that a worker may begin, and
    # end, before this transaction's rows can be seen. The repeated notice wakes a worker that passed it over.
    run_prepared(_INSERT, [task.split(".")[0], task, priority, lock, once, json.dumps(arguments)])


def defer_each(
    task: str,
    arguments: Iterable[Mapping[str, Any]],
    *,
    once: Iterable[str] | None = None,
    priority: int = 0,
) -> None:
    """As ``defer``, a job for each set of arguments, in one statement. ``once``: their names, all different."""
    told = [json.dumps(dict(one)) for one in arguments]
    names: list[str | None] = [None] * len(told) if once is None else list(once)
    run_prepared(_INSERT_EACH, [task.split(".")[0], task, priority, names, told])


def defer_shared(task: str, *, tenant_id: UUID, priority: int = 0) -> None:
    """Run ``task`` for whatever the tenant's data holds, one at a time per tenant.

    Many who ask for it do not wait for one another, as they would with ``once``: each puts its own job, and the
    one that runs takes the others' work along (``absorb``).
    """
    defer(task, lock=_shared_lock(task, tenant_id), priority=priority, tenant_id=str(tenant_id))


def absorb(task: str, *, tenant_id: UUID) -> None:
    """Take back the jobs of ``defer_shared`` that wait behind the running one.

    Called in the transaction that does the work, before it looks what there is to do: whoever put one of
    these jobs has committed, so their data is seen; whoever has not keeps theirs.
    """
    run_prepared(
        "DELETE FROM procrastinate_jobs WHERE lock = %s::text AND status = 'todo'",
        [_shared_lock(task, tenant_id)],
    )


def _shared_lock(task: str, tenant_id: UUID) -> str:
    return f"{task}:{tenant_id}"


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
