"""What clinics answer from their own data, and what goes to a person at once."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import pytest

from invekto.core import clock

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.support.talk import Talk
    from tests.support.tenants import TenantKit

ISTANBUL = ZoneInfo("Europe/Istanbul")
SETTINGS: dict[str, object] = {
    "address": "Bağdat Cd. 120, Kadıköy",
    "maps_url": "https://maps.example/xyz",
    "parking": "Bina altında ücretsiz",
    "working_hours": {"mon": "09:00-19:00", "tue": "09:00-19:00", "wed": "09:00-12:30,13:30-19:00"},
}


@pytest.fixture
def dental(make_tenant: Callable[..., TenantKit], at: Callable[..., None]) -> Talk:
    at(datetime(2026, 11, 24, 11, 0, tzinfo=ISTANBUL))  # a Tuesday
    return _clinic(make_tenant, "dental")


@pytest.fixture
def aesthetic(make_tenant: Callable[..., TenantKit]) -> Talk:
    return _clinic(make_tenant, "aesthetic")


def _clinic(make_tenant: Callable[..., TenantKit], vertical: str, **settings: object) -> Talk:
    from invekto.appointments.models import ServicePrice
    from invekto.leads.models import CatalogService
    from tests.support.talk import Talk

    kit = make_tenant(vertical, name="Gülüş Kliniği", settings=SETTINGS | settings)
    now = clock.now()
    shared: dict[str, Any] = {"tenant_id": kit.id, "created_at": now, "updated_at": now}
    with kit.scope():
        ServicePrice.objects.create(
            slug="implant",
            service_name="İmplant",
            price_min=Decimal(18000),
            price_max=Decimal(32000),
            description="Çeneye yerleştirilen yapay kök.",
            **shared,
        )
        ServicePrice.objects.create(
            slug="kanal",
            service_name="Kanal tedavisi",
            price_min=Decimal(4500),
            price_max=Decimal(4500),
            **shared,
        )
        CatalogService.objects.create(
            slug="botoks", service_name="Botoks", price_min=Decimal(6000), price_max=Decimal(9000), **shared
        )
    return Talk(kit, kit.make_conversation())


def test_a_direct_price_question_gets_the_clinics_range(dental: Talk) -> None:
    said = dental.say("implant ne kadar")
    assert "₺18.000" in said
    assert "₺32.000" in said
    assert "muayenede" in said
    assert dental.titles() == ["Randevu al", "Temsilciye bağlan"]
    assert dental.state()["handoff"] is False


def test_an_english_price_question_gets_english_amounts(aesthetic: Talk) -> None:
    said = aesthetic.say("how much is botoks treatment?")
    assert "₺6,000" in said
    assert "between" in said


def test_one_price_is_not_told_as_a_range(dental: Talk) -> None:
    assert "₺4.500." in dental.say("kanal tedavisi fiyatı nedir")


def test_a_price_question_without_a_treatment_offers_the_list(dental: Talk) -> None:
    assert "Hangi işlemi" in dental.say("fiyatlarınız nedir")
    assert dental.titles() == ["İmplant", "Kanal tedavisi"]
    assert "₺18.000" in dental.tap("İmplant")


def test_a_clinic_may_keep_its_prices_for_the_examination(make_tenant: Callable[..., TenantKit]) -> None:
    talk = _clinic(make_tenant, "dental", price_answers="after_examination")
    said = talk.say("implant ne kadar")
    assert "18" not in said
    assert "muayenede" in said


def test_a_treatment_is_described_in_the_clinics_own_words_with_the_note(dental: Talk) -> None:
    said = dental.say("implant nasıl yapılıyor")
    assert "Çeneye yerleştirilen yapay kök." in said
    assert "kişiden kişiye değişir" in said


def test_opening_hours_are_told_by_the_week(dental: Talk) -> None:
    said = dental.say("çalışma saatleriniz nedir")
    assert "Pazartesi-Salı: 09:00-19:00" in said
    assert "Çarşamba: 09:00-12:30, 13:30-19:00" in said
    assert "Perşembe-Pazar: kapalı" in said
    assert "Şu anda açığız" in said


def test_the_way_there_is_told(dental: Talk) -> None:
    said = dental.say("adresiniz nerede")
    assert "Bağdat Cd. 120" in said
    assert "https://maps.example/xyz" in said
    assert "Bina altında ücretsiz" in said


def test_an_emergency_reaches_a_person_at_once_whatever_else_is_open(dental: Talk) -> None:
    dental.say("fiyatlarınız nedir")
    said = dental.say("dişim çok ağrıyor yüzüm şişti dayanamıyorum")
    assert "112" in said
    state = dental.state()
    assert (state["intent"], state["handoff_reason"]) == ("emergency", "emergency")


def test_an_appointment_is_collected_and_handed_over(dental: Talk) -> None:
    said = dental.say("yarın öğleden sonra implant için randevu almak istiyorum")
    assert "Randevu talebinizi aldım" in said
    note = dental.state()["note"]
    assert "Randevu almak istiyor" in note["wanted"]
    assert any("öğleden sonra" in fact for fact in note["facts"])


def test_a_photo_is_looked_at_by_a_person_and_not_judged(aesthetic: Talk) -> None:
    aesthetic.write("", type="image")
    (said,) = aesthetic.answer()
    assert "yorum yapamam" in said.body["body"]
    assert aesthetic.state()["handoff_reason"] == "policy"


def test_suitability_is_never_judged(aesthetic: Talk) -> None:
    said = aesthetic.say("hamileyim botoks yaptırabilir miyim")
    assert "yalnızca hekimimiz" in said
    assert aesthetic.state()["handoff"] is True


def test_an_emergency_while_a_person_is_awaited_raises_the_alarm_and_says_what_to_do(dental: Talk) -> None:
    dental.say("temsilciye bağlanmak istiyorum")
    assert "112" in dental.say("kanama durmuyor yüzüm şişti nefes alamıyorum")
    state = dental.state()
    assert state["handoff_reason"] == "emergency"
    assert "kanama durmuyor" in state["note"]["wanted"]


def test_a_patient_from_abroad_is_marked(aesthetic: Talk) -> None:
    aesthetic.say(
        "Hello, I live in London. Do you arrange hotel and airport transfer for patients from abroad?"
    )
    assert aesthetic.state()["flags"] == ["foreign_patient"]


def test_an_english_patient_reads_the_treatments_english_name(dental: Talk) -> None:
    said = dental.say("how much does an implant cost?")
    assert "Dental implant: our fee is between" in said
    assert "İmplant" not in said


def test_a_procedure_is_found_by_what_people_call_it(aesthetic: Talk) -> None:
    from invekto.leads.models import CatalogService

    with aesthetic.kit.scope():
        CatalogService.objects.create(
            tenant_id=aesthetic.kit.id,
            slug="rinoplasti",
            service_name="Rinoplasti",
            price_min=Decimal(90000),
            price_max=Decimal(140000),
            created_at=clock.now(),
            updated_at=clock.now(),
        )
    assert "Rinoplasti için ücretimiz ₺90.000 ile ₺140.000" in aesthetic.say("burun estetiği fiyat")


def test_every_common_treatment_has_its_names() -> None:
    from invekto.core import texts
    from invekto.verticals.clinics.treatments import _common

    for vertical in ("dental", "aesthetic"):
        for common in _common(vertical):
            for language in texts.LANGUAGES:
                assert texts.has_text(common.text_id, language), common.text_id
