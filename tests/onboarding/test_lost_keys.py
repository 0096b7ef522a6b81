"""When the key that secrets were encrypted with is lost, the tenant's file brings them back."""

from __future__ import annotations

from datetime import timedelta

from invekto.core.models import TenantSecret
from invekto.core.tenancy import tenant_scope
from invekto.integrations.accounts import secrets_of
from invekto.integrations.models import IntegrationAccount
from invekto.messaging.models import WhatsAppNumber
from tests.onboarding.samples import NOON, Clinic
from tests.support.keys import lost_keys


def test_the_same_file_again_puts_every_secret_under_the_new_key_and_sending_goes_on() -> None:
    clinic = Clinic()
    clinic.apply()
    with tenant_scope(clinic.id):
        WhatsAppNumber.objects.update(paused_code=190, paused_at=NOON)
    with lost_keys():
        outcome = clinic.apply(now=NOON + timedelta(hours=1))
        assert clinic.apply(now=NOON + timedelta(hours=2)).changes == ()
        with tenant_scope(clinic.id):
            number = WhatsAppNumber.objects.get()
            assert (number.access_token, number.app_secret) == (
                clinic.env["WA_TOKEN"],
                clinic.env["WA_APP_SECRET"],
            )
            assert number.paused_code is None
            accounts = {row.provider: row for row in IntegrationAccount.objects.all()}
            assert secrets_of(accounts["trendyol"])["api_key"] == clinic.env["TY_KEY"]
            assert len(accounts) == 5
            assert TenantSecret.objects.get().value == clinic.env["HOOK_SECRET"]
    told = "\n".join(outcome.changes)
    assert "access token, app secret, verify token changed" in told
    assert "the webhook's secret changed" in told
    assert told.count("keys changed") == 5


def test_a_file_without_an_account_switches_it_off_although_its_secrets_are_lost() -> None:
    clinic = Clinic()
    clinic.apply()
    without = "\n".join(line for line in clinic.text.splitlines() if "provider: trendyol" not in line)
    with lost_keys():
        clinic.apply(without, now=NOON + timedelta(hours=1))
        with tenant_scope(clinic.id):
            assert IntegrationAccount.objects.only("status").get(provider="trendyol").status == "off"
