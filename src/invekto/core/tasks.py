"""Tasks that are tried again: for work that nothing else would find once its job had failed."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any

from django.db import DatabaseError, connections
from procrastinate import JobContext, RetryStrategy
from procrastinate.contrib.django import app
from procrastinate.tasks import Task

from invekto.core import clock, jobs

log = logging.getLogger(__name__)

# A restart, a night without the database, a fix that has to be brought out first. Then it has failed for good:
# it stays in the job engine's table and is counted in /metrics.
WAITS = (5, 30, 5 * 60, 30 * 60, 2 * 3600, 12 * 3600)  # seconds


class _NotNoted(Exception):
    """The database would not even take down that the job comes again: the engine keeps it until it does."""


def lasting_task(name: str, *, queue: str) -> Callable[[Callable[..., None]], Task[..., Any, Any]]:
    """Register ``work`` as a task that is run again after each of WAITS when it raises; it must bear that.

    Keeps the job's lock. Not for jobs that are put ``once`` or shared: those are found again by their sweep.
    """

    def register(work: Callable[..., None]) -> Task[..., Any, Any]:
        @app.task(
            name=name,
            queue=queue,
            pass_context=True,
            retry=RetryStrategy(wait=5, retry_exceptions=[_NotNoted]),
        )
        @wraps(work)
        def run(context: JobContext, /, *, failures: int = 0, **arguments: Any) -> None:
            try:
                work(**arguments)
            except Exception as error:
                if failures == len(WAITS):
                    log.error("Job %s is given up after %s tries.", name, failures + 1)
                    raise
                _come_again(context, failures + 1, arguments, error)

        return run

    return register


def _come_again(context: JobContext, failures: int, arguments: dict[str, Any], error: Exception) -> None:
    job = context.job
    wait = WAITS[failures - 1]
    connections.close_all()  # the one at hand may be what failed
    try:
        jobs.defer_at(
            clock.now() + timedelta(seconds=wait),
            job.task_name,
            key=f"again:{job.id}",  # a worker that dies right after this does it twice
            lock=job.lock,
            failures=failures,
            **arguments,
        )
    except DatabaseError:
        raise _NotNoted(job.task_name) from error
    log.warning("Job %s failed and is tried again in %s seconds.", job.task_name, wait, exc_info=error)
