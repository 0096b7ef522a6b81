"""The database ends its connections (a restart, a crash): nobody notices but the log."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta

import psycopg
import pytest
from django.db import connection, connections
from django.test import Client
from tests.messaging import envelopes as e
from tests.support.jobs import queued_jobs
from tests.support.tenants import TenantKit

from invekto.core import clock, jobs

_PATIENCE = 60  # seconds; a limit, not an expectation


def _end_all(admin_url: str) -> None:
    """What a restart of the server does to everybody."""
    ours = [connection.settings_dict["NAME"]]
    with psycopg.connect(admin_url, autocommit=True) as admin:
        there = "FROM pg_stat_activity WHERE datname = %s"
        admin.execute(f"SELECT pg_terminate_backend(pid, 10000) {there}", ours)


def test_the_first_webhook_after_the_database_came_back_is_taken(tenant: TenantKit, admin_url: str):
    assert e.post(tenant, e.messages(tenant, e.message("bir"))).status_code == 200
    connection.close()  # back to the pool, where a request's own goes too
    _end_all(admin_url)
    assert e.post(tenant, e.messages(tenant, e.message("iki"))).status_code == 200
    assert Client().get("/readyz").status_code == 200


@pytest.mark.parametrize(
    "statement", [None, "%update_heartbeat%", "%fetch_job%"], ids=["idle", "beating", "looking"]
)
def test_a_worker_whose_connections_were_ended_releases_what_falls_due_afterwards(
    admin_url: str, statement: str | None
):
    command = [sys.executable, "-m", "invekto.cli", "work", "--queues", "outbound"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as worker:
        assert worker.stderr is not None
        assert any("ready" in line for line in worker.stderr)
        try:
            with _stopped_at(statement, admin_url):
                _end_all(admin_url)
            connections.close_all()
            jobs.defer_at(clock.now() + timedelta(seconds=0.5), "outbound.recover", key="after the crash")
            assert _within_patience(lambda: not _waits())
            assert worker.poll() is None
        finally:
            worker.terminate()
            worker.communicate(timeout=30)


def test_no_job_fails_for_a_connection_that_its_thread_kept_from_before(admin_url: str):
    command = [sys.executable, "-m", "invekto.cli", "work", "--queues", "outbound"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as worker:
        assert worker.stderr is not None
        assert any("ready" in line for line in worker.stderr)
        try:
            for _ in range(2):
                for _ in range(60):  # so that each of its threads has had one
                    jobs.defer("outbound.recover")
                assert _within_patience(lambda: not _states() & {"todo", "doing"})
                assert _states() == set()  # those that succeeded are deleted
                _end_all(admin_url)
                connections.close_all()
        finally:
            worker.terminate()
            worker.communicate(timeout=30)


def _states() -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT status::text FROM procrastinate_jobs WHERE task_name = 'outbound.recover'"
        )
        return {row[0] for row in cursor.fetchall()}


@contextmanager
def _stopped_at(statement: str | None, admin_url: str) -> Iterator[None]:
    """The worker stands in the middle of such a statement (LIKE), which waits for a table that is locked."""
    if statement is None:
        yield
        return
    database = connection.settings_dict["NAME"]
    with psycopg.connect(admin_url, autocommit=True) as admin:
        stand = "FROM pg_stat_activity WHERE datname = %s AND wait_event_type = 'Lock' AND query LIKE %s"
        holder = psycopg.connect(admin_url, dbname=database)  # ended with the others
        try:
            holder.execute("LOCK TABLE procrastinate_workers, procrastinate_jobs IN ACCESS EXCLUSIVE MODE")
            assert _within_patience(
                lambda: admin.execute(f"SELECT pid {stand}", [database, statement]).fetchall()
            )
            yield
        finally:
            holder.close()


def _within_patience(true: Callable[[], object]) -> bool:
    deadline = time.monotonic() + _PATIENCE
    while not (come := true()) and time.monotonic() < deadline:
        time.sleep(0.05)
    return bool(come)


def _waits() -> bool:
    from invekto.core.models import ScheduledJob

    return ScheduledJob.objects.filter(key="after the crash").exists() or "outbound.recover" in queued_jobs()
