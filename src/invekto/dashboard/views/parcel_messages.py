"""Which messages about parcels customers get unasked, for those who manage the tenant."""

from __future__ import annotations

from typing import cast
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from invekto.core import clock
from invekto.core.texts import text
from invekto.dashboard.frame import language, person, show
from invekto.dashboard.guards import for_managers
from invekto.dashboard.queries.parcel_messages import parcel_message_switches
from invekto.orders import services as orders
from invekto.orders.services import ParcelMessage


@require_POST
@for_managers
def save(request: HttpRequest) -> HttpResponse:
    """``kinds``: those that are on from now on."""
    tenant_id = cast(UUID, person(request).tenant_id)
    if not parcel_message_switches(tenant_id):
        raise Http404
    chosen = set(request.POST.getlist("kinds"))
    kinds = frozenset(kind for kind in ParcelMessage if kind.value in chosen)
    orders.want_parcel_messages(tenant_id, kinds, now=clock.now(), actor=f"user:{person(request).pk}")
    if not request.headers.get("HX-Request"):
        return HttpResponseRedirect(f"{reverse('settings-integrations')}#parcel-messages")
    context = {
        "parcel_messages": parcel_message_switches(tenant_id),
        "saved": text("parcel-messages-saved", language(request)),
    }
    return show(request, "dashboard/connections/_parcel_messages.html", "connections", context)
