"""What nobody caught, and a disk that is full: what the database says of it, and what people and machines hear."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import psycopg
import pytest
from django.db import connection, connections
from django.test import Client, override_settings
from tests.messaging import envelopes as e
from tests.support.tenants import TenantKit

from invekto.messaging.models import WebhookEvent

DISK_FULL = "53100"
PASSWORD = "correct horse battery"


@pytest.fixture
def failing() -> Callable[[str, str], AbstractContextManager[None]]:
    """While the block runs, the database refuses every new row of a table with this SQLSTATE."""

    @contextmanager
    def refuse(table: str, state: str) -> Iterator[None]:
        with connections["owner"].cursor() as cursor:
            cursor.execute(
                "CREATE OR REPLACE FUNCTION test_refuse() RETURNS trigger LANGUAGE plpgsql AS "
                f"$$ BEGIN RAISE EXCEPTION 'no' USING ERRCODE = '{state}'; END $$"
            )
            cursor.execute(
                f"CREATE TRIGGER test_refuse BEFORE INSERT ON {table} EXECUTE FUNCTION test_refuse()"
            )
            try:
                yield
            finally:
                cursor.execute(f"DROP TRIGGER test_refuse ON {table}")

    return refuse


@pytest.fixture
def client() -> Client:
    return Client(raise_request_exception=False)


def test_a_webhook_on_a_full_disk_is_asked_for_later_and_taken_then(
    tenant: TenantKit, client: Client, failing: Callable[[str, str], AbstractContextManager[None]]
) -> None:
    content = e.body((tenant, e.messages(tenant, e.message())))
    with failing("webhook_events", DISK_FULL):
        answer = e.post_raw(content, tenant.number.app_secret, client=client)
    assert answer.status_code == 503
    assert answer.json() == {"error": "The server's disk is full. Nothing was stored; try again later."}
    assert answer["Retry-After"] == "60"
    assert e.post_raw(content, tenant.number.app_secret, client=client).status_code == 200
    with tenant.scope():
        assert WebhookEvent.objects.count() == 1


def test_a_fault_of_ours_is_json_to_a_machine(
    tenant: TenantKit, client: Client, failing: Callable[[str, str], AbstractContextManager[None]]
) -> None:
    content = e.body((tenant, e.messages(tenant, e.message())))
    with failing("webhook_events", "P0001"):
        answer = e.post_raw(content, tenant.number.app_secret, client=client)
    assert (answer.status_code, "Retry-After" in answer) == (500, False)
    assert answer.json() == {"error": "The server failed. Nothing was stored; try again later."}


@pytest.mark.parametrize(
    ("state", "status", "words"),
    [
        (DISK_FULL, 503, "Sunucunun diski dolu"),
        ("40P01", 503, "başka bir işlem sürüyor"),
        ("P0001", 500, "Bizden kaynaklanan bir hata"),
    ],
)
def test_a_person_reads_what_is_wrong_and_that_nothing_was_lost(
    tenant: TenantKit,
    client: Client,
    failing: Callable[[str, str], AbstractContextManager[None]],
    state: str,
    status: int,
    words: str,
) -> None:
    tenant.owner.set_password(PASSWORD)
    with tenant.scope():
        tenant.owner.save(update_fields=["password"])
    with failing("django_session", state):
        answer = client.post("/login/", {"email": tenant.owner.email, "password": PASSWORD})
    assert answer.status_code == status
    assert words in answer.content.decode()


@override_settings(LOCK_PATIENCE="50ms")
def test_a_change_does_not_wait_for_ever_for_a_conversation_that_is_worked_on(
    tenant: TenantKit, client: Client, admin_url: str
) -> None:
    talk = tenant.make_conversation()
    client.force_login(tenant.owner, backend="invekto.core.auth.DoorBackend")
    with psycopg.connect(admin_url, dbname=connection.settings_dict["NAME"]) as other:
        other.execute("SELECT 1 FROM conversations WHERE id = %s FOR UPDATE", [talk.id])
        answer = client.post(f"/inbox/{talk.id}/take-over/")
        assert (answer.status_code, answer["X-Trouble"]) == (503, "busy")
        other.rollback()
    assert client.post(f"/inbox/{talk.id}/take-over/").status_code != 503


def test_a_server_without_room_to_write_is_not_ready(client: Client, small_disk: Path) -> None:
    with override_settings(DATA_DIR=small_disk):
        assert client.get("/readyz").status_code == 200
        (small_disk / "filled").write_bytes(bytes(60 * 2**20))
        answer = client.get("/readyz")
        assert (answer.status_code, answer.content) == (503, b"disk full")
        assert client.get("/healthz").status_code == 200
