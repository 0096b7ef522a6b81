"""Raw events are not kept for ever."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection

from invekto.core import clock, jobs
from invekto.core import retention as core_retention
from invekto.core.models import DomainEvent
from invekto.core.tenancy import SomeTenantsFailed
from invekto.messaging import retention
from invekto.messaging.models import Message, WebhookEvent
from invekto.wiring import REPEATED
from tests.messaging import envelopes
from tests.support.refusing import refusing


@pytest.mark.alone
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


@pytest.mark.alone
def test_a_tenant_whose_old_events_cannot_be_deleted_holds_up_no_other(make_tenant, admin_url):
    first, second, third = (make_tenant() for _ in range(3))  # they come in the order of their making
    for kit in (first, second, third):
        envelopes.post(kit, envelopes.messages(kit, envelopes.message()))
    with refusing(admin_url, second, "DELETE ON webhook_events"), pytest.raises(SomeTenantsFailed):
        retention.forget_old(clock.now() + timedelta(days=31))
    left = []
    for kit in (first, second, third):
        with kit.scope():
            left.append(WebhookEvent.objects.count())
    assert left == [0, 1, 0]


def test_old_rows_go_in_batches_and_only_they_go(tenant, second_tenant):
    now = clock.now()
    with tenant.scope():
        for days in (40, 39, 38, 37, 36, 2):
            DomainEvent.objects.create(
                tenant=tenant.tenant, name="message.received", occurred_at=now - timedelta(days=days)
            )
    old = DomainEvent.objects.filter(occurred_at__lt=now - timedelta(days=30)).order_by("id")
    assert core_retention.delete_in_batches(second_tenant.id, old, batch=2) == 0
    assert core_retention.delete_in_batches(tenant.id, old, batch=2) == 5
    with tenant.scope():
        assert DomainEvent.objects.count() == 1
    core_retention.forget_events(now + timedelta(days=40))
    with tenant.scope():
        assert not DomainEvent.objects.exists()


def test_jobs_that_failed_long_ago_are_forgotten(queued_jobs):
    for _ in range(3):
        jobs.defer("messaging.sweep")
    with connection.cursor() as cursor:
        cursor.execute("SELECT id FROM procrastinate_jobs ORDER BY id")
        old, fresh, waiting = (row[0] for row in cursor.fetchall())
        cursor.execute("UPDATE procrastinate_jobs SET status = 'failed' WHERE id IN (%s, %s)", [old, fresh])
        cursor.execute(
            "UPDATE procrastinate_events SET at = at - interval '31 days' WHERE job_id IN (%s, %s)",
            [old, waiting],
        )
    assert core_retention.forget_failed_jobs() == 1
    with connection.cursor() as cursor:
        cursor.execute("SELECT id FROM procrastinate_jobs ORDER BY id")
        assert [row[0] for row in cursor.fetchall()] == [fresh, waiting]
