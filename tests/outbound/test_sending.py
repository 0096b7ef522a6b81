"""From a queued row to the customer's phone."""

from __future__ import annotations

from datetime import timedelta

import pytest

from invekto.agent_ai import services as dialogue
from invekto.core import clock
from invekto.core.models import DomainEvent
from invekto.messaging.models import (
    Author,
    Contact,
    Conversation,
    DeliveryStatus,
    Message,
    MessageTemplate,
    Mode,
)
from invekto.outbound import services
from invekto.outbound.content import (
    Button,
    Buttons,
    ContentRefused,
    ListMenu,
    Media,
    Row,
    TemplateMessage,
    Text,
)
from invekto.outbound.models import OutboundMessage, SendState
from tests.messaging import envelopes
from tests.outbound.sending import message_of, row_of, say


@pytest.fixture
def template(tenant) -> MessageTemplate:
    now = clock.now()
    with tenant.scope():
        return MessageTemplate.objects.create(
            tenant_id=tenant.id,
            name="randevu_hatirlatma",
            language="tr",
            category=MessageTemplate.Category.UTILITY,
            body="Sayın {{name}}, {{time}} randevunuzu hatırlatırız, {{name}}.",
            buttons=[{"title": "Onayla"}],
            status=MessageTemplate.Status.APPROVED,
            created_at=now,
            updated_at=now,
        )


REMINDER = TemplateMessage("randevu_hatirlatma", "tr", {"time": "3 Aralık 14:30", "name": "Elif"})


def close_window(kit, conversation) -> None:
    with kit.scope():
        Conversation.objects.filter(pk=conversation.pk).update(
            last_inbound_at=clock.now() - timedelta(hours=25)
        )


def test_a_text_reaches_the_phone_once_and_its_ticks_come_back(tenant, peer, run_jobs):
    conversation = tenant.make_conversation(phone="+905321112233")
    row = say(tenant, conversation, why={"rule": "order_status"})
    run_jobs()
    [sent] = peer.taken
    assert (sent.to, sent.text) == ("905321112233", "Kargonuz yolda")
    assert sent.number == tenant.number.phone_number_id
    assert sent.token == tenant.number.access_token
    assert sent.body["biz_opaque_callback_data"] == str(row.pk)
    message = message_of(tenant, row)
    assert (message.wamid, message.status) == (sent.wamid, DeliveryStatus.ACCEPTED)
    assert (message.author, message.why) == (Author.BOT, {"rule": "order_status"})
    assert row_of(tenant, row).state == SendState.SENT
    envelopes.post(tenant, envelopes.change(tenant, statuses=[envelopes.status(sent.wamid, "read")]))
    run_jobs()
    assert message_of(tenant, row).status == DeliveryStatus.READ


def test_nothing_leaves_when_the_callers_transaction_fails(tenant, peer, run_jobs):
    conversation = tenant.make_conversation()
    with pytest.raises(RuntimeError, match="dialogue"), tenant.scope():
        services.send(conversation=conversation, content=Text("x"), author=Author.BOT, now=clock.now())
        raise RuntimeError("dialogue failed")
    assert run_jobs() == 0
    assert peer.sent == []


def test_buttons_lists_and_files_look_as_whatsapp_wants_them(tenant, peer, run_jobs):
    conversation = tenant.make_conversation()
    say(
        tenant,
        conversation,
        Buttons("Onaylıyor musunuz?", (Button("ok", "Onayla"), Button("no", "İptal")), "Randevu", "Klinik"),
    )
    say(
        tenant,
        conversation,
        ListMenu("Uygun saatler:", "Saat seç", (Row("s1", "09:30", "Dr. Kaya"), Row("s2", "14:30"))),
    )
    say(tenant, conversation, Media("document", media_id="77", caption="Rapor", file_name="rapor.pdf"))
    say(tenant, conversation, Media("image", link="https://ornek.example/a.jpg"))
    run_jobs()
    buttons, menu, document, image = (sent.body for sent in peer.taken)
    assert buttons["interactive"] == {
        "type": "button",
        "header": {"type": "text", "text": "Randevu"},
        "body": {"text": "Onaylıyor musunuz?"},
        "footer": {"text": "Klinik"},
        "action": {
            "buttons": [
                {"type": "reply", "reply": {"id": "ok", "title": "Onayla"}},
                {"type": "reply", "reply": {"id": "no", "title": "İptal"}},
            ]
        },
    }
    assert menu["interactive"]["action"] == {
        "button": "Saat seç",
        "sections": [
            {
                "rows": [
                    {"id": "s1", "title": "09:30", "description": "Dr. Kaya"},
                    {"id": "s2", "title": "14:30"},
                ]
            }
        ],
    }
    assert document["document"] == {"id": "77", "caption": "Rapor", "filename": "rapor.pdf"}
    assert image["image"] == {"link": "https://ornek.example/a.jpg"}
    with tenant.scope():
        shown = list(Message.objects.order_by("id").values_list("type", "text", "content"))
    assert shown[0][:2] == ("buttons", "Onaylıyor musunuz?")
    assert shown[0][2]["buttons"] == [{"id": "ok", "title": "Onayla"}, {"id": "no", "title": "İptal"}]
    assert shown[1][2]["list"]["rows"][0]["title"] == "09:30"
    assert shown[2] == ("document", "Rapor", {"file_name": "rapor.pdf"})


def test_a_templates_named_variables_go_in_the_order_meta_knows(tenant, peer, run_jobs, template):
    conversation = tenant.make_conversation()
    row = say(tenant, conversation, REMINDER, author=Author.SYSTEM)
    run_jobs()
    [sent] = peer.taken
    assert sent.body["template"] == {
        "name": "randevu_hatirlatma",
        "language": {"code": "tr"},
        "components": [
            {
                "type": "body",
                "parameters": [{"type": "text", "text": "Elif"}, {"type": "text", "text": "3 Aralık 14:30"}],
            }
        ],
    }
    message = message_of(tenant, row)
    assert message.text == "Sayın Elif, 3 Aralık 14:30 randevunuzu hatırlatırız, Elif."
    assert message.content["template"] == "randevu_hatirlatma"
    assert message.content["buttons"] == [{"title": "Onayla"}]


def test_somebody_without_a_number_is_written_to_by_user_id(tenant, peer, run_jobs):
    conversation = tenant.make_conversation()
    with tenant.scope():
        Contact.objects.filter(pk=conversation.contact_id).update(phone=None, user_id="TR.111")
    say(tenant, conversation)
    run_jobs()
    [sent] = peer.taken
    assert sent.body["recipient"] == "TR.111"
    assert "to" not in sent.body


def test_after_24_hours_only_a_template_may_be_sent(tenant, peer, run_jobs, template):
    conversation = tenant.make_conversation()
    close_window(tenant, conversation)
    with pytest.raises(services.WindowClosed):
        say(tenant, conversation)
    with pytest.raises(services.WindowClosed):
        say(tenant, conversation, author=Author.HUMAN)
    say(tenant, conversation, REMINDER)
    run_jobs()
    assert [sent.body["type"] for sent in peer.taken] == ["template"]
    with tenant.scope():
        assert Message.objects.count() == 1


@pytest.mark.parametrize("status", [s for s in MessageTemplate.Status if s != "approved"])
def test_a_template_that_is_not_approved_is_not_sent(tenant, template, status):
    conversation = tenant.make_conversation()
    with tenant.scope():
        MessageTemplate.objects.update(status=status)
    with pytest.raises(services.TemplateUnavailable):
        say(tenant, conversation, REMINDER)


def test_a_template_without_a_value_for_each_variable_is_not_sent(tenant, template):
    conversation = tenant.make_conversation()
    with pytest.raises(ContentRefused) as refused:
        say(tenant, conversation, TemplateMessage("randevu_hatirlatma", "tr", {"name": "Elif"}))
    assert refused.value.in_words("tr") == "Şablondaki “time” değişkeninin değeri eksik."


@pytest.mark.parametrize(
    ("author", "category", "allowed"),
    [
        (Author.BOT, None, True),  # an answer to what they wrote
        (Author.HUMAN, None, True),
        (Author.SYSTEM, None, False),
        (Author.SYSTEM, "utility", True),
        (Author.SYSTEM, "marketing", False),
        (Author.HUMAN, "marketing", False),
    ],
)
def test_who_opted_out_hears_only_answers_people_and_their_own_business(
    tenant, template, author, category, allowed
):
    conversation = tenant.make_conversation()
    with tenant.scope():
        Contact.objects.filter(pk=conversation.contact_id).update(opted_out_at=clock.now())
        if category:
            MessageTemplate.objects.update(category=category)
    content = REMINDER if category else "Merhaba"
    if allowed:
        assert say(tenant, conversation, content, author=author).state == SendState.QUEUED
        return
    with pytest.raises(services.OptedOut):
        say(tenant, conversation, content, author=author)
    with tenant.scope():
        assert not OutboundMessage.objects.exists()
        assert not Message.objects.exists()


def test_whoever_opted_out_is_not_asked_whether_they_are_satisfied(tenant, template):
    conversation = tenant.make_conversation()
    with tenant.scope():
        Contact.objects.filter(pk=conversation.contact_id).update(opted_out_at=clock.now())
        MessageTemplate.objects.update(name="delivered_satisfaction", category="utility")
    question = TemplateMessage("delivered_satisfaction", "tr", REMINDER.variables)
    for author in (Author.SYSTEM, Author.HUMAN):
        with pytest.raises(services.OptedOut):
            say(tenant, conversation, question, author=author)


def test_the_thread_shows_what_was_said_and_that_the_customer_no_longer_waits(tenant):
    conversation = tenant.make_conversation()
    with tenant.scope():
        Conversation.objects.update(waiting_since=clock.now())
    say(tenant, conversation, "Hemen bakıyorum", author=Author.HUMAN, user=tenant.agent)
    with tenant.scope():
        thread = Conversation.objects.get()
        assert Message.objects.get().user_id == tenant.agent.pk
    assert (thread.last_text, thread.last_author, thread.waiting_since) == ("Hemen bakıyorum", "human", None)


def test_a_bots_farewell_does_not_end_the_wait_for_a_person(tenant):
    conversation = tenant.make_conversation()
    since = clock.now()
    with tenant.scope():
        Conversation.objects.update(waiting_since=since, mode=Mode.WAITING)
    say(tenant, conversation, "Bir arkadaşım yazacak")
    with tenant.scope():
        assert Conversation.objects.get().waiting_since == since


def test_taking_over_withdraws_what_the_bot_has_not_said_yet(tenant, peer, run_jobs):
    conversation = tenant.make_conversation()
    bot = say(tenant, conversation, "bot")
    human = say(tenant, conversation, "insan", author=Author.HUMAN)
    with tenant.scope():
        assert services.cancel_bot_messages(conversation.pk, clock.now()) == 1
        assert services.cancel_bot_messages(conversation.pk, clock.now()) == 0
    run_jobs()
    assert [sent.text for sent in peer.taken] == ["insan"]
    assert row_of(tenant, bot).state == SendState.CANCELLED
    assert message_of(tenant, bot).status == DeliveryStatus.CANCELLED
    assert row_of(tenant, human).state == SendState.SENT


def test_a_bots_row_that_slipped_past_the_take_over_is_withdrawn_by_the_lane(tenant, peer, run_jobs):
    conversation = tenant.make_conversation()
    bot = say(tenant, conversation, "bot")
    with tenant.scope():
        Conversation.objects.update(mode=Mode.HUMAN)
    run_jobs()
    assert peer.sent == []
    assert row_of(tenant, bot).state == SendState.CANCELLED
    assert message_of(tenant, bot).status == DeliveryStatus.CANCELLED


def test_a_customer_whose_answer_the_lane_withdrew_is_shown_as_waiting(tenant, peer, run_jobs):
    conversation = tenant.make_conversation()
    asked_at = clock.now()
    with tenant.scope():
        Message.objects.create(
            tenant=tenant.tenant,
            conversation=conversation,
            author=Author.CUSTOMER,
            type="text",
            text="kimse yok mu",
            at=asked_at,
            received_at=asked_at,
        )
    say(tenant, conversation, "bot")
    with tenant.scope():
        Conversation.objects.update(mode=Mode.HUMAN)
    run_jobs()
    with tenant.scope():
        shown = Conversation.objects.get()
    assert (shown.waiting_since, shown.last_text, shown.last_author) == (asked_at, "kimse yok mu", "customer")


def test_a_bots_farewell_leaves_after_it_handed_over(tenant, peer, run_jobs):
    conversation = tenant.make_conversation()
    say(tenant, conversation, "Bir arkadaşım yazacak")
    with tenant.scope():
        Conversation.objects.update(mode=Mode.WAITING)
    run_jobs()
    assert [sent.text for sent in peer.taken] == ["Bir arkadaşım yazacak"]


def test_another_tenants_lane_sends_nothing_of_ours(tenant, second_tenant, peer):
    from invekto.outbound.lane import run_lane

    conversation = tenant.make_conversation()
    say(tenant, conversation)
    with pytest.raises(type(tenant.number).DoesNotExist):
        run_lane(second_tenant.id, tenant.number.pk)
    assert run_lane(second_tenant.id, second_tenant.number.pk) == 0
    assert peer.sent == []


def test_a_failed_message_is_sent_again_once_as_a_new_one_when_a_person_says_so(tenant, peer, run_jobs):
    conversation = tenant.make_conversation()
    peer.fail(131026)
    failed = say(tenant, conversation)
    run_jobs()
    with tenant.scope():
        again = dialogue.say_again(failed.message_id, tenant.agent, clock.now())
    run_jobs()
    assert row_of(tenant, failed).state == SendState.FAILED
    assert row_of(tenant, again).state == SendState.SENT
    assert again.message_id != failed.message_id
    with tenant.scope():
        assert Message.objects.get(pk=again.message_id).author == Author.HUMAN
        assert Conversation.objects.get(pk=conversation.pk).assigned_to_id == tenant.agent.pk
        assert DomainEvent.objects.filter(name="message.failed").count() == 1
    with tenant.scope(), pytest.raises(Message.DoesNotExist):
        dialogue.say_again(failed.message_id, tenant.agent, clock.now())
    assert len(peer.sent) == 2


def test_a_message_that_has_not_failed_is_not_sent_again(tenant, peer, run_jobs):
    fine = say(tenant, tenant.make_conversation())
    run_jobs()
    with tenant.scope(), pytest.raises(Message.DoesNotExist):
        dialogue.say_again(fine.message_id, tenant.agent, clock.now())


def test_connections_are_kept_for_the_next_message(tenant, peer, run_jobs):
    conversation = tenant.make_conversation()
    for _ in range(4):
        say(tenant, conversation)
        run_jobs()
    assert len(peer.taken) == 4
    assert peer.connections == 1
