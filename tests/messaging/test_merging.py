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
from invekto.messaging.services import contact_with_phone, phones_of, search_key, window_is_open
from invekto.orders.models import OrderVerdict
from invekto.outbound.claiming import claim
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
        assert merged.phone == f"+{B}"  # they wrote from it last
        assert phones_of(merged) == [f"+{B}", f"+{A}"]
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


def test_who_becomes_a_colleagues_while_two_are_merged_is_not_shown(tenant, write):
    write("selam", A)
    write("özel bir konu", B)
    keep, gone = contact(tenant, A), contact(tenant, B)
    given, go_on = threading.Event(), threading.Event()

    def give_slowly() -> None:
        with tenant.scope():
            Conversation.objects.filter(contact=gone).update(mode=Mode.HUMAN, assigned_to=tenant.owner)
            given.set()
            assert go_on.wait(20)

    def try_to_merge() -> None:
        with pytest.raises(Contact.DoesNotExist):
            merge(tenant, keep, gone)
        refused.set()

    refused = threading.Event()
    giving = in_thread(give_slowly)
    assert given.wait(20)
    joining = in_thread(try_to_merge)
    joining.join(0.5)
    assert joining.is_alive()  # it waits to see whose the other becomes
    go_on.set()
    giving.join(20)
    joining.join(20)
    assert refused.is_set()
    assert said(tenant, keep.pk) == ["selam"]


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


URGENT = {"wanted": "NEFES ALAMIYOR"}


def set_talk(tenant, who: Contact, **columns: Any) -> None:
    with tenant.scope():
        Conversation.objects.filter(contact=who).update(**columns)


def talk_of(tenant, who: Contact) -> Conversation:
    with tenant.scope():
        return Conversation.objects.get(contact=who)


def notes_in_thread(tenant, who: Contact) -> list[Any]:
    with tenant.scope():
        kept = Message.objects.filter(conversation__contact=who, content__notice="handover-notice-note")
        return [one.content["variables"]["note"] for one in kept.order_by("at", "id")]


@pytest.mark.parametrize("who", ["kept", "gone"])
@pytest.mark.parametrize("other", [Mode.BOT, Mode.WAITING, Mode.HUMAN])
def test_an_emergency_stays_one_whatever_the_other_thread_was(tenant, write, who: str, other: Mode):
    write("kargom nerede", A)
    write("nefes alamıyor", B)
    calm, urgent = contact(tenant, A), contact(tenant, B)
    now = clock.now()
    before = {
        "handed_off_at": now - timedelta(hours=5),
        "note": {"wanted": "kargo"},
        "handoff_reason": "asked",
    }
    if other == Mode.BOT:
        before = {"flow": {"name": "return", "version": 1}}
    if other == Mode.WAITING:
        before |= {"callback_at": now + timedelta(hours=12), "snoozed_until": now + timedelta(hours=12)}
    if other == Mode.HUMAN:
        before |= {"assigned_to": tenant.agent, "taken_over_at": now - timedelta(hours=5)}
    set_talk(tenant, calm, mode=other, **before)
    handed = {"mode": Mode.WAITING, "handoff_reason": "emergency", "handed_off_at": now, "note": URGENT}
    set_talk(tenant, urgent, **handed, snoozed_until=now + timedelta(hours=9))
    was = everything(tenant)
    keep, gone = (calm, urgent) if who == "kept" else (urgent, calm)

    made = merge(tenant, keep, gone)
    merged = talk_of(tenant, keep)
    assert merged.mode == (Mode.HUMAN if other == Mode.HUMAN else Mode.WAITING)
    assert (merged.handoff_reason, merged.note, merged.handed_off_at) == ("emergency", URGENT, now)
    assert (merged.callback_at, merged.snoozed_until, merged.flow) == (None, None, None)
    assert merged.assigned_to_id == (tenant.agent.pk if other == Mode.HUMAN else None)
    assert notes_in_thread(tenant, keep) == ([] if other == Mode.BOT else [{"wanted": "kargo"}])

    part(tenant, made)
    assert everything(tenant) == was


def test_a_closed_emergency_is_none_any_more(tenant, write):
    write("selam", A)
    write("selam", B)
    keep, gone = contact(tenant, A), contact(tenant, B)
    now = clock.now()
    asked = {
        "mode": Mode.WAITING,
        "handoff_reason": "asked",
        "handed_off_at": now,
        "note": {"wanted": "kargo"},
    }
    set_talk(tenant, keep, **asked)
    set_talk(tenant, gone, **asked | {"handoff_reason": "emergency", "note": URGENT, "done_at": now})
    merge(tenant, keep, gone)
    merged = talk_of(tenant, keep)
    assert (merged.handoff_reason, merged.note) == ("asked", {"wanted": "kargo"})
    assert notes_in_thread(tenant, keep) == [URGENT]


def test_of_two_who_wait_nobody_loses_their_note_their_person_or_their_place(tenant, write):
    write("selam", A)
    write("selam", B)
    keep, gone = contact(tenant, A), contact(tenant, B)
    now = clock.now()
    asked = {"mode": Mode.WAITING, "handoff_reason": "asked", "handed_off_at": now}
    tomorrow = now + timedelta(hours=12)
    set_talk(tenant, keep, **asked, note={"wanted": "kargo"}, waiting_since=now, callback_at=tomorrow)
    earlier = now - timedelta(hours=1)
    gave = {"assigned_to": tenant.agent, "given_at": earlier, "waiting_since": earlier}
    set_talk(tenant, gone, **asked, **gave, note={"wanted": "iade"})
    made = merge(tenant, keep, gone)
    merged = talk_of(tenant, keep)
    assert (merged.note, notes_in_thread(tenant, keep)) == ({"wanted": "kargo"}, [{"wanted": "iade"}])
    assert (merged.assigned_to_id, merged.given_at, merged.waiting_since) == (
        tenant.agent.pk,
        earlier,
        earlier,
    )
    assert merged.callback_at is None  # one of both waits for no later moment
    part(tenant, made)
    assert (talk_of(tenant, keep).callback_at, talk_of(tenant, gone).note) == (tomorrow, {"wanted": "iade"})
    assert notes_in_thread(tenant, keep) == []


def test_who_waits_does_not_wait_for_a_colleague_who_closed_the_other_thread(tenant, write):
    write("selam", A)
    write("bir kişi lütfen", B)
    keep, gone = contact(tenant, A), contact(tenant, B)
    now = clock.now()
    spoke = {
        "mode": Mode.HUMAN,
        "assigned_to": tenant.agent,
        "last_person": tenant.agent,
        "taken_over_at": now,
    }
    set_talk(tenant, keep, **spoke, note={"wanted": "eski"}, handoff_reason="asked", done_at=now)
    asked = {
        "mode": Mode.WAITING,
        "handoff_reason": "policy",
        "handed_off_at": now,
        "note": {"wanted": "iade"},
    }
    set_talk(tenant, gone, **asked, callback_at=now + timedelta(hours=9))
    merge(tenant, keep, gone)
    merged = talk_of(tenant, keep)
    assert (merged.mode, merged.assigned_to_id, merged.taken_over_at) == (Mode.WAITING, None, None)
    assert merged.last_person_id == tenant.agent.pk
    assert (merged.note, merged.callback_at) == ({"wanted": "iade"}, now + timedelta(hours=9))
    assert (merged.done_at, notes_in_thread(tenant, keep)) == (None, [{"wanted": "eski"}])


def verdicts(tenant, who: Contact) -> dict[str, bool]:
    with tenant.scope():
        found = OrderVerdict.objects.filter(contact=who)
        return dict(found.values_list("external_order_id", "is_theirs"))


def test_of_two_verdicts_on_one_order_the_kept_ones_counts_and_the_others_all_stay(tenant, write, account):
    write("selam", A)
    write("selam", B)
    keep, gone = contact(tenant, A), contact(tenant, B)
    said = ((keep, "X", True), (gone, "X", False), (gone, "Y", False), (gone, "Z", True))
    with tenant.scope():
        for who, order, is_theirs in said:
            OrderVerdict.objects.create(
                tenant_id=tenant.id,
                contact=who,
                account=account,
                external_order_id=order,
                is_theirs=is_theirs,
                user=tenant.agent,
                decided_at=clock.now(),
            )
    was = everything(tenant)
    made = merge(tenant, keep, gone)
    assert verdicts(tenant, keep) == {"X": True, "Y": False, "Z": True}
    part(tenant, made)
    assert everything(tenant) == was


def sent_to(tenant) -> list[str | None]:
    with tenant.scope():
        claimed = claim(tenant.number.pk, now=clock.now(), most=10)
        return [one.recipient.phone for one in claimed.claims] if claimed else []


@pytest.mark.parametrize("wrote_last", ["kept", "gone"])
def test_answers_go_to_the_phone_that_was_last_written_from(tenant, write, at, wrote_last: str):
    """There the window is open; what was queued before the merge goes there too."""
    write("selam", A)
    at(clock.now() + timedelta(days=3))
    write("selam", B)
    keep, gone = (contact(tenant, one) for one in ((B, A) if wrote_last == "kept" else (A, B)))
    with tenant.scope():
        named = Contact.objects.get(pk=gone.pk)
        named.name = "Elif Hanım"
        named.search_key = search_key(named)
        named.save()
    say(
        tenant, talk_of(tenant, contact(tenant, B)), "Hemen bakıyorum", author=Author.HUMAN, user=tenant.agent
    )
    was = everything(tenant)
    made = merge(tenant, keep, gone)
    with tenant.scope():
        merged = Contact.objects.get()
        assert (merged.phone, phones_of(merged)) == (f"+{B}", [f"+{B}", f"+{A}"])
        assert window_is_open(Conversation.objects.get(), clock.now())
        assert f"+{B}" in merged.search_key
    part(tenant, made)
    assert everything(tenant) == was
    merge(tenant, keep, gone)
    say(tenant, talk_of(tenant, keep), "Kargonuz yolda", author=Author.HUMAN, user=tenant.agent)
    assert sent_to(tenant) == [f"+{B}"]


def test_a_contact_without_an_address_takes_the_others(tenant, write):
    write("selam", A)
    write("selam", B)
    keep, gone = contact(tenant, A), contact(tenant, B)
    with tenant.scope():
        Contact.objects.filter(pk=keep.pk).update(phone=None, search_key="elif")
        Conversation.objects.filter(contact=gone).update(last_inbound_at=None)
    was = everything(tenant)
    made = merge(tenant, keep, gone)
    assert contact(tenant, B).pk == keep.pk
    with tenant.scope():
        assert not ContactAlias.objects.exists()
    part(tenant, made)
    assert everything(tenant) == was


def test_each_gets_its_own_address_back_though_a_third_one_was_merged_before(tenant, write, at):
    for phone in (C, A, B):
        write("selam", phone)
        at(clock.now() + timedelta(minutes=1))
    keep = contact(tenant, A)
    merge(tenant, keep, contact(tenant, C))
    was = everything(tenant)
    made = merge(tenant, keep, contact(tenant, B))
    assert contact(tenant, B).pk == keep.pk
    part(tenant, made)
    assert everything(tenant) == was
    assert contact(tenant, A).pk == keep.pk
