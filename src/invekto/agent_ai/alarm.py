"""Telling people who are not at the desk: the owner, that customers wait and nobody can take them, once in a quiet
time; everybody who answers for the tenant, of each emergency at once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
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

# An emergency's holds back only what repeats the same conversation.
QUIET = {
    DeskAlert.Reason.NOBODY_THERE: timedelta(hours=2),
    DeskAlert.Reason.NO_ROOM: timedelta(hours=4),
    DeskAlert.Reason.EMERGENCY: timedelta(minutes=15),
}
_JOB = "agent_ai.tell_owner"


@dataclass(frozen=True, slots=True)
class _Addressee:
    email: str
    name: str
    language: str


def raise_if_needed(
    tenant: Tenant, left: Sequence[Conversation], *, anybody_here: bool, now: datetime
) -> None:
    """``left``: talks that wait and found nobody. Inside the scope that decided so; one at a time per tenant.

    Out of hours nobody is expected to be there, except for an emergency.
    """
    for talk in left:
        if talk.handoff_reason == HandoffReason.EMERGENCY:
            raise_emergency(talk, now)
    hours = WorkingHours.of(tenant)
    others = [talk for talk in left if talk.handoff_reason != HandoffReason.EMERGENCY]
    if others and (hours is None or hours.is_open(now)):
        reason = DeskAlert.Reason.NO_ROOM if anybody_here else DeskAlert.Reason.NOBODY_THERE
        _raise(tenant, reason, others, now)


def raise_emergency(conversation: Conversation, now: datetime) -> None:
    """Whoever is at the desk, and at any hour: a life may hang on it. Inside the tenant's scope.

    The caller holds the conversation's row.
    """
    _raise(conversation.tenant, DeskAlert.Reason.EMERGENCY, [conversation], now, about=conversation)


def _raise(
    tenant: Tenant,
    reason: DeskAlert.Reason,
    left: Sequence[Conversation],
    now: datetime,
    *,
    about: Conversation | None = None,
) -> None:
    earlier = DeskAlert.objects.filter(reason=reason, at__gt=now - QUIET[reason], at__lte=now)
    if earlier.filter(conversation=about).exists():
        return
    alert = DeskAlert.objects.create(
        tenant=tenant,
        reason=reason,
        conversation=about,
        at=now,
        waiting=len(left),
        longest_since=min((talk.waiting_since for talk in left if talk.waiting_since), default=None),
    )
    events.record(
        "desk.emergency" if about else "desk.nobody_can_take",
        tenant_id=tenant.id,
        now=now,
        subject_id=alert.id,
        reason=reason.value,
        waiting=len(left),
    )
    if tenant.alerts_by_email or _on_duty(tenant, alert):
        jobs.defer(_JOB, tenant_id=str(tenant.id), alert_id=str(alert.id))


def tell_owner(tenant_id: UUID, alert_id: UUID, now: datetime) -> int:
    """E-mail one alert to those who answer for the tenant, each in their language; returns to how many. Opens its
    own scopes.

    The e-mail names no customer. An address that refuses holds back nobody else. Safe to repeat: whoever has it gets
    it no more; a process that dies in the very moment between may send one twice. Raises what Django's mail backend
    raised first, once all were tried.
    """
    with tenant_scope(tenant_id):
        alert = DeskAlert.objects.filter(id=alert_id, told_at=None).first()
        tenant = Tenant.objects.get(id=tenant_id)
        people = _addressees(tenant, alert) if alert else []
    if alert is None:
        return 0
    told, refused = [*(alert.told or [])], None
    left = [one for one in people if one.email not in told]
    for one in left:
        try:
            _mail(tenant, alert, one).send()
        except Exception as error:
            refused = refused or error
            continue
        told.append(one.email)
        with tenant_scope(tenant_id):
            DeskAlert.objects.filter(id=alert_id).update(told=told)
    if refused is not None:
        raise refused
    with tenant_scope(tenant_id):
        DeskAlert.objects.filter(id=alert_id).update(told_at=now)
    return len(left)


def _addressees(tenant: Tenant, alert: DeskAlert) -> list[_Addressee]:
    """Owners and admins, unless they want no e-mails; and who is on duty for emergencies, by the tenant's file."""
    people: list[_Addressee] = []
    if tenant.alerts_by_email:
        users = User.objects.filter(role__in=[Role.OWNER, Role.ADMIN], is_active=True).order_by("email")
        people = [_Addressee(one.email, one.name, one.language) for one in users]
    known = {one.email.casefold() for one in people}
    duty = [_Addressee(email, tenant.name, tenant.language) for email in _on_duty(tenant, alert)]
    return people + [one for one in duty if one.email.casefold() not in known]


def _on_duty(tenant: Tenant, alert: DeskAlert) -> list[str]:
    if alert.reason != DeskAlert.Reason.EMERGENCY:
        return []
    emails = ((tenant.settings.get("alerts") or {}).get("doctor") or {}).get("emails") or []
    return list(dict.fromkeys(map(str, emails)))


def _mail(tenant: Tenant, alert: DeskAlert, person: _Addressee) -> EmailMessage:
    kind = alert.reason.replace("_", "-")
    facts = {"shop": tenant.name, "count": alert.waiting}
    link = f"{settings.PUBLIC_URL}/inbox/?filter=waiting"
    if alert.conversation_id:
        link = f"{settings.PUBLIC_URL}/inbox/{alert.conversation_id}/"
    return EmailMessage(
        subject=texts.text(f"alarm-{kind}-subject", person.language, **facts),
        body=texts.text(f"alarm-{kind}-body", person.language, **facts, name=person.name, link=link),
        to=[person.email],
    )
