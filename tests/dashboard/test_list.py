"""The list of conversations: what each filter shows, what the search finds, how it goes on."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from invekto.core import clock
from invekto.integrations.models import CachedOrder, IntegrationAccount
from invekto.messaging.models import Contact, Conversation
from tests.dashboard.threads import make_thread, waiting
from tests.support.tenants import TenantKit

NAMES = re.compile(r'class="row-name one-line">([^<]+)<')


def names(page: bytes) -> list[str]:
    return [name.strip() for name in NAMES.findall(page.decode())]


def minutes(count: int) -> timedelta:
    return timedelta(minutes=count)


def test_the_newest_comes_first_and_each_row_once(tenant: TenantKit, agent: Client):
    for age in (30, 10, 20):
        make_thread(tenant, f"Müşteri {age}", ago=minutes(age))
    assert names(agent.get("/inbox/").content) == ["Müşteri 10", "Müşteri 20", "Müşteri 30"]


def test_those_who_wait_come_longest_waiting_first(tenant: TenantKit, agent: Client):
    waiting(tenant, "Yeni", since=minutes(3))
    waiting(tenant, "Eski", since=minutes(90))
    make_thread(tenant, "Asistanda")
    assert names(agent.get("/inbox/?filter=waiting").content) == ["Eski", "Yeni"]


def test_mine_and_unassigned_tell_whose_a_conversation_is(tenant: TenantKit, agent: Client):
    waiting(tenant, "Benim", since=minutes(5), mode="human", assigned_to=tenant.agent)
    waiting(tenant, "Başkasının", since=minutes(5), mode="human", assigned_to=tenant.owner)
    waiting(tenant, "Sahipsiz", since=minutes(5))
    assert names(agent.get("/inbox/?filter=mine").content) == ["Benim"]
    assert names(agent.get("/inbox/?filter=unassigned").content) == ["Sahipsiz"]


def test_the_groups_and_the_rail_count_what_they_show(tenant: TenantKit, agent: Client):
    waiting(tenant, "Bir", since=minutes(5))
    waiting(tenant, "İki", since=minutes(5), mode="human", assigned_to=tenant.agent)
    page = agent.get("/inbox/").content.decode()
    counts = re.findall(r'data-filter="(\w+)"[^>]*>[^<]+<span class="box-count">(\d+)', page)
    assert counts == [("waiting", "2"), ("mine", "1"), ("unassigned", "1")]
    assert 'id="nav-inbox-rail"><span class="visually-hidden">2 müşteri yanıt bekliyor' in page


@pytest.mark.parametrize("typed", ["Işıl Çağrı", "isil", "IŞIL", "ÇAĞRI", "çagri"])
def test_a_name_is_found_however_it_is_typed(tenant: TenantKit, agent: Client, typed: str):
    make_thread(tenant, "Işıl Çağrı")
    make_thread(tenant, "Ali Kaya")
    assert names(agent.get("/inbox/", {"q": typed}).content) == ["Işıl Çağrı"]


@pytest.mark.parametrize("typed", ["0532 765 43 21", "7654321", "+90 532 765 43 21"])
def test_a_phone_is_found_by_its_last_digits_or_whole(tenant: TenantKit, agent: Client, typed: str):
    found = make_thread(tenant, "Ali Kaya")
    make_thread(tenant, "Elif Demir")
    with tenant.scope():
        Contact.objects.filter(id=found.contact_id).update(phone="+905327654321")
    assert names(agent.get("/inbox/", {"q": typed}).content) == ["Ali Kaya"]


def test_an_order_number_finds_its_customer(tenant: TenantKit, agent: Client):
    found = make_thread(tenant, "Ali Kaya")
    make_thread(tenant, "Elif Demir")
    now = clock.now()
    with tenant.scope():
        account = IntegrationAccount.objects.create(
            tenant_id=tenant.id,
            provider="trendyol",
            external_id="2738",
            api_key_encrypted="{}",
            webhook_token=str(tenant.id),
            webhook_key="k",
            created_at=now,
        )
        CachedOrder.objects.create(
            tenant_id=tenant.id,
            account=account,
            provider="trendyol",
            external_order_id="1020304050",
            package_id="1",
            customer_phone=found.contact.phone,
            order_status="shipped",
            order_data_json={},
            ordered_at=now,
            modified_at=now,
            status_at=now,
            synced_at=now,
            created_at=now,
        )
    assert names(agent.get("/inbox/", {"q": "1020304050"}).content) == ["Ali Kaya"]


def test_nothing_found_says_what_to_try(agent: Client):
    assert "Adın bir parçasını" in agent.get("/inbox/", {"q": "yok"}).content.decode()


@pytest.mark.parametrize(
    "query", ["filter=nonsense", "q=%00", "after=%F0%9F%92%A9", "after=bnVsbA==", "q=%25_"]
)
def test_a_tampered_address_still_shows_a_list(tenant: TenantKit, agent: Client, query: str):
    make_thread(tenant, "Elif Demir")
    assert agent.get(f"/inbox/rows/?{query}").status_code == 200


@pytest.mark.parametrize("wanted", ["all", "waiting"])
def test_paging_shows_every_row_once_although_some_share_a_moment(
    tenant: TenantKit, agent: Client, wanted: str
):
    moment = clock.now()
    for number in range(95):
        thread = waiting(tenant, f"Müşteri {number:02}", since=minutes(5))
        with tenant.scope():
            at = moment - minutes(number // 10)
            Conversation.objects.filter(id=thread.id).update(last_message_at=at, waiting_since=at)
    seen: list[str] = []
    address = f"/inbox/rows/?filter={wanted}"
    for _ in range(3):
        page = agent.get(address).content
        seen += names(page)
        more = re.search(r'hx-get="([^"]+)"', page.decode())
        if more is None:
            break
        address = more[1].replace("&amp;", "&")
    assert len(seen) == 95
    assert len(set(seen)) == 95


def test_a_changed_row_that_no_longer_belongs_is_not_sent(tenant: TenantKit, agent: Client):
    stays = waiting(tenant, "Bekleyen", since=minutes(5))
    leaves = make_thread(tenant, "Yanıtlanan")
    page = agent.get(f"/inbox/changes/?filter=waiting&changed={stays.id},{leaves.id}").content
    assert names(page) == ["Bekleyen"]
    assert f'data-asked="{stays.id},{leaves.id}"' in page.decode()


def test_changes_of_another_tenant_are_not_shown(tenant: TenantKit, second_tenant: TenantKit, agent: Client):
    theirs = make_thread(second_tenant, "Yabancı")
    assert names(agent.get(f"/inbox/changes/?changed={theirs.id}").content) == []


def test_a_row_shows_one_badge_and_the_most_pressing(tenant: TenantKit, agent: Client):
    waiting(tenant, "Acil", since=minutes(4), handoff_reason="emergency", unread=3)
    waiting(tenant, "Bekleyen", since=minutes(12), unread=3)
    make_thread(tenant, "Okunmamış", unread=3)
    page = agent.get("/inbox/").content.decode()
    badges = re.findall(r'<span class="row-badge">(.*?)</a>', page, re.DOTALL)
    assert [badge.count('class="pill') for badge in badges] == [1, 1, 1]
    assert "Acil" in badges[0]
    assert "12 dk" in badges[2]
    assert "3 okunmamış mesaj" in badges[1]


def test_the_inbox_takes_the_same_number_of_queries_however_long_the_list(tenant: TenantKit, agent: Client):
    make_thread(tenant, "İlk")
    agent.get("/inbox/")
    with CaptureQueriesContext(connection) as few:
        agent.get("/inbox/")
    for number in range(30):
        waiting(tenant, f"Müşteri {number}", since=minutes(number + 1))
    with CaptureQueriesContext(connection) as many:
        assert len(names(agent.get("/inbox/").content)) == 31
    assert len(many) == len(few)
    assert len(many) <= 12
