"""Notes for colleagues: seen by them alone, naming one another; and who is just writing."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client

from invekto.core import clock
from invekto.core.models import Role, User
from invekto.messaging import notes
from invekto.messaging.models import Conversation, InternalNote, Message, NoteMention
from invekto.outbound.models import OutboundMessage
from tests.dashboard.threads import make_thread, write
from tests.support.tenants import TenantKit

TEXT = "Beden değişimi istiyor, @Zeynep Usta bakar mısın?"


def colleague(tenant: TenantKit, name: str) -> User:
    with tenant.scope():
        return User.objects.create(
            tenant=tenant.tenant,
            email=f"{uuid4()}@example.com",
            name=name,
            role=Role.AGENT,
            created_at=clock.now(),
        )


def note(client: Client, thread: Conversation, text: str = TEXT, **more: str) -> str:
    answer = client.post(f"/inbox/{thread.id}/notes/", {"note": text, **more})
    return answer.content.decode()


def shown(client: Client, thread: Conversation) -> str:
    return client.get(f"/inbox/{thread.id}/", headers={"HX-Request": "true"}).content.decode()


def test_a_note_stands_between_the_messages_and_goes_to_nobodys_phone(
    tenant: TenantKit, agent: Client, owner
):
    thread = make_thread(tenant)
    write(tenant, thread, "customer", "38 yerine 40 olur mu", ago=timedelta(minutes=9))
    note(agent, thread)
    with tenant.scope():
        InternalNote.objects.update(created_at=clock.now() - timedelta(minutes=6))
    write(tenant, thread, "human", "Bakıyorum", ago=timedelta(minutes=3))
    page = shown(owner, thread)
    order = [page.index(words) for words in ("38 yerine 40", "Beden değişimi", "Bakıyorum")]
    assert order == sorted(order)
    assert '<mark class="mention">@Zeynep Usta</mark>' in page
    assert "Ayşe Yıldız not düştü" in page
    with tenant.scope():
        assert not OutboundMessage.objects.exists()
        assert Message.objects.count() == 2
        assert Conversation.objects.get().last_text == "merhaba"


def test_whoever_is_named_hears_of_it_until_they_have_looked(tenant: TenantKit, agent: Client, owner: Client):
    thread, other = make_thread(tenant), make_thread(tenant, "Ali Kaya")
    note(agent, thread)
    note(agent, other, "kimse anılmadı")
    with tenant.scope():
        asked = Conversation.objects.filter(notes.mentioned(tenant.owner))
        assert [one.pk for one in asked] == [thread.pk]
        assert not Conversation.objects.filter(notes.mentioned(tenant.agent)).exists()
    listed = owner.get("/inbox/?filter=mentioned").content.decode()
    assert f'id="row-{thread.id}"' in listed
    assert f'id="row-{other.id}"' not in listed
    assert 'data-filter="mentioned"' in owner.get("/inbox/").content.decode()
    assert 'data-filter="mentioned"' not in agent.get("/inbox/").content.decode()
    assert "data-unseen" in shown(owner, thread)
    assert "data-unseen" not in shown(agent, thread)
    assert owner.post(f"/inbox/{thread.id}/read/").status_code == 204
    assert "data-unseen" not in shown(owner, thread)
    with tenant.scope():
        assert not Conversation.objects.filter(notes.mentioned(tenant.owner)).exists()
        assert NoteMention.objects.get().seen_at is not None


def test_a_note_taken_away_is_gone_for_the_others_and_comes_back(
    tenant: TenantKit, agent: Client, owner: Client
):
    thread = make_thread(tenant)
    note(agent, thread)
    with tenant.scope():
        kept = InternalNote.objects.get()
    address = f"/inbox/{thread.id}/notes/{kept.id}/"
    assert owner.post(address).status_code == 404  # somebody else's
    assert "Beden değişimi" in shown(owner, thread)
    assert "Geri al" in agent.post(address).content.decode()
    assert "Beden" not in shown(owner, thread)
    with tenant.scope():
        assert not Conversation.objects.filter(notes.mentioned(tenant.owner)).exists()
    assert "Beden değişimi" in agent.post(address, {"back": "yes"}).content.decode()
    assert "Beden değişimi" in shown(owner, thread)


def test_one_note_is_written_once_and_a_bad_one_not_at_all(tenant: TenantKit, second_tenant, agent: Client):
    thread = make_thread(tenant)
    draft = str(uuid4())
    for _ in range(2):
        note(agent, thread, draft=draft)
    assert "Not boş olamaz" in note(agent, thread, "  ")
    assert "en çok 4.000 karakter" in note(agent, thread, "a" * 4001)
    stranger = make_thread(second_tenant)
    assert agent.post(f"/inbox/{stranger.id}/notes/", {"note": TEXT}).status_code == 404
    with tenant.scope():
        assert InternalNote.objects.count() == 1
    with second_tenant.scope():
        assert not InternalNote.objects.exists()


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("@Ali Kaya bakar mısın", ["Ali Kaya"]),
        ("@ali kaya bakar mısın", ["Ali Kaya"]),
        ("@Ali Kayacan baksın", ["Ali Kayacan"]),
        ("@İrem ve @Ali Kaya", ["Ali Kaya", "İrem Çelik"]),
        ("@irem", ["İrem Çelik"]),
        ("@Ali", ["Ali Kaya", "Ali Kayacan"]),
        ("@Alican nerede", []),
        ("ali@kaya.com yazdı, Ali Kaya aradı", []),
    ],
)
def test_a_name_after_an_at_means_whom_it_fits_best(tenant: TenantKit, text: str, named: list[str]):
    people = [colleague(tenant, name) for name in ("Ali Kaya", "Ali Kayacan", "İrem Çelik")]
    assert sorted(one.name for one in notes.named_in(text, people)) == named


def test_long_threads_show_each_note_on_the_page_of_its_messages(tenant: TenantKit, agent: Client):
    thread = make_thread(tenant)
    for place in range(70):
        write(tenant, thread, "customer", f"mesaj {place}", ago=timedelta(minutes=100 - place))
    for place, words in ((10.5, "eski not"), (60.5, "yeni not")):
        note(agent, thread, words)
        with tenant.scope():
            kept = InternalNote.objects.filter(text=words)
            kept.update(created_at=clock.now() - timedelta(minutes=100 - place))
    page = shown(agent, thread)
    assert "yeni not" in page
    assert "eski not" not in page
    with tenant.scope():
        before = Message.objects.get(text="mesaj 20").id
    earlier = agent.get(f"/inbox/{thread.id}/messages/?before={before}").content.decode()
    assert "eski not" in earlier
    assert "yeni not" not in earlier


def test_being_seen_to_write_stores_nothing(tenant: TenantKit, second_tenant, agent: Client, monkeypatch):
    thread = make_thread(tenant)
    from invekto.dashboard.views import writing

    told = []
    monkeypatch.setattr(writing.live, "announce", lambda kind, **ids: told.append((kind, ids)))
    assert agent.post(f"/inbox/{thread.id}/typing/").status_code == 204
    ids = {"tenant_id": tenant.id, "conversation": thread.id, "user": tenant.agent.pk}
    assert told == [("typing", ids)]
    assert agent.post(f"/inbox/{make_thread(second_tenant).id}/typing/").status_code == 404


@pytest.mark.parametrize("named", ["@Can Er", "@can er", "@CAN", "@can"])
def test_whoever_names_somebody_who_cannot_see_the_conversation_is_told(
    tenant: TenantKit, agent: Client, owner: Client, named: str
):
    can = colleague(tenant, "Can Er")
    thread = make_thread(tenant, mode="human", assigned_to=tenant.agent)
    page = note(agent, thread, f"{named} ve @Zeynep Usta bakar mısınız?")
    assert "Can Er bu görüşmeyi göremiyor, bu yüzden nottan haberi olmadı." in page
    assert "bakar mısınız?" in page
    with tenant.scope():
        assert [one.user for one in NoteMention.objects.select_related("user")] == [tenant.owner]
        assert not Conversation.objects.filter(notes.mentioned(can)).exists()
    assert "göremiyor" in shown(agent, thread)
    assert "göremiyor" not in shown(owner, thread)  # it is its writer who counts on them


def test_two_who_cannot_see_it_are_both_named_and_those_who_can_are_not(
    tenant: TenantKit, agent: Client, owner: Client
):
    colleague(tenant, "Can Er")
    colleague(tenant, "Şule Işık")
    thread = make_thread(tenant, mode="human", assigned_to=tenant.agent)
    page = note(agent, thread, "@can @sule isik bir bakın")
    assert "Can Er, Şule Işık bu görüşmeyi göremiyor, bu yüzden nottan haberleri olmadı." in page
    assert "göremiyor" not in note(agent, make_thread(tenant, "Ali Kaya"), "@can @sule isik bir bakın")
    assert "göremiyor" not in note(owner, thread, "@Ayşe Yıldız bakar mısın, kargo@ornek.com")
