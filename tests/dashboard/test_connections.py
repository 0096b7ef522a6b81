"""Connections: entered, tried at a Trendyol over HTTP, and told in plain words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import count

import pytest
from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext

from invekto.core import clock
from invekto.core.models import User
from invekto.integrations.models import CachedOrder, IntegrationAccount
from invekto.integrations.services import add_account
from invekto.messaging.models import WhatsAppNumber
from tests.integrations.conftest import make_account  # noqa: F401 - a fixture
from tests.integrations.trendyol_peer import Trendyol, running
from tests.support.tenants import TenantKit

PAGE = "/settings/integrations/"
SELLERS = count(4711)


@pytest.fixture
def trendyol() -> Iterator[Trendyol]:
    with (
        # A seller of its own for each test: the share of calls that one spent is not missed by the next.
        running(Trendyol(str(next(SELLERS)), "ky-71", "sc-82")) as peer,
        override_settings(TRENDYOL_API_URL=peer.url),
    ):
        yield peer


def keys(peer: Trendyol, **changes: str) -> dict[str, str]:
    return {"external_id": peer.seller_id, "api_key": peer.api_key, "api_secret": peer.api_secret} | changes


def account(tenant: TenantKit) -> IntegrationAccount:
    with tenant.scope():
        return IntegrationAccount.objects.get()


def test_a_right_key_is_tried_at_once_and_works(tenant: TenantKit, owner: Client, trendyol: Trendyol):
    page = owner.post(PAGE, keys(trendyol), follow=True).content.decode()
    assert "Anahtar çalışıyor" in page
    assert trendyol.calls
    assert account(tenant).status == "active"


def test_a_wrong_key_says_who_can_mend_it(tenant: TenantKit, owner: Client, trendyol: Trendyol):
    answer = owner.post(PAGE, keys(trendyol, api_secret="yanlış"))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Trendyol bu bilgileri kabul etmedi; hiçbir şey kaydedilmedi" in page
    assert re.search(
        rf'<details class="panel add" id="trendyol-add" open>.*value="{trendyol.seller_id}"', page, re.DOTALL
    )
    with tenant.scope():
        assert not IntegrationAccount.objects.exists()
    assert "Anahtar çalışıyor" in owner.post(PAGE, keys(trendyol), follow=True).content.decode()


def test_a_wrong_new_key_leaves_the_one_that_works(tenant: TenantKit, owner: Client, trendyol: Trendyol):
    owner.post(PAGE, keys(trendyol))
    address = f"{PAGE}{account(tenant).id}/key/"
    refused = owner.post(address, keys(trendyol, api_secret="yanlış"))
    assert refused.status_code == 422
    assert "Trendyol bu bilgileri kabul etmedi" in refused.content.decode()
    assert account(tenant).status == "active"
    assert "Anahtar çalışıyor" in owner.post(f"{PAGE}{account(tenant).id}/test/").content.decode()
    assert "Anahtar çalışıyor" in owner.post(address, keys(trendyol)).content.decode()


def test_a_platform_whose_key_died_says_who_can_mend_it(tenant: TenantKit, owner: Client, trendyol: Trendyol):
    owner.post(PAGE, keys(trendyol))
    trendyol.api_secret = "yenisi"
    page = owner.post(f"{PAGE}{account(tenant).id}/test/").content.decode()
    assert "Trendyol anahtarı kabul etmedi" in page
    assert "Anahtar geçersiz" in page
    assert account(tenant).status == "refused"


def test_a_platform_that_is_down_is_no_fault_of_the_key(tenant: TenantKit, owner: Client, trendyol: Trendyol):
    trendyol.fail(503, times=10)
    page = owner.post(PAGE, keys(trendyol), follow=True).content.decode()
    assert "Trendyol tarafında bir arıza var" in page
    assert account(tenant).status == "failing"


def test_what_cannot_be_an_account_is_refused_and_its_secrets_not_shown_again(
    tenant: TenantKit, owner: Client, trendyol: Trendyol
):
    response = owner.post(PAGE, keys(trendyol, external_id="abc", api_secret="çok gizli"))
    page = response.content.decode()
    assert response.status_code == 422
    assert "Mağaza numarası geçersiz" in page
    assert 'value="abc"' in page
    assert "çok gizli" not in page
    assert trendyol.calls == []
    with tenant.scope():
        assert not IntegrationAccount.objects.exists()


def test_a_stored_key_is_on_no_page(tenant: TenantKit, owner: Client, trendyol: Trendyol):
    owner.post(PAGE, keys(trendyol))
    page = owner.get(PAGE).content.decode()
    assert trendyol.api_key not in page
    assert trendyol.api_secret not in page
    assert trendyol.seller_id in page


def test_the_outcome_of_a_try_stays_on_the_page(tenant: TenantKit, owner: Client, trendyol: Trendyol):
    owner.post(PAGE, keys(trendyol))
    for page in (owner.get(PAGE), owner.get(PAGE, headers={"HX-Request": "true"})):
        assert "Anahtar çalışıyor" in page.content.decode()
        assert "Denendi:" in page.content.decode()


def test_orders_are_not_called_current_above_a_trouble(tenant: TenantKit, owner: Client, trendyol: Trendyol):
    owner.post(PAGE, keys(trendyol))
    with tenant.scope():
        IntegrationAccount.objects.update(synced_at=clock.now())
    trendyol.fail(503, times=10)
    page = owner.post(f"{PAGE}{account(tenant).id}/test/").content.decode()
    assert "Trendyol tarafında bir arıza var" in page
    assert "Siparişler güncel" not in page
    assert "Siparişlere son başarılı bakış" in page


def test_a_key_can_be_tried_whenever_one_likes(tenant: TenantKit, owner: Client, trendyol: Trendyol):
    owner.post(PAGE, keys(trendyol))
    trendyol.fail(401, {"errors": []})
    page = owner.post(f"{PAGE}{account(tenant).id}/test/").content.decode()
    assert "Trendyol anahtarı kabul etmedi" in page
    assert re.search(r'<article class="panel connection" id="account-', page)


def test_an_account_switched_off_can_be_switched_on_again(
    tenant: TenantKit, owner: Client, trendyol: Trendyol
):
    owner.post(PAGE, keys(trendyol))
    address = f"{PAGE}{account(tenant).id}/off/"
    assert "Yeniden aç" in owner.post(address).content.decode()
    assert account(tenant).status == "off"
    assert "Anahtarı dene" in owner.post(address, {"on": "1"}).content.decode()
    assert account(tenant).status != "off"


def test_many_accounts_cost_the_page_no_more_queries_than_one(
    tenant: TenantKit,
    owner: Client,
    make_account: Callable[..., IntegrationAccount],  # noqa: F811
):
    make_account(tenant)
    queries = []
    for more in ("", "1", "2"):
        if more:
            with tenant.scope():
                add_account(
                    tenant_id=tenant.id,
                    provider="aras",
                    external_id=more,
                    secrets={"username": "u", "password": "p"},
                    now=clock.now(),
                    actor="test",
                )
        owner.get(PAGE)
        with CaptureQueriesContext(connection) as captured:
            assert owner.get(PAGE).status_code == 200
        queries.append(len(captured))
    assert queries[0] == queries[1] == queries[2]


def test_a_paused_number_says_why_and_goes_on_when_told(tenant: TenantKit, owner: Client, queued_jobs):
    with tenant.scope():
        WhatsAppNumber.objects.update(paused_code=131042, paused_at=clock.now())
    page = owner.get(PAGE).content.decode()
    assert "Gönderim durdu" in page
    assert "131042" not in page
    page = owner.post(f"/settings/numbers/{tenant.number.id}/resume/").content.decode()
    assert "Mesaj alıyor ve gönderiyor" in page
    assert "outbound.lane" in queued_jobs()


@pytest.mark.parametrize("action", ["test", "key", "off"])
def test_an_agent_changes_no_account(
    tenant: TenantKit, owner: Client, agent: Client, trendyol: Trendyol, action: str
):
    owner.post(PAGE, keys(trendyol))
    before = account(tenant)
    assert agent.post(f"{PAGE}{before.id}/{action}/", keys(trendyol)).status_code == 404
    assert agent.post(PAGE, keys(trendyol)).status_code == 404
    assert account(tenant).status == before.status


def test_a_switched_off_account_that_came_to_nothing_can_be_removed_and_one_with_orders_cannot(
    tenant: TenantKit, owner: Client, account: IntegrationAccount, make_order: Callable[..., None]
) -> None:
    address = f"/settings/integrations/{account.id}"
    owner.post(f"{address}/remove/")
    with tenant.scope():
        assert IntegrationAccount.objects.filter(id=account.id).exists()  # it is still on
    page = owner.post(f"{address}/off/").content.decode()
    assert f"{address}/remove/" in page
    make_order("1020304050")
    assert f"{address}/remove/" not in owner.post(f"{address}/off/").content.decode()
    owner.post(f"{address}/remove/")
    with tenant.scope():
        assert IntegrationAccount.objects.filter(id=account.id).exists()
        CachedOrder.objects.all().delete()
    assert owner.post(f"{address}/remove/").content == b""
    with tenant.scope():
        assert not IntegrationAccount.objects.filter(id=account.id).exists()


def test_a_clinic_is_not_asked_for_a_shop(
    make_tenant: Callable[..., TenantKit], client_of: Callable[[User], Client]
) -> None:
    page = client_of(make_tenant("dental").owner).get("/settings/integrations/").content.decode()
    assert "Trendyol" not in page
    assert "WhatsApp" in page


def test_a_hepsiburada_shop_is_entered_with_its_own_keys_and_shows_what_the_ticket_needs(
    tenant: TenantKit, owner: Client
):
    merchant = "7d0a1c22-0000-4000-8000-00000000c001"
    entered = {"provider": "hepsiburada", "external_id": merchant}
    refused = owner.post(PAGE, entered | {"username": "ornek_dev", "password": ""})
    assert refused.status_code == 422
    page = owner.post(
        PAGE, entered | {"username": "ornek_dev", "password": "çok gizli"}, follow=True
    ).content.decode()
    kept = account(tenant)
    assert kept.provider == "hepsiburada"
    assert "Hepsiburada zamanında cevap vermedi" in page  # nobody listens there in tests
    assert f"/webhooks/hepsiburada/{kept.webhook_token}" in page
    assert "çok gizli" not in page
    assert 'name="username"' in page
    assert owner.post(PAGE, {"provider": "google_calendar", "external_id": "1"}).status_code == 404
