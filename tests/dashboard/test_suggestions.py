"""Suggestions and canned replies as the pages offer them, and what is sent of them."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client

from invekto.agent_ai import services
from invekto.agent_ai.models import CannedReply, ReplyProposal, SuggestedReply
from invekto.core import clock
from invekto.core.models import Role, User
from invekto.messaging.models import Mode
from invekto.outbound.content import Text
from invekto.outbound.models import OutboundMessage
from tests.dashboard.threads import make_thread
from tests.support.people import make_person
from tests.support.replies import keep, offered
from tests.support.talk import Talk
from tests.support.tenants import TenantKit


@pytest.fixture
def talk(make_tenant: Callable[..., TenantKit]) -> Talk:
    kit = make_tenant(settings={"shipping": {"fee": 49.9}})
    keep(kit, "kargo", "Kargo {{?gün}} gün sürer, {{ad|değerli müşterimiz}}.", intents=("shipping_info",))
    one = Talk(kit, kit.make_conversation())
    one.take_over()
    one.say("kargo ücreti ne kadar")
    return one


@pytest.fixture
def colleague(talk: Talk, client_of: Callable[..., Client]) -> Client:
    return client_of(talk.kit.agent)


def address(talk: Talk, suggestion: SuggestedReply) -> str:
    return f"/inbox/{talk.conversation.id}/suggestions/{suggestion.pk}/"


def leaves(talk: Talk) -> list[tuple[str, str]]:
    with talk.kit.scope():
        rows = OutboundMessage.objects.filter(conversation_id=talk.conversation.id).order_by("id")
        return [(row.state, row.body["body"]) for row in rows]


def test_the_thread_and_its_news_offer_them_with_their_keys(talk: Talk, colleague: Client):
    for path in ("", "messages/?news=1"):
        page = colleague.get(f"/inbox/{talk.conversation.id}/{path}").content.decode()
        assert re.findall(r'data-rank="(\d)"', page) == ["1", "2"]
        assert '<mark class="blank">gün</mark> gün sürer, Elif.' in page
        assert 'data-blanks="[&quot;gün&quot;]"' in page


def test_a_key_sends_some_seconds_later_and_undo_takes_it_back(talk: Talk, colleague: Client, at):
    first = offered(talk)[0]
    page = colleague.post(address(talk, first), {"act": "accept"}).content.decode()
    again = colleague.post(address(talk, first), {"act": "accept"}).content.decode()
    assert "data-leaves" in page
    assert "data-leaves" in again
    assert leaves(talk) == [("queued", first.reply_text)]
    page = colleague.post(address(talk, first), {"act": "undo"}).content.decode()
    assert re.findall(r'data-rank="(\d)"', page) == ["1", "2"]
    assert "geri alındı" in page
    assert leaves(talk) == [("cancelled", first.reply_text)]
    colleague.post(address(talk, first), {"act": "accept"})
    at(clock.now() + timedelta(seconds=6))
    page = colleague.get(f"/inbox/{talk.conversation.id}/messages/?news=1").content.decode()
    assert "data-leaves" not in page


def test_a_blank_is_refused_in_words_and_nothing_leaves(talk: Talk, colleague: Client):
    second = offered(talk)[1]
    response = colleague.post(address(talk, second), {"act": "accept"})
    assert (response.status_code, leaves(talk)) == (422, [])
    assert "Doldurulmamış yer var: gün" in response.content.decode()
    response = colleague.post(f"/inbox/{talk.conversation.id}/send/", {"text": "Kargo {{?gün}} gün sürer"})
    assert (response.status_code, leaves(talk)) == (422, [])


def test_what_was_filled_in_and_edited_in_the_box_is_kept_with_its_origin(talk: Talk, colleague: Client):
    second = offered(talk)[1]
    form = {
        "text": "Kargo 2 gün sürer, Elif. Sevgiler",
        "draft": uuid4().hex,
        "suggestion": str(second.pk),
        "entered": json.dumps({"gün": "2"}),
    }
    for _ in range(2):  # a retry
        assert colleague.post(f"/inbox/{talk.conversation.id}/send/", form).status_code == 200
    assert leaves(talk) == [("queued", "Kargo 2 gün sürer, Elif. Sevgiler")]
    with talk.kit.scope():
        kept = SuggestedReply.objects.get(id=second.pk)
    assert (kept.outcome, kept.edit_distance, kept.filled["{{?gün}}"]) == ("edited", 9, "2")


def test_other_words_for_what_a_colleague_just_sent_are_sent_too(
    talk: Talk, colleague: Client, client_of: Callable[..., Client]
):
    first = offered(talk)[0]
    colleague.post(address(talk, first), {"act": "accept"})
    form = {"text": "Kargonuz yarın çıkar", "draft": uuid4().hex, "suggestion": str(first.pk)}
    owner = client_of(talk.kit.owner)
    for _ in range(2):
        assert owner.post(f"/inbox/{talk.conversation.id}/send/", form).status_code == 200
    assert leaves(talk) == [("queued", first.reply_text), ("queued", "Kargonuz yarın çıkar")]


def test_refusing_offers_the_rest_and_an_undo(talk: Talk, colleague: Client):
    first = offered(talk)[0]
    page = colleague.post(address(talk, first), {"act": "reject"}).content.decode()
    assert re.findall(r'data-rank="(\d)"', page) == ["2"]
    assert "Öneri kaldırıldı." in page
    page = colleague.post(address(talk, first), {"act": "undo"}).content.decode()
    assert re.findall(r'data-rank="(\d)"', page) == ["1", "2"]


def test_an_old_offer_is_grey_and_is_not_sent(talk: Talk, colleague: Client):
    first = offered(talk)[0]
    talk.write("vazgeçtim")
    page = colleague.get(f"/inbox/{talk.conversation.id}/messages/?news=1").content.decode()
    assert 'data-old="yes"' in page
    response = colleague.post(address(talk, first), {"act": "accept"})
    assert (response.status_code, leaves(talk)) == (422, [])
    assert "yeniden yazdı" in response.content.decode()


@pytest.mark.parametrize("told", [{}, {"act": "nonsense"}])
def test_anything_else_is_not_found(talk: Talk, colleague: Client, told: dict[str, str]):
    assert colleague.post(address(talk, offered(talk)[0]), told).status_code == 404
    assert colleague.get(address(talk, offered(talk)[0])).status_code == 405


def test_another_thread_and_another_tenant_reach_no_suggestion(
    talk: Talk, colleague: Client, second_tenant: TenantKit, client_of: Callable[..., Client]
):
    first = offered(talk)[0]
    elsewhere = make_thread(talk.kit, mode=Mode.HUMAN)
    for client, path in (
        (colleague, f"/inbox/{elsewhere.id}/suggestions/{first.pk}/"),
        (client_of(second_tenant.agent), address(talk, first)),
    ):
        assert client.post(path, {"act": "accept"}).status_code == 404
    foreign = client_of(second_tenant.agent)
    assert foreign.get(f"/inbox/{talk.conversation.id}/replies/").status_code == 404
    form = {"text": "Merhaba", "suggestion": str(first.pk)}
    assert colleague.post(f"/inbox/{elsewhere.id}/send/", form).status_code == 200
    assert leaves(talk) == []
    assert [one.outcome for one in offered(talk)] == [None, None]


def test_a_colleagues_conversation_offers_another_agent_nothing(talk: Talk, client_of: Callable[..., Client]):
    with talk.kit.scope():
        other = User.objects.create(
            tenant=talk.kit.tenant,
            email=f"{uuid4().hex}@example.com",
            name="Can Er",
            role=Role.AGENT,
            created_at=clock.now(),
        )
    client = client_of(other)
    assert client.post(address(talk, offered(talk)[0]), {"act": "accept"}).status_code == 404
    assert client.get(f"/inbox/{talk.conversation.id}/replies/").status_code == 404
    assert leaves(talk) == []


def test_a_page_shows_nobody_words_of_a_talk_that_they_may_not_see(
    talk: Talk, client_of: Callable[..., Client], run_jobs: Callable[[], object]
):
    with talk.kit.scope():
        answered = "Tabii, kapıda ödemede ücret kuryeye verilir, ayrıca alınmaz."
        services.say(talk.conversation.id, talk.kit.agent, Text(answered), clock.now())
    run_jobs()
    waiting = Talk(talk.kit, talk.kit.make_conversation(name="Ali Kaya"))
    waiting.say("bir yetkiliyle görüşmek istiyorum")
    waiting.say("kargo ücreti ne kadar")
    other = client_of(make_person(talk.kit, Role.AGENT, "Can Er"))
    for path in ("", "messages/?news=1"):
        address = f"/inbox/{waiting.conversation.id}/{path}"
        mine, theirs = (client.get(address).content.decode() for client in (client_of(talk.kit.agent), other))
        assert answered in mine
        assert answered not in theirs
        assert re.findall(r'data-rank="(\d)"', theirs) == ["1", "2"]
    past = next(one for one in offered(waiting) if one.source == "past")
    where = f"/inbox/{waiting.conversation.id}/suggestions/{past.pk}/"
    for act in ("accept", "reject"):
        assert other.post(where, {"act": act}).status_code == 404
    assert leaves(waiting)[-1][1] != answered


def test_the_picker_lists_them_filled_and_says_which_have_no_english(talk: Talk, colleague: Client):
    keep(
        talk.kit,
        "selam",
        "Merhaba {{ad|x}}, ben {{temsilci}}.",
        body_en="Hello {{name|x}}, this is {{agent}}.",
    )
    page = colleague.get(f"/inbox/{talk.conversation.id}/replies/").content.decode()
    assert 'data-text="Merhaba Elif, ben Ayşe."' in page
    with talk.kit.scope():
        type(talk.conversation.contact).objects.update(language="en")
    page = colleague.get(f"/inbox/{talk.conversation.id}/replies/").content.decode()
    assert 'data-text="Hello Elif, this is Ayşe."' in page
    assert "Türkçesi var" in page


def test_a_picked_reply_is_counted_with_what_was_changed(talk: Talk, colleague: Client):
    reply = keep(talk.kit, "selam", "Merhaba {{ad|x}}, ben {{temsilci}}.")
    form = {"text": "Merhaba Elif, ben Ayşe!", "canned": str(reply.pk), "canned_language": "tr"}
    assert colleague.post(f"/inbox/{talk.conversation.id}/send/", form).status_code == 200
    with talk.kit.scope():
        kept = SuggestedReply.objects.get(rank=0)
    assert (kept.canned_id, kept.outcome, kept.edit_distance) == (reply.pk, "edited", 1)
    assert kept.filled == {"{{ad|x}}": "Elif", "{{temsilci}}": "Ayşe"}


@pytest.mark.parametrize("told", ["x", "00000000-0000-0000-0000-000000000000"])
def test_an_origin_that_is_gone_keeps_no_word_from_being_sent(talk: Talk, colleague: Client, told: str):
    for name in ("suggestion", "canned"):
        form = {"text": f"Merhaba {name}", name: told, "entered": "[1"}
        assert colleague.post(f"/inbox/{talk.conversation.id}/send/", form).status_code == 200
    assert [words for _, words in leaves(talk)] == ["Merhaba suggestion", "Merhaba canned"]


# The settings page.


@pytest.fixture
def shop_owner(talk: Talk, client_of: Callable[..., Client]) -> Client:
    return client_of(talk.kit.owner)


FORM = {
    "code": "/İade",
    "title": "İade",
    "category": "Genel",
    "body_tr": "Merhaba {{ad|müşterimiz}}",
    "body_en": "",
}


def test_a_reply_is_kept_changed_removed_and_put_back(talk: Talk, shop_owner: Client):
    page = shop_owner.post("/settings/replies/", FORM | {"intents": ["return_request"]}).content.decode()
    assert "/iade kaydedildi" in page
    with talk.kit.scope():
        kept = CannedReply.objects.get(code="iade")
    assert kept.intents == ["return_request"]
    assert (
        'value="return_request" checked'
        in shop_owner.get(f"/settings/replies/?edit={kept.pk}").content.decode()
    )
    shop_owner.post("/settings/replies/", FORM | {"id": str(kept.pk), "title": "İade koşulları"})
    page = shop_owner.post(f"/settings/replies/{kept.pk}/remove/").content.decode()
    assert "/iade silindi" in page
    assert f'id="reply-{kept.pk}"' not in page
    page = shop_owner.post(f"/settings/replies/{kept.pk}/remove/", {"on": "1"}).content.decode()
    assert "İade koşulları" in page


def test_a_wrong_reply_stays_in_the_form_with_the_reason(talk: Talk, shop_owner: Client):
    response = shop_owner.post(
        "/settings/replies/", FORM | {"body_tr": "Merhaba {{soyad}}", "code": "kargo2"}
    )
    page = response.content.decode()
    assert response.status_code == 422
    assert "“soyad” bilinen bir alan değil" in page
    assert "Merhaba {{soyad}}</textarea>" in page
    with talk.kit.scope():
        assert not CannedReply.objects.filter(code="kargo2").exists()


def test_the_settings_are_for_managers(talk: Talk, colleague: Client):
    nobody = "00000000-0000-0000-0000-000000000000"
    for path in ("/settings/replies/", "/settings/replies/report/"):
        assert colleague.get(path).status_code == 404
    for path in (
        "/settings/replies/",
        f"/settings/replies/{nobody}/remove/",
        "/settings/replies/proposals/abc/",
    ):
        assert colleague.post(path, FORM | {"act": "take"}).status_code == 404


# The report, and texts that people keep changing.


def answered(talk: Talk, text: str | None, *, name: str = "Ali Kaya") -> None:
    """Another customer asks the same, and a colleague sends the canned reply, perhaps in other words."""
    from invekto.agent_ai.suggestions import services

    other = Talk(talk.kit, talk.kit.make_conversation(name=name))
    other.take_over()
    other.say("kargo ücreti ne kadar")
    chosen = next(one for one in offered(other) if one.source == "canned")
    with talk.kit.scope():
        services.accept(chosen.pk, talk.kit.agent, clock.now(), text=text, entered={"gün": "2"})


def test_the_report_counts_messages_by_topic_and_source(talk: Talk, shop_owner: Client, colleague: Client):
    answered(talk, None)
    answered(talk, "Kargo 2 gün sürer, Ali!")
    colleague.post(address(talk, offered(talk)[0]), {"act": "reject"})
    page = shop_owner.get("/settings/replies/report/").content.decode()
    assert "Öneri çıkan 3 mesajın %67’si öneriyle yanıtlandı, %33’ü hiç değiştirilmeden." in page
    cells = re.findall(r'<td class="number"[^>]*>([^<]*)</td>', page)
    assert cells[:7] == ["3", "%67", "1", "1", "1 karakter", "1", "0"]


def test_what_people_keep_changing_is_proposed_taken_and_taken_back(talk: Talk, shop_owner: Client):
    for name in ("Ali Kaya", "Can Er", "Naz Su"):
        answered(talk, f"Kargo 2 gün sürer, {name.split()[0]}. İyi günler dileriz, takipte kalın.", name=name)
    page = shop_owner.get("/settings/replies/report/").content.decode()
    (key,) = re.findall(r'id="proposal-(\w+)"', page)
    shop_owner.post(f"/settings/replies/proposals/{key}/", {"act": "take"})
    with talk.kit.scope():
        reply = CannedReply.objects.get(code="kargo")
        spoken = ReplyProposal.objects.get()
    assert reply.body_tr == (
        "Kargo {{?gün}} gün sürer, {{ad|değerli müşterimiz}}. İyi günler dileriz, takipte kalın."
    )
    assert 'id="proposal-' not in shop_owner.get("/settings/replies/report/").content.decode()
    page = shop_owner.post(f"/settings/replies/proposals/{spoken.pk}/", {"act": "back"}).content.decode()
    with talk.kit.scope():
        assert CannedReply.objects.get(code="kargo").body_tr.endswith("{{ad|değerli müşterimiz}}.")
    assert f'id="proposal-{key}"' in page
    page = shop_owner.post(f"/settings/replies/proposals/{key}/", {"act": "decline"}).content.decode()
    assert 'id="proposal-' not in page


def test_nothing_that_leads_to_a_customer_is_proposed(talk: Talk, shop_owner: Client):
    for number in ("102030", "203040", "304050"):
        answered(talk, f"Kargo 2 gün sürer, Ali. Takip numaranız {number}, iyi günler dileriz.")
    assert 'id="proposal-' not in shop_owner.get("/settings/replies/report/").content.decode()


def test_a_proposal_that_is_gone_or_nonsense_changes_nothing(talk: Talk, shop_owner: Client):
    gone = shop_owner.post("/settings/replies/proposals/abc/", {"act": "take"})
    assert "artık geçerli değil" in gone.content.decode()
    assert shop_owner.post("/settings/replies/proposals/abc/", {"act": "back"}).status_code == 404
    assert shop_owner.post("/settings/replies/proposals/abc/", {}).status_code == 404
    with talk.kit.scope():
        assert not ReplyProposal.objects.exists()


def test_pages_ask_a_fixed_number_of_questions(talk: Talk, shop_owner: Client):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def asked(path: str) -> int:
        shop_owner.get(path)
        with CaptureQueriesContext(connection) as queries:
            shop_owner.get(path)
        return len(queries)

    paths = ("/settings/replies/", "/settings/replies/report/", f"/inbox/{talk.conversation.id}/replies/")
    before = [asked(path) for path in paths]
    for n in range(12):
        keep(talk.kit, f"kod{n}", f"Metin {n} {{{{ad|x}}}}")
        answered(talk, None)
    assert [asked(path) for path in paths] == before
