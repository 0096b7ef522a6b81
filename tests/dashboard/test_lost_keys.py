"""When the key that secrets were encrypted with is lost, everything the page asks a person to do still works."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from django.test import Client, override_settings

from invekto.core import clock
from invekto.integrations.accounts import secrets_of
from invekto.integrations.models import IntegrationAccount
from invekto.messaging.models import WhatsAppNumber
from tests.integrations.conftest import make_account, trendyol  # noqa: F401 - fixtures
from tests.integrations.trendyol_peer import Trendyol
from tests.messaging.graph_peer import start
from tests.support.keys import lost_keys
from tests.support.tenants import TenantKit

PAGE = "/settings/integrations/"


@pytest.fixture
def lost(
    tenant: TenantKit,
    make_account: Callable[..., IntegrationAccount],  # noqa: F811
    run_jobs: Callable[[], int],
) -> Iterator[IntegrationAccount]:
    """An account whose secrets no key opens any more, and a paused number whose secrets neither."""
    account = make_account(tenant)
    run_jobs()
    with tenant.scope():
        WhatsAppNumber.objects.update(paused_code=190, paused_at=clock.now())
    with lost_keys():
        yield account


def status(tenant: TenantKit) -> str:
    with tenant.scope():
        return IntegrationAccount.objects.values_list("status", flat=True).get()


def test_a_new_key_is_taken_and_the_platform_told_where_to_push_from_now_on(
    tenant: TenantKit,
    owner: Client,
    trendyol: Trendyol,  # noqa: F811
    lost: IntegrationAccount,
    run_jobs: Callable[[], int],
):
    keys = {"api_key": trendyol.api_key, "api_secret": trendyol.api_secret}
    page = owner.post(f"{PAGE}{lost.id}/key/", keys)
    assert page.status_code == 200
    assert "Anahtar çalışıyor" in page.content.decode()
    run_jobs()
    with tenant.scope():
        account = IntegrationAccount.objects.get()
        assert secrets_of(account) == keys
    (hook,) = trendyol.webhooks.values()
    assert hook["url"].endswith(f"/{account.webhook_token}/")
    assert hook["apiKey"] == account.webhook_key


def test_a_new_key_that_cannot_be_one_is_told_on_the_page(
    tenant: TenantKit, owner: Client, lost: IntegrationAccount
):
    assert owner.post(f"{PAGE}{lost.id}/key/", {"api_key": "a", "api_secret": ""}).status_code == 422


def test_the_account_is_entered_anew(
    tenant: TenantKit,
    owner: Client,
    trendyol: Trendyol,  # noqa: F811
    lost: IntegrationAccount,
):
    entered = {
        "external_id": trendyol.seller_id,
        "api_key": trendyol.api_key,
        "api_secret": trendyol.api_secret,
    }
    assert "Anahtar çalışıyor" in owner.post(PAGE, entered, follow=True).content.decode()
    assert status(tenant) == "active"


def test_trying_the_old_key_says_that_it_must_be_entered_again(
    tenant: TenantKit, owner: Client, lost: IntegrationAccount
):
    page = owner.post(f"{PAGE}{lost.id}/test/")
    assert page.status_code == 200
    assert "yeniden" in page.content.decode()
    assert status(tenant) == "refused"


@pytest.mark.parametrize(("posted", "after"), [({}, "off"), ({"on": "1"}, "new")])
def test_the_account_is_switched_off_and_on(
    tenant: TenantKit,
    owner: Client,
    lost: IntegrationAccount,
    run_jobs: Callable[[], int],
    posted: dict[str, str],
    after: str,
):
    if posted:
        owner.post(f"{PAGE}{lost.id}/off/")
    assert owner.post(f"{PAGE}{lost.id}/off/", posted).status_code == 200
    assert status(tenant) == after
    run_jobs()  # nothing fails behind it either


def test_the_number_goes_on(tenant: TenantKit, owner: Client, lost: IntegrationAccount):
    page = owner.post(f"/settings/numbers/{tenant.number.id}/resume/")
    assert page.status_code == 200
    with tenant.scope():
        assert WhatsAppNumber.objects.values_list("paused_code", flat=True).get() is None


def test_the_numbers_token_is_entered_anew(tenant: TenantKit, owner: Client, lost: IntegrationAccount):
    peer, server = start()
    peer.tokens = {"EAAnew": tenant.number.phone_number_id}
    with override_settings(WHATSAPP_API_URL=peer.url):
        page = owner.post(f"/settings/numbers/{tenant.number.id}/token/", {"access_token": "EAAnew"})
    server.shutdown()
    server.server_close()
    assert page.status_code == 200
    assert "Yeni anahtar çalışıyor" in page.content.decode()
    with tenant.scope():
        number = WhatsAppNumber.objects.only("access_token", "paused_code").get()
        assert (number.access_token, number.paused_code) == ("EAAnew", None)
