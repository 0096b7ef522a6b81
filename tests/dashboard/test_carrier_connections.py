"""A carrier's account on the connections page: entered, tried over SOAP, and told in plain words."""

from __future__ import annotations

import httpx
from django.test import Client

from invekto.core import clock
from invekto.integrations.models import IntegrationAccount
from tests.integrations.carriers.conftest import outside
from tests.support.tenants import TenantKit

__all__ = ["outside"]

PAGE = "/settings/integrations/"


def account(tenant: TenantKit) -> IntegrationAccount:
    with tenant.scope():
        return IntegrationAccount.objects.get()


def test_an_aras_account_is_tried_at_once_and_works(tenant: TenantKit, owner: Client, outside: httpx.Client):
    login = outside.post("/aras/accounts", json={"account": "1234567890123"}).json()
    form = {"provider": "aras", "external_id": "1234567890123"} | {
        name: login[name] for name in ("username", "password")
    }
    page = owner.post(PAGE, form, follow=True).content.decode()
    assert "Anahtar çalışıyor" in page
    assert "Henüz kargo sorulmadı" in page
    assert login["password"] not in page
    assert account(tenant).status == "active"
    with tenant.scope():
        IntegrationAccount.objects.update(synced_at=clock.now())
    assert "Kargo durumları güncel" in owner.get(PAGE).content.decode()


def test_a_wrong_login_is_told_keeps_nothing_and_is_mended(
    tenant: TenantKit, owner: Client, outside: httpx.Client
):
    login = outside.post("/yurtici/accounts", json={"account": "MAGAZA"}).json()
    entered = {"provider": "yurtici", "external_id": "MAGAZA"}
    page = owner.post(PAGE, entered | {"password": "yanlış"}).content.decode()
    assert "Yurtiçi Kargo bu bilgileri kabul etmedi" in page
    with tenant.scope():
        assert not IntegrationAccount.objects.exists()
    mended = owner.post(PAGE, entered | {"password": login["password"]}, follow=True)
    assert "Anahtar çalışıyor" in mended.content.decode()
    assert account(tenant).status == "active"


def test_what_cannot_be_an_account_is_refused_in_its_own_form(
    tenant: TenantKit, owner: Client, outside: httpx.Client
):
    response = owner.post(
        PAGE, {"provider": "aras", "external_id": "a b", "username": "u", "password": "çok gizli"}
    )
    page = response.content.decode()
    assert response.status_code == 422
    assert "Müşteri kodu ya da kullanıcı adı geçersiz" in page
    assert "çok gizli" not in page
    with tenant.scope():
        assert not IntegrationAccount.objects.exists()
