"""A job that fails comes again, later and later, and is counted when it is given up."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection, connections
from django.test import Client
from procrastinate.contrib.django import app

from invekto.core import jobs, tasks, worker
from invekto.core.databases import APP_ROLE
from invekto.core.models import ScheduledJob

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
NAME = "core.only_for_this_test"


@pytest.fixture
def fails() -> Iterator[list[str]]:
    """A lasting task that notes whom it was called for, and raises as long as ``"mended"`` is not noted."""
    called: list[str] = []

    @tasks.lasting_task(NAME, queue="core")
    def work(who: str) -> None:
        called.append(who)
        if "mended" not in called:
            raise ZeroDivisionError

    yield called
    app.tasks.pop(NAME)


def figure(name: str) -> float:
    """As the operator's monitoring sees it; 0 where nothing is said of the queue."""
    lines = Client().get("/metrics", headers={"host": "localhost"}).content.decode().splitlines()
    return sum(float(line.split()[-1]) for line in lines if line.startswith(name + '{queue="core"}'))


@contextmanager
def _nobody_may_schedule() -> Iterator[None]:
    """As on a standby: the job engine's own rows apart, the database refuses to write."""
    with connections["owner"].cursor() as cursor:
        cursor.execute(f"REVOKE INSERT ON scheduled_jobs FROM {APP_ROLE}")
        try:
            yield
        finally:
            cursor.execute(f"GRANT INSERT ON scheduled_jobs TO {APP_ROLE}")


def test_a_job_that_fails_comes_again_with_its_lock_and_its_arguments(
    fails: list[str], at: Callable[[datetime], None], run_jobs: Callable[[], int]
):
    at(NOON)
    jobs.defer(NAME, lock="one conversation", who="ayşe")
    assert run_jobs() == 1
    waiting = ScheduledJob.objects.get()
    assert (waiting.lock, waiting.arguments) == ("one conversation", {"who": "ayşe", "failures": 1})
    assert figure("invekto_jobs_tried_again") == 1
    at(NOON + timedelta(seconds=10))
    fails.append("mended")
    assert run_jobs() == 1
    assert fails == ["ayşe", "mended", "ayşe"]
    assert not ScheduledJob.objects.exists()
    assert (figure("invekto_jobs_tried_again"), figure("invekto_jobs_failed")) == (0, 0)


def test_a_job_that_goes_on_failing_is_given_up_and_counted(
    fails: list[str], at: Callable[[datetime], None], run_jobs: Callable[[], int]
):
    moment = NOON
    jobs.defer(NAME, who="ayşe")
    for wait in (0, *tasks.WAITS):
        moment += timedelta(seconds=wait + 1)
        at(moment)
        assert run_jobs() == 1
    assert len(fails) == 1 + len(tasks.WAITS)
    assert not ScheduledJob.objects.exists()
    assert figure("invekto_jobs_failed") == 1


def test_a_job_whose_return_cannot_be_noted_stays_with_the_job_engine(fails: list[str]):
    jobs.defer(NAME, who="ayşe")
    with _nobody_may_schedule():
        worker.run_once()
    with connection.cursor() as cursor:
        cursor.execute("SELECT status, attempts, scheduled_at > now() FROM procrastinate_jobs")
        assert cursor.fetchall() == [("todo", 1, True)]
    assert fails == ["ayşe"]
