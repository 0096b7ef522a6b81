"""No second send, whatever dies and whenever."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Callable
from datetime import timedelta

import psycopg
import pytest
from django.db import connection, connections

from invekto.core import clock, events
from invekto.core.models import DomainEvent
from invekto.core.tenancy import tenant_scope
from invekto.messaging.cloud_api import client
from invekto.messaging.cloud_api.errors import NO_ANSWER
from invekto.messaging.models import DeliveryStatus, Message
from invekto.outbound.claiming import claim
from invekto.outbound.lane import run_lane
from invekto.outbound.models import OutboundMessage, SendState
from invekto.outbound.settling import give_up_waiting
from invekto.outbound.tasks import recover
from tests.messaging import envelopes
from tests.messaging.graph_peer import Fault, GraphPeer, Sent
from tests.outbound.sending import message_of, row_of, say
from tests.support.tenants import TenantKit

_LANE = """
import sys, django
django.setup()
from uuid import UUID
from invekto.outbound.lane import run_lane
run_lane(UUID(sys.argv[1]), UUID(sys.argv[2]))
"""


@pytest.fixture
def answer_never():
    """Set at the end of the test, so that the peer's threads go home."""
    over = threading.Event()
    yield over
    over.set()


@pytest.fixture
def killed_while_sending(tenant, peer, answer_never, monkeypatch) -> OutboundMessage:
    """A row whose worker was killed with -9 after WhatsApp took the message and before it answered."""
    row = say(tenant, tenant.make_conversation(phone="+905321234567"))
    peer.faults.append(Fault(wait=answer_never))
    monkeypatch.setenv("INVEKTO_WHATSAPP_API_URL", peer.url)
    worker = subprocess.Popen([sys.executable, "-c", _LANE, str(tenant.id), str(tenant.number.pk)])
    try:
        assert peer.arrived.acquire(timeout=30)
    finally:
        worker.kill()
        worker.wait()
    assert row_of(tenant, row).state == SendState.SENDING
    return row


def ours(peer: GraphPeer, tenant: TenantKit) -> list[Sent]:
    """What left for this tenant: ``recover`` looks after all of them, and other tests leave rows behind."""
    return [sent for sent in peer.sent if sent.number == tenant.number.phone_number_id]


def later(at: Callable, run_jobs: Callable, **much: int) -> None:
    at(clock.now() + timedelta(**much))
    recover()
    run_jobs()


def status_of(row: OutboundMessage, wamid: str, state: str) -> dict:
    return envelopes.status(wamid, state, biz_opaque_callback_data=str(row.pk))


def test_a_killed_workers_message_is_not_sent_again_and_its_status_settles_it(
    tenant, peer, run_jobs, at, killed_while_sending
):
    row = killed_while_sending
    run_jobs()
    later(at, run_jobs, seconds=30)
    assert row_of(tenant, row).state == SendState.SENDING
    later(at, run_jobs, seconds=40)
    assert row_of(tenant, row).state == SendState.UNKNOWN
    assert len(ours(peer, tenant)) == 1
    wamid = ours(peer, tenant)[0].wamid
    envelopes.post(tenant, envelopes.change(tenant, statuses=[status_of(row, wamid, "delivered")]))
    run_jobs()
    assert row_of(tenant, row).state == SendState.SENT
    message = message_of(tenant, row)
    assert (message.wamid, message.status) == (wamid, DeliveryStatus.DELIVERED)
    later(at, run_jobs, hours=1)
    assert len(ours(peer, tenant)) == 1
    assert row_of(tenant, row).state == SendState.SENT


def test_without_any_status_a_person_is_asked_and_nothing_is_repeated(
    tenant, peer, run_jobs, at, killed_while_sending
):
    row = killed_while_sending
    later(at, run_jobs, minutes=5)
    assert message_of(tenant, row).status == DeliveryStatus.QUEUED
    later(at, run_jobs, minutes=6)
    assert row_of(tenant, row).state == SendState.FAILED
    message = message_of(tenant, row)
    assert (message.status, message.failure_code) == (DeliveryStatus.FAILED, -1)
    later(at, run_jobs, days=1)
    assert len(ours(peer, tenant)) == 1
    # Very late, but proof: the message had arrived after all.
    read = status_of(row, ours(peer, tenant)[0].wamid, "read")
    envelopes.post(tenant, envelopes.change(tenant, statuses=[read]))
    run_jobs()
    assert row_of(tenant, row).state == SendState.SENT
    assert message_of(tenant, row).status == DeliveryStatus.READ
    assert message_of(tenant, row).failure_code is None


_IMPATIENT_LANE = (
    """
from django.conf import settings
settings.DATABASES["default"]["OPTIONS"]["pool"]["timeout"] = 0.1
"""
    + _LANE
)


def test_an_answer_that_comes_while_the_database_is_away_is_kept_until_it_is_back(
    tenant, peer, answer_never, monkeypatch, admin_url
):
    row = say(tenant, tenant.make_conversation(phone="+905321234567"))
    peer.faults.append(Fault(wait=answer_never))
    monkeypatch.setenv("INVEKTO_WHATSAPP_API_URL", peer.url)
    name = connection.settings_dict["NAME"]
    connections.close_all()
    command = [sys.executable, "-c", _IMPATIENT_LANE, str(tenant.id), str(tenant.number.pk)]
    with (
        subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as lane,
        psycopg.connect(admin_url, autocommit=True) as admin,
    ):
        assert lane.stderr is not None
        assert peer.arrived.acquire(timeout=30)
        admin.execute(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS false')
        try:
            admin.execute(
                "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = %s", [name]
            )
            answer_never.set()
            assert any("database does not answer" in line for line in lane.stderr)
        finally:
            admin.execute(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS true')
        lane.communicate(timeout=60)
    assert lane.returncode == 0
    assert row_of(tenant, row).state == SendState.SENT
    assert message_of(tenant, row).wamid == ours(peer, tenant)[0].wamid


def test_a_worker_killed_before_the_request_left_sends_nothing_later(tenant, peer, run_jobs, at):
    row = say(tenant, tenant.make_conversation())
    with tenant.scope():
        claimed = claim(tenant.number.pk, now=clock.now(), most=10)
    assert [taken.row_id for taken in claimed.claims] == [row.pk]
    run_jobs()
    later(at, run_jobs, minutes=11)
    later(at, run_jobs, days=1)
    assert ours(peer, tenant) == []
    assert row_of(tenant, row).state == SendState.FAILED


def test_a_timeout_after_the_request_was_written_is_settled_by_the_status(
    tenant, peer, run_jobs, answer_never, monkeypatch
):
    monkeypatch.setattr(client, "TIMEOUT", client.httpx.Timeout(0.3))
    row = say(tenant, tenant.make_conversation(phone="+905321234567"))
    peer.faults.append(Fault(wait=answer_never))
    run_jobs()
    assert row_of(tenant, row).state == SendState.UNKNOWN
    assert len(ours(peer, tenant)) == 1
    envelopes.post(
        tenant, envelopes.change(tenant, statuses=[status_of(row, ours(peer, tenant)[0].wamid, "sent")])
    )
    run_jobs()
    assert row_of(tenant, row).state == SendState.SENT
    assert message_of(tenant, row).wamid == ours(peer, tenant)[0].wamid
    assert len(ours(peer, tenant)) == 1


def test_a_status_that_is_faster_than_the_answer_settles_the_row_first(tenant, peer, run_jobs):
    row = say(tenant, tenant.make_conversation(phone="+905321234567"))

    def tick(sent) -> None:
        change = envelopes.change(tenant, statuses=[status_of(row, sent.wamid, "delivered")])
        envelopes.post(tenant, change)
        from invekto.messaging.ingest import ingest

        ingest(tenant.id, "facts", now=clock.now())
        from django.db import connection

        connection.close()

    peer.on_send = tick
    run_jobs()
    assert row_of(tenant, row).state == SendState.SENT
    message = message_of(tenant, row)
    assert (message.wamid, message.status) == (ours(peer, tenant)[0].wamid, DeliveryStatus.DELIVERED)


def test_an_error_that_was_none_is_found_out_before_the_repeat(tenant, peer, run_jobs, at):
    """A 500 for a message that WhatsApp took all the same: its status stops the second try."""
    row = say(tenant, tenant.make_conversation(phone="+905321234567"))
    peer.faults.append(Fault(status=500, raw=b"oops"))
    run_jobs()
    assert row_of(tenant, row).state == SendState.QUEUED
    envelopes.post(tenant, envelopes.change(tenant, statuses=[status_of(row, "wamid.TAKEN", "delivered")]))
    run_jobs()
    later(at, run_jobs, minutes=1)
    assert len(ours(peer, tenant)) == 1
    assert row_of(tenant, row).state == SendState.SENT
    assert message_of(tenant, row).wamid == "wamid.TAKEN"


def test_a_status_with_a_strangers_mark_settles_nothing(tenant, second_tenant, peer, run_jobs, answer_never):
    row = say(tenant, tenant.make_conversation())
    queued_status = status_of(row, "wamid.EARLY", "delivered")
    for kit in (tenant, second_tenant):
        envelopes.post(kit, envelopes.change(kit, statuses=[queued_status]))
    from invekto.messaging.ingest import ingest

    for kit in (tenant, second_tenant):
        ingest(kit.id, "facts", now=clock.now())
    # It has not left yet, so the mark cannot be of ours; and another tenant's word never counts.
    assert row_of(tenant, row).state == SendState.QUEUED
    run_jobs()
    assert [sent.text for sent in ours(peer, tenant) if sent.wamid] == ["Kargonuz yolda"]


def test_forgotten_rows_find_a_lane_again(tenant, peer, run_jobs, at):
    from django.db import connection

    row = say(tenant, tenant.make_conversation())
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs")  # the job failed, or was lost
    run_jobs()
    assert ours(peer, tenant) == []
    later(at, run_jobs, minutes=1)
    assert row_of(tenant, row).state == SendState.SENT


def test_two_workers_on_one_lane_send_each_row_once_and_keep_each_persons_order(tenant, peer):
    conversations = [tenant.make_conversation() for _ in range(6)]
    expected: dict[str, list[str]] = {}
    for number in range(8):
        for conversation in conversations:
            phone = conversation.contact.phone.lstrip("+")
            say(tenant, conversation, f"{number}")
            expected.setdefault(phone, []).append(f"{number}")
    errors: list[BaseException] = []

    def work() -> None:
        from django.db import connection

        try:
            run_lane(tenant.id, tenant.number.pk)
        except BaseException as error:  # a thread's failure must fail the test
            errors.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert errors == []
    arrived: dict[str, list[str]] = {}
    for sent in ours(peer, tenant):
        arrived.setdefault(sent.to, []).append(sent.text)
    assert arrived == expected
    with tenant_scope(tenant.id):
        assert not OutboundMessage.objects.exclude(state=SendState.SENT).exists()
        assert Message.objects.exclude(wamid=None).count() == 48


def test_an_outage_is_settled_in_sets_and_everybody_hears_of_their_own(tenant, second_tenant, queued_jobs):
    def settled(count: int) -> int:
        """How many statements it takes to give up on so many messages."""
        for _ in range(count):
            say(tenant, tenant.make_conversation())
        sent: list[str] = []

        def note(execute, sql, params, many, context):
            sent.append(sql)
            return execute(sql, params, many, context)

        with tenant.scope(), connection.execute_wrapper(note):
            OutboundMessage.objects.filter(state=SendState.QUEUED).update(
                state=SendState.UNKNOWN, claimed_at=clock.now()
            )
            give_up_waiting(clock.now() + timedelta(minutes=11))
        return len(sent)

    events.install({"message.failed": ("agent_ai.undelivered",)})
    assert settled(2) == settled(30)
    assert queued_jobs().count("agent_ai.undelivered") == 32
    with tenant.scope():
        told = DomainEvent.objects.filter(name="message.failed")
        failed = Message.objects.filter(status="failed", failure_code=NO_ANSWER)
        assert {event.payload["message"] for event in told} == {str(one.pk) for one in failed}
        assert OutboundMessage.objects.filter(state="failed", error_code=NO_ANSWER).count() == 32
    with second_tenant.scope():
        assert not DomainEvent.objects.exists()
