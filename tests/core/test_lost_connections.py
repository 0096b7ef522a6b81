"""The database ends its connections (a restart, a crash): nobody notices but the log."""

from __future__ import annotations

import subprocess
import sys
import time
from datetime import timedelta

import psycopg
from django.db import connection, connections
from django.test import Client
from tests.messaging import envelopes as e
from tests.support.jobs import queued_jobs
from tests.support.tenants import TenantKit

from invekto.core import clock, jobs

_PATIENCE = 20  # seconds; a limit, not an expectation


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


def test_a_worker_whose_connections_were_ended_releases_what_falls_due_afterwards(admin_url: str):
    command = [sys.executable, "-m", "invekto.cli", "work"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as worker:
        assert worker.stderr is not None
        assert any("ready" in line for line in worker.stderr)
        try:
            _end_all(admin_url)
            connections.close_all()
            jobs.defer_at(clock.now() + timedelta(seconds=0.5), "outbound.recover", key="after the crash")
            deadline = time.monotonic() + _PATIENCE
            while _waits() and time.monotonic() < deadline:
                time.sleep(0.05)
            assert not _waits()
        finally:
            worker.terminate()
            worker.communicate(timeout=30)


def _waits() -> bool:
    from invekto.core.models import ScheduledJob

    return ScheduledJob.objects.filter(key="after the crash").exists() or "outbound.recover" in queued_jobs()
