"""The team's page, everybody's own switch, and the heartbeat of open pages."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from invekto.core.models import User
    from tests.support.tenants import TenantKit

TEAM, BEAT, SWITCH = "/settings/team/", "/presence/", "/presence/availability/"


def _seat(kit: TenantKit, user: User) -> object:
    from invekto.agent_ai.models import Seat

    with kit.scope():
        return Seat.objects.filter(user=user).first()


def test_an_open_page_brings_its_person_to_the_desk_and_what_waits_to_them(
    tenant: TenantKit, agent: Client, run_jobs: Callable[[], int]
) -> None:
    from tests.agent_ai import desk

    talk = desk.waiting(tenant, since=timedelta(minutes=5))
    assert _seat(tenant, tenant.agent) is None
    page = agent.get("/").content.decode()
    assert 'data-presence="/presence/"' in page
    assert page.count('role="switch" aria-checked="true"') == 2
    assert agent.post(BEAT).status_code == 204
    run_jobs()
    assert desk.holder(tenant, talk) == tenant.agent.name
    # Logged out is gone, at once: what was not begun is everybody's again.
    agent.post("/logout/")
    run_jobs()
    assert desk.holder(tenant, talk) is None


def test_the_switch_says_and_keeps_whether_one_is_away(
    tenant: TenantKit, agent: Client, run_jobs: Callable[[], int]
) -> None:
    from tests.agent_ai import desk

    switch = agent.post(SWITCH, {"away": "1"}).content.decode()
    assert switch.count('aria-checked="false"') == 2
    assert "Uzakta" in switch
    talk = desk.waiting(tenant, since=timedelta(minutes=5))
    agent.post(BEAT)
    run_jobs()
    assert desk.holder(tenant, talk) is None
    assert 'aria-checked="false"' in agent.get("/inbox/").content.decode()
    assert "Çevrim içi" in agent.post(SWITCH, {"away": "0"}).content.decode()
    run_jobs()
    assert desk.holder(tenant, talk) == tenant.agent.name


def test_the_page_shows_who_is_here_with_their_room(tenant: TenantKit, agent: Client, owner: Client) -> None:
    from tests.agent_ai import desk

    ali = desk.person(tenant, "Ali Şen", room=3, languages=["en", "tr"])
    desk.come(tenant, ali)
    seen = agent.get(TEAM).content.decode()
    assert seen.index("Ali Şen") < seen.index(tenant.owner.name)
    assert "0 / 3 açık görüşme" in seen
    assert "team-change" not in seen
    assert "<form" not in seen.split('id="team"')[1].split("</main>")[0]
    assert "Ali Şen için ayarları değiştir" in owner.get(TEAM).content.decode()


def test_owners_change_what_a_person_takes_and_can_take_it_back(
    tenant: TenantKit, second_tenant: TenantKit, owner: Client, agent: Client
) -> None:
    from invekto.agent_ai.models import Seat
    from invekto.core.models import AuditEntry

    address = f"{TEAM}people/{tenant.agent.pk}/"
    asked = {"room": "7", "language": ["tr", "de"], "takes": ["talk"]}
    assert agent.post(address, asked).status_code == 404
    answer = owner.post(address, asked, headers={"HX-Request": "true"}).content.decode()
    assert f"{tenant.agent.name} için kaydedildi" in answer
    seat = _seat(tenant, tenant.agent)
    assert isinstance(seat, Seat)
    assert (seat.room, seat.languages, seat.takes) == (7, ["de", "tr"], ["talk"])
    # The way back that it offers.
    undo = {"room": "20", "language": ["tr"], "takes": ["talk", "emergency"]}
    assert 'name="room" value="20"' in answer
    owner.post(address, undo)
    for wrong in ({"room": "201"}, {"room": "çok"}, {"room": ""}, {"room": "5", "language": "xx"}):
        refused = owner.post(address, wrong, headers={"HX-Request": "true"})
        assert refused.status_code == 422
    assert "0 ile 200 arasında bir tam sayı" in owner.post(address, {"room": "٣"}).content.decode()
    seat = _seat(tenant, tenant.agent)
    assert isinstance(seat, Seat)
    assert (seat.room, seat.takes) == (20, ["emergency", "talk"])
    foreign = f"{TEAM}people/{second_tenant.agent.pk}/"
    assert owner.post(foreign, asked).status_code == 404
    assert _seat(second_tenant, second_tenant.agent) is None
    with tenant.scope():
        assert AuditEntry.objects.filter(action="seat.changed").count() == 2


@pytest.mark.parametrize(("hours", "status"), [("12", 200), ("", 200), ("0", 422), ("721", 422), ("x", 422)])
def test_owners_say_when_the_bot_comes_back(
    tenant: TenantKit, owner: Client, agent: Client, hours: str, status: int
) -> None:
    from invekto.core.models import Tenant

    assert agent.post(f"{TEAM}desk/", {"hours": "5"}).status_code == 404
    answer = owner.post(f"{TEAM}desk/", {"hours": hours}, headers={"HX-Request": "true"})
    assert answer.status_code == status
    with tenant.scope():
        kept = Tenant.objects.get()
    assert (kept.bot_resumes_after, kept.alerts_by_email) == (
        (int(hours) if hours else None, False) if status == 200 else (None, True)
    )


@pytest.mark.alone
def test_a_line_of_the_note_leads_to_its_message_and_the_desk_shows_what_was_booked(
    make_tenant: Callable[..., TenantKit],
    client_of: Callable[[User], Client],
    at: Callable[..., None],
    run_jobs: Callable[[], int],
) -> None:
    from invekto.agent_ai import tasks
    from invekto.messaging.models import Message
    from tests.agent_ai import desk
    from tests.support.talk import Talk

    at(desk.at_nine() + timedelta(hours=13))
    shop = make_tenant(settings={"working_hours": {"mon-fri": "09:00-18:00"}})
    talk = Talk(shop, shop.make_conversation())
    talk.say("temsilciye bağlanmak istiyorum")
    with shop.scope():
        asked = Message.objects.get(author="customer").pk
    agent = client_of(shop.agent)
    thread = f"/inbox/{talk.conversation.id}/"
    page = agent.get(thread).content.decode()
    assert f'href="#m-{asked}" data-jump="m-{asked}"' in page
    assert f'id="m-{asked}"' in page
    assert "Yazılacağı söylenen zaman:" in page
    assert "Yarın 09:00" in page
    at(desk.at_nine(days=1))
    agent.post(BEAT)
    tasks.sweep()
    run_jobs()
    assert "Bu görüşme size verildi" in agent.get(thread).content.decode()
    other = client_of(shop.owner).get(thread).content.decode()
    assert f"Görüşme verildi: {shop.agent.name}" in other
