"""The person beside the thread: what we know of them, and nothing that does not concern this business."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.test import Client

from invekto.core import clock
from invekto.core.models import Vertical
from invekto.dashboard.templatetags.dashboard import kind
from invekto.messaging.models import Contact
from tests.dashboard.threads import make_template, make_thread
from tests.support.tenants import TenantKit


def customer(client: Client, tenant: TenantKit, **contact: object) -> str:
    thread = make_thread(tenant)
    if contact:
        with tenant.scope():
            Contact.objects.filter(id=thread.contact_id).update(**contact)
    return client.get(f"/inbox/{thread.id}/customer/").content.decode()


def test_a_shop_sees_orders_and_a_clinic_sees_none(tenant: TenantKit, agent: Client, make_tenant, client_of):
    assert 'id="orders"' in customer(agent, tenant)
    for vertical in (Vertical.DENTAL, Vertical.AESTHETIC):
        clinic = make_tenant(vertical)
        page = customer(client_of(clinic.agent), clinic)
        assert "Bilgiler" in page
        assert "Sipariş" not in page


def test_who_only_wrote_first_has_not_consented_to_anything(tenant: TenantKit, agent: Client):
    assert "Belirtilmedi" in customer(agent, tenant)


def test_the_first_talk_has_a_whole_date(tenant: TenantKit, agent: Client):
    page = customer(agent, tenant, created_at="2026-03-02T09:00:00+03:00")
    assert ">2 Mart 2026 Pazartesi</time>" in page


def test_somebody_without_a_name_is_called_by_their_number_once(tenant: TenantKit, agent: Client):
    thread = make_thread(tenant)
    with tenant.scope():
        Contact.objects.filter(id=thread.contact_id).update(phone="+905551112233", profile_name="", name="")
    page = agent.get(f"/inbox/{thread.id}/", headers={"HX-Request": "true"}).content.decode()
    assert page.count(">+90 555 111 22 33<") == 1
    page = agent.get(f"/inbox/{thread.id}/customer/").content.decode()
    assert page.count("+90 555 111 22 33") == 1
    assert ">#" not in page


def test_the_newest_order_of_the_card_fills_the_templates_blank(tenant: TenantKit, agent: Client, make_order):
    template = make_template(tenant, "teslim", "{{order_number}} ulaştı mı?")
    thread = make_thread(tenant)
    make_order("1020304061", phone=thread.contact.phone, ordered=clock.now() - timedelta(days=9))
    make_order("1020304050", phone=thread.contact.phone, ordered=clock.now() - timedelta(days=2))
    page = agent.get(f"/inbox/{thread.id}/templates/?template={template.id}").content.decode()
    assert 'value="1020304050"' in page


@dataclass
class Line:
    name: str
    size: str
    color: str


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (Line("Kırmızı Pamuklu Tişört, M", "M", "Kırmızı"), ""),
        (Line("Yüksek Bel Mom Jean, 38", "38", "Mavi"), "Mavi"),
        (Line("Gömlek", "L", "Haki"), "L · Haki"),
        (Line("Gömlek", "", ""), ""),
    ],
)
def test_a_line_says_size_and_colour_once(line: Line, said: str):
    assert kind(line) == said
