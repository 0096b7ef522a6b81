"""What was said before the desk came gets its words, subjects and leads; in batches that hold nobody up for long."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from importlib import import_module
from types import SimpleNamespace
from typing import Any
from uuid import UUID

import psycopg
import pytest
from django.db import connection, connections

from invekto.core import clock
from invekto.messaging.models import Author, Contact, Conversation, Message, MessageWords
from tests.support.tenants import TenantKit

backfill = import_module("invekto.messaging.migrations.0012_desk_backfill")
OWNER = SimpleNamespace(connection=SimpleNamespace(alias="owner"))


def said(
    kit: TenantKit, talk: Conversation, text: str, author: str = Author.CUSTOMER, **more: Any
) -> Message:
    now = clock.now()
    with kit.scope():
        return Message.objects.create(
            tenant_id=kit.id,
            conversation=talk,
            author=author,
            text=text,
            at=now,
            received_at=now,
            **{"type": "text"} | more,
        )


def understood(intent: str, confidence: float = 0.9, together: str | None = None) -> dict[str, Any]:
    read: dict[str, Any] = {"intent": intent, "confidence": confidence, "threshold": 0.5}
    return read | ({"together": {"intent": together}} if together else {})


@pytest.fixture
def small_batches(monkeypatch: pytest.MonkeyPatch, tenant: TenantKit, second_tenant: TenantKit) -> None:
    """From this test's tenants on: ids grow with time, and two by two what earlier tests left takes minutes."""
    monkeypatch.setattr(backfill, "FIRST", str(UUID(int=min(tenant.id, second_tenant.id).int - 1)))
    monkeypatch.setattr(backfill, "BATCH", 2)
    monkeypatch.setattr(backfill, "TALKS_AT_ONCE", 2)


def run() -> None:
    backfill.find_words(None, OWNER)
    backfill.read_talks(None, OWNER)


@pytest.mark.usefixtures("small_batches")
def test_what_was_said_is_found_named_and_counted_once_however_often_it_runs(
    tenant: TenantKit, second_tenant: TenantKit
):
    talks = [tenant.make_conversation() for _ in range(5)]
    theirs = second_tenant.make_conversation()
    said(second_tenant, theirs, "Işıl'ın siparişi")
    first = said(tenant, talks[0], "ŞIK elbise nerede", analysis=understood("order_status"))
    said(tenant, talks[0], "teşekkürler", analysis=understood("thanks"))
    sold = said(tenant, talks[1], "toptan alırım", analysis=understood("greeting", together="price_inquiry"))
    said(tenant, talks[2], "toptan", analysis=understood("wholesale_inquiry"))
    said(tenant, talks[3], "toptan mı", analysis=understood("wholesale_inquiry", 0.2))
    gone = said(tenant, talks[4], "silinmiş sözler", revoked_at=clock.now())
    noted = said(tenant, talks[4], "sistem", Author.SYSTEM, type="notice")
    for _ in range(2):
        run()
    with tenant.scope():
        found = {one.pk: one.words for one in MessageWords.objects.all()}
        assert len(found) == 5
        assert not {gone.pk, noted.pk} & set(found)
        assert all(word in found[first.pk] for word in ("sik", "elbise", "nerede"))
        assert sold.pk in found
        subjects = dict(Conversation.objects.values_list("id", "intent"))
        named = ["order_status", "price_inquiry", "wholesale_inquiry", "wholesale_inquiry", ""]
        assert [subjects[talk.id] for talk in talks] == named
        leads = Contact.objects.filter(lead_since__isnull=False)
        assert [one.pk for one in leads] == [talks[2].contact_id]
    with second_tenant.scope():
        assert MessageWords.objects.count() == 1


@pytest.mark.alone
def test_a_word_that_was_stored_meanwhile_and_a_subject_that_is_known_stay(tenant: TenantKit):
    from invekto.messaging import search

    talk = tenant.make_conversation()
    message = said(tenant, talk, "eski sözler", analysis=understood("order_status"))
    with tenant.scope():
        message.text = "yeni sözler"
        search.remember([message])  # changed while the batch was on its way; its row keeps the old text here
        Conversation.objects.filter(id=talk.id).update(intent="return_request")
    run()
    with tenant.scope():
        assert "yeni" in MessageWords.objects.get(id=message.id).words
        assert Conversation.objects.get(id=talk.id).intent == "return_request"


def test_it_waits_for_a_conversation_without_holding_one_that_comes_later(tenant: TenantKit, admin_url: str):
    """Whoever locks them in the order of their ids, as the product does, never waits for it in a circle."""
    talks = sorted((tenant.make_conversation() for _ in range(6)), key=lambda one: one.id)
    for talk in reversed(talks):
        said(tenant, talk, "kargom nerede", analysis=understood("order_status"))
    lock = "SELECT 1 FROM conversations WHERE id = %s FOR UPDATE NOWAIT"
    database = connection.settings_dict["NAME"]
    with (
        psycopg.connect(admin_url, dbname=database) as colleague,
        psycopg.connect(admin_url, dbname=database, autocommit=True) as watch,
        ThreadPoolExecutor(1) as other,
    ):
        colleague.execute(lock, [talks[0].id])
        running = other.submit(_in_thread)
        deadline = time.monotonic() + 20
        waits = "SELECT 1 FROM pg_stat_activity WHERE datname = %s AND wait_event_type = 'Lock'"
        while not watch.execute(waits, [database]).fetchall() and time.monotonic() < deadline:
            time.sleep(0.02)
        for talk in talks[1:]:
            colleague.execute(lock, [talk.id])  # NOWAIT: raises if it is held
        colleague.commit()
        running.result(timeout=20)
    with tenant.scope():
        assert set(Conversation.objects.values_list("intent", flat=True)) == {"order_status"}


def _in_thread() -> None:
    try:
        backfill.read_talks(None, OWNER)
    finally:
        connections.close_all()
