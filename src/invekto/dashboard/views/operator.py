"""The platform's operator: which tenants there are, and figures without content."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Max
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from invekto.core import clock
from invekto.core.middleware import own_scope
from invekto.core.models import Tenant, User
from invekto.core.tenancy import tenant_ids, tenant_scope
from invekto.dashboard.frame import person, show
from invekto.dashboard.guards import for_operator
from invekto.dashboard.queries.connections import broken_accounts, paused_numbers
from invekto.dashboard.queries.inbox import counts
from invekto.messaging.models import Conversation

PAGE = 50


@dataclass(frozen=True, slots=True)
class Line:
    """Counts only: no customer's name or word leaves a tenant. ``waiting`` is what its own people see as that."""

    name: str
    vertical: str
    people: int
    conversations: int
    waiting: int
    last_message_at: datetime | None
    troubles: int

    @property
    def vertical_text(self) -> str:
        return f"vertical-{self.vertical}"


@own_scope
@require_GET
@for_operator
def overview(request: HttpRequest) -> HttpResponse:
    """Fifty tenants a page in the order in which they came; each is a scope of its own."""
    every = tenant_ids()
    last = max(1, -(-len(every) // PAGE))
    wanted = request.GET.get("page", "1")
    number = min(max(int(wanted), 1), last) if wanted.isascii() and wanted.isdigit() else 1
    lines = [_line(tenant_id, person(request)) for tenant_id in every[(number - 1) * PAGE : number * PAGE]]
    context = {"lines": lines, "number": number, "last": last, "tenants": len(every)}
    return show(request, "dashboard/operator/page.html", "operator", context)


def _line(tenant_id: UUID, viewer: User) -> Line:
    with tenant_scope(tenant_id):
        tenant = Tenant.objects.only("name", "vertical").get(pk=tenant_id)
        talks = Conversation.objects.aggregate(
            conversations=Count("id"),
            last_message_at=Max("last_message_at"),
        )
        return Line(
            name=tenant.name,
            vertical=tenant.vertical,
            waiting=counts(viewer, clock.now()).waiting,
            people=User.objects.filter(is_active=True).count(),
            troubles=broken_accounts().count() + paused_numbers().count(),
            **talks,
        )
