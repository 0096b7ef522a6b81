"""A new WhatsApp access token: tried over HTTP before it is kept, and nothing changes when it is wrong."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import connection
from django.test import Client, override_settings

from invekto.core import clock
from invekto.core.models import AuditEntry
from invekto.messaging.models import WhatsAppNumber
from tests.messaging.graph_peer import Fault, GraphPeer, start
from tests.support.tenants import TenantKit

PAGE = "/settings/integrations/"


@pytest.fixture
def meta(tenant: TenantKit) -> Iterator[GraphPeer]:
    peer, server = start()
    peer.tokens = {"EAAnew": tenant.number.phone_number_id, "EAAother": "999"}
    with override_settings(WHATSAPP_API_URL=peer.url):
        yield peer
    server.shutdown()
    server.server_close()


def paused(tenant: TenantKit) -> None:
    with tenant.scope():
        WhatsAppNumber.objects.update(paused_code=190, paused_at=clock.now())


def number(tenant: TenantKit) -> WhatsAppNumber:
    with tenant.scope():
        return WhatsAppNumber.objects.get()


def enter(owner: Client, tenant: TenantKit, token: str):  # type: ignore[no-untyped-def]
    return owner.post(f"/settings/numbers/{tenant.number.id}/token/", {"access_token": token})


def test_a_right_token_is_kept_and_sending_goes_on(
    tenant: TenantKit, owner: Client, meta: GraphPeer, queued_jobs
):
    paused(tenant)
    page = enter(owner, tenant, " EAAnew\n").content.decode()
    assert "Yeni anahtar çalışıyor" in page
    assert "EAAnew" not in page
    assert number(tenant).access_token == "EAAnew"
    assert number(tenant).paused_code is None
    assert "outbound.lane" in queued_jobs()
    with tenant.scope():
        entry = AuditEntry.objects.get(action="whatsapp.token_changed")
        assert entry.actor == f"user:{tenant.owner.pk}"
        with connection.cursor() as cursor:
            cursor.execute("SELECT access_token FROM whatsapp_numbers")
            assert "EAAnew" not in cursor.fetchone()[0]


@pytest.mark.parametrize(
    ("token", "said"),
    [
        ("EAAwrong", "WhatsApp bu anahtarı kabul etmedi"),
        ("EAAother", "bu numaraya yetkisi yok"),
        ("EAA çalıştır", "Türkçe harf ya da boşluk içermez"),
        ("EAAşifre", "Türkçe harf ya da boşluk içermez"),
        ("EAA\x00new", "Türkçe harf ya da boşluk içermez"),
        ("", "Türkçe harf ya da boşluk içermez"),
        ("E" * 501, "Türkçe harf ya da boşluk içermez"),
    ],
)
def test_a_wrong_token_changes_nothing(
    tenant: TenantKit, owner: Client, meta: GraphPeer, queued_jobs, token: str, said: str
):
    paused(tenant)
    before = number(tenant).access_token
    response = enter(owner, tenant, token)
    assert response.status_code == 422
    assert said in response.content.decode()
    assert number(tenant).access_token == before
    assert number(tenant).paused_code == 190
    assert queued_jobs() == []


def test_an_unreachable_whatsapp_is_no_fault_of_the_token(tenant: TenantKit, owner: Client, meta: GraphPeer):
    before = number(tenant).access_token
    meta.media_faults.append(Fault(code=2, status=503))
    response = enter(owner, tenant, "EAAnew")
    assert response.status_code == 422
    assert "ulaşılamadı" in response.content.decode()
    assert number(tenant).access_token == before


def test_the_form_stands_open_when_the_token_is_the_trouble(tenant: TenantKit, owner: Client):
    assert 'class="renew">' in owner.get(PAGE).content.decode()
    paused(tenant)
    page = owner.get(PAGE).content.decode()
    assert 'class="renew" open>' in page
    assert number(tenant).access_token not in page


def test_an_agent_and_ansecond_tenant_cannot_enter_one(
    tenant: TenantKit, second_tenant: TenantKit, agent: Client, owner: Client, meta: GraphPeer
):
    assert enter(agent, tenant, "EAAnew").status_code == 404
    assert enter(owner, second_tenant, "EAAnew").status_code == 404
    assert number(tenant).access_token != "EAAnew"


def test_a_tenant_without_a_number_is_shown_the_way_to_one(tenant: TenantKit, owner: Client, agent: Client):
    with tenant.scope():
        WhatsAppNumber.objects.all().delete()
    with override_settings(SUPPORT_EMAIL="destek@example.com"):
        page = owner.get(PAGE).content.decode()
    assert 'href="mailto:destek@example.com?subject=Deneme%20Butik' in page
    assert "Platform yöneticinize bildirin" in page
    assert "Numarayı bağla" in owner.get("/").content.decode()
    assert "Numarayı bağla" not in agent.get("/").content.decode()
    assert "henüz bağlı değil" in agent.get("/").content.decode()
