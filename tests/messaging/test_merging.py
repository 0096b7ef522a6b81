"""Two contacts that a colleague knows to be one person: made one, and parted again exactly as they were."""

from __future__ import annotations

import threading
from datetime import timedelta
from typing import Any

import pytest
from django.core import serializers
from django.db import connection

from invekto.agent_ai import handover
from invekto.core import clock
from invekto.core.models import AuditEntry
from invekto.messaging import merging, parting
from invekto.messaging.ingest import ingest
from invekto.messaging.models import (
    Author,
    Contact,
    ContactAlias,
    ContactMerge,
    Conversation,
    HandoffReason,
    InternalNote,
    Message,
    Mode,
    WhatsAppNumber,
)
from invekto.messaging.services import contact_with_phone, phones_of
from invekto.orders.models import OrderVerdict
from invekto.outbound.content import Text
from invekto.outbound.models import OutboundMessage
from tests.messaging import envelopes as e
from tests.outbound.sending import say

A, B, C = "905321110001", "905321110002", "905321110003"
TABLES = (Contact, Conversation, Message, OutboundMessage, InternalNote, OrderVerdict, ContactAlias)


@pytest.fixture
def write(tenant, run_jobs):
    """A customer writes, through the webhook."""

    def post(
        text: str, phone: str = A, *, name: str = "Elif", number: Any = None, user_id: str | None = None
    ):
        at = clock.now()
        item = e.message(text, phone=phone, user_id=user_id, at=at)
        change = e.messages(tenant, item, contacts=[e.person(phone, name=name, user_id=user_id)])
        if number is not None:
            change["value"]["metadata"]["phone_number_id"] = number.phone_number_id
        assert e.post(tenant, change).status_code == 200
        run_jobs()

    return post


def contact(tenant, phone: str) -> Contact:
    with tenant.scope():
        return Contact.objects.get(phone=f"+{phone}")


def merge(tenant, keep: Contact, gone: Contact) -> ContactMerge:
    with tenant.scope():
        return merging.merge(keep_id=keep.pk, gone_id=gone.pk, user=tenant.agent, now=clock.now())


def part(tenant, made: ContactMerge) -> None:
    with tenant.scope():
        parting.part(made.pk, user=tenant.agent, now=clock.now())


def everything(tenant) -> dict[str, list[dict[str, Any]]]:
    """Every row that a merge may touch, to the last column."""
    with tenant.scope():
        return {
            model.__name__: serializers.serialize("python", model.objects.order_by("pk")) for model in TABLES
        }


def said(tenant, contact_id: Any) -> list[str]:
    with tenant.scope():
        found = Message.objects.filter(conversation__contact_id=contact_id).order_by("received_at", "id")
        return [message.text for message in found]


def second_number(tenant) -> WhatsAppNumber:
    with tenant.scope():
        return WhatsAppNumber.objects.create(
            tenant_id=tenant.id,
            phone_number_id=f"{tenant.number.phone_number_id}9",
            display_phone="+902121112299",
            waba_id=tenant.number.waba_id,
            access_token="t",
            app_secret=tenant.number.app_secret,
            verify_token="v",
            created_at=clock.now(),
        )


def test_what_was_two_peoples_becomes_ones_and_comes_apart_exactly_as_it_was(tenant, second_tenant, write):
    stranger = second_tenant.make_conversation(phone=f"+{B}")
    write("benim", A, name="Elif")
    write("bu da benim", B, name="Elif Demir")
    write("diğer numaranızdan", B, number=second_number(tenant))
    keep, gone = contact(tenant, A), contact(tenant, B)
    with tenant.scope():
        Contact.objects.filter(pk=keep.pk).update(tags=["vip müşteri"], language="tr")
        Contact.objects.filter(pk=gone.pk).update(
            tags=["toptan"], name="Elif Hanım", opted_out_at=clock.now(), opted_out_how="message"
        )
        talk = Conversation.objects.get(contact=gone, number=tenant.number)
        Conversation.objects.filter(pk=talk.pk).update(mode=Mode.HUMAN, assigned_to=tenant.agent)
        note = InternalNote.objects.create(
            tenant_id=tenant.id, conversation=talk, user=tenant.agent, text="not", created_at=clock.now()
        )
    say(tenant, talk, "Merhaba", author=Author.HUMAN, user=tenant.agent)
    before = everything(tenant)

    made = merge(tenant, keep, gone)
    assert said(tenant, keep.pk) == ["benim", "bu da benim", "diğer numaranızdan", "Merhaba"]
    with tenant.scope():
        merged = Contact.objects.get()
        talks = list(Conversation.objects.filter(contact=merged))
        assert len(talks) == 2
        assert {talk.mode for talk in talks if talk.number_id == tenant.number.pk} == {Mode.HUMAN}
        assert InternalNote.objects.get(pk=note.pk).conversation.contact_id == merged.pk
        assert OutboundMessage.objects.get().contact_id == merged.pk
        assert merged.tags == ["toptan", "vip müşteri"]
        assert merged.opted_out_at is not None  # whoever said no said no
        assert merged.phone == f"+{A}"
        assert phones_of(merged) == [f"+{A}", f"+{B}"]
        assert contact_with_phone(f"+{B}", tenant_id=tenant.id, now=clock.now()) == merged

    part(tenant, made)
    part(tenant, made)  # safe to repeat
    assert everything(tenant) == before
    with tenant.scope():
        actions = list(AuditEntry.objects.order_by("seq").values_list("action", flat=True))
        assert actions == ["contact.merged", "contact.parted"]
    with second_tenant.scope():
        assert Conversation.objects.get().pk == stranger.pk


def test_who_writes_from_the_other_address_is_the_same_person_and_is_answered_there(tenant, write):
    write("birinci telefonum", A)
    write("ikinci telefonum", B)
    keep = contact(tenant, A)
    made = merge(tenant, keep, contact(tenant, B))
    write("yine ikinciden", B)
    write("ikinciden bir daha", B)
    with tenant.scope():
        (only,) = Contact.objects.all()
        assert only.phone == f"+{B}"  # where an answer reaches them now
        assert phones_of(only) == [f"+{B}", f"+{A}"]
    write("şimdi birinciden", A)
    assert said(tenant, keep.pk) == [
        "birinci telefonum",
        "ikinci telefonum",
        "yine ikinciden",
        "ikinciden bir daha",
        "şimdi birinciden",
    ]
    part(tenant, made)
    # What either wrote since goes to who wrote it.
    assert said(tenant, keep.pk) == ["birinci telefonum", "şimdi birinciden"]
    assert said(tenant, made.gone_id) == ["ikinci telefonum", "yine ikinciden", "ikinciden bir daha"]
    with tenant.scope():
        assert set(Contact.objects.values_list("phone", flat=True)) == {f"+{A}", f"+{B}"}
        assert not ContactAlias.objects.exists()
    write("ayrıldıktan sonra", B)
    assert said(tenant, made.gone_id)[-1] == "ayrıldıktan sonra"


def test_three_become_one_and_are_parted_newest_first_whatever_they_wrote_from(tenant, write):
    for phone in (A, B, C):
        write(f"selam {phone}", phone)
    first, second, third = (contact(tenant, phone) for phone in (A, B, C))
    inner = merge(tenant, second, third)
    outer = merge(tenant, first, second)
    for phone in (C, B, A, C):
        write(f"tekrar {phone}", phone)
    assert len(said(tenant, first.pk)) == 7
    with tenant.scope(), pytest.raises(merging.MergeRefused) as refused:
        parting.part(inner.pk, user=tenant.agent, now=clock.now())
    assert refused.value.text_id == "merge-newer-first"
    part(tenant, outer)
    assert said(tenant, first.pk) == [f"selam {A}", f"tekrar {A}"]
    assert len(said(tenant, second.pk)) == 5
    part(tenant, inner)
    assert said(tenant, second.pk) == [f"selam {B}", f"tekrar {B}"]
    assert said(tenant, third.pk) == [f"selam {C}", f"tekrar {C}", f"tekrar {C}"]
    with tenant.scope():
        assert dict(Contact.objects.values_list("pk", "phone")) == {
            first.pk: f"+{A}",
            second.pk: f"+{B}",
            third.pk: f"+{C}",
        }
        assert Message.objects.count() == 7


def hand_over(tenant, who: Contact) -> None:
    """As the dialogue does after the newest message."""
    with tenant.scope():
        talk = Conversation.objects.select_for_update().get(contact=who)
        handover.give(talk, HandoffReason.ASKED, {"wanted": "bir kişi"}, now=clock.now())


def test_who_waits_since_the_merge_waits_on_the_side_that_wrote(tenant, write):
    write("selam", A)
    write("selam", B)
    keep, gone = contact(tenant, A), contact(tenant, B)
    with tenant.scope():
        talks = [Conversation.objects.get(contact=one) for one in (keep, gone)]
    for talk in talks:
        say(tenant, talk, "Merhaba", author=Author.BOT)
    with tenant.scope():
        Conversation.objects.update(unread=0, waiting_since=None)
    made = merge(tenant, keep, gone)
    write("temsilciye bağlanmak istiyorum", B)
    hand_over(tenant, keep)
    part(tenant, made)
    with tenant.scope():
        ours, theirs = (Conversation.objects.get(contact=one) for one in (keep, gone))
        asked = Message.objects.get(text="temsilciye bağlanmak istiyorum")
    assert (ours.mode, ours.unread, ours.waiting_since, ours.handoff_reason) == (Mode.BOT, 0, None, None)
    assert (theirs.mode, theirs.handoff_reason) == (Mode.WAITING, "asked")
    assert theirs.unread >= 1
    assert theirs.waiting_since == asked.received_at
    assert theirs.note is not None


def test_who_wrote_into_the_others_open_talk_still_waits_once_they_are_parted(tenant, write):
    write("selam", B)
    write("temsilciye bağlanmak istiyorum", A)
    keep, gone = contact(tenant, A), contact(tenant, B)
    hand_over(tenant, keep)
    made = merge(tenant, keep, gone)
    write("peki ya benim siparişim", B)
    part(tenant, made)
    with tenant.scope():
        ours, theirs = (Conversation.objects.get(contact=one) for one in (keep, gone))
    assert (ours.mode, theirs.mode) == (Mode.WAITING, Mode.WAITING)
    assert ours.waiting_since is not None
    assert theirs.waiting_since is not None


def test_the_bot_does_not_come_back_into_a_talk_that_a_person_spoke_in_since(tenant, write):
    from invekto.agent_ai import services as dialogue

    write("selam", A)
    write("temsilciye bağlanmak istiyorum", B)
    keep, gone = contact(tenant, A), contact(tenant, B)
    with tenant.scope():
        talk = Conversation.objects.get(contact=gone)
        dialogue.take_over(talk.id, tenant.agent, clock.now())
    made = merge(tenant, keep, gone)
    with tenant.scope():
        stays = Conversation.objects.get(contact=keep)
        dialogue.say(stays.id, tenant.agent, Text("Ben Ayşe, ilgileniyorum"), clock.now())
    part(tenant, made)
    with tenant.scope():
        stays.refresh_from_db()
        assert (stays.mode, stays.assigned_to_id) == (Mode.HUMAN, tenant.agent.id)


def test_what_was_changed_by_hand_since_stays_when_they_are_parted(tenant, write):
    write("selam", A)
    write("selam", B)
    keep, gone = contact(tenant, A), contact(tenant, B)
    with tenant.scope():
        Contact.objects.filter(pk=gone.pk).update(name="Elif Hanım", tags=["toptan"])
    made = merge(tenant, keep, gone)
    with tenant.scope():
        Contact.objects.filter(pk=keep.pk).update(name="Elif Kaya")
    part(tenant, made)
    with tenant.scope():
        keep.refresh_from_db()
        assert (keep.name, keep.tags) == ("Elif Kaya", [])
        assert Contact.objects.get(pk=gone.pk).name == "Elif Hanım"


def test_nobody_is_merged_with_themselves_or_with_another_tenants_customer(tenant, second_tenant, write):
    write("selam", A)
    keep = contact(tenant, A)
    other = second_tenant.make_conversation().contact_id
    with tenant.scope(), pytest.raises(merging.MergeRefused):
        merging.merge(keep_id=keep.pk, gone_id=keep.pk, user=tenant.agent, now=clock.now())
    with tenant.scope(), pytest.raises(Contact.DoesNotExist):
        merging.merge(keep_id=keep.pk, gone_id=other, user=tenant.agent, now=clock.now())
    with second_tenant.scope():
        assert Contact.objects.filter(pk=other).exists()


def in_thread(work) -> threading.Thread:
    def run() -> None:
        try:
            work()
        finally:
            connection.close()

    started = threading.Thread(target=run)
    started.start()
    return started


@pytest.mark.parametrize("had_written", [True, False])
def test_a_message_that_arrives_during_the_merge_is_not_lost(tenant, write, had_written: bool):
    """``had_written``: whether the one who goes has a thread already, or this message makes their first."""
    write("selam", A)
    if had_written:
        write("ben de", B)
    else:
        with tenant.scope():
            contact_with_phone(f"+{B}", tenant_id=tenant.id, now=clock.now())
    keep, gone = contact(tenant, A), contact(tenant, B)
    merged, go_on = threading.Event(), threading.Event()

    def merge_slowly() -> None:
        with tenant.scope():
            merging.merge(keep_id=keep.pk, gone_id=gone.pk, user=tenant.agent, now=clock.now())
            merged.set()
            assert go_on.wait(20)

    merging_one = in_thread(merge_slowly)
    assert merged.wait(20)
    change = e.messages(tenant, e.message("birleşirken", phone=B), contacts=[e.person(B)])
    assert e.post(tenant, change).status_code == 200
    reading = in_thread(lambda: ingest(tenant.id, "people", now=clock.now()))
    reading.join(0.5)
    assert reading.is_alive()  # it waits for the merge
    go_on.set()
    merging_one.join(20)
    reading.join(20)
    assert said(tenant, keep.pk)[-1] == "birleşirken"
    with tenant.scope():
        assert Contact.objects.count() == 1


def test_a_merge_waits_for_the_message_that_is_just_being_read(tenant, write, monkeypatch):
    write("selam", A)
    with tenant.scope():
        gone = contact_with_phone(f"+{B}", tenant_id=tenant.id, now=clock.now())
    keep = contact(tenant, A)
    written, go_on = threading.Event(), threading.Event()

    def write_slowly() -> None:
        with tenant.scope():
            talk = Conversation.objects.create(
                tenant_id=tenant.id,
                contact=gone,
                number=tenant.number,
                last_message_at=clock.now(),
                created_at=clock.now() - timedelta(days=1),
            )
            at = clock.now()
            Message.objects.create(
                tenant_id=tenant.id,
                conversation=talk,
                author="customer",
                type="text",
                text="tam o anda",
                at=at,
                received_at=at,
            )
            written.set()
            assert go_on.wait(20)

    writing = in_thread(write_slowly)
    assert written.wait(20)
    joining = in_thread(lambda: merge(tenant, keep, gone))
    joining.join(0.5)
    assert joining.is_alive()
    go_on.set()
    writing.join(20)
    joining.join(20)
    assert said(tenant, keep.pk) == ["selam", "tam o anda"]
