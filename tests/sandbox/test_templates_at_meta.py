"""Templates of a tenant's file at Meta: submitted to the sandbox's Graph API over HTTP, and read back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta

import httpx
import pytest
from django.test import Client, override_settings

from invekto.core import clock
from invekto.core.models import User
from invekto.messaging.models import MessageTemplate, WhatsAppNumber
from invekto.onboarding.services import apply_tenant_file
from invekto.sandbox.models import Template
from invekto.wiring import REPEATED
from tests.support.keys import lost_keys
from tests.support.tenants import TenantKit

REFRESH = "/settings/templates/refresh/"


def logged_in(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="invekto.core.auth.DoorBackend")
    return client


@pytest.fixture
def owner(tenant: TenantKit) -> Client:
    return logged_in(tenant.owner)


@pytest.fixture
def agent(tenant: TenantKit) -> Client:
    return logged_in(tenant.agent)


@pytest.fixture
def meta(control: httpx.Client, sandbox_url: str) -> Iterator[None]:
    """The product outside the sandbox's mode, pointed at what the sandbox plays of Meta."""
    with override_settings(SANDBOX=False, WHATSAPP_API_URL=f"{sandbox_url}/sandbox/whatsapp/v24.0"):
        yield


def save(tenant: TenantKit, body: str, *, name: str = "delivered_satisfaction") -> None:
    tenant_file = f"""\
tenant: {{slug: {tenant.tenant.slug}, name: Deneme Butik, vertical: ecommerce}}
templates:
  - {{name: {name}, category: utility, language: tr, body: "{body}"}}
"""
    apply_tenant_file(tenant_file, now=clock.now(), actor="test")


def state(tenant: TenantKit) -> tuple[str, str | None]:
    with tenant.scope():
        return MessageTemplate.objects.values_list("status", "status_reason").get()


def at_meta(tenant: TenantKit) -> list[Template]:
    return list(Template.objects.filter(waba_id=tenant.number.waba_id))


GOOD = "Merhaba {{customer_name}}, {{order_number}} numaralı siparişiniz ulaştı mı? {{customer_name}} hanım, yazın."


def test_a_saved_template_is_submitted_and_can_be_sent_when_the_list_says_approved(
    tenant: TenantKit, owner: Client, meta: None, run_jobs: Callable[[], int]
):
    save(tenant, GOOD)
    assert state(tenant) == ("draft", None)
    run_jobs()
    assert state(tenant) == ("pending", None)
    (made,) = at_meta(tenant)
    body = made.components[0]
    assert body["text"].startswith("Merhaba {{1}}, {{2}} numaralı")
    assert len(body["example"]["body_text"][0]) == 2
    page = owner.post(REFRESH).content.decode()
    assert state(tenant) == ("approved", None)
    assert "Onaylı" in page
    assert "Teslimat sonrası memnuniyet" in owner.get("/settings/integrations/").content.decode()


@pytest.mark.alone
def test_the_hourly_round_reads_the_list_and_submits_nothing_twice(
    tenant: TenantKit, meta: None, run_jobs: Callable[[], int]
):
    from invekto.onboarding.tasks import all_templates

    assert REPEATED["onboarding.all_templates"] == timedelta(hours=1)
    save(tenant, GOOD)
    for _ in range(2):
        all_templates()
        run_jobs()
    assert state(tenant) == ("approved", None)
    assert len(at_meta(tenant)) == 1


def test_new_words_are_submitted_under_the_same_name(
    tenant: TenantKit, owner: Client, meta: None, run_jobs: Callable[[], int]
):
    save(tenant, GOOD)
    run_jobs()
    owner.post(REFRESH)
    save(tenant, "Siparişiniz ulaştı mı?")
    run_jobs()
    assert state(tenant) == ("pending", None)
    (made,) = at_meta(tenant)
    assert made.components[0]["text"] == "Siparişiniz ulaştı mı?"
    owner.post(REFRESH)
    assert state(tenant) == ("approved", None)


def test_words_that_meta_refuses_are_told_with_who_can_mend_them_and_not_submitted_again(
    tenant: TenantKit, owner: Client, meta: None, run_jobs: Callable[[], int]
):
    save(tenant, "{{customer_name}} siparişiniz ulaştı mı?")
    run_jobs()
    status, reason = state(tenant)
    assert status == "rejected"
    assert reason is not None
    assert reason.startswith("100 ")
    page = owner.post(REFRESH).content.decode()
    assert "Meta bu metni kabul etmedi" in page
    assert "platform yöneticinize" in page
    assert at_meta(tenant) == []
    save(tenant, GOOD)
    run_jobs()
    assert state(tenant) == ("pending", None)


def test_a_whatsapp_that_cannot_be_reached_is_tried_again_and_is_nobodys_fault(
    tenant: TenantKit, owner: Client, meta: None, run_jobs: Callable[[], int]
):
    save(tenant, GOOD)
    with override_settings(WHATSAPP_API_URL="http://127.0.0.1:9/nobody"):
        run_jobs()
        assert "bir saat içinde yeniden denenir" in owner.post(REFRESH).content.decode()
    assert state(tenant)[0] == "draft"
    owner.post(REFRESH)
    assert state(tenant) == ("pending", None)


def test_a_token_nobody_can_read_is_told_to_the_owner(
    tenant: TenantKit, owner: Client, meta: None, run_jobs: Callable[[], int]
):
    save(tenant, GOOD)
    with lost_keys():
        page = owner.post(REFRESH).content.decode()
    assert "İşletme sahibi bu sayfada yeni anahtar girsin" in page
    assert at_meta(tenant) == []


def test_a_template_the_file_no_longer_has_stays_off_whatever_the_list_says(
    tenant: TenantKit, owner: Client, meta: None, run_jobs: Callable[[], int]
):
    save(tenant, GOOD)
    run_jobs()
    save(tenant, "Başka bir şablonun metni", name="other")
    run_jobs()
    owner.post(REFRESH)
    with tenant.scope():
        found = dict(MessageTemplate.objects.values_list("name", "status"))
    assert found == {"delivered_satisfaction": "disabled", "other": "approved"}


def test_an_agent_and_a_tenant_without_a_number_ask_nobody(tenant: TenantKit, owner: Client, agent: Client):
    assert agent.post(REFRESH).status_code == 404
    with tenant.scope():
        WhatsAppNumber.objects.all().delete()
    assert owner.post(REFRESH).status_code == 200
