"""The platform's operator: which tenants there are, and figures without content."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from invekto.core import clock
from invekto.core.middleware import own_scope
from invekto.core.models import Tenant, User
from invekto.core.tenancy import tenant_ids, tenant_scope
from invekto.dashboard.guards import for_operator
from invekto.integrations.models import IntegrationAccount
from invekto.messaging.models import Conversation, WhatsAppNumber


@dataclass(frozen=True, slots=True)
class Line:
    name: str
    slug: str
    vertical: str
    people: int
    conversations: int
    waiting: int
    last_message_at: datetime | None
    troubled_accounts: int
    paused_numbers: int


@own_scope
@require_GET
@for_operator
def overview(request: HttpRequest) -> HttpResponse:
    """``dashboard/operator/page.html``: ``lines`` (Line), ``now``. Counts only, no customer's words."""
    lines = [_line(tenant_id) for tenant_id in tenant_ids()]
    context = {"lines": sorted(lines, key=lambda line: line.name), "now": clock.now(), "room": "operator"}
    return render(request, "dashboard/operator/page.html", context)


def _line(tenant_id: UUID) -> Line:
    with tenant_scope(tenant_id):
        tenant = Tenant.objects.get()
        newest = (
            Conversation.objects.order_by("-last_message_at")
            .values_list("last_message_at", flat=True)
            .first()
        )
        return Line(
            name=tenant.name,
            slug=tenant.slug,
            vertical=tenant.vertical,
            people=User.objects.filter(is_active=True).count(),
            conversations=Conversation.objects.count(),
            waiting=Conversation.objects.filter(mode="waiting").count(),
            last_message_at=newest,
            troubled_accounts=IntegrationAccount.objects.filter(status__in=["failing", "refused"]).count(),
            paused_numbers=WhatsAppNumber.objects.exclude(paused_code=None).count(),
        )
