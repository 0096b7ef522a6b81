"""Replies written beforehand: what may stand in them, what is filled in, what must be asked."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from invekto.core import clock

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.support.tenants import TenantKit


@pytest.mark.parametrize(
    ("body", "text", "blanks"),
    [
        ("Merhaba {{ad|değerli müşterimiz}}.", "Merhaba Elif.", ()),
        ("Merhaba {{ name | dear customer }}.", "Merhaba Elif.", ()),
        ("{{doktor|hekimimiz}} bekliyor", None, None),  # no such field
        ("{{hekim|hekimimiz}} bekliyor", "hekimimiz bekliyor", ()),
        ("{{hekim}} bekliyor", "{{?hekim}} bekliyor", ("hekim",)),
        (
            "{{?tarih}} günü {{?saat}}'te, {{?tarih}}",
            "{{?tarih}} günü {{?saat}}'te, {{?tarih}}",
            ("tarih", "saat"),
        ),
        ("Tek { parantez } kalır", "Tek { parantez } kalır", ()),
        ("{{SİPARİŞ}}", "{{?SİPARİŞ}}", ("SİPARİŞ",)),
        ("{{ad", None, None),
        ("ad}}", None, None),
        ("{{{ad}}}", None, None),
        ("{{?}}", None, None),
        ("{{ad|}}", None, None),
        ("{{}}", None, None),
    ],
)
def test_what_stands_in_double_braces(body: str, text: str | None, blanks: tuple[str, ...] | None):
    from invekto.agent_ai.variables import BadReply, check, fill

    if text is None:
        with pytest.raises(BadReply):
            check(body, "body_tr")
        return
    check(body, "body_tr")
    filled = fill(body, {"name": "Elif"})
    assert (filled.text, filled.blanks) == (text, blanks)


def test_a_value_that_looks_like_a_field_is_not_filled_again():
    from invekto.agent_ai.variables import fill, is_unfilled

    filled = fill("Merhaba {{ad|x}}", {"name": "{{sipariş}}"})
    assert is_unfilled(filled.text)  # and so it never leaves


def test_codes_are_folded_unique_and_free_again_after_a_removal(tenant: TenantKit, second_tenant: TenantKit):
    from invekto.agent_ai import canned
    from invekto.agent_ai.variables import BadReply
    from tests.support.replies import keep

    kept = keep(tenant, "/İade", "Bir")
    assert kept.code == "iade"
    keep(second_tenant, "iade", "Başka mağaza")
    with pytest.raises(BadReply) as refused:
        keep(tenant, "IADE", "İki")
    assert refused.value.field == "code"
    with tenant.scope():
        canned.remove(kept.pk, user=tenant.owner, now=clock.now())
        canned.remove(kept.pk, user=tenant.owner, now=clock.now())
        assert canned.replies() == []
    keep(tenant, "iade", "İki")
    with pytest.raises(BadReply), tenant.scope():
        canned.restore(kept.pk, user=tenant.owner, now=clock.now())
    with tenant.scope():
        assert [one.body_tr for one in canned.replies()] == ["İki"]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"code": ""}, "code"),
        ({"code": "çok uzun bir kod yazdım"}, "code"),
        ({"title": " "}, "title"),
        ({"title": "a" * 81}, "title"),
        ({"category": "a" * 41}, "category"),
        ({"body_tr": ""}, "body_tr"),
        ({"body_tr": "a" * 4097}, "body_tr"),
        ({"body_en": "{{nobody}}"}, "body_en"),
        ({"intents": ("dental_implant",)}, "intents"),
    ],
)
def test_a_wrong_reply_names_its_field_and_changes_nothing(
    tenant: TenantKit, changes: dict[str, object], field: str
):
    from invekto.agent_ai import canned
    from invekto.agent_ai.variables import BadReply

    draft = canned.Draft(**{"code": "iade", "title": "İade", "body_tr": "Bir", **changes})  # type: ignore[arg-type]
    with pytest.raises(BadReply) as refused, tenant.scope():
        canned.save(draft, tenant=tenant.tenant, user=tenant.owner, now=clock.now())
    assert refused.value.field == field
    with tenant.scope():
        assert canned.replies() == []


def test_a_clinics_reply_knows_the_appointment_unless_a_family_shares_the_phone(
    make_tenant: Callable[..., TenantKit],
):
    from invekto.agent_ai import canned
    from invekto.appointments.models import Appointment, Doctor
    from tests.support.replies import keep

    kit = make_tenant("dental")
    keep(kit, "hatirlatma", "{{randevu}} tarihinde {{hekim}} sizi bekliyor, {{ad}}. {{temsilci}}")
    thread = kit.make_conversation()
    now = clock.now()
    with kit.scope():
        doctor = Doctor.objects.create(tenant_id=kit.id, slug="dr-kaya", name="Dr. Kaya", created_at=now)

    def book(name: str, days: int) -> None:
        start = now + timedelta(days=days)
        with kit.scope():
            Appointment.objects.create(
                tenant_id=kit.id,
                patient_phone=thread.contact.phone,
                patient_name=name,
                doctor=doctor,
                service_type="muayene",
                slot_start=start,
                slot_end=start + timedelta(minutes=30),
                created_at=now,
                updated_at=now,
            )

    def blanks() -> tuple[str, ...]:
        with kit.scope():
            (pick,) = canned.picks(kit.tenant, thread.contact, kit.agent, language="tr", now=now)
        assert pick.filled.text.endswith("Elif. Ayşe")
        return pick.filled.blanks

    assert blanks() == ("randevu", "hekim")
    book("Elif Demir", 2)
    assert blanks() == ()
    book("Can Demir", 3)
    assert blanks() == ("randevu", "hekim")


@pytest.mark.parametrize(
    ("shown", "name"),
    [
        ("Elif Demir", "Elif"),
        ("+90 533 000 10 02", ""),
        ("🌸", ""),
        (".", ""),
        ("E", ""),
        ("", ""),
        ("Ayşe-Nur K", "Ayşe-Nur"),
    ],
)
def test_only_a_name_is_put_in_place_of_a_name(tenant: TenantKit, shown: str, name: str):
    from invekto.agent_ai.canned import called

    assert called(tenant.make_conversation(name=shown).contact) == name
