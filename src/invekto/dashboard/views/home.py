"""Bugün: what needs a person now."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from invekto.core import clock
from invekto.core.models import Tenant
from invekto.dashboard import moments
from invekto.dashboard.frame import language, person, show
from invekto.dashboard.guards import for_tenant
from invekto.dashboard.queries.home import home
from invekto.dashboard.queries.inbox import counts


@require_GET
@for_tenant
def today(request: HttpRequest) -> HttpResponse:
    """The page, or for htmx only what is on it."""
    user, words, now = person(request), language(request), clock.now()
    counted = counts(user, now)
    zone = ZoneInfo(Tenant.objects.values_list("timezone", flat=True).get())
    template = (
        "dashboard/home/_content.html" if request.headers.get("HX-Request") else "dashboard/home/page.html"
    )
    context = {
        "home": home(user, counted, now=now, zone=zone, language=words),
        "today": moments.long_day(now, zone, words),
    }
    return show(request, template, "home", context, counted=counted)
