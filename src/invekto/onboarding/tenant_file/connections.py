"""The sections of a tenant file that connect it to the outside: WhatsApp, platforms, alerts."""

from __future__ import annotations

from pydantic import SecretStr

from invekto.core.models import TenantSecret
from invekto.core.texts import text
from invekto.integrations import services as accounts
from invekto.integrations.models import IntegrationAccount
from invekto.messaging.models import WhatsAppNumber
from invekto.onboarding.templates import defer_templates
from invekto.onboarding.tenant_file.accounts import ONLY_ONE, external_id
from invekto.onboarding.tenant_file.rows import Run, differs, update
from invekto.onboarding.tenant_file.sections import AccountEntry, AlertsSection, WhatsAppSection
from invekto.outbound.services import resume_number


def whatsapp(run: Run, section: WhatsAppSection) -> None:
    """A tenant has one number; another ``phone_number_id`` is the same number registered anew."""
    wanted = {
        name: value.get_secret_value() if isinstance(value, SecretStr) else value for name, value in section
    }
    numbers = WhatsAppNumber.objects.defer("access_token", "app_secret", "verify_token")
    number = numbers.order_by("created_at", "id").first()
    if number is None:
        WhatsAppNumber.objects.create(tenant=run.tenant, created_at=run.now, **wanted)
        run.changes.add("whatsapp", f"{section.display_phone} added")
        return
    changed = [name for name, value in wanted.items() if differs(number, name, value)]
    if not changed:
        return
    for name in changed:
        setattr(number, name, wanted[name])
    # The hash follows its secret only when it is saved with it.
    number.save(update_fields=[*changed, "verify_token_hash"])
    if number.paused_code is not None and "access_token" in changed:
        resume_number(number.id, now=run.now, actor=run.actor)
    defer_templates(number.tenant_id)  # drafts may have waited for this very token
    run.changes.add("whatsapp", f"{', '.join(name.replace('_', ' ') for name in changed)} changed")


class AccountProblem(Exception):
    """The platform's adapter cannot take ``integrations[index]``; the message says why."""

    def __init__(self, index: int, message: str) -> None:
        super().__init__(message)
        self.index = index


def integrations(run: Run) -> None:
    """A new or changed key is tried at once; an account the file no longer has is switched off.

    Raises AccountProblem.
    """
    present = {f"{row.provider} {row.external_id}": row for row in accounts.all_accounts()}
    keys = []
    for index, entry in enumerate(run.file.integrations):
        key = f"{entry.provider} {external_id(entry)}"
        keys.append(key)
        try:
            _account(run, entry, key, present.get(key))
        except accounts.AccountRefused as refused:
            raise AccountProblem(index, text(refused.text_id, "en")) from None
    for key in sorted(run.gone("integrations", keys)):
        if key in present and present[key].status != IntegrationAccount.Status.OFF:
            accounts.switch_off(account=present[key], now=run.now, actor=run.actor)
            run.changes.add("integrations", f"{key.removesuffix(f' {ONLY_ONE}')} switched off")


def _account(run: Run, entry: AccountEntry, key: str, row: IntegrationAccount | None) -> None:
    kept, shown = _kept(entry), key.removesuffix(f" {ONLY_ONE}")
    if row is None:
        accounts.add_account(
            tenant_id=run.tenant.id,
            provider=entry.provider,
            external_id=external_id(entry),
            secrets=kept,
            now=run.now,
            actor=run.actor,
        )
        run.changes.add("integrations", f"{shown} added")
    elif not accounts.has_secrets(row, kept):
        accounts.update_key(account=row, secrets=kept, now=run.now, actor=run.actor)
        run.changes.add("integrations", f"{shown}: keys changed")
    elif row.status == IntegrationAccount.Status.OFF:
        accounts.switch_on(account=row, now=run.now, actor=run.actor)
        run.changes.add("integrations", f"{shown}: switched on again")


def _kept(entry: AccountEntry) -> dict[str, str]:
    """What the provider asks for besides the account's own id, as kept encrypted."""
    return {
        # Keys are pasted with spaces around them; the platforms' adapters take them off as well.
        name: (value.get_secret_value() if isinstance(value, SecretStr) else str(value)).strip()
        for name in (key.name for key in accounts.ENTRIES[entry.provider].keys)
        if (value := getattr(entry, name)) is not None
    }


def alert_secrets(run: Run, section: AlertsSection) -> None:
    """Signing keys of the alert webhooks, kept encrypted; the rest of the section is no secret."""
    wanted = {
        f"alerts.{name}.webhook": target.webhook.secret.get_secret_value()
        for name, target in section
        if target and target.webhook and target.webhook.secret
    }
    stored = TenantSecret.objects.defer("value").filter(name__startswith="alerts.")
    present = {row.name: row for row in stored}
    for name, value in wanted.items():
        if name not in present:
            TenantSecret.objects.create(tenant=run.tenant, name=name, value=value)
            run.changes.add("alerts", f"{name.split('.')[1]}: the webhook's secret set")
        elif update(present[name], {"value": value}):
            run.changes.add("alerts", f"{name.split('.')[1]}: the webhook's secret changed")
    for name in present.keys() - wanted.keys():
        present[name].delete()
        run.changes.add("alerts", f"{name.split('.')[1]}: the webhook's secret taken away")
