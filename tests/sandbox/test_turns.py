"""Moving the clock far, twice at once, and while somebody resets; a job here orders itself anew again and again."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import httpx
import pytest
from django.db import connection, connections

from invekto.core import clock, jobs
from invekto.sandbox import snapshot

TASK = "outbound.recover"
FAR = "2099-12-31T00:00:00+03:00"


@pytest.fixture
def anew() -> Iterator[Callable[[timedelta], list[datetime]]]:
    """Begin a job that orders itself anew after the time given; the list grows with the moments it ran at."""
    over = threading.Event()
    threads: list[threading.Thread] = []

    def begin(every: timedelta) -> list[datetime]:
        ran: list[datetime] = []
        jobs.defer_at(clock.now() + every, TASK)

        def work() -> None:
            while not over.wait(0.005):
                with connection.cursor() as cursor:
                    cursor.execute("DELETE FROM procrastinate_jobs WHERE task_name = %s RETURNING id", [TASK])
                    if cursor.fetchall():
                        ran.append(clock.now())
                        jobs.defer_at(ran[-1] + every, TASK)
            connections.close_all()

        threads.append(threading.Thread(target=work))
        threads[0].start()
        return ran

    yield begin
    over.set()
    for thread in threads:
        thread.join(10)


def test_a_jump_over_decades_does_not_stop_at_each_moment_of_a_job_that_orders_itself_anew(
    control: httpx.Client, anew: Callable[[timedelta], list[datetime]]
) -> None:
    start = clock.now()
    ran = anew(timedelta(days=30))
    assert control.post("clock", json={"set": FAR}).status_code == 200
    assert clock.now() >= datetime.fromisoformat(FAR)
    assert ran[0] - start < timedelta(days=31)
    assert 13 <= len(ran) <= 16  # each of the first 400 days, and once on arrival


def test_a_reset_ends_a_move_and_is_not_undone_by_it(
    control: httpx.Client, anew: Callable[[timedelta], list[datetime]]
) -> None:
    snapshot.take(clock.now(), settled=True)
    try:
        ran = anew(timedelta(minutes=1))
        with ThreadPoolExecutor() as pool:
            move = pool.submit(control.post, "clock", json={"set": FAR}, timeout=60)
            deadline = time.monotonic() + 20
            while len(ran) < 5:
                assert time.monotonic() < deadline
                time.sleep(0.01)
            assert control.post("reset", json={}).status_code == 200
            ended = move.result()
        assert (ended.status_code, "reset" in ended.json()["error"]) == (409, True)
        assert abs(clock.now() - datetime.now(UTC)) < timedelta(seconds=1)
    finally:
        with connections["owner"].cursor() as cursor:
            cursor.execute(f"DROP SCHEMA IF EXISTS {snapshot.SCHEMA} CASCADE")


def test_two_moves_at_once_are_made_one_after_the_other(control: httpx.Client) -> None:
    before = clock.now()
    with ThreadPoolExecutor() as pool:
        moves = [pool.submit(control.post, "clock", json={"advance": "1h"}) for _ in range(4)]
        assert [move.result().status_code for move in moves] == [200] * 4
    assert timedelta(hours=4) <= clock.now() - before < timedelta(hours=4, minutes=1)
