"""The sandbox's beginnings: the demo's outside world, and the way back to it."""

from __future__ import annotations

import time
from datetime import datetime, timedelta

from django.db import connection

from invekto.core import clock, jobs, worker
from invekto.core.models import ScheduledJob
from invekto.onboarding.services import seed_demo
from invekto.sandbox import demo, snapshot, timekeeping, turns
from invekto.sandbox.delivery.queue import wake
from invekto.wiring import REPEATED

FIRST_SETTLE = 20.0  # seconds
QUIET = 5.0  # seconds a reset gives running jobs to end before it takes their rows away


def seeded() -> bool:
    """Whether the demo's first state is kept."""
    return snapshot.kept() is not None


def remember_seed() -> None:
    """Make the outside world fit the seeded tenants, and keep all as the state to come back to."""
    demo.play(clock.now())
    snapshot.take(clock.now(), settled=False)


def reset(now: datetime | None = None) -> None:
    """Back to the freshly seeded demo and the machine's time; ``now`` (aware) sets another one.

    A copy whose dates have grown old, or whose tables have changed since, is seeded anew: that takes seconds.
    Raises ``turns.Busy``.
    """
    with turns.resetting():
        _reset(now)
    timekeeping.tell_pages()


def _reset(now: datetime | None) -> None:
    _drop_waiting_jobs()
    clock.reset()
    copy = snapshot.kept()
    if copy is None or abs(clock.now() - copy.taken_at) > snapshot.FRESH:
        _seed_anew()
    else:
        snapshot.restore()
    _go_on()
    if not (copy and copy.settled) and not timekeeping.settle(FIRST_SETTLE).unfinished:
        # The first time round the seed's own jobs (an account's first look at its platform) come to their
        # end, and later resets begin there.
        snapshot.take(clock.now(), settled=True)
    if now is not None:
        clock.set_now(now)
        _go_on()


def _seed_anew() -> None:
    snapshot.wipe()
    seed_demo(clock.now())
    remember_seed()


def _go_on() -> None:
    """What comes again and again comes from the present moment on, and everybody looks at the clock."""
    worker.schedule_repeated(REPEATED)
    now = clock.now()
    for job in ScheduledJob.objects.exclude(every_seconds=None):
        latest = now + timedelta(seconds=job.every_seconds or 0)
        if job.due_at > latest:
            ScheduledJob.objects.filter(id=job.id).update(due_at=latest)
    wake()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_notify(%s, '')", [jobs.WAKE_CHANNEL])


def _drop_waiting_jobs() -> None:
    """What waits is dropped at once; what runs gets a moment, so that it does not fail half-way."""
    deadline = time.monotonic() + QUIET
    while True:
        with connection.cursor() as cursor:
            cursor.execute(
                "DELETE FROM scheduled_jobs; DELETE FROM procrastinate_jobs WHERE status <> 'doing'"
            )
            cursor.execute("SELECT count(*) FROM procrastinate_jobs")
            running = cursor.fetchone()[0]
        if not running or time.monotonic() > deadline:
            return
        time.sleep(timekeeping.LOOK)
