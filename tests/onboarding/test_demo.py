"""The demo's people, talks, orders and appointments."""

from __future__ import annotations

import re
from collections import Counter
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any
from uuid import UUID

import pytest
from django.contrib.auth.hashers import check_password

from invekto.appointments.models import Appointment, AppointmentSlot
from invekto.chat_analysis.corpus import COMMON_INTENTS, vertical_examples
from invekto.core import audit, clock, texts
from invekto.core.models import Tenant, User
from invekto.core.tenancy import door, tenant_scope
from invekto.integrations.models import CachedOrder, IntegrationAccount
from invekto.leads.models import CatalogService
from invekto.messaging.models import Author, Contact, Conversation, DeliveryStatus, Message, Mode
from invekto.messaging.services import window_is_open
from invekto.onboarding.demo.appointments import store_demo_appointments
from invekto.onboarding.demo.calendar import ZONE
from invekto.onboarding.demo.seed import SLUGS, demo_secrets
from invekto.onboarding.demo.threads import store_demo_threads
from invekto.onboarding.services import apply_tenant_file, export_tenant, seed_demo
from invekto.outbound.content import from_json
from invekto.outbound.models import OutboundMessage


@pytest.fixture
def demo() -> dict[str, UUID]:
    """The seeded tenants' ids by slug; seeded once, the second time must find it done."""
    seed_demo(clock.now())
    return {slug: _tenant(slug).id for slug in SLUGS}


def _tenant(slug: str) -> Tenant:
    with door("slug", slug):
        return Tenant.objects.get(slug=slug)


def _conversation(name: str) -> Conversation:
    return Conversation.objects.get(contact__profile_name=name)


def test_everybody_of_the_demo_can_log_in(demo: dict[str, UUID]) -> None:
    expected = {f"{who}@{slug}.example" for slug in SLUGS for who in ("owner", "agent")}
    expected |= {"doctor@gulus-dis.example", "sales@nova-estetik.example", "operator@invekto.example"}
    for email in expected:
        with door("email", email):
            user = User.objects.get(email=email)
        assert user.password.startswith("argon2")
        assert check_password("invekto-demo", user.password), email
        assert user.role == (email.split("@")[0] if "operator" not in email else "operator")


def test_seeding_again_changes_nothing(demo: dict[str, UUID]) -> None:
    before = {slug: _rows(tenant_id) for slug, tenant_id in demo.items()}

    told: list[str] = []
    seed_demo(clock.now() + timedelta(days=2), told.append)

    assert told == list(SLUGS)
    assert {slug: _rows(tenant_id) for slug, tenant_id in demo.items()} == before


def _rows(tenant_id: UUID) -> dict[str, list[dict[str, Any]]]:
    models = (
        Conversation,
        Message,
        OutboundMessage,
        CachedOrder,
        Appointment,
        IntegrationAccount,
        AppointmentSlot,
    )
    with tenant_scope(tenant_id):
        rows = {model.__name__: list(model.objects.order_by("id").values()) for model in models}
        return rows | {
            "Tenant": list(Tenant.objects.filter(id=tenant_id).values()),
            "User": list(User.objects.filter(tenant_id=tenant_id).order_by("id").values()),
        }


def test_the_shop_has_orders_of_every_kind_and_the_one_to_try(demo: dict[str, UUID]) -> None:
    with tenant_scope(demo["moda-atolyesi"]):
        orders = {order.external_order_id: order for order in CachedOrder.objects.all()}
        elif_demir = orders["1020304050"]
        contact = Contact.objects.get(phone="+905321112233")
    assert len(orders) == 26
    assert {order.order_status for order in orders.values()} >= {
        "created", "preparing", "shipped", "at_pickup_point", "delivered", "undelivered", "returned", "cancelled",
    }  # fmt: skip
    assert contact.profile_name == "Elif Demir"
    assert (elif_demir.customer_phone, elif_demir.order_status, elif_demir.carrier) == (
        "+905321112233",
        "shipped",
        "Aras Kargo",
    )
    assert elif_demir.tracking_code == "7280031234567801"
    seeded_at = elif_demir.created_at
    assert elif_demir.estimated_delivery_from == seeded_at + timedelta(days=1)
    assert sum(order.customer_phone is None for order in orders.values()) == 3
    assert all(order.ordered_at <= order.status_at <= seeded_at for order in orders.values())


def test_the_talks_show_everything_a_thread_can_hold(demo: dict[str, UUID]) -> None:
    for slug, tenant_id in demo.items():
        with tenant_scope(tenant_id):
            conversations = list(Conversation.objects.all())
            messages = list(Message.objects.select_related("media"))
        assert 12 <= len(conversations) <= 14, slug
        assert {conversation.mode for conversation in conversations} == set(Mode.values), slug
        authors = Counter(message.author for message in messages)
        assert (
            min(authors[author] for author in (Author.CUSTOMER, Author.BOT, Author.HUMAN, Author.SYSTEM)) > 0
        )
        assert Counter(message.status for message in messages)[DeliveryStatus.FAILED] == 1, slug
        assert any(message.media for message in messages), slug
        assert any(message.quoted_wamid for message in messages), slug
        assert any(message.reaction for message in messages), slug
        assert {m.quoted_wamid for m in messages if m.quoted_wamid} <= {m.wamid for m in messages}


def test_who_waits_for_a_person_has_a_whole_note_and_an_open_window(demo: dict[str, UUID]) -> None:
    with tenant_scope(demo["gulus-dis"]):
        waiting = _conversation("Ahmet Güler")
    assert waiting.note is not None
    assert set(waiting.note) - {"lines"} == {"wanted", "tried", "facts", "mood", "promised", "next_step"}
    assert waiting.handoff_reason == "emergency"
    assert waiting.waiting_since is not None
    assert waiting.unread == 1
    assert window_is_open(waiting, waiting.last_message_at)


def test_a_talk_of_days_ago_has_a_closed_window_and_a_failed_message(demo: dict[str, UUID]) -> None:
    with tenant_scope(demo["moda-atolyesi"]):
        closed = _conversation("Tuğba Karaca")
        failed = Message.objects.get(conversation=closed, status=DeliveryStatus.FAILED)
        row = OutboundMessage.objects.get(message=failed)
    assert not window_is_open(closed, failed.at)
    assert (failed.failure_code, row.state, row.error_code) == (131047, "failed", 131047)


def test_nothing_of_the_past_waits_for_an_answer_or_to_be_sent(demo: dict[str, UUID]) -> None:
    for tenant_id in demo.values():
        with tenant_scope(tenant_id):
            assert not Message.objects.filter(author=Author.CUSTOMER, answered_at=None).exists()
            assert set(OutboundMessage.objects.values_list("state", flat=True)) == {"sent", "failed"}
            latest = Message.objects.latest("at").at
            assert latest <= Tenant.objects.get(id=tenant_id).created_at, "a talk of the future"


def test_everything_the_demo_names_exists(demo: dict[str, UUID]) -> None:
    """Intents of the taxonomy, texts for what the bot did, content that could be sent again."""
    for slug, tenant_id in demo.items():
        tenant = _tenant(slug)
        intents = {example.intent for example in vertical_examples(tenant.vertical)} | COMMON_INTENTS
        with tenant_scope(tenant_id):
            for message in Message.objects.all():
                if message.analysis:
                    assert message.analysis["intent"] in intents, message.text
                if message.why:
                    assert texts.has_text(message.why["rule"], "tr"), message.why
                if message.type == "notice":
                    assert texts.has_text(message.content["notice"], "en")
                assert not re.search(r"{day|{{", message.text)
            for row in OutboundMessage.objects.all():
                assert from_json(row.body).kind == row.kind


def test_the_clinic_has_a_past_and_a_coming_week_within_its_doctors_hours(demo: dict[str, UUID]) -> None:
    with tenant_scope(demo["gulus-dis"]):
        appointments = list(
            Appointment.objects.select_related("doctor__user").order_by("doctor_id", "slot_start")
        )
        seeded_at = Tenant.objects.get(id=demo["gulus-dis"]).created_at
        hours = {(slot.doctor_id, slot.day_of_week) for slot in AppointmentSlot.objects.all()}
    coming = [one for one in appointments if one.slot_start > seeded_at]
    assert len(coming) >= 8
    assert {one.status for one in coming} <= {"booked", "confirmed"}
    assert {"completed", "no_show", "cancelled"} <= {one.status for one in appointments}
    assert all((one.doctor_id, _weekday(one.slot_start)) in hours for one in coming)
    assert _double_booked(appointments) == []
    kaya = next(one.doctor for one in appointments if one.doctor.slug == "dr-kaya")
    assert kaya.user is not None
    assert kaya.user.email == "doctor@gulus-dis.example"


def _weekday(moment: datetime) -> int:
    return moment.astimezone(ZONE).weekday()


def _double_booked(appointments: list[Appointment]) -> list[tuple[Appointment, Appointment]]:
    """Of appointments ordered by doctor and time."""
    return [
        (earlier, later)
        for earlier, later in pairwise(appointments)
        if earlier.doctor_id == later.doctor_id and earlier.slot_end > later.slot_start
    ]


class _Undone(Exception):
    pass


@pytest.mark.parametrize("hours", range(0, 7 * 24, 11))
def test_whenever_the_demo_starts_its_days_fit(demo: dict[str, UUID], hours: int) -> None:
    now = datetime(2026, 11, 30, 0, 30, tzinfo=ZONE) + timedelta(hours=hours)
    with pytest.raises(_Undone), tenant_scope(demo["gulus-dis"]):
        Appointment.objects.all().delete()
        for model in (OutboundMessage, Message, Conversation, Contact):
            model.objects.all().delete()  # type: ignore[attr-defined]  # every model has a manager
        tenant = Tenant.objects.get(id=demo["gulus-dis"])
        store_demo_appointments(tenant, now)
        store_demo_threads(tenant, now)
        appointments = list(Appointment.objects.order_by("doctor_id", "slot_start"))
        assert _double_booked(appointments) == []
        assert {one.status for one in appointments if one.slot_start > now} <= {"booked", "confirmed"}
        assert not any(one.status in ("booked", "confirmed") for one in appointments if one.slot_start <= now)
        assert Message.objects.latest("at").at <= now
        raise _Undone


def test_the_aesthetic_clinic_has_its_catalogue_in_both_languages(demo: dict[str, UUID]) -> None:
    with tenant_scope(demo["nova-estetik"]):
        services = list(CatalogService.objects.all())
    assert len(services) == 8
    assert all(service.description_tr and service.description_en for service in services)


def test_a_demo_tenant_survives_its_own_export(demo: dict[str, UUID]) -> None:
    secrets = demo_secrets()
    secrets |= {
        "MODA_ATOLYESI_TRENDYOL_API_KEY": secrets["MODA_ATOLYESI_TRENDYOL_KEY"],
        "MODA_ATOLYESI_TRENDYOL_API_SECRET": secrets["MODA_ATOLYESI_TRENDYOL_SECRET"],
    }
    for slug in SLUGS:
        outcome = apply_tenant_file(export_tenant(slug), now=clock.now(), actor="test", secrets=secrets)
        assert outcome.changes == (), slug
    assert audit.verify().breaks == []
