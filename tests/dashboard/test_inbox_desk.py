"""What a colleague does from the list, to one conversation or to many, and the way back."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from invekto.agent_ai import presence, takeover
from invekto.core import clock
from invekto.core.models import DomainEvent, User
from invekto.messaging.models import Author, Contact, Conversation, DeskAction, Message, Mode
from invekto.orders.models import IdentityTry
from invekto.outbound import services as outbound
from invekto.outbound.content import Text
from tests.dashboard.test_list import minutes, names
from tests.dashboard.threads import make_thread, waiting, write
from tests.messaging import envelopes as e
from tests.support.talk import Talk
from tests.support.tenants import TenantKit

# A Tuesday, 17:30 in Istanbul.
TUESDAY = datetime(2026, 11, 24, 14, 30, tzinfo=UTC)


def act(client: Client, kind: str, *talks: Conversation, status: int = 200, **more: str) -> str:
    body = {"act": kind, "ids": ",".join(str(one.id) for one in talks)} | more
    response = client.post("/inbox/acts/", body)
    assert response.status_code == status
    return response.content.decode()


def undo(client: Client, page: str) -> str:
    address = re.search(r'data-undo="([^"]+)"', page)
    assert address is not None
    return client.post(address[1]).content.decode()


def said(page: str) -> str:
    line = re.search(r'id="desk-said".*?<span>(.*?)</span>', page, re.DOTALL)
    assert line is not None
    return line[1]


def row(tenant: TenantKit, talk: Conversation) -> Conversation:
    with tenant.scope():
        return Conversation.objects.select_related("contact", "assigned_to").get(id=talk.id)


def stored(tenant: TenantKit, talk: Conversation) -> dict[str, Any]:
    """All there is to a conversation, but for what the test itself made."""
    with tenant.scope():
        return Conversation.objects.values().get(id=talk.id)


def notices(tenant: TenantKit, talk: Conversation) -> list[str]:
    with tenant.scope():
        found = Message.objects.filter(conversation_id=talk.id, type="notice").order_by("id")
        return [one.content["notice"] for one in found]


def customer_writes(tenant: TenantKit, talk: Conversation, text: str = "Bir şey daha soracaktım") -> None:
    phone = row(tenant, talk).contact.phone
    assert phone is not None
    wa_id = phone.lstrip("+")
    e.post(tenant, e.messages(tenant, e.message(text, phone=wa_id), contacts=[e.person(wa_id)]))


def test_closing_takes_many_out_of_the_list_and_the_way_back_restores_each(tenant: TenantKit, agent: Client):
    first = waiting(tenant, "Bekleyen", since=minutes(9), unread=3)
    second = make_thread(tenant, "Asistanda", marked_unread=True)
    stays = make_thread(tenant, "Kalan")
    before = [stored(tenant, one) for one in (first, second)]
    page = act(agent, "done", first, second)
    assert names(page.encode()) == []
    assert said(page) == "2 görüşme kapatıldı."
    assert names(agent.get("/inbox/").content) == ["Kalan"]
    assert names(agent.get("/inbox/?filter=done").content) == ["Asistanda", "Bekleyen"]
    assert notices(tenant, first) == ["desk-notice-done"]
    assert said(act(agent, "done", first)) == "Değişen bir şey yok."

    assert said(undo(agent, page)) == "Geri alındı."
    assert [stored(tenant, one) for one in (first, second)] == before
    assert notices(tenant, first) == []
    assert row(tenant, stays).done_at is None
    assert "Geri alınamadı" in undo(agent, page)  # once is enough


def test_the_customers_next_message_opens_a_closed_conversation_and_wakes_one_that_sleeps(
    tenant: TenantKit, agent: Client, run_jobs: Callable[[], int]
):
    closed = make_thread(tenant, "Kapalı", mode=Mode.HUMAN, assigned_to=tenant.agent)
    asleep = make_thread(tenant, "Uyuyan", mode=Mode.HUMAN, assigned_to=tenant.agent)
    page = act(agent, "done", closed)
    act(agent, "snooze", asleep, until="tomorrow")
    for one in (closed, asleep):
        customer_writes(tenant, one)
    run_jobs()
    for one in (closed, asleep):
        now = row(tenant, one)
        assert (now.done_at, now.snoozed_until) == (None, None)
        assert now.waiting_since is not None
    with tenant.scope():
        reopened = DomainEvent.objects.filter(name="conversation.reopened")
        assert [event.subject_id for event in reopened] == [closed.id]
    # Nobody is at the desk: the closed one waits for whoever comes; the other was Ayşe's all the time.
    assert (row(tenant, closed).mode, row(tenant, closed).assigned_to) == ("waiting", None)
    assert row(tenant, asleep).assigned_to == tenant.agent
    # What came of it meanwhile is not undone.
    assert "Geri alınamadı" in undo(agent, page)
    assert row(tenant, closed).unread == 1
    assert notices(tenant, closed) == ["desk-notice-done"]


def test_whom_a_colleague_began_to_speak_with_is_not_taken_from_them_by_an_undo(
    tenant: TenantKit, owner: Client, run_jobs: Callable[[], int]
):
    talk = make_thread(tenant, "Bekleyen", mode=Mode.WAITING)
    page = act(owner, "assign", talk, person=str(tenant.agent.id))
    with tenant.scope():
        takeover.say(talk.id, tenant.agent, Text("Buyurun, ben Ayşe"), clock.now())
    assert "Geri alınamadı" in undo(owner, page)
    assert (row(tenant, talk).mode, row(tenant, talk).assigned_to) == ("human", tenant.agent)


def test_nobody_takes_back_what_they_may_no_longer_see_but_what_they_gave_away(
    tenant: TenantKit, agent: Client
):
    lost = make_thread(tenant, "Kapalı", mode=Mode.HUMAN, assigned_to=tenant.agent)
    given = make_thread(tenant, "Verilen", mode=Mode.HUMAN, assigned_to=tenant.agent)
    tagged = make_thread(tenant, "Etiketli", mode=Mode.HUMAN, assigned_to=tenant.agent)
    closed = act(agent, "done", lost)
    labelled = act(agent, "tag", tagged, tag="iade")
    with tenant.scope():
        Conversation.objects.filter(id__in=[lost.id, tagged.id]).update(assigned_to=tenant.owner)
    assert "Geri alınamadı" in undo(agent, closed)
    assert row(tenant, lost).done_at is not None
    undo(agent, labelled)
    assert row(tenant, tagged).contact.tags == ["iade"]
    undo(agent, act(agent, "assign", given, person=str(tenant.owner.id)))
    assert row(tenant, given).assigned_to == tenant.agent


@pytest.mark.parametrize("put_away", ["done", "snooze"])
def test_who_writes_in_a_closed_conversation_has_it_before_them_again(
    tenant: TenantKit, agent: Client, put_away: str
):
    mine = make_thread(tenant, "Kapalı", mode=Mode.HUMAN, assigned_to=tenant.agent)
    act(agent, put_away, mine, **({"until": "tomorrow"} if put_away == "snooze" else {}))
    with tenant.scope():
        takeover.say(mine.id, tenant.agent, Text("Bir de şunu ekleyeyim"), clock.now())
    assert (row(tenant, mine).done_at, row(tenant, mine).snoozed_until) == (None, None)


def test_a_reopened_conversation_goes_back_to_who_had_it_if_they_are_at_the_desk(
    tenant: TenantKit, agent: Client, run_jobs: Callable[[], int]
):
    with tenant.scope():
        for user in (tenant.owner, tenant.agent):
            presence.heartbeat(user, clock.now())
    closed = make_thread(tenant, "Kapalı", mode=Mode.HUMAN, assigned_to=tenant.agent)
    act(agent, "done", closed)
    customer_writes(tenant, closed)
    run_jobs()
    now = row(tenant, closed)
    assert (now.mode, now.assigned_to, now.done_at) == ("waiting", tenant.agent, None)


def test_what_is_closed_or_put_off_is_given_to_nobody(
    tenant: TenantKit, agent: Client, run_jobs: Callable[[], int], at: Callable[[datetime], None]
):
    at(TUESDAY)
    with tenant.scope():
        presence.heartbeat(tenant.agent, clock.now())
    closed, asleep = (waiting(tenant, name, since=minutes(5)) for name in ("Kapalı", "Uyuyan"))
    act(agent, "done", closed)
    act(agent, "snooze", asleep, until="hours")
    run_jobs()
    assert [row(tenant, one).assigned_to for one in (closed, asleep)] == [None, None]
    at(TUESDAY + timedelta(hours=3))
    with tenant.scope():
        presence.heartbeat(tenant.agent, clock.now())
    run_jobs()
    assert row(tenant, asleep).assigned_to == tenant.agent
    assert row(tenant, closed).assigned_to is None


@pytest.mark.parametrize(
    ("until", "wakes"),
    [
        ({"until": "tomorrow"}, datetime(2026, 11, 25, 6, 0, tzinfo=UTC)),
        ({"until": "monday"}, datetime(2026, 11, 30, 6, 0, tzinfo=UTC)),
        ({"until": "hours"}, TUESDAY + timedelta(hours=3)),
        ({"at": "2026-12-01T11:15"}, datetime(2026, 12, 1, 8, 15, tzinfo=UTC)),
    ],
)
def test_a_conversation_sleeps_until_the_tenants_own_morning(
    tenant: TenantKit,
    agent: Client,
    run_jobs: Callable[[], int],
    at: Callable[[datetime], None],
    until: dict[str, str],
    wakes: datetime,
):
    at(TUESDAY)
    talks = [waiting(tenant, f"Müşteri {number}", since=minutes(5)) for number in range(2)]
    act(agent, "snooze", *talks, **until)
    assert names(agent.get("/inbox/").content) == []
    assert row(tenant, talks[0]).snoozed_until == wakes
    for moment, shown in ((wakes - timedelta(seconds=40), 0), (wakes, 2)):
        at(moment)
        run_jobs()
        assert len(names(agent.get("/inbox/?filter=waiting").content)) == shown
    woken = row(tenant, talks[0])
    assert (woken.snoozed_until, woken.marked_unread) == (None, True)
    assert notices(tenant, talks[0]) == ["desk-notice-woken"]
    run_jobs()  # a second time nothing happens
    assert notices(tenant, talks[0]) == ["desk-notice-woken"]


@pytest.mark.parametrize(
    ("until", "words"),
    [
        ({"at": "2026-11-24T17:30"}, "Geçmişe ertelenemez"),
        ({"at": "2028-11-24T17:30"}, "bir yıl"),
        ({"at": "yarın"}, "anlaşılamadı"),
        ({"at": "99999-01-01T00:00"}, "anlaşılamadı"),
        ({"at": "2026-11-30T09:00+23:59"}, "anlaşılamadı"),
        ({"until": "never"}, "anlaşılamadı"),
        ({}, "anlaşılamadı"),
    ],
)
def test_a_time_that_cannot_be_is_told_and_changes_nothing(
    tenant: TenantKit,
    agent: Client,
    at: Callable[[datetime], None],
    until: dict[str, str],
    words: str,
):
    at(TUESDAY)
    talk = waiting(tenant, since=minutes(5))
    before = stored(tenant, talk)
    assert words in said(act(agent, "snooze", talk, status=422, **until))
    assert stored(tenant, talk) == before


def test_the_sheet_offers_times_and_a_monday_that_is_tomorrow_once(
    tenant: TenantKit, agent: Client, at: Callable[[datetime], None]
):
    talk = make_thread(tenant)
    for day, offered in ((TUESDAY, 3), (datetime(2026, 11, 29, 10, tzinfo=UTC), 2)):
        at(day)
        sheet = agent.get(f"/inbox/acts/snooze/?ids={talk.id}").content.decode()
        assert len(re.findall(r'name="until"', sheet)) == offered


def test_unread_is_marked_and_opening_ends_it(tenant: TenantKit, agent: Client):
    talk = make_thread(tenant)
    assert "Okunmadı olarak işaretlendi" in act(agent, "unread", talk)
    assert "is-unread" in agent.get("/inbox/").content.decode()
    agent.post(f"/inbox/{talk.id}/read/")
    assert "is-unread" not in agent.get("/inbox/").content.decode()
    unread = make_thread(tenant, "Yeni", unread=4)
    page = act(agent, "read", unread, talk)
    assert row(tenant, unread).unread == 0
    undo(agent, page)
    assert row(tenant, unread).unread == 4


def test_a_tag_is_one_however_it_is_typed_and_comes_off_again(tenant: TenantKit, agent: Client):
    first, second = make_thread(tenant, "Elif"), make_thread(tenant, "Ali")
    with tenant.scope():
        Contact.objects.filter(id=first.contact_id).update(tags=["İade takibi", "Bayi"])
    page = act(agent, "tag", first, second, tag="  #iade   TAKIBI ")
    tags = [row(tenant, one).contact.tags for one in (first, second)]
    assert tags == [["İade takibi", "Bayi"], ["İade takibi"]]
    undo(agent, page)
    assert row(tenant, second).contact.tags == []
    assert "İade takibi" in row(tenant, first).contact.tags
    page = act(agent, "untag", first, second, tag="Bayi")
    assert row(tenant, first).contact.tags == ["İade takibi"]
    undo(agent, page)
    assert set(row(tenant, first).contact.tags) == {"Bayi", "İade takibi"}
    sheet = agent.get(f"/inbox/acts/tag/?ids={first.id},{second.id}").content.decode()
    assert '<option value="Bayi">' in sheet
    for wrong in ("", " # ", "x" * 41):
        assert "harf" in (words := said(act(agent, "tag", first, status=422, tag=wrong))) or "yazın" in words


def test_assigning_silences_the_bot_and_the_way_back_lets_it_speak(tenant: TenantKit, owner: Client):
    with_bot = make_thread(tenant, "Asistanda")
    waits = waiting(tenant, "Bekleyen", since=minutes(5))
    theirs = make_thread(tenant, "Zeynep'te", mode=Mode.HUMAN, assigned_to=tenant.owner)
    before = [stored(tenant, one) for one in (with_bot, waits, theirs)]
    page = act(owner, "assign", with_bot, waits, theirs, person=str(tenant.agent.id))
    assert said(page) == "3 görüşme atandı."
    assert [row(tenant, one).assigned_to for one in (with_bot, waits, theirs)] == [tenant.agent] * 3
    assert [row(tenant, one).mode for one in (with_bot, waits, theirs)] == ["waiting"] * 3
    assert row(tenant, waits).waiting_since is not None
    assert notices(tenant, waits) == ["handover-notice-given-by"]
    undo(owner, page)
    assert [stored(tenant, one) for one in (with_bot, waits, theirs)] == before
    assert notices(tenant, with_bot) == []

    act(owner, "assign", theirs, person="")
    assert (row(tenant, theirs).mode, row(tenant, theirs).assigned_to) == ("waiting", None)


def test_only_colleagues_can_be_given_a_conversation(
    tenant: TenantKit, second_tenant: TenantKit, agent: Client
):
    talk = make_thread(tenant)
    with tenant.scope():
        User.objects.filter(id=tenant.owner.id).update(is_active=False)
    for person in (second_tenant.agent.id, tenant.owner.id, "nobody"):
        assert "ekipte değil" in said(act(agent, "assign", talk, status=422, person=str(person)))
    assert row(tenant, talk).mode == Mode.BOT
    sheet = agent.get(f"/inbox/acts/assign/?ids={talk.id}").content.decode()
    assert str(tenant.agent.id) in sheet
    assert str(tenant.owner.id) not in sheet


def test_many_are_handed_back_at_once_and_come_back_with_their_notes(
    tenant: TenantKit, agent: Client, run_jobs: Callable[[], int]
):
    talks = [
        waiting(tenant, f"Müşteri {number}", since=minutes(5), mode="human", assigned_to=tenant.agent)
        for number in range(3)
    ]
    before = [stored(tenant, one) for one in talks]
    page = act(agent, "hand-back", *talks)
    assert [row(tenant, one).mode for one in talks] == ["bot"] * 3
    customer_writes(tenant, talks[0], "merhaba")
    run_jobs()
    assert said(undo(agent, page)) == "2 / 3 görüşme geri alındı; ötekilerde o arada yeni bir şey oldu."
    assert row(tenant, talks[0]).mode == Mode.BOT
    assert [stored(tenant, one) for one in talks[1:]] == before[1:]
    assert notices(tenant, talks[1]) == []


def test_nobody_acts_on_what_is_not_theirs(tenant: TenantKit, second_tenant: TenantKit, agent: Client):
    theirs = make_thread(second_tenant, "Yabancı")
    before = stored(second_tenant, theirs)
    for kind in ("done", "unread", "snooze", "tag", "assign", "hand-back"):
        act(agent, kind, theirs, until="tomorrow", tag="x", person=str(tenant.agent.id))
    assert stored(second_tenant, theirs) == before
    assert row(second_tenant, theirs).contact.tags == []
    for sheet in ("snooze", "tag", "assign"):
        assert "Yabancı" not in agent.get(f"/inbox/acts/{sheet}/?ids={theirs.id}").content.decode()


def test_an_action_is_taken_back_by_whoever_did_it(tenant: TenantKit, agent: Client, owner: Client):
    talk = make_thread(tenant)
    page = act(agent, "done", talk)
    address = re.search(r'data-undo="([^"]+)"', page)
    assert address is not None
    assert owner.post(address[1]).status_code == 404
    assert row(tenant, talk).done_at is not None


@pytest.mark.parametrize(
    "body",
    [
        {"act": "explode", "ids": "00000000-0000-0000-0000-000000000000"},
        {"act": "done", "ids": "1,2"},
        {"act": "done", "ids": ""},
        {"act": "done"},
        {"act": "done", "ids": ",".join(["00000000-0000-0000-0000-000000000000"] * 201)},
    ],
)
def test_a_broken_request_is_refused(agent: Client, body: dict[str, str]):
    assert agent.post("/inbox/acts/", body).status_code == 404


@pytest.mark.parametrize(
    ("kind", "mode"),
    [
        ("done", "bot"),
        ("snooze", "bot"),
        ("unread", "bot"),
        ("read", "bot"),
        ("tag", "bot"),
        ("assign", "bot"),
        ("assign", "waiting"),
        ("hand-back", "human"),
        ("hand-back", "waiting"),
    ],
)
def test_thirty_cost_as_many_queries_as_three(tenant: TenantKit, agent: Client, kind: str, mode: str):
    counts = []
    for many in (3, 30):
        talks = [_half_way(tenant, f"Müşteri {number}", mode) for number in range(many)]
        with CaptureQueriesContext(connection) as captured:
            act(agent, kind, *talks, until="tomorrow", tag=f"t{many}", person=str(tenant.owner.id))
        counts.append(len(captured))
    assert counts[0] == counts[1]


def _half_way(tenant: TenantKit, name: str, mode: str) -> Conversation:
    """A talk with all that an action may have to deal with: a note, an answer still on its way, an open question,
    a wrong try for an order."""
    talk = make_thread(tenant, name) if mode == "bot" else waiting(tenant, name, since=minutes(5), mode=mode)
    with tenant.scope():
        held = outbound.send(
            conversation=talk,
            content=Text("Hemen bakıyorum"),
            author=Author.BOT,
            now=clock.now() - minutes(4),
            hold=minutes(60),
            why={"rule": "did-greeted"},
        )
        IdentityTry.objects.create(
            tenant_id=tenant.id, contact=talk.contact, order_number="1", tried_at=clock.now()
        )
        Conversation.objects.filter(id=talk.id).update(unread=2)
    write(tenant, talk, "customer", "kargo ücreti ne kadar", ago=minutes(3))
    assert held.state == "queued"
    return talk


def test_old_actions_are_forgotten(tenant: TenantKit, agent: Client, at: Callable[[datetime], None]):
    from invekto.messaging.retention import forget_old

    act(agent, "done", make_thread(tenant))
    forget_old(clock.now() + timedelta(days=29))
    with tenant.scope():
        assert DeskAction.objects.exists()
    forget_old(clock.now() + timedelta(days=31))
    with tenant.scope():
        assert not DeskAction.objects.exists()


def test_a_conversation_is_listed_under_what_it_is_about(tenant: TenantKit, agent: Client):
    talk = Talk(tenant, make_thread(tenant, "Elif Demir"))
    talk.say("kargo ücreti ne kadar")
    about = row(tenant, talk.conversation).intent
    assert about
    talk.say("çok teşekkürler")  # a courtesy changes no subject
    assert row(tenant, talk.conversation).intent == about
    assert names(agent.get(f"/inbox/?intent={about}").content) == ["Elif Demir"]
    assert names(agent.get("/inbox/?intent=return_request").content) == []
