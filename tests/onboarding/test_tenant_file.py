"""Applying tenant files: what becomes of each section, and what a second file changes."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import time, timedelta
from decimal import Decimal

import pytest
from django.contrib.auth.hashers import check_password

from invekto.appointments.models import AppointmentSlot, Doctor, ServicePrice
from invekto.core import audit
from invekto.core.models import AuditEntry, Tenant, TenantSecret, User
from invekto.core.tenancy import door, tenant_scope
from invekto.integrations.models import IntegrationAccount
from invekto.messaging.models import MessageTemplate, WhatsAppNumber
from invekto.messaging.models.channel import secret_hash
from invekto.onboarding.services import NoSuchTenant, TenantFileRefused, apply_tenant_file, export_tenant
from tests.onboarding.samples import NOON, Clinic

LATER = NOON + timedelta(hours=1)


@pytest.fixture
def clinic() -> Clinic:
    return Clinic()


def test_a_file_becomes_a_tenant_with_everything_in_it(clinic: Clinic) -> None:
    outcome = clinic.apply()

    assert outcome.created
    with tenant_scope(clinic.id):
        tenant = Tenant.objects.get(id=clinic.id)
        assert (tenant.name, tenant.vertical, tenant.confidence_threshold) == (
            "Gülüş Ağız ve Diş Sağlığı",
            "dental",
            0.55,
        )
        assert tenant.settings["working_hours"]["fri"] == "09:00-19:00"
        assert "sun" not in tenant.settings["working_hours"]
        assert tenant.settings["shipping"]["fee"] == "49.90"
        assert tenant.settings["wholesale"]["steps"][1] == {"from": 100, "percent": 18}
        assert tenant.settings["triggers"][1]["before"] == "48h"
        people = {user.role: user for user in User.objects.filter(tenant=tenant)}
        assert people["agent"].name == "Ayşe Yıldız"
        assert people["agent"].password.startswith("argon2")
        assert check_password(clinic.env["AYSE_PW"], people["agent"].password)
        number = WhatsAppNumber.objects.get()
        assert (number.phone_number_id, number.access_token) == (
            clinic.phone_number_id,
            clinic.env["WA_TOKEN"],
        )
        implant = ServicePrice.objects.get(slug="implant")
        assert (implant.price_min, implant.price_max) == (Decimal(18000), Decimal(32000))
        assert (implant.description, implant.description_en, implant.recovery_days) == (
            "Çene kemiğine vida",
            "A screw",
            7,
        )
        assert ServicePrice.objects.get(slug="temizlik").price_min is None
        kaya = Doctor.objects.get(slug="dr-kaya")
        hours = AppointmentSlot.objects.filter(doctor=kaya).order_by("day_of_week")
        assert [slot.day_of_week for slot in hours] == [0, 1, 2, 3, 4]
        assert (hours[0].start_time, hours[0].end_time, hours[0].breaks) == (
            time(9),
            time(18),
            ["12:30-13:30"],
        )
        template = MessageTemplate.objects.get()
        assert template.status == MessageTemplate.Status.APPROVED  # the sandbox stands in for Meta here


def test_every_platform_of_the_format_is_stored_with_its_keys_encrypted(clinic: Clinic) -> None:
    clinic.apply()

    with tenant_scope(clinic.id):
        accounts = {row.provider: row for row in IntegrationAccount.objects.all()}
        assert set(accounts) == {"trendyol", "hepsiburada", "aras", "yurtici", "google_calendar"}
        assert {row.status for row in accounts.values()} == {"new"}
        assert accounts["trendyol"].external_id == "2738"
        assert json.loads(accounts["trendyol"].api_key_encrypted) == {
            "api_key": clinic.env["TY_KEY"],
            "api_secret": clinic.env["TY_SECRET"],
        }
        assert json.loads(accounts["google_calendar"].api_key_encrypted)["calendar_id"] == "primary"


def test_no_secret_is_readable_in_the_database(clinic: Clinic, admin_url: str) -> None:
    import psycopg
    from django.db import connection

    clinic.apply()

    tables = ("tenants", "users", "whatsapp_numbers", "integration_accounts", "tenant_secrets", "audit_log")
    tables += ("tenant_file_records",)
    database = connection.settings_dict["NAME"]
    with psycopg.connect(admin_url.replace("/postgres?", f"/{database}?", 1)) as superuser:
        stored = " ".join(
            row[0] for table in tables for row in superuser.execute(f"SELECT t::text FROM {table} t")
        )
    assert clinic.slug in stored
    assert [name for name, value in clinic.env.items() if value in stored] == []


def test_the_alert_webhooks_secret_is_kept_apart_from_the_settings(clinic: Clinic) -> None:
    clinic.apply()

    with tenant_scope(clinic.id):
        assert TenantSecret.objects.get(name="alerts.sales.webhook").value == clinic.env["HOOK_SECRET"]
        alerts = Tenant.objects.get(id=clinic.id).settings["alerts"]
    assert alerts["sales"] == {
        "emails": ["satis@example.com"],
        "webhook": {"url": "https://crm.example/hook"},
    }


def test_the_same_file_twice_changes_nothing(clinic: Clinic) -> None:
    clinic.apply()
    before = _everything(clinic)

    outcome = clinic.apply(now=LATER)

    assert outcome.changes == ()
    assert not outcome.created
    assert _everything(clinic) == before


def test_what_a_new_file_changes_is_told_and_audited_without_secrets(clinic: Clinic) -> None:
    clinic.apply()
    clinic.env["WA_TOKEN"] = "renewed-token"
    changed = clinic.text.replace("fee: 49.90", "fee: 59.90").replace("price: [1500, 2500.50]", "price: 1750")

    outcome = clinic.apply(changed, now=LATER)

    assert outcome.changes == (
        "shipping: fee 49.90 → 59.90",
        "whatsapp: access token changed",
        "services: dolgu: lowest price, highest price changed",
    )
    with tenant_scope(clinic.id):
        assert WhatsAppNumber.objects.get().access_token == "renewed-token"
        assert Tenant.objects.get(id=clinic.id).updated_at == LATER
        dolgu = ServicePrice.objects.get(slug="dolgu")
        assert (dolgu.price_min, dolgu.price_max, dolgu.updated_at) == (Decimal(1750), Decimal(1750), LATER)
        assert ServicePrice.objects.get(slug="implant").updated_at == NOON
        entry = AuditEntry.objects.order_by("-seq").first()
    assert entry is not None
    assert (entry.action, entry.actor, entry.details) == (
        "tenant.file_applied",
        "test",
        {"sections": ["shipping", "whatsapp", "services"], "created": False},
    )
    assert audit.verify().breaks == []


def test_a_renewed_token_lets_a_paused_number_go_on(clinic: Clinic) -> None:
    clinic.apply()
    with tenant_scope(clinic.id):
        WhatsAppNumber.objects.update(paused_code=190, paused_at=NOON)
    clinic.env |= {"WA_TOKEN": "renewed-token", "WA_VERIFY": "renewed-verify-token"}

    clinic.apply(now=LATER)

    with tenant_scope(clinic.id):
        number = WhatsAppNumber.objects.get()
    assert (number.paused_code, number.access_token) == (None, "renewed-token")
    assert number.verify_token_hash == secret_hash("renewed-verify-token")


def test_an_account_left_out_is_switched_off_and_a_new_key_is_tried_again(
    clinic: Clinic, queued_jobs: Callable[[], list[str]]
) -> None:
    clinic.apply()
    assert "integrations.sync" in queued_jobs()
    without = "\n".join(line for line in clinic.text.splitlines() if "provider: hepsiburada" not in line)
    clinic.env["TY_KEY"] = " renewed-key\n"

    outcome = clinic.apply(without)

    assert outcome.changes == (
        "integrations: trendyol 2738: keys changed",
        "integrations: hepsiburada abc-1 switched off",
    )
    assert clinic.apply(without).changes == ()
    with tenant_scope(clinic.id):
        accounts = {row.provider: row for row in IntegrationAccount.objects.all()}
    assert json.loads(accounts["trendyol"].api_key_encrypted)["api_key"] == "renewed-key"
    assert (accounts["trendyol"].status, accounts["hepsiburada"].status) == ("new", "off")
    assert clinic.apply().changes == ("integrations: hepsiburada abc-1: switched on again",)


def test_what_the_file_no_longer_lists_is_switched_off_and_not_deleted(clinic: Clinic) -> None:
    clinic.apply()
    lines = [
        line for line in clinic.text.splitlines() if "hekim-" not in line and "slug: temizlik" not in line
    ]
    shorter = (
        "\n".join(lines).replace("days: [tue, thu]", "days: [tue]").replace("[dolgu, temizlik]", "[dolgu]")
    )
    shorter = shorter.replace("[implant, temizlik]", "[implant]")

    outcome = clinic.apply(shorter)

    assert f"users: hekim-{clinic.mark}@example.com may no longer log in" in outcome.changes
    assert "services: Diş taşı temizliği switched off" in outcome.changes
    assert "slots: dr-ak thu 13:00 switched off" in outcome.changes
    with tenant_scope(clinic.id):
        assert not User.objects.get(email=f"hekim-{clinic.mark}@example.com").is_active
        assert not ServicePrice.objects.get(slug="temizlik").is_active
        assert AppointmentSlot.objects.filter(is_active=True).count() == 6
    assert clinic.apply(shorter).changes == ()


def test_a_doctor_who_leaves_takes_their_hours_along_and_may_come_back(clinic: Clinic) -> None:
    clinic.apply()
    without = "\n".join(line for line in clinic.text.splitlines() if "dr-ak" not in line)

    assert "doctors: Dt. Selin Ak and their hours switched off" in clinic.apply(without).changes
    with tenant_scope(clinic.id):
        assert not AppointmentSlot.objects.filter(doctor__slug="dr-ak", is_active=True).exists()
    assert "doctors: dr-ak: switched on again" in clinic.apply().changes
    with tenant_scope(clinic.id):
        assert AppointmentSlot.objects.filter(doctor__slug="dr-ak", is_active=True).count() == 2


def test_what_was_entered_on_a_page_stays_when_a_file_is_applied(clinic: Clinic) -> None:
    clinic.apply()
    with tenant_scope(clinic.id):
        Doctor.objects.create(tenant_id=clinic.id, slug="dr-yeni", name="Dt. Yeni", created_at=NOON)

    assert clinic.apply().changes == ()
    with tenant_scope(clinic.id):
        assert Doctor.objects.get(slug="dr-yeni").is_active


def test_sections_and_keys_the_file_leaves_out_stay_as_they_are(clinic: Clinic) -> None:
    clinic.apply()
    before = _everything(clinic)

    short = f"tenant: {{slug: {clinic.slug}, name: Gülüş Ağız ve Diş Sağlığı, vertical: dental}}"

    assert clinic.apply(short).changes == ()
    assert _everything(clinic) == before


def test_an_empty_text_takes_a_text_away(clinic: Clinic) -> None:
    clinic.apply()

    outcome = clinic.apply(clinic.text.replace('parking: "Bina altında ücretsiz"', 'parking: ""'))

    assert outcome.changes == ("parking: taken away",)
    with tenant_scope(clinic.id):
        assert "parking" not in Tenant.objects.get(id=clinic.id).settings


def test_a_changed_template_is_told_and_waits_for_a_new_look(
    clinic: Clinic, settings_without_sandbox: None
) -> None:
    clinic.apply()
    with tenant_scope(clinic.id):
        assert MessageTemplate.objects.get().status == MessageTemplate.Status.DRAFT
        MessageTemplate.objects.update(status=MessageTemplate.Status.APPROVED)

    assert clinic.apply().changes == ()
    outcome = clinic.apply(clinic.text.replace("ulaştı mı?", "elinize geçti mi?"))

    assert outcome.changes == ("templates: delivered_satisfaction (tr): body, status changed",)
    with tenant_scope(clinic.id):
        assert MessageTemplate.objects.get().status == MessageTemplate.Status.DRAFT


@pytest.fixture
def settings_without_sandbox() -> object:
    from django.test import override_settings

    with override_settings(SANDBOX=False):
        yield


def test_an_export_applied_again_changes_nothing(clinic: Clinic) -> None:
    clinic.apply()
    before = _everything(clinic)
    prefix = clinic.slug.upper().replace("-", "_")
    known = {
        "ACCESS_TOKEN": "WA_TOKEN", "APP_SECRET": "WA_APP_SECRET", "VERIFY_TOKEN": "WA_VERIFY",
        "SALES_HOOK_SECRET": "HOOK_SECRET", "TRENDYOL_API_KEY": "TY_KEY", "TRENDYOL_API_SECRET": "TY_SECRET",
        "HEPSIBURADA_USERNAME": "HB_USER", "HEPSIBURADA_PASSWORD": "HB_PW", "ARAS_USERNAME": "AR_USER",
        "ARAS_PASSWORD": "AR_PW", "YURTICI_USERNAME": "YK_USER", "YURTICI_PASSWORD": "YK_PW",
        "GOOGLE_CALENDAR_DR_KAYA_CLIENT_ID": "G_ID", "GOOGLE_CALENDAR_DR_KAYA_CLIENT_SECRET": "G_SECRET",
        "GOOGLE_CALENDAR_DR_KAYA_REFRESH_TOKEN": "G_TOKEN",
    }  # fmt: skip
    env = {f"{prefix}_{name}": clinic.env[source] for name, source in known.items()}

    exported = export_tenant(clinic.slug)
    outcome = apply_tenant_file(exported, now=LATER, actor="test", secrets=env)

    assert outcome.changes == ()
    assert _everything(clinic) == before
    assert [value for value in clinic.env.values() if value in exported] == []


def test_limits_of_intents_are_kept_exported_and_taken_away(clinic: Clinic) -> None:
    line = "confidence_threshold: 0.55"
    first = clinic.apply(clinic.text.replace(line, f"{line}\n  intent_thresholds: {{price_inquiry: 0.8}}"))
    assert first.created
    assert _limits(clinic) == {"price_inquiry": 0.8}
    assert "intent_thresholds:\n    price_inquiry: 0.8" in export_tenant(clinic.slug)
    assert clinic.apply(clinic.text).changes == ()  # a file that leaves them out keeps them
    assert _limits(clinic) == {"price_inquiry": 0.8}
    gone = clinic.apply(clinic.text.replace(line, f"{line}\n  intent_thresholds: {{}}"))
    assert len(gone.changes) == 1
    assert _limits(clinic) == {}


def test_who_a_doctor_is_and_what_agents_see_are_kept_and_exported(clinic: Clinic) -> None:
    line, doctor = "confidence_threshold: 0.55", "{slug: dr-kaya, name: Dt. Mert Kaya,"
    person = f"hekim-{clinic.mark}@example.com"
    text = clinic.text.replace(line, f"{line}\n  inbox_visibility: team")
    clinic.apply(text.replace(doctor, f"{doctor} user: {person},"))
    assert _seen_in(clinic) == ("team", person)
    exported = export_tenant(clinic.slug)
    assert "inbox_visibility: team" in exported
    assert f"user: {person}" in exported
    assert clinic.apply(clinic.text).changes == ()  # a file that leaves them out keeps them
    assert _seen_in(clinic) == ("team", person)
    back = clinic.apply(clinic.text.replace(line, f"{line}\n  inbox_visibility: own"))
    assert back.changes == ("tenant: inbox_visibility team → own",)


def _seen_in(clinic: Clinic) -> tuple[str, str | None]:
    with tenant_scope(clinic.id):
        doctor = Doctor.objects.select_related("user").get(slug="dr-kaya")
        return Tenant.objects.get(id=clinic.id).inbox_visibility, doctor.user and doctor.user.email


def _limits(clinic: Clinic) -> dict[str, float]:
    with tenant_scope(clinic.id):
        return dict(Tenant.objects.get(id=clinic.id).intent_thresholds)


def test_an_export_of_a_tenant_nobody_knows_is_refused() -> None:
    with pytest.raises(NoSuchTenant):
        export_tenant("boyle-biri-yok")


def test_another_tenants_address_and_number_are_refused_and_left_alone(clinic: Clinic) -> None:
    clinic.apply()
    before = _everything(clinic)
    other = Clinic()
    greedy = other.text.replace(f"sekreter-{other.mark}", f"sekreter-{clinic.mark}").replace(
        other.phone_number_id, clinic.phone_number_id
    )

    with pytest.raises(TenantFileRefused) as refusal:
        other.apply(greedy)

    said = {problem.path: problem.line for problem in refusal.value.problems}
    assert said == {
        "users[0].email": other.line_of("sekreter-"),
        "whatsapp.phone_number_id": other.line_of("phone_number_id"),
    }
    assert other.tenant() is None
    assert _everything(clinic) == before


def test_a_tenants_file_touches_nobody_else(clinic: Clinic, second_tenant) -> None:  # type: ignore[no-untyped-def]
    with second_tenant.scope():
        before = list(User.objects.filter(tenant=second_tenant.tenant).order_by("id").values())
    clinic.apply()
    with second_tenant.scope():
        assert list(User.objects.filter(tenant=second_tenant.tenant).order_by("id").values()) == before
        assert not Doctor.objects.exists()
    with door("email", f"sekreter-{clinic.mark}@example.com"):
        assert User.objects.get(email=f"sekreter-{clinic.mark}@example.com").tenant_id == clinic.id


def test_two_files_that_race_for_one_number_end_with_one_owner_and_one_refusal(clinic: Clinic) -> None:
    from concurrent.futures import ThreadPoolExecutor
    from threading import Barrier

    from django.db import connections

    other = Clinic()
    texts = (clinic.text, other.text.replace(other.phone_number_id, clinic.phone_number_id))
    barrier = Barrier(2)
    told: list[str] = []

    def run(pair: tuple[Clinic, str]) -> bool:
        barrier.wait()
        try:
            pair[0].apply(pair[1])
        except TenantFileRefused as refused:
            told.extend(problem.path for problem in refused.problems)
            return False
        finally:
            connections.close_all()
        return True

    with ThreadPoolExecutor(2) as pool:
        applied = list(pool.map(run, zip((clinic, other), texts, strict=True)))

    assert sorted(applied) == [False, True]
    assert told == ["whatsapp.phone_number_id"]
    assert [one.tenant() is not None for one in (clinic, other)] == applied


def _everything(clinic: Clinic) -> dict[str, list[dict[str, object]]]:
    """Every row a file can touch, the audit log included."""
    models = (AppointmentSlot, Doctor, ServicePrice, IntegrationAccount, MessageTemplate, WhatsAppNumber)
    models += (TenantSecret,)
    tenant_id = clinic.id
    with tenant_scope(tenant_id):
        rows = {model.__name__: list(model.objects.order_by("id").values()) for model in models}
        rows["Tenant"] = list(Tenant.objects.filter(id=tenant_id).values())
        rows["User"] = list(User.objects.filter(tenant_id=tenant_id).order_by("id").values())
        rows["AuditEntry"] = list(AuditEntry.objects.order_by("seq").values())
    return rows
