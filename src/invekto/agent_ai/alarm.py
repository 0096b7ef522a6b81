"""Telling the owner that customers wait and nobody can take them: on the desk, and by e-mail once in a quiet time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMessage

from invekto.agent_ai.models import DeskAlert
from invekto.agent_ai.working_hours import WorkingHours
from invekto.core import events, jobs, texts
from invekto.core.models import Role, Tenant, User
from invekto.core.tenancy import tenant_scope
from invekto.messaging.models import Conversation, HandoffReason

QUIET = {
    DeskAlert.Reason.NOBODY_THERE: timedelta(hours=2),
    DeskAlert.Reason.NO_ROOM: timedelta(hours=4),
    DeskAlert.Reason.EMERGENCY: timedelta(minutes=15),
}
_JOB = "agent_ai.tell_owner"


def raise_if_needed(
    tenant: Tenant, left: Sequence[Conversation], *, anybody_here: bool, now: datetime
) -> None:
    """``left``: talks that wait and found nobody. Inside the scope that decided so; one at a time per tenant.

    Out of hours nobody is expected to be there, except for an emergency.
    """
    emergencies = [talk for talk in left if talk.handoff_reason == HandoffReason.EMERGENCY]
    if emergencies:
        _raise(tenant, DeskAlert.Reason.EMERGENCY, emergencies, now)
    hours = WorkingHours.of(tenant)
    others = [talk for talk in left if talk.handoff_reason != HandoffReason.EMERGENCY]
    if others and (hours is None or hours.is_open(now)):
        reason = DeskAlert.Reason.NO_ROOM if anybody_here else DeskAlert.Reason.NOBODY_THERE
        _raise(tenant, reason, others, now)


def _raise(tenant: Tenant, reason: DeskAlert.Reason, left: Sequence[Conversation], now: datetime) -> None:
    if DeskAlert.objects.filter(reason=reason, at__gt=now - QUIET[reason], at__lte=now).exists():
        return
    alert = DeskAlert.objects.create(
        tenant=tenant,
        reason=reason,
        at=now,
        waiting=len(left),
        longest_since=min((talk.waiting_since for talk in left if talk.waiting_since), default=None),
    )
    events.record(
        "desk.nobody_can_take",
        tenant_id=tenant.id,
        now=now,
        subject_id=alert.id,
        reason=reason.value,
        waiting=len(left),
    )
    if tenant.alerts_by_email:
        jobs.defer(_JOB, tenant_id=str(tenant.id), alert_id=str(alert.id))


def tell_owner(tenant_id: UUID, alert_id: UUID, now: datetime) -> int:
    """E-mail one alert to the owners and admins, each in their language; returns to how many. Opens its own scopes.

    The e-mail names no customer. Safe to repeat: once it has left it leaves no more; a process that dies in the very
    moment between may send it twice. Raises what Django's mail backend raises.
    """
    with tenant_scope(tenant_id):
        alert = DeskAlert.objects.filter(id=alert_id, told_at=None).first()
        tenant = Tenant.objects.get(id=tenant_id)
        people = list(
            User.objects.filter(role__in=[Role.OWNER, Role.ADMIN], is_active=True).order_by("email")
        )
    if alert is None:
        return 0
    for person in people:
        _mail(tenant, alert, person).send()
    with tenant_scope(tenant_id):
        DeskAlert.objects.filter(id=alert_id).update(told_at=now)
    return len(people)


def _mail(tenant: Tenant, alert: DeskAlert, person: User) -> EmailMessage:
    kind = alert.reason.replace("_", "-")
    facts = {"shop": tenant.name, "count": alert.waiting}
    link = f"{settings.PUBLIC_URL}/inbox/?filter=waiting"
    return EmailMessage(
        subject=texts.text(f"alarm-{kind}-subject", person.language, **facts),
        body=texts.text(f"alarm-{kind}-body", person.language, **facts, name=person.name, link=link),
        to=[person.email],
    )
