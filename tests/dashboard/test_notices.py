"""What a colleague who looks elsewhere is told of, and what not."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.test import Client

from invekto.agent_ai.services import assign_to
from invekto.core import clock
from invekto.messaging.desk import wake_due
from invekto.messaging.models import Conversation, Mode, NoticeChoice
from tests.dashboard.threads import make_thread, waiting
from tests.support.tenants import TenantKit

MINUTE = timedelta(minutes=1)


def told(client: Client, *, ago: timedelta = MINUTE) -> list[dict[str, Any]]:
    since = (clock.now() - ago).timestamp()
    answer = client.get(f"/notices/?since={since}").json()
    assert answer["now"] >= since
    return answer["notices"]


def kinds(client: Client, **more: Any) -> list[str]:
    return [one["kind"] for one in told(client, **more)]


def test_each_kind_is_told_to_whom_it_concerns_and_the_most_urgent_first(
    tenant: TenantKit, second_tenant, agent: Client, owner: Client
):
    mine = make_thread(
        tenant,
        "Ali Kaya",
        ago=timedelta(seconds=20),
        mode=Mode.HUMAN,
        assigned_to=tenant.agent,
        last_text="beden değişir mi",
    )
    lost = waiting(tenant, "Elif Demir", since=timedelta(seconds=10))
    urgent = waiting(tenant, "Can Er", since=timedelta(seconds=30), handoff_reason="emergency")
    make_thread(tenant, "Bot Konuşur", ago=timedelta(seconds=5))
    waiting(second_tenant, "Başkasının", since=timedelta(seconds=5))
    owner.post(f"/inbox/{lost.id}/notes/", {"note": "@Ayşe Yıldız bakar mısın"})
    found = told(agent)
    assert [one["kind"] for one in found] == ["emergency", "mention", "mine"]
    assert [one["conversation"] for one in found] == [str(urgent.id), str(lost.id), str(mine.id)]
    assert [one["title"] for one in found] == [
        "Acil: Can Er",
        "Zeynep Usta bir notta sizi andı",
        "Ali Kaya yazdı",
    ]
    assert found[2]["body"] == "beden değişir mi"
    assert found[2]["url"] == f"/inbox/{mine.id}/"
    assert kinds(owner) == ["emergency", "unassigned"]
    assert told(agent) == found  # the same news has the same key, however often it is asked for


def test_old_news_and_a_page_that_just_opened_tell_nothing(tenant: TenantKit, agent: Client):
    waiting(tenant, since=timedelta(minutes=5))
    assert kinds(agent) == []
    assert kinds(agent, ago=timedelta(minutes=6)) == ["unassigned"]
    assert agent.get("/notices/").json()["notices"] == []
    for bad in ("x", "nan", "1e99", "-1e300", "inf"):
        assert agent.get(f"/notices/?since={bad}").status_code == 200
    # Whoever was away for hours looks at the list.
    with tenant.scope():
        Conversation.objects.update(handed_off_at=clock.now() - timedelta(hours=2))
    assert kinds(agent, ago=timedelta(hours=3)) == []


def test_what_one_is_given_what_comes_back_and_what_one_promised_is_told_too(
    tenant: TenantKit, agent: Client, owner: Client
):
    given = waiting(tenant, "Ali Kaya", since=timedelta(minutes=20))
    put_off = waiting(tenant, "Elif Demir", since=timedelta(hours=3), assigned_to=tenant.agent)
    promised = waiting(tenant, "Can Er", since=timedelta(hours=3), assigned_to=tenant.agent)
    waiting(tenant, "Bekleyen", since=timedelta(hours=3), assigned_to=tenant.agent)
    begun = clock.now()
    with tenant.scope():
        Conversation.objects.filter(id=put_off.id).update(snoozed_until=begun - timedelta(seconds=1))
        Conversation.objects.filter(id=promised.id).update(callback_at=begun - timedelta(seconds=2))
        assign_to(given.id, tenant.agent.id, tenant.owner, begun)
    wake_due(tenant.id, begun)
    assert {one["title"] for one in told(agent)} == {
        "Ali Kaya size verildi",
        "Elif Demir: erteleme süresi doldu",
        "Can Er: yazma sözü verilen saat geldi",
    }
    assert kinds(owner) == []


def test_each_kind_can_be_switched_off_and_sound_is_off_until_it_is_wanted(
    tenant: TenantKit, agent: Client, owner: Client
):
    waiting(tenant, since=timedelta(seconds=10))
    assert agent.get(f"/notices/?since={clock.now().timestamp()}").json()["sound"] is False
    page = agent.get("/preferences/notices/").content.decode()
    assert page.count("checked") == 4
    page = agent.post(
        "/preferences/notices/", {"kinds": ["mine", "nonsense"], "sound": "on"}
    ).content.decode()
    assert page.count("checked") == 2
    assert kinds(agent) == []
    assert kinds(owner) == ["unassigned"]  # it is each one's own choice
    assert agent.get(f"/notices/?since={clock.now().timestamp()}").json()["sound"] is True
    with tenant.scope():
        assert NoticeChoice.objects.get().kinds == ["mine"]


def test_nobody_is_told_anything_without_logging_in():
    assert Client().get("/notices/").status_code == 302
