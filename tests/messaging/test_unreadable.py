"""Events that cannot be read: kept, shown, tried again, and read when what was in the way is gone."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta

import pytest
from click.testing import CliRunner
from django.test import Client

from invekto.cli import COMMANDS
from invekto.core import clock
from invekto.messaging.commands import reread
from invekto.messaging.models import Message, WebhookEvent
from invekto.messaging.tasks import sweep
from tests.messaging import envelopes as e
from tests.support.refusing import refusing
from tests.support.tenants import TenantKit

Broken = Callable[[TenantKit], AbstractContextManager[None]]


@pytest.fixture
def broken(admin_url: str) -> Broken:
    """While it lasts, the database refuses every message of the tenant that says "zor"."""
    return lambda kit: refusing(admin_url, kit, "INSERT ON messages", when="NEW.text = 'zor'")


def write(kit: TenantKit, *texts: str) -> None:
    assert e.post(kit, e.messages(kit, *(e.message(text) for text in texts))).status_code == 200


def texts(kit: TenantKit) -> list[str]:
    with kit.scope():
        return list(Message.objects.order_by("received_at", "id").values_list("text", flat=True))


def logged_in(kit: TenantKit) -> Client:
    client = Client()
    client.force_login(kit.owner, backend="invekto.core.auth.DoorBackend")
    return client


def later(run_jobs, at, **much) -> None:
    at(clock.now() + timedelta(**much))
    sweep()
    run_jobs()


def test_a_message_that_could_not_be_read_is_read_once_its_trouble_is_over(tenant, broken, run_jobs, at):
    with broken(tenant):
        write(tenant, "önce", "zor", "sonra")
        run_jobs()
        later(run_jobs, at, minutes=1)
        assert texts(tenant) == ["önce", "sonra"]
        with tenant.scope():
            [event] = WebhookEvent.objects.filter(processed_at=None)
            assert (event.problem, event.attempts) == ("IntegrityError while reading", 2)
    later(run_jobs, at, seconds=30)
    assert texts(tenant) == ["önce", "sonra"]  # its time has not come
    later(run_jobs, at, minutes=2)
    assert sorted(texts(tenant)) == sorted(["önce", "sonra", "zor"])
    with tenant.scope():
        assert not WebhookEvent.objects.exclude(processed_at__isnull=False, problem=None).exists()


def test_what_stays_unreadable_is_tried_every_hour(tenant, broken, run_jobs, at):
    with broken(tenant):
        write(tenant, "zor")
        run_jobs()
        for _ in range(6):
            later(run_jobs, at, hours=1)
        with tenant.scope():
            event = WebhookEvent.objects.get()
        assert event.attempts == 7
        assert event.retry_at - clock.now() <= timedelta(hours=1)


def test_managers_and_the_operator_see_how_many_there_are(tenant, second_tenant, broken, run_jobs):
    with broken(tenant):
        write(tenant, "zor")
        run_jobs()
    page = logged_in(tenant).get("/settings/integrations/").content.decode()
    assert "1 mesaj ya da bildirim okunamadı" in page
    figures = Client().get("/metrics", headers={"host": "localhost"}).content.decode()
    [line] = [line for line in figures.splitlines() if line.startswith("invekto_webhook_events_unreadable ")]
    assert float(line.split()[1]) >= 1
    assert (
        "bildirim okunamadı" not in logged_in(second_tenant).get("/settings/integrations/").content.decode()
    )


@pytest.mark.alone
def test_the_operator_has_them_read_at_once(tenant, broken, run_jobs):
    with broken(tenant):
        write(tenant, "zor")
        run_jobs()
        assert CliRunner().invoke(reread).exit_code == 1
    assert "reread" in COMMANDS
    CliRunner().invoke(reread)
    assert texts(tenant) == ["zor"]


def test_a_message_taken_back_before_it_could_be_read_is_not_tried_again(tenant, broken, run_jobs):
    with broken(tenant):
        message = e.message("zor")
        e.post(tenant, e.messages(tenant, message))
        run_jobs()
        e.post(
            tenant,
            e.messages(tenant, e.message(type="revoke", revoke={"original_message_id": message["id"]})),
        )
        run_jobs()
    with tenant.scope():
        assert not WebhookEvent.objects.filter(processed_at=None).exists()
        assert Message.objects.get().revoked_at is not None
