"""From a queued row to the customer's phone."""

from __future__ import annotations

from invekto.core import clock
from invekto.messaging.models import Author, DeliveryStatus, Message
from invekto.outbound.content import Text
from invekto.outbound.models import OutboundMessage, SendState
from invekto.outbound.services import send
from tests.messaging import envelopes


def say(kit, conversation, text="Kargonuz yolda", author=Author.BOT, **more):
    with kit.scope():
        return send(conversation=conversation, content=Text(text), author=author, now=clock.now(), **more)


def test_a_text_reaches_the_phone_once_and_its_ticks_come_back(tenant, peer, run_jobs):
    conversation = tenant.make_conversation(phone="+905321112233")
    row = say(tenant, conversation)
    run_jobs()
    [sent] = peer.taken
    assert (sent.to, sent.text) == ("905321112233", "Kargonuz yolda")
    assert sent.number == tenant.number.phone_number_id
    assert sent.token == tenant.number.access_token
    assert sent.body["biz_opaque_callback_data"] == str(row.pk)
    with tenant.scope():
        message = Message.objects.get()
        assert (message.wamid, message.status) == (sent.wamid, DeliveryStatus.ACCEPTED)
        assert OutboundMessage.objects.get().state == SendState.SENT
    envelopes.post(tenant, envelopes.change(tenant, statuses=[envelopes.status(sent.wamid, "read")]))
    run_jobs()
    with tenant.scope():
        assert Message.objects.get().status == DeliveryStatus.READ
