"""A mail for questions whose time runs out while nobody looks at the page."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.mail import EmailMessage
from django.db.models import Q

from invekto.core import jobs, texts
from invekto.core.models import Role, Tenant, User
from invekto.core.tenancy import tenant_scope
from invekto.integrations.models import MarketplaceQuestion, QuestionStatus

_MOST_NAMED = 10
_LONGEST = 120  # characters of a question


def plan(tenant_id: UUID, ids: Sequence[UUID]) -> None:
    """A job for each who is to hear of it: owners, admins and whose they are; inside the tenant's scope."""
    if not Tenant.objects.filter(pk=tenant_id, alerts_by_email=True).exists():
        return
    mine = MarketplaceQuestion.objects.filter(id__in=ids, assigned_to__isnull=False).values("assigned_to")
    people = User.objects.filter(Q(role__in=[Role.OWNER, Role.ADMIN]) | Q(id__in=mine), is_active=True)
    for person in people.order_by("email"):
        jobs.defer(
            "integrations.tell_of_questions",
            tenant_id=str(tenant_id),
            user_id=str(person.pk),
            question_ids=[str(one) for one in ids],
        )


def tell(tenant_id: UUID, user_id: UUID, ids: Sequence[UUID], now: datetime) -> bool:
    """Whether a mail went: not where all were answered meanwhile. Opens its own scope; raises what the mail backend
    raises. Run again after a kill, it may say it twice."""
    with tenant_scope(tenant_id):
        tenant = Tenant.objects.get(pk=tenant_id)
        person = User.objects.filter(pk=user_id, is_active=True).first()
        waiting = list(
            MarketplaceQuestion.objects.filter(
                id__in=ids, status=QuestionStatus.WAITING, due_at__gt=now
            ).order_by("due_at", "id")
        )
        if person is not None and person.role not in (Role.OWNER, Role.ADMIN):
            waiting = [one for one in waiting if one.assigned_to_id == person.pk]
    if person is None or not waiting:
        return False
    language, zone = person.language, ZoneInfo(tenant.timezone)
    lines = [
        texts.text(
            "question-alarm-line",
            language,
            platform=texts.text(f"order-platform-{one.provider}", language),
            until=f"{one.due_at.astimezone(zone):%H:%M}" if one.due_at else "",
            product=one.product_name or one.order_number or one.external_id,
            question=one.text[:_LONGEST],
            link=f"{settings.PUBLIC_URL}/inbox/questions/{one.pk}/",
        )
        for one in waiting[:_MOST_NAMED]
    ]
    EmailMessage(
        subject=texts.text("question-alarm-subject", language, shop=tenant.name, count=len(waiting)),
        body=texts.text("question-alarm-body", language, name=person.name, questions="\n\n".join(lines)),
        to=[person.email],
    ).send()
    return True
