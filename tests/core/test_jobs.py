"""Jobs commit with the data, wait for the product's clock, and survive their worker."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction
from tests.support.tenants import TenantKit

from invekto.core import clock, events, jobs
from invekto.core.models import DomainEvent, ScheduledJob

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


def test_a_job_of_a_rolled_back_transaction_does_not_exist(queued_jobs: Callable[[], list[str]]):
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        jobs.defer("outbound.recover")
        1 / 0  # noqa: B018
    assert queued_jobs() == []


def test_a_job_asked_for_once_waits_once(queued_jobs: Callable[[], list[str]]):
    with transaction.atomic():
        jobs.defer("outbound.recover", once="recover")
        jobs.defer("outbound.recover", once="recover")
    assert queued_jobs() == ["outbound.recover"]


def test_a_scheduled_job_is_released_when_its_moment_comes_and_not_before(
    queued_jobs: Callable[[], list[str]],
):
    jobs.defer_at(NOON, "outbound.recover")
    assert jobs.release_due(NOON - timedelta(seconds=1)) == 0
    assert queued_jobs() == []
    assert jobs.release_due(NOON) == 1
    assert queued_jobs() == ["outbound.recover"]
    assert jobs.release_due(NOON) == 0


def test_the_same_key_moves_a_scheduled_job(queued_jobs: Callable[[], list[str]]):
    jobs.defer_at(NOON, "outbound.recover", key="reminder")
    jobs.defer_at(NOON + timedelta(days=1), "outbound.recover", key="reminder")
    assert ScheduledJob.objects.get(key="reminder").due_at == NOON + timedelta(days=1)


def test_a_repeated_job_does_not_make_up_for_rounds_it_missed(queued_jobs: Callable[[], list[str]]):
    jobs.repeat("outbound.recover", every=timedelta(minutes=1), now=NOON)
    jobs.repeat("outbound.recover", every=timedelta(minutes=1), now=NOON)  # each worker's start
    assert jobs.release_due(NOON + timedelta(hours=5)) == 1
    assert ScheduledJob.objects.get().due_at == NOON + timedelta(hours=5, minutes=1)
    assert jobs.release_due(NOON + timedelta(hours=5, minutes=1)) == 1
    assert queued_jobs() == ["outbound.recover"]  # one still waits, so no second is put beside it


def test_an_event_and_its_subscribers_jobs_are_one_with_the_data(
    tenant: TenantKit, queued_jobs: Callable[[], list[str]]
):
    with pytest.raises(ZeroDivisionError), tenant.scope():
        events.record("message.received", tenant_id=tenant.id, now=NOON)
        1 / 0  # noqa: B018
    assert queued_jobs() == []
    with tenant.scope():
        events.record("message.received", tenant_id=tenant.id, now=NOON, text="merhaba")
    assert queued_jobs() == ["agent_ai.answer"]
    with tenant.scope():
        assert DomainEvent.objects.get().payload == {"text": "merhaba"}


def test_the_clock_runs_on_from_where_it_is_set(at: Callable[[datetime], None]):
    at(NOON)
    assert NOON <= clock.now() < NOON + timedelta(seconds=5)
    clock.reset()
    assert abs(clock.now() - datetime.now(UTC)) < timedelta(seconds=5)


def test_another_process_sees_the_clock_that_was_set(at: Callable[[datetime], None]):
    at(NOON)
    said = subprocess.run(
        [
            sys.executable,
            "-c",
            "import django; django.setup(); from invekto.core import clock; print(clock.now())",
        ],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert said.startswith("2026-11-23 12:00:")


def test_a_worker_stops_when_told_to():
    command = [sys.executable, "-m", "invekto.cli", "work"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as worker:
        assert worker.stderr is not None
        assert any("ready" in line for line in worker.stderr)
        worker.send_signal(signal.SIGTERM)
        assert worker.wait(timeout=15) == 0
