"""Jobs that wait once under their name: no transaction's rows are passed over, no dead twin is in the way."""

from __future__ import annotations

import asyncio

from django.db import connection, connections, transaction
from django.test import Client

from invekto.core import jobs, worker


def _begin_next() -> str | None:
    """What a worker's fetch gives, on a connection of its own."""
    with connections["owner"].cursor() as cursor:
        cursor.execute("INSERT INTO procrastinate_workers DEFAULT VALUES RETURNING id")
        worker_id = cursor.fetchone()[0]
        cursor.execute("SELECT task_name FROM procrastinate_fetch_job_v2(NULL, %s)", [worker_id])
        row = cursor.fetchone()
    return row[0] if row else None


def _rescue() -> None:
    """What every worker does each second."""

    async def look() -> None:
        app = worker._worker_app()
        async with app.open_async():
            await worker._rescue_abandoned(app)

    asyncio.run(look())


def test_a_waiting_job_is_not_begun_while_somebody_relies_on_it():
    jobs.defer("outbound.recover", once="recover")
    with transaction.atomic():
        jobs.defer("outbound.recover", once="recover")
        # Begun now, it would not see what this transaction is about to commit.
        assert _begin_next() is None
    assert _begin_next() == "outbound.recover"


def test_a_job_that_was_begun_does_not_stand_for_a_new_one():
    jobs.defer("outbound.recover", once="recover")
    assert _begin_next() == "outbound.recover"
    jobs.defer("outbound.recover", once="recover")
    assert _begin_next() == "outbound.recover"


def test_a_worker_that_passed_a_job_over_hears_of_it_again():
    with connections["owner"].cursor() as listener:
        listener.execute("LISTEN procrastinate_any_queue_v1")
        jobs.defer("outbound.recover", once="recover")
        jobs.defer("outbound.recover", once="recover")
        notices = list(listener.connection.notifies(timeout=1, stop_after=2))
        listener.execute("UNLISTEN procrastinate_any_queue_v1")
    assert len(notices) == 2


def test_higher_priority_goes_first():
    jobs.defer("messaging.sweep", priority=-1)
    jobs.defer("outbound.recover")
    assert [_begin_next(), _begin_next()] == ["outbound.recover", "messaging.sweep"]


def test_a_dead_workers_job_whose_twin_already_waits_is_dropped():
    jobs.defer("outbound.recover", once="recover")
    assert _begin_next() == "outbound.recover"
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_workers")
    jobs.defer("outbound.recover", once="recover")

    _rescue()
    with connection.cursor() as cursor:
        cursor.execute("SELECT status::text FROM procrastinate_jobs")
        assert cursor.fetchall() == [("todo",)]


def test_a_job_that_kills_each_of_its_workers_is_given_up_and_counted():
    jobs.defer("outbound.recover", once="recover")
    begun = 0
    while _begin_next():
        begun += 1
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM procrastinate_workers")
        _rescue()
        with connection.cursor() as cursor:
            cursor.execute("UPDATE procrastinate_jobs SET scheduled_at = now()")  # its wait is over
    assert begun == 1 + worker.MOST_RESCUES
    figures = Client().get("/metrics", headers={"host": "localhost"}).content.decode()
    assert 'invekto_jobs_failed{queue="outbound"} 1.0' in figures
    jobs.defer("outbound.recover", once="recover")  # the next one is not in its way
    assert _begin_next() == "outbound.recover"


def test_a_job_of_a_worker_that_died_once_is_run_again_at_once():
    jobs.defer("outbound.recover")
    assert _begin_next() == "outbound.recover"
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_workers")
    _rescue()
    assert _begin_next() == "outbound.recover"
