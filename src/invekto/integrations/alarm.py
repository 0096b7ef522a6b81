"""Telling those who answer for a tenant, by e-mail, that an account stopped working and that it works again.

Once per death and once per outage, however long it lasts; a short outage is nobody's business.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMessage

from invekto.core import events, jobs, texts
from invekto.core.models import Role, Tenant, User
from invekto.core.tenancy import tenant_scope
from invekto.integrations.models import AccountAlert, IntegrationAccount

OUTAGE_AFTER = timedelta(hours=2)
Reason = AccountAlert.Reason


def on_failure(account: IntegrationAccount, *, now: datetime) -> None:
    """Inside the scope, the account's row locked and its new state set; the caller saves ``alerted``."""
    if account.status == IntegrationAccount.Status.REFUSED:
        reason = Reason.DEAD
    elif account.failing_since is not None and account.failing_since <= now - OUTAGE_AFTER:
        reason = Reason.OUTAGE
    else:
        return
    if account.alerted in (reason, Reason.DEAD):
        return
    account.alerted = reason
    _raise(account, reason, now)


def on_success(account: IntegrationAccount, *, now: datetime) -> None:
    """As above: who heard of the trouble hears of its end."""
    if account.alerted:
        account.alerted = ""
        _raise(account, Reason.WORKS, now)


def _raise(account: IntegrationAccount, reason: AccountAlert.Reason, now: datetime) -> None:
    alert = AccountAlert.objects.create(
        tenant_id=account.tenant_id,
        account_id=account.id,
        reason=reason,
        problem=account.problem,
        since=account.failing_since,
        at=now,
    )
    events.record(
        f"account.{reason.value}",
        tenant_id=account.tenant_id,
        now=now,
        subject_id=account.id,
        provider=account.provider,
        problem=account.problem,
    )
    if Tenant.objects.filter(pk=account.tenant_id, alerts_by_email=True).exists():
        jobs.defer("integrations.tell_owner", tenant_id=str(account.tenant_id), alert_id=str(alert.id))


def tell_owner(tenant_id: UUID, alert_id: UUID, now: datetime) -> int:
    """E-mail one alert to owners and admins, each in their language; returns to how many. Opens its own scopes.

    An address that refuses holds back nobody else. Safe to repeat: whoever has it gets it no more. Raises what
    Django's mail backend raised first, once all were tried.
    """
    with tenant_scope(tenant_id):
        alerts = AccountAlert.objects.select_related("account").filter(id=alert_id, told_at=None)
        alert = alerts.defer("account__api_key_encrypted", "account__webhook_key").first()
        tenant = Tenant.objects.get(id=tenant_id)
        managers = User.objects.filter(role__in=[Role.OWNER, Role.ADMIN], is_active=True)
        people = list(managers.order_by("email")) if alert else []
    if alert is None:
        return 0
    told, refused = [*alert.told], None
    left = [person for person in people if person.email not in told]
    for person in left:
        try:
            _mail(tenant, alert, person).send()
        except Exception as error:
            refused = refused or error
            continue
        told.append(person.email)
        with tenant_scope(tenant_id):
            AccountAlert.objects.filter(id=alert_id).update(told=told)
    if refused is not None:
        raise refused
    with tenant_scope(tenant_id):
        AccountAlert.objects.filter(id=alert_id).update(told_at=now)
    return len(left)


def _mail(tenant: Tenant, alert: AccountAlert, person: User) -> EmailMessage:
    platform = texts.text(f"order-platform-{alert.account.provider.replace('_', '-')}", person.language)
    problem = texts.text(alert.problem, person.language, platform=platform) if alert.problem else ""
    facts = {"shop": tenant.name, "platform": platform, "account": alert.account.short_id}
    link = f"{settings.PUBLIC_URL}/settings/integrations/#account-{alert.account_id}"
    return EmailMessage(
        subject=texts.text(f"account-alarm-{alert.reason}-subject", person.language, **facts),
        body=texts.text(
            f"account-alarm-{alert.reason}-body",
            person.language,
            **facts,
            name=person.name,
            problem=problem,
            link=link,
        ),
        to=[person.email],
    )
