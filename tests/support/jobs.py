"""Work off jobs in a test, with the worker that runs in production."""

from __future__ import annotations

from typing import Any

from django.db import connection

from invekto.core import clock, jobs, worker


def run_task(task: Any, **arguments: Any) -> None:
    """The work of a task that is tried again (``lasting_task``), here and now: what it raises is raised."""
    task.func.__wrapped__(**arguments)


def queued_jobs() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT task_name FROM procrastinate_jobs WHERE status = 'todo' ORDER BY id")
        return [row[0] for row in cursor.fetchall()]


def run_jobs(limit: int = 50) -> int:
    """Run what is due until nothing is; a chain that does not end within ``limit`` rounds fails the test."""
    ran = 0
    for _ in range(limit):
        jobs.release_due(clock.now())
        waiting = len(queued_jobs())
        if not waiting:
            return ran
        worker.run_once()
        ran += waiting
    raise AssertionError(f"jobs do not come to an end: {queued_jobs()}")
