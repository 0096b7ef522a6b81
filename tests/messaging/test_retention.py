"""Raw events are not kept for ever."""

from __future__ import annotations

from datetime import timedelta

from invekto.core import clock
from invekto.messaging import retention
from invekto.messaging.models import Message, WebhookEvent
from invekto.wiring import REPEATED
from tests.messaging import envelopes


def test_raw_events_are_deleted_after_thirty_days_and_the_thread_stays(tenant, second_tenant, run_jobs):
    for kit in (tenant, second_tenant):
        envelopes.post(kit, envelopes.messages(kit, envelopes.message()))
    run_jobs()
    now = clock.now()
    retention.forget_old(now + timedelta(days=29))
    for kit in (tenant, second_tenant):
        with kit.scope():
            assert WebhookEvent.objects.exists()
    retention.forget_old(now + timedelta(days=31))
    for kit in (tenant, second_tenant):
        with kit.scope():
            assert not WebhookEvent.objects.exists()
            assert Message.objects.filter(author="customer").exists()


def test_every_repeated_job_exists():
    from procrastinate.contrib.django import app

    assert set(REPEATED) <= set(app.tasks)
