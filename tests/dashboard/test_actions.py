"""What a colleague does in a thread, and what the customer gets of it."""

from __future__ import annotations

import re
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client

from invekto.core import clock
from invekto.core.models import InboxVisibility, Tenant
from invekto.messaging.models import Conversation, Message, Mode
from invekto.orders.models import IdentityTry
from invekto.outbound.models import OutboundMessage
from tests.dashboard.threads import make_template, make_thread, waiting, write
from tests.support.tenants import TenantKit

OVER = timedelta(hours=25)


def row(tenant: TenantKit, thread: Conversation) -> Conversation:
    with tenant.scope():
        return Conversation.objects.select_related("assigned_to").get(id=thread.id)


def queued(tenant: TenantKit) -> list[dict[str, object]]:
    with tenant.scope():
        return list(
            OutboundMessage.objects.filter(state="queued").order_by("id").values_list("body", flat=True)
        )


def test_taking_over_says_who_speaks_now(tenant: TenantKit, agent: Client):
    thread = waiting(tenant, since=timedelta(minutes=4))
    page = agent.post(f"/inbox/{thread.id}/take-over/").content.decode()
    assert 'data-mode="human" data-mine="yes"' in page
    assert "Siz yanıtlıyorsunuz" in page
    assert row(tenant, thread).assigned_to == tenant.agent


def test_handing_back_lets_the_bot_speak_again(tenant: TenantKit, agent: Client):
    thread = make_thread(tenant, mode=Mode.HUMAN, assigned_to=tenant.agent)
    page = agent.post(f"/inbox/{thread.id}/hand-back/").content.decode()
    assert "Asistan yanıtlıyor" in page
    assert row(tenant, thread).mode == Mode.BOT


def test_the_first_key_pressed_silences_the_bot(tenant: TenantKit, agent: Client):
    thread = make_thread(tenant)
    page = agent.post(f"/inbox/{thread.id}/keystroke/").content.decode()
    assert 'data-mode="human" data-mine="yes"' in page
    assert row(tenant, thread).mode == Mode.HUMAN


def test_a_key_pressed_pushes_no_colleague_out(tenant: TenantKit, agent: Client):
    with tenant.scope():
        Tenant.objects.filter(id=tenant.id).update(inbox_visibility=InboxVisibility.TEAM)
    thread = make_thread(tenant, mode=Mode.HUMAN, assigned_to=tenant.owner)
    page = agent.post(f"/inbox/{thread.id}/keystroke/").content.decode()
    assert "Zeynep Usta yanıtlıyor" in page
    assert row(tenant, thread).assigned_to == tenant.owner


def test_what_is_written_is_queued_and_shown_at_once(tenant: TenantKit, agent: Client, queued_jobs):
    thread = make_thread(tenant)
    page = agent.post(f"/inbox/{thread.id}/send/", {"text": " Hemen bakıyorum\r\nAyşe "}).content.decode()
    assert "Hemen bakıyorum\nAyşe" in page
    assert queued(tenant) == [{"kind": "text", "body": "Hemen bakıyorum\nAyşe"}]
    assert row(tenant, thread).assigned_to == tenant.agent
    assert "outbound.lane" in queued_jobs()


def test_a_page_older_than_its_window_gets_the_template_picker_with_the_refusal(
    tenant: TenantKit, agent: Client
):
    thread = make_thread(tenant, ago=OVER)
    make_template(tenant, "siparis", "Merhaba {{customer_name}}")
    response = agent.post(f"/inbox/{thread.id}/send/", {"text": "Hemen bakıyorum", "open": "yes"})
    page = response.content.decode()
    assert response.status_code == 422
    assert 'id="desk" data-open="no"' in page
    assert 'id="picker"' in page
    assert queued(tenant) == []


def test_every_answer_says_what_time_it_is(tenant: TenantKit, agent: Client):
    thread = make_thread(tenant)
    told = agent.get(f"/inbox/{thread.id}/messages/?news=1", headers={"HX-Request": "true"})["X-Now"]
    assert abs(float(told) - clock.now().timestamp()) < 5


def test_news_leave_the_line_above_the_composer_alone(tenant: TenantKit, agent: Client):
    thread = make_thread(tenant)
    assert "desk-problem" not in agent.get(f"/inbox/{thread.id}/messages/?news=1").content.decode()
    assert "desk-problem" in agent.post(f"/inbox/{thread.id}/take-over/").content.decode()


@pytest.mark.parametrize("text", ["", "   ", "\x00"])
def test_nothing_written_sends_nothing_and_says_why(tenant: TenantKit, agent: Client, text: str):
    thread = make_thread(tenant)
    response = agent.post(f"/inbox/{thread.id}/send/", {"text": text})
    assert response.status_code == 422
    assert 'role="alert"' in response.content.decode()
    assert queued(tenant) == []


def test_a_text_too_long_for_whatsapp_is_refused_in_words(tenant: TenantKit, agent: Client):
    thread = make_thread(tenant)
    response = agent.post(f"/inbox/{thread.id}/send/", {"text": "a" * 4097})
    assert response.status_code == 422
    assert queued(tenant) == []


def test_free_text_after_the_window_is_refused_and_offers_templates(tenant: TenantKit, agent: Client):
    make_template(tenant, "hatirlatma", "Merhaba {{customer_name}}")
    thread = make_thread(tenant, ago=OVER)
    response = agent.post(f"/inbox/{thread.id}/send/", {"text": "Merhaba", "open": "yes"})
    assert response.status_code == 422
    assert "Merhaba [müşterinin adı]" in response.content.decode()
    assert queued(tenant) == []


def test_a_template_is_filled_in_previewed_and_sent(tenant: TenantKit, agent: Client):
    template = make_template(
        tenant, "teslim", "Merhaba {{customer_name}}, {{order_number}} elinize ulaştı mı?"
    )
    make_template(tenant, "taslak", "Onaysız", status="pending")
    thread = make_thread(tenant, "Elif Demir", ago=OVER)
    page = agent.get(f"/inbox/{thread.id}/templates/").content.decode()
    assert page.count('class="picker-item"') == 1
    page = agent.get(f"/inbox/{thread.id}/templates/?template={template.id}").content.decode()
    assert 'data-blank="customer_name">Elif Demir</span>' in page
    assert 'name="var-order_number"' in page
    sent = {"template": template.id, "var-customer_name": "Elif Hanım", "var-order_number": "1020304050"}
    page = agent.post(f"/inbox/{thread.id}/template/", sent).content.decode()
    assert "Merhaba Elif Hanım, 1020304050 elinize ulaştı mı?" in page
    assert 'id="desk"' in page
    assert queued(tenant)[0]["variables"] == {"customer_name": "Elif Hanım", "order_number": "1020304050"}


def test_a_template_with_a_blank_comes_back_as_it_was_filled_in(tenant: TenantKit, agent: Client):
    template = make_template(tenant, "teslim", "Merhaba {{customer_name}}, {{order_number}} ulaştı mı?")
    thread = make_thread(tenant, ago=OVER)
    sent = {"template": template.id, "var-customer_name": "Elif Hanım", "var-order_number": " "}
    response = agent.post(f"/inbox/{thread.id}/template/", sent)
    assert response.status_code == 422
    assert response.headers["HX-Retarget"] == "closest .picker"
    assert 'value="Elif Hanım"' in response.content.decode()
    assert queued(tenant) == []


def test_a_blank_is_named_in_the_readers_words_and_marked(tenant: TenantKit, agent: Client, owner: Client):
    template = make_template(tenant, "teslim", "Merhaba {{customer_name}}, {{order_number}} ulaştı mı?")
    thread = make_thread(tenant)
    sent = {"template": template.id, "var-customer_name": "", "var-order_number": " "}
    page = agent.post(f"/inbox/{thread.id}/template/", sent).content.decode()
    assert "Şunları doldurun: müşterinin adı, sipariş no." in page
    assert page.count('aria-invalid="true"') == 2
    owner.post("/preferences/", {"language": "en"})
    page = owner.post(f"/inbox/{thread.id}/template/", sent).content.decode()
    assert "Please fill in: customer’s name, order number." in page
    assert queued(tenant) == []


def test_templates_have_names_people_understand(tenant: TenantKit, agent: Client):
    make_template(tenant, "parcel_problem", "Merhaba {{customer_name}}")
    make_template(tenant, "indirim_haftası", "Merhaba {{customer_name}}")
    page = agent.get(f"/inbox/{make_thread(tenant).id}/templates/").content.decode()
    assert "Kargo gecikmesi" in page
    assert "İndirim haftası" in page
    assert "parcel_problem" not in page


def test_a_template_of_another_tenant_does_not_exist(
    tenant: TenantKit, second_tenant: TenantKit, agent: Client
):
    theirs = make_template(second_tenant, "gizli", "Gizli")
    thread = make_thread(tenant, ago=OVER)
    assert agent.get(f"/inbox/{thread.id}/templates/?template={theirs.id}").status_code == 404
    assert agent.post(f"/inbox/{thread.id}/template/", {"template": theirs.id}).status_code == 404
    assert queued(tenant) == []


def test_looking_at_a_thread_marks_it_read(tenant: TenantKit, agent: Client):
    thread = make_thread(tenant, unread=3)
    agent.get(f"/inbox/{thread.id}/")
    assert row(tenant, thread).unread == 3
    assert agent.post(f"/inbox/{thread.id}/read/").status_code == 204
    assert row(tenant, thread).unread == 0


def test_a_failed_message_can_be_sent_again(tenant: TenantKit, agent: Client):
    thread = make_thread(tenant)
    agent.post(f"/inbox/{thread.id}/send/", {"text": "Merhaba"})
    with tenant.scope():
        failed = Message.objects.get(conversation=thread, type="text")
        Message.objects.filter(id=failed.id).update(status="failed", failure_code=131000)
        OutboundMessage.objects.update(state="failed")
    page = agent.post(f"/inbox/{thread.id}/messages/{failed.id}/again/").content.decode()
    assert page.count(">Merhaba<") == 2
    assert queued(tenant) == [{"kind": "text", "body": "Merhaba"}]


def test_a_repetition_that_is_refused_is_not_used_up(tenant: TenantKit, agent: Client):
    thread = make_thread(tenant)
    agent.post(f"/inbox/{thread.id}/send/", {"text": "Merhaba"})
    with tenant.scope():
        failed = Message.objects.get(conversation=thread, type="text")
        Message.objects.filter(id=failed.id).update(status="failed", failure_code=131000)
        OutboundMessage.objects.update(state="failed")
        Conversation.objects.update(last_inbound_at=clock.now() - OVER, mode=Mode.BOT, assigned_to=None)
    again = f"/inbox/{thread.id}/messages/{failed.id}/again/"
    assert "24 saat" in agent.post(again).content.decode()
    assert queued(tenant) == []
    assert row(tenant, thread).mode == Mode.BOT
    with tenant.scope():
        Conversation.objects.update(last_inbound_at=clock.now())
    agent.post(again)
    assert queued(tenant) == [{"kind": "text", "body": "Merhaba"}]


def test_a_repetition_of_what_whatsapp_would_not_take_says_why(tenant: TenantKit, agent: Client):
    thread = make_thread(tenant)
    agent.post(f"/inbox/{thread.id}/send/", {"text": "Merhaba"})
    with tenant.scope():
        failed = Message.objects.get(conversation=thread, type="text")
        Message.objects.filter(id=failed.id).update(status="failed", failure_code=131000)
        OutboundMessage.objects.update(state="failed", body={"kind": "text", "body": "x" * 5000})
    answer = agent.post(f"/inbox/{thread.id}/messages/{failed.id}/again/")
    assert answer.status_code == 422
    assert "karakter olabilir" in answer.content.decode()
    assert queued(tenant) == []


def test_only_a_message_of_this_thread_can_be_sent_again(tenant: TenantKit, agent: Client):
    thread, other = make_thread(tenant), make_thread(tenant, "Ali Kaya")
    message = write(tenant, other, "human", "Merhaba", status="failed")
    assert agent.post(f"/inbox/{thread.id}/messages/{message.id}/again/").status_code == 404


@pytest.mark.parametrize("action", ["send", "template", "take-over", "hand-back", "keystroke", "read"])
def test_nothing_is_done_by_following_a_link(tenant: TenantKit, agent: Client, action: str):
    thread = make_thread(tenant)
    assert agent.get(f"/inbox/{thread.id}/{action}/").status_code == 405
    assert row(tenant, thread).mode == Mode.BOT


def test_nothing_is_done_without_the_pages_own_token(tenant: TenantKit):
    client = Client(enforce_csrf_checks=True)
    client.force_login(tenant.agent, backend="invekto.core.auth.DoorBackend")
    thread = make_thread(tenant)
    assert client.post(f"/inbox/{thread.id}/take-over/").status_code == 403
    assert row(tenant, thread).mode == Mode.BOT


def test_the_orders_beside_the_thread_say_what_to_connect(tenant: TenantKit, agent: Client, owner: Client):
    thread = make_thread(tenant)
    assert (
        "Pazaryerindeki mağazanızı bağlarsanız" in owner.get(f"/inbox/{thread.id}/orders/").content.decode()
    )
    page = agent.get(f"/inbox/{thread.id}/orders/").content.decode()
    assert "Mağaza bağlanınca" in page
    assert not re.search(r'href="/settings', page)


def test_the_customer_beside_the_thread_shows_what_matters(tenant: TenantKit, agent: Client):
    thread = make_thread(tenant)
    with tenant.scope():
        contact = thread.contact
        contact.flags, contact.tags, contact.language = ["vip"], ["toptan"], "en"
        contact.opted_out_at = clock.now()
        contact.save()
    page = agent.get(f"/inbox/{thread.id}/customer/").content.decode()
    for words in ("VIP", "toptan", "İngilizce", "Mesaj istemiyor"):
        assert words in page


def test_whoever_a_colleague_hands_back_may_name_their_order_again(tenant: TenantKit, agent: Client):
    thread = waiting(tenant, since=timedelta(minutes=4))
    with tenant.scope():
        for _ in range(3):
            IdentityTry.objects.create(
                tenant_id=tenant.id, contact=thread.contact, order_number="1", tried_at=clock.now()
            )
    agent.post(f"/inbox/{thread.id}/take-over/")
    with tenant.scope():
        assert IdentityTry.objects.count() == 3
    agent.post(f"/inbox/{thread.id}/hand-back/")
    with tenant.scope():
        assert not IdentityTry.objects.exists()
        IdentityTry.objects.create(
            tenant_id=tenant.id, contact=thread.contact, order_number="1", tried_at=clock.now()
        )
    # The bot has it already: nobody got to know them meanwhile.
    agent.post(f"/inbox/{thread.id}/hand-back/")
    agent.post("/inbox/acts/", {"act": "hand_back", "ids": str(thread.id)})
    with tenant.scope():
        assert IdentityTry.objects.count() == 1


DRAFT = "0123456789abcdef0123456789abcdef"


def test_the_same_draft_sent_again_after_a_timeout_is_one_message(tenant: TenantKit, agent: Client):
    thread = make_thread(tenant)
    for _ in range(3):
        answer = agent.post(f"/inbox/{thread.id}/send/", {"text": "Merhaba", "draft": DRAFT})
        assert answer.status_code == 200
    assert queued(tenant) == [{"kind": "text", "body": "Merhaba"}]


def test_the_same_words_in_another_draft_thread_or_after_an_edit_are_another_message(
    tenant: TenantKit, agent: Client
):
    thread, other = make_thread(tenant), make_thread(tenant, "Ali Kaya")
    for where, words, draft in (
        (thread, "Tamam", DRAFT),
        (thread, "Tamam, geliyor", DRAFT),
        (thread, "Tamam", DRAFT[::-1]),
        (other, "Tamam", DRAFT),
        (thread, "Tamam", "no name"),
        (thread, "Tamam", ""),
    ):
        agent.post(f"/inbox/{where.id}/send/", {"text": words, "draft": draft})
    assert len(queued(tenant)) == 6


def test_one_draft_submitted_by_several_at_once_leaves_once(tenant: TenantKit, client_of):
    thread = make_thread(tenant)
    clients = [client_of(tenant.agent) for _ in range(4)]
    barrier = threading.Barrier(len(clients))

    def submit(client: Client) -> int:
        barrier.wait()
        try:
            return client.post(f"/inbox/{thread.id}/send/", {"text": "Merhaba", "draft": DRAFT}).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(len(clients)) as pool:
        assert list(pool.map(submit, clients)) == [200] * len(clients)
    assert queued(tenant) == [{"kind": "text", "body": "Merhaba"}]


def test_a_draft_that_was_refused_may_be_sent_once_it_is_allowed(tenant: TenantKit, agent: Client):
    thread = make_thread(tenant, ago=OVER)
    assert agent.post(f"/inbox/{thread.id}/send/", {"text": "Merhaba", "draft": DRAFT}).status_code == 422
    with tenant.scope():
        Conversation.objects.filter(id=thread.id).update(last_inbound_at=clock.now())
    assert agent.post(f"/inbox/{thread.id}/send/", {"text": "Merhaba", "draft": DRAFT}).status_code == 200
    assert len(queued(tenant)) == 1


def test_a_template_form_submitted_twice_is_one_message(tenant: TenantKit, agent: Client):
    thread = make_thread(tenant, ago=OVER)
    template = make_template(tenant, "hazir", "Siparişiniz hazır")
    form = agent.get(f"/inbox/{thread.id}/templates/?template={template.id}").content.decode()
    draft = re.search(r'name="draft" value="([0-9a-f-]+)"', form)[1]
    for _ in range(2):
        agent.post(f"/inbox/{thread.id}/template/", {"template": str(template.id), "draft": draft})
    assert len(queued(tenant)) == 1
