"""Bugün: what needs a person now."""

from __future__ import annotations

from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from invekto.core import clock
from invekto.core.models import User
from invekto.dashboard.guards import for_tenant
from invekto.dashboard.queries.home import home


@require_GET
@for_tenant
def today(request: HttpRequest) -> HttpResponse:
    """``dashboard/home/page.html`` (htmx: ``_content.html``): ``home`` (queries.home.Home), ``now``."""
    now = clock.now()
    template = (
        "dashboard/home/_content.html" if request.headers.get("HX-Request") else "dashboard/home/page.html"
    )
    context = {"home": home(cast(User, request.user), now), "now": now, "room": "home"}
    return render(request, template, context)
