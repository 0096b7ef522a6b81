"""The sections of a tenant file that connect it to the outside: WhatsApp, platforms, alerts."""

from __future__ import annotations

import json
import secrets
from typing import Any

from pydantic import SecretStr

from invekto.core.models import TenantSecret
from invekto.integrations.models import IntegrationAccount
from invekto.messaging.models import WhatsAppNumber
from invekto.onboarding.tenant_file.checking import external_id
from invekto.onboarding.tenant_file.rows import Run, update
from invekto.onboarding.tenant_file.sections import AlertsSection, WhatsAppSection


def whatsapp(run: Run, section: WhatsAppSection) -> None:
    """A tenant has one number; another ``phone_number_id`` is the same number registered anew."""
    wanted = {
        name: value.get_secret_value() if isinstance(value, SecretStr) else value for name, value in section
    }
    number = WhatsAppNumber.objects.order_by("created_at", "id").first()
    if number is None:
        WhatsAppNumber.objects.create(tenant=run.tenant, created_at=run.now, **wanted)
        run.changes.add("whatsapp", f"{section.display_phone} added")
        return
    if changed := update(number, wanted):
        run.changes.add("whatsapp", f"{', '.join(name.replace('_', ' ') for name in changed)} changed")


def integrations(run: Run) -> None:
    """New and changed keys are tried by the next sync; an account the file no longer has is switched off."""
    present = {f"{row.provider} {row.external_id}": row for row in IntegrationAccount.objects.all()}
    keys = []
    for account in run.file.integrations:
        key = f"{account.provider} {external_id(account)}"
        keys.append(key)
        stored = _stored_account(account)
        row = present.get(key)
        if row is None:
            IntegrationAccount.objects.create(
                tenant=run.tenant,
                provider=account.provider,
                external_id=external_id(account),
                api_key_encrypted=json.dumps(stored, sort_keys=True),
                webhook_token=secrets.token_urlsafe(24),
                webhook_key=secrets.token_urlsafe(24),
                created_at=run.now,
            )
            run.changes.add("integrations", f"{key} added")
            continue
        renewed = json.loads(row.api_key_encrypted) != stored
        if not renewed and row.status != IntegrationAccount.Status.OFF:
            continue
        fresh: dict[str, Any] = {
            "status": IntegrationAccount.Status.NEW,
            "problem": None,
            "problem_detail": None,
        }
        if renewed:
            fresh["api_key_encrypted"] = json.dumps(stored, sort_keys=True)
        update(row, fresh)
        run.changes.add("integrations", f"{key}: {'keys changed' if renewed else 'switched on again'}")
    for key in run.gone("integrations", keys):
        if key in present and update(present[key], {"status": IntegrationAccount.Status.OFF}):
            run.changes.add("integrations", f"{key} switched off")


def _stored_account(account: Any) -> dict[str, str]:
    """What the provider asks for besides the account's own id, as kept encrypted."""
    return {
        name: value.get_secret_value() if isinstance(value, SecretStr) else str(value)
        for name, value in account
        if name not in ("provider", "seller_id", "merchant_id", "customer_code")
    }


def alert_secrets(run: Run, section: AlertsSection) -> None:
    """Signing keys of the alert webhooks, kept encrypted; the rest of the section is no secret."""
    wanted = {
        f"alerts.{name}.webhook": target.webhook.secret.get_secret_value()
        for name, target in section
        if target and target.webhook and target.webhook.secret
    }
    present = {row.name: row for row in TenantSecret.objects.filter(name__startswith="alerts.")}
    for name, value in wanted.items():
        if name not in present:
            TenantSecret.objects.create(tenant=run.tenant, name=name, value=value)
            run.changes.add("alerts", f"{name.split('.')[1]}: the webhook's secret set")
        elif update(present[name], {"value": value}):
            run.changes.add("alerts", f"{name.split('.')[1]}: the webhook's secret changed")
    for name in present.keys() - wanted.keys():
        present[name].delete()
        run.changes.add("alerts", f"{name.split('.')[1]}: the webhook's secret taken away")
