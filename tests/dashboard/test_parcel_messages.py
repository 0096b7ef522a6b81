"""Messages about parcels: off at first, switched on the page and through the API, by those who manage a shop."""

from __future__ import annotations

from collections.abc import Callable

from django.test import Client

from invekto.core.models import AuditEntry, Tenant
from invekto.orders import services as orders
from tests.support.tenants import TenantKit

PAGE, CARD, API = "/settings/integrations/", "/settings/parcel-messages/", "/api/v1/orders/parcel-messages"
OFF = {"failed": False, "at_branch": False, "returned": False, "stalled": False}


def wanted(kit: TenantKit) -> set[str]:
    with kit.scope():
        return {kind.value for kind in orders.parcel_messages_wanted(Tenant.objects.get(id=kit.id))}


def test_an_owner_switches_them_on_and_off_on_the_page(
    tenant: TenantKit, second_tenant: TenantKit, owner: Client
) -> None:
    page = owner.get(PAGE).content.decode()
    assert "Kargo mesajları" in page
    assert wanted(tenant) == set()
    page = owner.post(
        CARD, {"kinds": ["failed", "stalled", "no such"]}, headers={"HX-Request": "true"}
    ).content.decode()
    assert "Kaydedildi." in page
    assert "onaylı bir mesaj şablonunuz yok" in page
    assert "parcel_failed" not in page
    assert wanted(tenant) == {"failed", "stalled"}
    assert wanted(second_tenant) == set()
    assert owner.post(CARD, {}).status_code == 302
    assert wanted(tenant) == set()
    with tenant.scope():
        said = AuditEntry.objects.filter(action="parcel_messages.switched").order_by("seq")
        assert [entry.details["on"] for entry in said] == [["failed", "stalled"], []]


def test_the_api_says_and_sets_them(tenant: TenantKit, owner: Client) -> None:
    assert owner.get(API).json() == OFF
    answer = owner.put(API, {"returned": True}, content_type="application/json")
    assert (answer.status_code, answer.json()) == (200, OFF | {"returned": True})
    assert wanted(tenant) == {"returned"}


def test_an_agent_may_not_and_a_clinic_has_none(
    tenant: TenantKit, make_tenant: Callable[..., TenantKit]
) -> None:
    agent = Client()
    agent.force_login(tenant.agent)
    assert agent.put(API, {"failed": True}, content_type="application/json").status_code == 403
    assert agent.post(CARD, {"kinds": ["failed"]}).status_code in (403, 404)
    assert wanted(tenant) == set()
    clinic = Client()
    clinic.force_login(make_tenant("dental").owner)
    assert clinic.get(API).status_code == 404
    assert clinic.post(CARD, {"kinds": ["failed"]}).status_code == 404
