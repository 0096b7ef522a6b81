"""Time in the sandbox: when nothing is left to do, and how a day passes in a moment."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db import connection, connections

from invekto.core import clock, jobs, live
from invekto.core.tenancy import tenant_ids
from invekto.sandbox import turns
from invekto.sandbox.delivery.queue import wake
from invekto.sandbox.models import Switch

LOOK = 0.01  # seconds between two looks at what is unfinished
SOON = timedelta(seconds=10)  # a WhatsApp delivery being repeated within this time counts as unfinished
LONGEST_MOVE = 240.0  # seconds; a move that takes longer ends where it is
# So far a move stops at each due moment. What lies beyond (a job that orders itself anew each day, for decades)
# is due at once when the clock arrives.
WALKED = timedelta(days=400)
MARK = "settled up to job"

# What is due and not done. The owner looks, over all tenants; ``%(now)s`` is the product's time.
UNFINISHED = """
    SELECT 'job ' || task_name || ' (' || status || ')' FROM procrastinate_jobs
     WHERE status = 'doing' OR (status = 'todo' AND (scheduled_at IS NULL OR scheduled_at <= now()))
    UNION ALL
    SELECT 'scheduled ' || task FROM scheduled_jobs WHERE due_at <= %(now)s
    UNION ALL
    SELECT 'message ' || m.state || ' since ' || m.next_attempt_at
      FROM outbound_messages m JOIN whatsapp_numbers n ON n.tenant_id = m.tenant_id AND n.id = m.number_id
     WHERE m.state = 'sending'
        OR (m.state = 'queued' AND m.next_attempt_at <= %(now)s AND n.paused_code IS NULL)
    UNION ALL
    SELECT 'webhook of ' || provider || ' ' || lane || CASE WHEN attempts > 0
           THEN ', attempt ' || attempts || ': ' || last_answer ELSE '' END
      FROM sandbox_deliveries
     WHERE due_at <= %(now)s OR (attempts > 0 AND provider = 'whatsapp' AND due_at <= %(soon)s)
    LIMIT 50
"""
NEXT_DUE = """
    SELECT min(due) FROM (
        SELECT min(due_at) AS due FROM scheduled_jobs WHERE every_seconds IS NULL AND due_at > %(now)s
        UNION ALL SELECT min(due_at) FROM sandbox_deliveries WHERE due_at > %(now)s
        UNION ALL SELECT min(m.next_attempt_at)
          FROM outbound_messages m JOIN whatsapp_numbers n ON n.tenant_id = m.tenant_id AND n.id = m.number_id
         WHERE m.state = 'queued' AND m.next_attempt_at > %(now)s AND n.paused_code IS NULL
    ) AS moments
"""


@dataclass(frozen=True, slots=True)
class Settled:
    """``unfinished`` is empty when everything due is done; ``jobs``: how many since the last time."""

    jobs: int
    unfinished: list[str] = field(default_factory=list)


def settle(timeout: float, *, gives_way: bool = False) -> Settled:
    """Wait, at most ``timeout`` seconds, until nothing that is due now is left to do, in two looks.

    ``gives_way``: raises ``turns.Interrupted`` as soon as a reset waits.
    """
    deadline = time.monotonic() + timeout
    quiet = 0
    while True:
        if gives_way:
            turns.give_way()
        now = clock.now()
        jobs.release_due(now)  # the timer would do so within a second; nobody has to wait for it
        unfinished = _ask(UNFINISHED, now)
        quiet = 0 if unfinished else quiet + 1
        if quiet == 2:
            return Settled(_jobs_since_last_time())
        if time.monotonic() > deadline:
            return Settled(_jobs_since_last_time(), [str(row[0]) for row in unfinished])
        time.sleep(LOOK)


def advance_to(target: datetime, *, timeout: float) -> Settled:
    """Let the clock run to ``target``; what becomes due on the way happens in order, each at its own moment.

    Jobs that repeat run once, at the end: missed rounds are not made up for. ``timeout`` is per moment. Raises
    ``turns.Interrupted`` when somebody resets meanwhile.
    """
    deadline = time.monotonic() + LONGEST_MOVE
    walked_until = clock.now() + WALKED
    count = 0
    settled = settle(timeout, gives_way=True)
    while not settled.unfinished:
        count += settled.jobs
        now = clock.now()
        if now >= target:
            return Settled(count)
        if time.monotonic() > deadline:
            return Settled(count, [f"the way from {now.isoformat()} to {target.isoformat()}"])
        moment = _ask(NEXT_DUE, now)[0][0] if now < walked_until else None
        _set(min(moment, target) if isinstance(moment, datetime) else target)
        settled = settle(timeout, gives_way=True)
    return Settled(count + settled.jobs, settled.unfinished)


def tell_pages() -> None:
    """The clock was moved: every open page asks anew, and its counting times follow."""
    for tenant_id in tenant_ids():
        live.announce("clock", tenant_id=tenant_id)


def _set(moment: datetime) -> None:
    clock.set_now(moment)
    wake()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_notify(%s, '')", [jobs.WAKE_CHANNEL])


def _ask(query: str, now: datetime) -> list[tuple[object, ...]]:
    with connections["owner"].cursor() as cursor:
        cursor.execute(query, {"now": now, "soon": now + SOON})
        return list(cursor.fetchall())


def _jobs_since_last_time() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT last_value FROM procrastinate_jobs_id_seq")
        last = int(cursor.fetchone()[0])
    before = Switch.objects.filter(name=MARK).values_list("value", flat=True).first() or 0
    if last != before:
        Switch.objects.update_or_create(name=MARK, defaults={"value": last})
    return max(0, last - int(before))
