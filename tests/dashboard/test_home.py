"""Bugün shows what needs a person, the most pressing first, and nothing else."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from invekto.agent_ai.rehearsal import TERMINAL
from invekto.core import clock
from invekto.integrations.models import IntegrationAccount
from invekto.messaging.models import Contact, Conversation, Mode, WhatsAppNumber
from tests.dashboard.threads import make_thread, waiting, write
from tests.support.tenants import TenantKit


def home(client: Client) -> str:
    return client.get("/").content.decode()


def add_account(tenant: TenantKit, **values: object) -> None:
    with tenant.scope():
        IntegrationAccount.objects.create(
            tenant_id=tenant.id,
            provider="trendyol",
            external_id="2738",
            api_key_encrypted="{}",
            webhook_token=str(tenant.id),
            webhook_key="k",
            created_at=clock.now(),
            **values,
        )


def test_a_new_business_is_told_how_it_begins(agent: Client):
    assert "İlk görüşmenizi bekliyoruz" in home(agent)


def test_where_nobody_waits_the_page_says_so(tenant: TenantKit, agent: Client):
    make_thread(tenant)
    assert "Şu an sizi bekleyen yok" in home(agent)


def test_those_who_wait_are_listed_with_what_they_want(tenant: TenantKit, agent: Client):
    waiting(tenant, "Yeni", since=timedelta(minutes=2))
    old = waiting(tenant, "Eski", since=timedelta(hours=3), note={"wanted": "Ürünü iade etmek istiyor"})
    page = home(agent)
    assert page.index("Eski") < page.index("Yeni")
    assert "Ürünü iade etmek istiyor" in page
    assert f'href="/inbox/{old.id}/?filter=waiting"' in page
    assert "Tümü (2)" in page


def test_emergencies_stand_first_whoever_waited_longer_and_whatever_else_is_wrong(
    tenant: TenantKit, agent: Client
):
    with tenant.scope():
        WhatsAppNumber.objects.update(paused_code=190, paused_at=clock.now())
    for number in range(8):
        waiting(tenant, f"Bekleyen {number}", since=timedelta(hours=3 + number))
    waiting(tenant, "Ahmet Güler", since=timedelta(minutes=1), handoff_reason="emergency")
    page = home(agent)
    first = page.index("Ahmet Güler")
    assert first < page.index("numarasından gönderim durdu") < page.index("Bekleyen 7")
    assert page.index("Bekleyen 7") < page.index("Bekleyen 6")


def test_whoever_reads_another_language_sees_the_customers_words_instead_of_the_note(
    tenant: TenantKit, agent: Client
):
    waiting(tenant, since=timedelta(minutes=2), last_text="where is my parcel")
    assert "Bir temsilciyle görüşmek istiyor" in home(agent)
    agent.post("/preferences/", {"language": "en"})
    page = home(agent)
    assert "where is my parcel" in page
    assert "Bir temsilciyle görüşmek istiyor" not in page


def test_what_colleagues_rehearsed_in_the_terminal_is_in_no_list(tenant: TenantKit, agent: Client):
    thread = waiting(tenant, "Terminal", since=timedelta(minutes=2))
    assert "Terminal" in home(agent)
    with tenant.scope():
        Contact.objects.filter(id=thread.contact_id).update(user_id=TERMINAL)
    assert "Terminal" not in home(agent)
    for wanted in ("waiting", "unassigned", "all"):
        assert str(thread.id) not in agent.get(f"/inbox/?filter={wanted}").content.decode()


def test_a_window_that_closes_soon_is_shown_and_one_that_is_answered_is_not(tenant: TenantKit, agent: Client):
    waiting(tenant, "Yetişmeli", since=timedelta(hours=22))
    make_thread(tenant, "Yanıtlanmış", ago=timedelta(hours=22), mode=Mode.HUMAN)
    page = home(agent).partition("Süresi dolmak üzere")[2]
    assert "Yetişmeli" in page
    assert "Yanıtlanmış" not in page


def test_a_window_that_whatsapp_closed_long_ago_does_not_hide_the_one_that_closes_soon(
    tenant: TenantKit, agent: Client
):
    waiting(tenant, "Yetişmeli", since=timedelta(hours=22))
    with tenant.scope():
        Conversation.objects.update(window_refused_at=clock.now() - timedelta(days=30))
    assert "Yetişmeli" in home(agent).partition("Süresi dolmak üzere")[2]
    with tenant.scope():
        Conversation.objects.update(window_refused_at=clock.now())
    assert "Süresi dolmak üzere" not in home(agent)


def test_a_message_that_did_not_arrive_is_shown_until_somebody_saw_to_it(tenant: TenantKit, agent: Client):
    thread = make_thread(tenant, "Tuğba Karaca")
    write(tenant, thread, "human", "Faturanız hazır", status="failed", failure_code=131026)
    page = home(agent)
    assert "Ulaşmayan mesajlar" in page
    assert "Faturanız hazır" in page
    with tenant.scope():
        Conversation.objects.filter(id=thread.id).update(last_message_at=clock.now())
    assert "Ulaşmayan mesajlar" not in home(agent)


def test_trouble_with_a_connection_leads_managers_to_where_it_is_mended(
    tenant: TenantKit, agent: Client, owner: Client
):
    add_account(tenant, status="refused", problem="integration-problem-key-refused", problem_at=clock.now())
    with tenant.scope():
        WhatsAppNumber.objects.update(paused_code=190, paused_at=clock.now())
    page = home(owner)
    assert "Trendyol 2738 bağlantısı çalışmıyor" in page
    assert "gönderim durdu" in page
    assert page.count('<a class="trouble" href="/settings/integrations/">') == 2
    assert 'class="trouble" href' not in home(agent)


def test_the_day_begins_at_the_tenants_midnight(tenant: TenantKit, agent: Client, at):
    at(datetime(2026, 11, 23, 9, 0, tzinfo=UTC))
    make_thread(tenant, ago=timedelta(hours=11))  # 01:00 in Istanbul
    make_thread(tenant, ago=timedelta(hours=13))  # the evening before
    make_thread(tenant, ago=timedelta(hours=1), mode=Mode.HUMAN)
    assert "Bugün 2 müşteri yazdı: 1 görüşmeyi asistan yürütüyor, 1 görüşme ekibinizde." in home(agent)


def test_the_page_takes_the_same_number_of_queries_however_much_there_is_to_do(
    tenant: TenantKit, agent: Client
):
    waiting(tenant, since=timedelta(minutes=2))
    home(agent)
    with CaptureQueriesContext(connection) as few:
        home(agent)
    for number in range(20):
        thread = waiting(tenant, f"Müşteri {number}", since=timedelta(hours=22))
        write(tenant, thread, "human", "x", status="failed", ago=timedelta())
    with CaptureQueriesContext(connection) as many:
        home(agent)
    assert len(many) == len(few)
    assert len(many) <= 18
