"""The sandbox's beginnings: the demo's outside world, and the way back to it."""

from __future__ import annotations

import time
from datetime import datetime

from django.db import connection

from invekto.core import clock, jobs, worker
from invekto.sandbox import demo, snapshot, timekeeping
from invekto.sandbox.delivery.queue import wake

QUIET = 5.0  # seconds a reset gives running jobs to end before it takes their rows away


def seeded() -> bool:
    """Whether the demo's first state is kept."""
    return snapshot.taken_at() is not None


def remember_seed() -> None:
    """Make the outside world fit the seeded tenants, and keep all as the state to come back to."""
    demo.play(clock.now())
    snapshot.take(clock.now())


def reset(now: datetime | None = None) -> None:
    """Back to the freshly seeded demo and the machine's time; ``now`` (aware) sets another one.

    A copy whose dates have grown old, or whose tables have changed since, is seeded anew: that takes seconds.
    """
    _drop_waiting_jobs()
    taken_at = snapshot.taken_at()
    clock.reset()
    if taken_at is not None and abs(clock.now() - taken_at) < snapshot.FRESH:
        snapshot.restore()
    else:
        _seed_anew()
    if now is not None:
        clock.set_now(now)
    _repeat_again()
    wake()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_notify(%s, '')", [jobs.WAKE_CHANNEL])


def _seed_anew() -> None:
    from invekto.onboarding.services import seed_demo

    snapshot.wipe()
    seed_demo(clock.now(), lambda _: None)
    remember_seed()


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


def _repeat_again() -> None:
    from invekto.wiring import REPEATED

    worker.schedule_repeated(REPEATED)
