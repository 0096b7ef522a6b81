"""One contact per person, by phone, by user id, or both when they meet."""

from __future__ import annotations

from datetime import timedelta

import pytest

from invekto.core import clock
from invekto.messaging.models import Contact, Conversation, Message, Mode
from invekto.orders.models import OrderVerdict
from tests.messaging import envelopes as e

PHONE, OTHER_PHONE = "905321234567", "905559998877"
USER, OTHER_USER = "TR.111", "TR.222"


@pytest.fixture
def write(tenant, run_jobs):
    def post(text: str, phone: str | None = None, user_id: str | None = None, name: str = "Elif") -> None:
        change = e.messages(
            tenant,
            e.message(text, phone=phone, user_id=user_id),
            contacts=[e.person(phone, user_id=user_id, name=name)],
        )
        assert e.post(tenant, change).status_code == 200
        run_jobs()

    return post


def contacts(tenant) -> list[Contact]:
    with tenant.scope():
        return list(Contact.objects.order_by("created_at"))


def known_as(tenant) -> list[tuple[str | None, str | None]]:
    return [(contact.phone, contact.user_id) for contact in contacts(tenant)]


def test_somebody_who_hides_their_number_is_known_by_user_id(tenant, write):
    write("selam", user_id=USER)
    write("yine ben", user_id=USER)
    assert known_as(tenant) == [(None, USER)]


def test_a_user_id_is_learnt_with_the_phone(tenant, write):
    write("selam", phone=PHONE)
    write("yine ben", phone=PHONE, user_id=USER)
    write("numaram gizli", user_id=USER)
    assert known_as(tenant) == [(f"+{PHONE}", USER)]
    with tenant.scope():
        assert Message.objects.values("conversation").distinct().count() == 1


def test_two_contacts_that_turn_out_to_be_one_person_are_merged(tenant, write):
    write("telefondan", phone=PHONE)
    write("gizli", user_id=USER)
    with tenant.scope():
        first = Contact.objects.get(phone=f"+{PHONE}")
        first.tags, first.name, first.opted_out_at = ["toptan"], "Elif Hanım", clock.now()
        first.save()
        Conversation.objects.filter(contact=first).update(mode=Mode.HUMAN, unread=1)
    write("ikisi de benim", phone=PHONE, user_id=USER)
    [contact] = contacts(tenant)
    assert (contact.phone, contact.user_id) == (f"+{PHONE}", USER)
    assert (contact.name, contact.tags) == ("Elif Hanım", ["toptan"])
    assert contact.opted_out_at is not None
    with tenant.scope():
        conversation = Conversation.objects.get()
        texts = list(
            Message.objects.filter(conversation=conversation).order_by("id").values_list("text", flat=True)
        )
    assert texts == ["telefondan", "gizli", "ikisi de benim"]
    assert (conversation.mode, conversation.unread) == (Mode.HUMAN, 3)


def test_an_emergency_stays_one_when_its_contact_turns_out_to_be_another(tenant, write):
    write("nefes alamıyor", phone=PHONE)
    write("gizli", user_id=USER)
    with tenant.scope():
        now = clock.now()
        asked = {"mode": Mode.WAITING, "handoff_reason": "asked", "handed_off_at": now}
        Conversation.objects.filter(contact__user_id=USER).update(**asked, note={"wanted": "kargo"})
        asked |= {"handoff_reason": "emergency"}
        Conversation.objects.filter(contact__phone=f"+{PHONE}").update(**asked, note={"wanted": "nefes"})
    write("ikisi de benim", phone=PHONE, user_id=USER)
    with tenant.scope():
        talk = Conversation.objects.get()
        notes = [one.content["variables"]["note"] for one in Message.objects.filter(type="notice")]
    assert (talk.handoff_reason, talk.note) == ("emergency", {"wanted": "nefes"})
    assert notes == [{"wanted": "kargo"}]


def test_a_message_is_read_though_both_contacts_had_a_verdict_on_one_order(tenant, write, account):
    write("telefondan", phone=PHONE)
    write("gizli", user_id=USER)
    with tenant.scope():
        by_phone, by_user = Contact.objects.get(phone=f"+{PHONE}"), Contact.objects.get(user_id=USER)
        for who, order in ((by_user, "X"), (by_phone, "X"), (by_phone, "Y"), (by_phone, "Z")):
            OrderVerdict.objects.create(
                tenant_id=tenant.id,
                contact=who,
                account=account,
                external_order_id=order,
                is_theirs=False,
                user=tenant.agent,
                decided_at=clock.now(),
            )
    write("ikisi de benim", phone=PHONE, user_id=USER)
    with tenant.scope():
        assert Message.objects.filter(text="ikisi de benim").exists()
        found = OrderVerdict.objects.order_by("external_order_id")
        assert [one.external_order_id for one in found] == ["X", "Y", "Z"]
        assert {one.contact_id for one in found} == {by_user.pk}


def test_a_number_that_comes_with_another_user_id_has_a_new_owner(tenant, write):
    write("benim adresim gizli", phone=PHONE, user_id=USER)
    write("hat bana geçti", phone=PHONE, user_id=OTHER_USER, name="Can")
    assert known_as(tenant) == [(None, USER), (f"+{PHONE}", OTHER_USER)]
    with tenant.scope():
        new = Conversation.objects.get(contact__user_id=OTHER_USER)
        assert list(Message.objects.filter(conversation=new).values_list("text", flat=True)) == [
            "hat bana geçti"
        ]


def announce_new_number(tenant, run_jobs) -> None:
    system = {"type": "user_changed_number", "body": "…", "wa_id": OTHER_PHONE}
    change = e.change(tenant, messages=[e.message(phone=PHONE, type="system", system=system)])
    assert e.post(tenant, change).status_code == 200
    run_jobs()


def test_a_new_number_keeps_the_thread(tenant, write, run_jobs):
    write("selam", phone=PHONE)
    announce_new_number(tenant, run_jobs)
    write("yeni numaram", phone=OTHER_PHONE)
    assert known_as(tenant) == [(f"+{OTHER_PHONE}", None)]
    with tenant.scope():
        types = list(Message.objects.order_by("id").values_list("type", flat=True))
        notice = Message.objects.get(type="notice")
        assert Conversation.objects.count() == 1
    assert types == ["text", "notice", "text"]
    assert notice.content["notice"] == "messaging-notice-number-changed"


def test_a_message_that_overtakes_the_news_of_a_new_number_is_the_same_persons(tenant, write, run_jobs):
    write("selam", phone=PHONE, user_id=USER)
    write("yeni numaram", phone=OTHER_PHONE, user_id=OTHER_USER)
    announce_new_number(tenant, run_jobs)
    assert known_as(tenant) == [(f"+{OTHER_PHONE}", OTHER_USER)]


def test_the_former_owner_of_a_number_is_not_taken_for_the_new_one(tenant, write, run_jobs, at):
    at(clock.now() - timedelta(days=60))
    write("ben eski sahibiyim", phone=OTHER_PHONE)
    at(clock.now() + timedelta(days=60))
    write("selam", phone=PHONE, user_id=USER)
    announce_new_number(tenant, run_jobs)
    assert known_as(tenant) == [(None, None), (f"+{OTHER_PHONE}", USER)]


def test_a_new_name_is_taken_over_but_the_tenants_own_wins(tenant, write):
    write("selam", phone=PHONE, name="Elif")
    with tenant.scope():
        Contact.objects.update(name="Elif Hanım (toptancı)")
    write("selam", phone=PHONE, name="ELİF D.")
    [contact] = contacts(tenant)
    assert contact.profile_name == "ELİF D."
    assert contact.display_name == "Elif Hanım (toptancı)"
    assert contact.search_key == "elif hanim (toptanci) elif d. +905321234567"


@pytest.mark.parametrize("target", ["edit", "revoke", "reaction"])
def test_an_act_on_a_message_counts_when_its_thread_is_merged_in_the_same_batch(
    tenant, write, run_jobs, target
):
    first = e.message("telefondan", phone=PHONE)
    e.post(tenant, e.messages(tenant, first, contacts=[e.person(PHONE)]))
    run_jobs()
    write("gizli", user_id=USER)
    act = {
        "edit": {"original_message_id": first["id"], "message": {"type": "text", "text": {"body": "yeni"}}},
        "revoke": {"original_message_id": first["id"]},
        "reaction": {"message_id": first["id"], "emoji": "👍"},
    }[target]
    both = [e.person(PHONE, user_id=USER)]
    e.post(
        tenant,
        e.messages(tenant, e.message("ikisi de benim", phone=PHONE, user_id=USER), contacts=both),
        e.messages(tenant, e.message(phone=PHONE, user_id=USER, type=target, **{target: act}), contacts=both),
    )
    run_jobs()
    with tenant.scope():
        message = Message.objects.get(wamid=first["id"])
        assert Conversation.objects.get().id == message.conversation_id
    seen = {
        "edit": message.text == "yeni",
        "revoke": message.text == "",
        "reaction": message.reaction == "👍",
    }
    assert seen[target]


def test_a_preference_that_merges_two_contacts_leaves_nothing_behind(tenant, write, run_jobs):
    write("telefondan", phone=PHONE)
    write("gizli", user_id=USER)
    both = [e.person(PHONE, user_id=USER)]
    e.post(
        tenant,
        e.messages(tenant, e.message("bir", user_id=USER), contacts=[e.person(None, user_id=USER)]),
        e.change(
            tenant,
            "user_preferences",
            contacts=both,
            user_preferences=[
                {
                    "wa_id": PHONE,
                    "user_id": USER,
                    "category": "marketing_messages",
                    "value": "stop",
                    "timestamp": e.seconds(None),
                }
            ],
        ),
        e.messages(tenant, e.message("iki", phone=PHONE, user_id=USER), contacts=both),
    )
    run_jobs()
    assert known_as(tenant) == [(f"+{PHONE}", USER)]
    with tenant.scope():
        talk = Conversation.objects.get()
        assert Message.objects.filter(conversation=talk, text__in=["bir", "iki"]).count() == 2
        assert Contact.objects.get().opted_out_at is not None
