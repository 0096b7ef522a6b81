"""What the bot cannot or must not answer reaches a person, also when the trouble comes afterwards."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from invekto.core import clock
from tests.messaging import envelopes as e
from tests.messaging.rooms import peer

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.messaging.graph_peer import GraphPeer
    from tests.support.talk import Talk
    from tests.support.tenants import TenantKit

__all__ = ["peer"]


def _talk(tenant: TenantKit) -> object:
    from invekto.messaging.models import Conversation

    with tenant.scope():
        return Conversation.objects.select_related("contact").get()


def _said(tenant: TenantKit) -> list[str]:
    from invekto.messaging.models import Author, Message

    with tenant.scope():
        return list(Message.objects.filter(author=Author.BOT).order_by("id").values_list("text", flat=True))


def _edit(of: str, text: str) -> dict[str, object]:
    changed = {"type": "text", "text": {"body": text}}
    return e.message(id="wamid.EDIT", type="edit", edit={"original_message_id": of, "message": changed})


def test_an_answer_that_whatsapp_refuses_for_good_is_given_to_a_person(
    tenant: TenantKit, peer: GraphPeer, run_jobs: Callable[[], int]
) -> None:
    peer.fail(131026)
    e.post(tenant, e.messages(tenant, e.message("merhaba")))
    run_jobs()
    talk = _talk(tenant)
    assert (talk.mode, talk.handoff_reason) == ("waiting", "error")
    assert talk.waiting_since is not None
    assert "merhaba" in talk.note["wanted"]
    assert "ulaşmadı" in talk.note["next_step"]


def test_whoever_blocked_the_business_is_given_to_nobody(
    tenant: TenantKit, peer: GraphPeer, run_jobs: Callable[[], int]
) -> None:
    peer.fail(131050)
    e.post(tenant, e.messages(tenant, e.message("merhaba")))
    run_jobs()
    assert _talk(tenant).mode == "bot"


def test_an_edit_that_clearly_wants_something_else_is_answered(
    tenant: TenantKit, peer: GraphPeer, run_jobs: Callable[[], int]
) -> None:
    e.post(tenant, e.messages(tenant, e.message("merhaba", id="wamid.FIRST")))
    run_jobs()
    assert len(_said(tenant)) == 1
    e.post(tenant, e.messages(tenant, _edit("wamid.FIRST", "gerçek biriyle konuşmak istiyorum")))
    run_jobs()
    assert len(_said(tenant)) == 2
    assert _talk(tenant).handoff_reason == "asked"


def test_an_edit_that_wants_the_same_is_not_answered_again(
    tenant: TenantKit, peer: GraphPeer, run_jobs: Callable[[], int]
) -> None:
    e.post(tenant, e.messages(tenant, e.message("meraba", id="wamid.FIRST")))
    run_jobs()
    e.post(tenant, e.messages(tenant, _edit("wamid.FIRST", "merhaba")))
    run_jobs()
    assert len(_said(tenant)) == 1


def test_nobody_edits_takes_back_or_reacts_to_another_customers_message(
    tenant: TenantKit, peer: GraphPeer, run_jobs: Callable[[], int]
) -> None:
    from invekto.messaging.models import Message

    e.post(tenant, e.messages(tenant, e.message("merhaba", id="wamid.VICTIM", phone="905321234567")))
    run_jobs()
    stranger = {"phone": "905329876543"}
    edited = {"type": "text", "text": {"body": "bambaska bir sey"}}
    for item in (
        e.message(
            id="wamid.A",
            type="edit",
            edit={"original_message_id": "wamid.VICTIM", "message": edited},
            **stranger,
        ),
        e.message(
            id="wamid.B", type="reaction", reaction={"message_id": "wamid.VICTIM", "emoji": "👎"}, **stranger
        ),
        e.message(id="wamid.C", type="revoke", revoke={"original_message_id": "wamid.VICTIM"}, **stranger),
    ):
        e.post(tenant, e.messages(tenant, item))
    run_jobs()
    with tenant.scope():
        message = Message.objects.get(wamid="wamid.VICTIM")
    assert (message.text, message.reaction, message.revoked_at) == ("merhaba", None, None)


def test_a_question_that_came_days_late_waits_for_a_person_and_does_not_silence_the_bot(
    tenant: TenantKit, peer: GraphPeer, run_jobs: Callable[[], int], at: Callable[..., None]
) -> None:
    from invekto.dashboard.queries.inbox import Filter, Look, counts, page

    late = clock.now() - timedelta(days=3)
    e.post(tenant, e.messages(tenant, e.message("kargom nerede", at=late)))
    run_jobs()
    assert _said(tenant) == []
    now = clock.now() + timedelta(minutes=5)
    with tenant.scope():
        assert counts(tenant.agent, now).waiting == 1
        (row,) = page(tenant.agent, Look(box=Filter.WAITING), now=now).rows
    assert row.badge == "waiting"
    e.post(tenant, e.messages(tenant, e.message("merhaba", id="wamid.NEW")))
    run_jobs()
    assert len(_said(tenant)) == 1
    with tenant.scope():
        assert counts(tenant.agent, now).waiting == 0


def test_a_kind_of_message_that_nobody_knows_yet_is_answered_with_a_request_for_words(
    tenant: TenantKit, peer: GraphPeer, run_jobs: Callable[[], int]
) -> None:
    e.post(tenant, e.messages(tenant, e.message(type="hologram", hologram={"id": "1"})))
    run_jobs()
    assert len(_said(tenant)) == 1


def test_a_sticker_leaves_nobody_waiting(
    tenant: TenantKit, peer: GraphPeer, run_jobs: Callable[[], int]
) -> None:
    sticker = {"id": "1", "mime_type": "image/webp", "sha256": "x"}
    e.post(tenant, e.messages(tenant, e.message(type="sticker", sticker=sticker)))
    run_jobs()
    assert _said(tenant) == []
    assert _talk(tenant).waiting_since is None


def test_a_template_with_buttons_as_the_last_word_stops_no_answer(talk: Talk) -> None:
    from invekto.messaging.models import Author, MessageTemplate
    from invekto.outbound import services as outbound
    from invekto.outbound.content import TemplateMessage

    talk.write("merhaba")
    conversation = talk.row()
    with talk.kit.scope():
        MessageTemplate.objects.create(
            tenant=talk.kit.tenant,
            name="randevu",
            language="tr",
            category="utility",
            body="Geliyor musunuz?",
            buttons=[{"title": "Evet"}, {"title": "Hayır"}],
            status="approved",
            created_at=clock.now(),
            updated_at=clock.now(),
        )
        outbound.send(
            conversation=conversation,
            content=TemplateMessage("randevu", "tr"),
            author=Author.BOT,
            now=clock.now(),
        )
    talk.new()
    assert talk.say("temsilciye bağlanmak istiyorum")


def test_one_conversation_that_cannot_be_read_goes_to_a_person_and_the_others_are_answered(
    talk: Talk, run_jobs: Callable[[], int]
) -> None:
    from invekto.core import events
    from invekto.messaging.models import Message
    from tests.support.talk import Talk as NewTalk

    other = NewTalk(talk.kit, talk.kit.make_conversation())
    for one in (talk, other):
        one.say("kumaşı nedir?")
        one.write("merhaba")
    with talk.kit.scope():
        Message.objects.filter(conversation=talk.conversation, author="bot").update(
            content={"list": {"rows": ["nobody writes it like this"]}}
        )
        events.record_each(
            "message.received",
            tenant_id=talk.kit.id,
            now=clock.now(),
            subject_ids=[talk.conversation.id, other.conversation.id],
        )
    run_jobs()
    assert (talk.new(), talk.state()["handoff_reason"]) == ([], "error")
    assert "merhaba" in talk.state()["note"]["wanted"]
    assert other.new()


def test_words_from_the_business_phone_silence_the_bot_also_when_the_database_refused_it_at_first(
    tenant: TenantKit, run_jobs: Callable[[], int], at: Callable[..., None], admin_url: str
) -> None:
    from tests.support.refusing import refusing

    e.post(tenant, e.messages(tenant, e.message("merhaba")))
    run_jobs()
    echo = e.message("Ben bakıyorum") | {"to": e.PHONE}
    with refusing(admin_url, tenant, "UPDATE ON conversations", when="NEW.mode = 'human'"):
        e.post(tenant, e.change(tenant, "smb_message_echoes", contacts=[e.person()], message_echoes=[echo]))
        run_jobs()
        assert _talk(tenant).mode == "bot"
    at(clock.now() + timedelta(seconds=6))
    run_jobs()
    assert _talk(tenant).mode == "human"
