"""The person beside the thread: what we know of them, and nothing that does not concern this business."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from invekto.agent_ai import presence
from invekto.appointments.models import Appointment, Doctor
from invekto.chat_analysis.services import Entity
from invekto.core import clock
from invekto.core.models import AuditEntry, Vertical
from invekto.dashboard.queries import customer as customers
from invekto.dashboard.templatetags.dashboard import kind
from invekto.leads.models import CatalogService
from invekto.messaging import services as messaging
from invekto.messaging.models import Contact, ContactMerge, Conversation
from invekto.orders.services import Facts, NeedsPerson, identify, orders_of
from tests.dashboard.threads import make_template, make_thread, write
from tests.messaging.test_merging import second_number
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


def act(client: Client, thread: Conversation, path: str = "change", **posted: object) -> str:
    return client.post(f"/inbox/{thread.id}/customer/{path}/", posted).content.decode()


def test_one_tap_makes_a_vip_and_takes_it_back_and_both_are_written_down(tenant: TenantKit, agent: Client):
    thread = make_thread(tenant)
    assert 'aria-pressed="true"' in act(agent, thread, vip="on")
    assert 'aria-pressed="true"' in act(agent, thread, vip="on")
    with tenant.scope():
        assert Contact.objects.get().flags == ["vip"]
    assert 'aria-pressed="false"' in act(agent, thread, vip="off")
    with tenant.scope():
        assert Contact.objects.get().flags == []
        assert [one.details["after"] for one in AuditEntry.objects.order_by("seq")] == [
            {"flags": ["vip"]},
            {"flags": []},
        ]


def test_tags_and_language_are_changed_and_what_makes_no_sense_changes_nothing(
    tenant: TenantKit, second_tenant, agent: Client
):
    thread = make_thread(tenant)
    assert "toptan alıcı" in act(agent, thread, add_tag="  toptan   alıcı ")
    assert "TOPTAN ALICI" not in act(agent, thread, add_tag="#TOPTAN ALICI")  # the same tag
    act(agent, thread, add_tag="iade")
    act(agent, thread, remove_tag="iade")
    act(agent, thread, language="en")
    assert "en çok 40 karakter" in act(agent, thread, add_tag="x" * 41)
    assert "Etiket boş olamaz" in act(agent, thread, add_tag=" ")
    assert "seçilemiyor" in act(agent, thread, language="türkçe")
    with tenant.scope():
        contact = Contact.objects.get()
        assert (contact.tags, contact.language) == (["toptan alıcı"], "en")
    assert '<option value="toptan alıcı">' in customer(agent, tenant)  # known tags are offered elsewhere
    stranger = make_thread(second_tenant)
    assert agent.post(f"/inbox/{stranger.id}/customer/change/", {"vip": "on"}).status_code == 404
    assert agent.post(f"/inbox/{thread.id}/customer/change/", {"name": "x"}).status_code == 404


def test_an_order_is_taken_off_a_customer_and_another_linked(
    tenant: TenantKit, agent: Client, make_order, account
):
    thread = make_thread(tenant)
    make_order("1020304050", phone=thread.contact.phone)
    make_order("1020309999", phone="+905550000000")
    page = agent.get(f"/inbox/{thread.id}/customer/").content.decode()
    assert "1020304050" in page
    detach = {"say": "detach", "account": str(account.id), "number": "1020304050"}
    page = act(agent, thread, "order", **detach)
    assert "Ayşe Yıldız bu müşteriden ayırdı" in page
    assert "Bu müşteriye ait bir sipariş bulunamadı" in page
    with tenant.scope():
        contact = Contact.objects.get()
        assert orders_of(contact, clock.now()) == []
        # No fact the customer names makes it theirs again.
        asked = identify(contact, order_number="1020304050", facts=Facts(name="Elif Demir"), now=clock.now())
        assert isinstance(asked, NeedsPerson)
    assert "bulunamadı. Hiçbir şey değişmedi" in act(agent, thread, "order", say="attach", number="555")
    page = act(agent, thread, "order", say="attach", number=" 1020309999 ")
    assert "Ayşe Yıldız bu müşteriye bağladı" in page
    with tenant.scope():
        assert [one.number for one in orders_of(contact, clock.now())] == ["1020309999"]
    page = act(agent, thread, "order", **detach | {"say": "back"})
    with tenant.scope():
        found = {one.number for one in orders_of(contact, clock.now())}
        assert found == {"1020304050", "1020309999"}
        actions = list(AuditEntry.objects.order_by("seq").values_list("action", flat=True))
        assert actions == ["account.added", "order.detached", "order.attached", "order.verdict_taken_back"]
    for bad in ({"say": "burn"}, {"say": "detach", "account": "x", "number": "1"}):
        assert agent.post(f"/inbox/{thread.id}/customer/order/", bad).status_code == 404


def test_a_piece_that_fails_or_dawdles_leaves_the_others_be_and_comes_back_alone(
    tenant: TenantKit, agent: Client, make_order, monkeypatch
):
    thread = make_thread(tenant)
    make_order("1020304050", phone=thread.contact.phone)
    agent.post(f"/inbox/{thread.id}/notes/", {"note": "kalıbı dar"})
    with monkeypatch.context() as broken:
        broken.setattr(customers, "PATIENCE", 100)  # milliseconds
        broken.setitem(
            customers._READERS, "orders", lambda *_: connection.cursor().execute("SELECT pg_sleep(9)")
        )
        broken.setitem(customers._READERS, "threads", lambda *_: {}["nothing"])
        page = agent.get(f"/inbox/{thread.id}/customer/").content.decode()
    assert "Bu bölüm çok uzun sürdü" in page
    assert "Bu bölüm şu an alınamadı" in page
    assert "kalıbı dar" in page
    assert "Belirtilmedi" in page
    again = agent.get(f"/inbox/{thread.id}/customer/orders/").content.decode()
    assert "1020304050" in again
    assert "kalıbı dar" not in again
    assert agent.get(f"/inbox/{thread.id}/customer/nonsense/").status_code == 404


def test_a_clinic_sees_appointments_and_where_somebody_came_from(make_tenant, client_of):
    clinic = make_tenant(Vertical.AESTHETIC)
    thread = make_thread(clinic)
    now = clock.now()
    ad = {"referral": {"headline": "Saç ekiminde kış fırsatı", "source_type": "ad"}}
    write(clinic, thread, "customer", "merhaba", content=ad, ago=timedelta(days=2))
    treatment = Entity("saç ekimi", 0, 9, "Saç ekimi").to_dict()
    asked = {"intent": "price_inquiry", "confidence": 0.9, "entities": {"treatment": [treatment]}}
    write(clinic, thread, "customer", "saç ekimi ne kadar", analysis=asked)
    with clinic.scope():
        doctor = Doctor.objects.create(tenant_id=clinic.id, slug="kaya", name="Dr. Kaya", created_at=now)
        CatalogService.objects.create(
            tenant_id=clinic.id,
            slug="ekim",
            service_name="Saç ekimi (FUE)",
            price_min=1,
            price_max=2,
            duration_minutes=60,
            is_active=False,
            created_at=now,
            updated_at=now,
        )
        for days, status in ((3, "confirmed"), (-30, "no_show"), (5, "cancelled")):
            Appointment.objects.create(
                tenant_id=clinic.id,
                patient_phone=thread.contact.phone,
                patient_name="Elif Demir",
                doctor=doctor,
                service_type="ekim",
                slot_start=now + timedelta(days=days),
                slot_end=now + timedelta(days=days, hours=1),
                status=status,
                created_at=now,
                updated_at=now,
            )
    page = client_of(clinic.agent).get(f"/inbox/{thread.id}/customer/").content.decode()
    assert "Saç ekiminde kış fırsatı" in page
    assert "<dd>Saç ekimi</dd>" in page
    assert "fiyat" in page.lower()
    assert "Saç ekimi (FUE) · Dr. Kaya" in page
    assert "ekim ·" not in page
    assert "Onaylandı" in page
    assert "2 eski randevu" in page
    assert "Gelmedi" in page


def test_the_card_takes_the_same_number_of_queries_however_much_there_is(
    tenant: TenantKit, agent: Client, make_order
):
    thread = make_thread(tenant)

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert agent.get(f"/inbox/{thread.id}/customer/").status_code == 200
        return len(captured)

    make_order("1020304050", phone=thread.contact.phone)
    agent.post(f"/inbox/{thread.id}/notes/", {"note": "bir"})
    few = queries()
    for place in range(5):
        make_order(f"102030406{place}", phone=thread.contact.phone)
        agent.post(f"/inbox/{thread.id}/notes/", {"note": f"not {place}"})
        act(agent, thread, add_tag=f"etiket {place}")
    assert queries() == few


def test_two_contacts_are_merged_from_the_card_and_parted_again(
    tenant: TenantKit, second_tenant, agent: Client
):
    thread, other = make_thread(tenant), make_thread(tenant, "Elif Demir Kaya")
    stranger = make_thread(second_tenant, "Elif Demir")
    found = agent.get(f"/inbox/{thread.id}/customer/merge/choices/").content.decode()
    assert str(other.contact_id) in found
    assert str(stranger.contact_id) not in found
    digits = agent.get(f"/inbox/{thread.id}/customer/merge/choices/?q={other.contact.phone[-7:]}")
    assert str(other.contact_id) in digits.content.decode()
    page = act(agent, thread, "merge", contact=other.contact_id)
    assert "Elif Demir Kaya bu kişiyle birleştirildi (Ayşe Yıldız)" in page
    assert agent.get(f"/inbox/{other.id}/").status_code == 404
    for bad in (stranger.contact_id, "x", ""):
        assert agent.post(f"/inbox/{thread.id}/customer/merge/", {"contact": bad}).status_code == 404
    assert "kendisiyle birleştirilemez" in act(agent, thread, "merge", contact=thread.contact_id)
    with tenant.scope():
        merge = ContactMerge.objects.get()
    assert "birleştirildi" not in act(agent, thread, f"merge/{merge.id}/part")
    assert agent.get(f"/inbox/{other.id}/").status_code == 200


def test_a_merge_is_taken_back_from_the_line_where_other_actions_are(
    tenant: TenantKit, second_tenant, agent: Client, owner: Client
):
    thread, other = make_thread(tenant), make_thread(tenant, "Elif Demir Kaya")
    page = act(agent, thread, "merge", contact=other.contact_id)
    line = page[page.index('id="desk-said"') :]
    assert "Elif Demir Kaya bu kişiyle birleştirildi." in line
    assert 'hx-swap-oob="true"' in line
    address = re.search(r'data-undo="([^"]+)"', line)
    assert address is not None
    assert owner.post(address[1]).status_code == 404  # a colleague's
    assert agent.get(f"/inbox/{other.id}/").status_code == 404
    undone = agent.post(address[1]).content.decode()
    assert "Geri alındı." in undone
    assert {f'id="row-{one.id}"' in undone for one in (thread, other)} == {True}
    assert agent.get(f"/inbox/{other.id}/").status_code == 200
    assert "Geri alındı." in agent.post(address[1]).content.decode()  # safe to repeat
    with tenant.scope():
        Conversation.objects.filter(id=thread.id).update(assigned_to=tenant.owner, mode="human")
    assert agent.post(address[1]).status_code == 404  # not theirs to see any more


def test_of_two_merges_the_newest_is_taken_back_first(tenant: TenantKit, agent: Client):
    thread, second, third = (make_thread(tenant, name) for name in ("Elif", "Elif Demir", "Elif D."))
    pages = [act(agent, thread, "merge", contact=one.contact_id) for one in (second, third)]
    first, newest = (re.findall(r'data-undo="([^"]+)"', page)[-1] for page in pages)
    refused = agent.post(first)
    assert refused.status_code == 422
    assert 'id="desk-said" class="toast-line is-problem"' in refused.content.decode()
    assert agent.post(newest).status_code == 200
    assert agent.post(first).status_code == 200


def test_an_agent_joins_nobody_with_a_colleagues_customer_and_sees_no_note_of_theirs(
    tenant: TenantKit, agent: Client, owner: Client
):
    thread = make_thread(tenant)
    theirs = make_thread(tenant, "Elif Demir", mode="human", assigned_to=tenant.owner)
    choices = f"/inbox/{thread.id}/customer/merge/choices/"
    assert str(theirs.contact_id) not in agent.get(choices).content.decode()
    assert str(theirs.contact_id) in owner.get(choices).content.decode()
    merge = f"/inbox/{thread.id}/customer/merge/"
    assert agent.post(merge, {"contact": theirs.contact_id}).status_code == 404
    owner.post(f"/inbox/{theirs.id}/notes/", {"note": "@Ayşe Yıldız gizli kalsın"})
    assert agent.get(f"/notices/?since={clock.now().timestamp()}").json()["notices"] == []
    other = second_number(tenant)
    with tenant.scope():
        # The same customer on another number: hers to see is only this conversation.
        Conversation.objects.filter(pk=theirs.pk).update(contact=thread.contact, number=other)
    card = f"/inbox/{thread.id}/customer/"
    assert "gizli kalsın" not in agent.get(card).content.decode()
    assert "gizli kalsın" in owner.get(card).content.decode()
    assert str(theirs.id) not in agent.get(card).content.decode()


def test_no_number_opens_an_order_of_a_colleagues_customer_from_whichever_phone_it_was_made(
    tenant: TenantKit, agent: Client, make_order
):
    thread, theirs, other = make_thread(tenant), make_thread(tenant, "Can"), make_thread(tenant, "Can B.")
    with tenant.scope():
        ids = [theirs.contact_id, other.contact_id]
        messaging.merging.merge(keep_id=ids[0], gone_id=ids[1], user=tenant.owner, now=clock.now())
        talk = Conversation.objects.filter(contact_id=ids[0])
        talk.update(assigned_to=tenant.owner, mode="human")
    for place, phone in enumerate((theirs.contact.phone, other.contact.phone)):
        make_order(f"102030999{place}", phone=phone)
        page = act(agent, thread, "order", say="attach", number=f"102030999{place}")
        assert "bulunamadı. Hiçbir şey değişmedi" in page


def test_an_emergency_merged_into_the_talk_of_somebody_gone_is_given_to_whoever_is_here(
    tenant: TenantKit, owner: Client, run_jobs
):
    now = clock.now()
    spoke = {"taken_over_at": now - timedelta(hours=5), "waiting_since": now - timedelta(hours=4)}
    thread = make_thread(tenant, mode="human", assigned_to=tenant.agent, **spoke)
    handed = {"handoff_reason": "emergency", "handed_off_at": now, "note": {"wanted": "nefes alamıyor"}}
    urgent = make_thread(tenant, "Elif Demir Kaya", mode="waiting", waiting_since=now, **handed)
    with tenant.scope():
        presence.heartbeat(tenant.owner, now)
    act(owner, thread, "merge", contact=urgent.contact_id)
    run_jobs()
    with tenant.scope():
        talk = Conversation.objects.get(id=thread.id)
    assert (talk.mode, talk.handoff_reason, talk.assigned_to_id) == ("waiting", "emergency", tenant.owner.pk)


def test_an_agent_is_not_told_to_enter_a_key(tenant: TenantKit, agent: Client, owner: Client) -> None:
    from uuid import uuid4

    from invekto.core import clock
    from invekto.integrations.models import IntegrationAccount

    talk = tenant.make_conversation(phone="+905321112233")
    with tenant.scope():
        IntegrationAccount.objects.create(
            tenant_id=tenant.id,
            provider="hepsiburada",
            external_id=uuid4().hex[:9],
            api_key_encrypted="{}",
            webhook_token=uuid4().hex,
            webhook_key="k",
            created_at=clock.now(),
            synced_at=clock.now(),
            status="refused",
            problem="integration-problem-key-refused",
            problem_at=clock.now(),
        )
    address = f"/inbox/{talk.id}/customer/"
    assert "bir yöneticinin Bağlantılar" in agent.get(address).content.decode()
    assert "bir yöneticinin Bağlantılar" not in owner.get(address).content.decode()
