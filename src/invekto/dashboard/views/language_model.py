"""The language model's switch and its monthly cap, for those who manage the tenant."""

from __future__ import annotations

from typing import Any, cast
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from invekto.agent_ai.llm import services as language_model
from invekto.core import clock
from invekto.core.models import Tenant
from invekto.core.texts import text
from invekto.dashboard.frame import language, person, show
from invekto.dashboard.guards import for_managers
from invekto.dashboard.queries.language_model import in_field, language_model_card

_LONGEST_ENTRY = 20  # characters of it that an error repeats


@require_POST
@for_managers
def save(request: HttpRequest) -> HttpResponse:
    """``on``: 1 or 0; ``cap``: TRY a month as typed. What is left out stays as it is; the way back is offered."""
    tenant = Tenant.objects.get(id=cast(UUID, person(request).tenant_id))
    before = language_model.state_of(tenant, clock.now())
    if not before.is_available:
        raise Http404
    is_on = request.POST["on"] == "1" if "on" in request.POST else before.is_on
    entered = request.POST.get("cap", "").strip()
    try:
        cap = language_model.amount(entered) if "cap" in request.POST else before.cap
        language_model.switch(
            tenant.id, is_on=is_on, cap=cap, now=clock.now(), actor=f"user:{person(request).pk}"
        )
    except language_model.BadCap:
        highest = in_field(language_model.HIGHEST_CAP, language(request))
        problem = text(
            "language-model-problem", language(request), entered=entered[:_LONGEST_ENTRY], highest=highest
        )
        return _card(request, {"problem": problem, "entered": entered}, status=422)
    if (is_on, cap) == (before.is_on, before.cap):
        return _card(request, {})
    if is_on != before.is_on:
        saved = text(f"language-model-now-{'on' if is_on else 'off'}", language(request))
    else:
        saved = text("language-model-saved", language(request))
    undo = {"on": "1" if before.is_on else "0", "cap": in_field(before.cap, language(request))}
    return _card(request, {"saved": saved, "undo": undo})


def _card(request: HttpRequest, more: dict[str, Any], *, status: int = 200) -> HttpResponse:
    if not request.headers.get("HX-Request") and status == 200:
        return HttpResponseRedirect(f"{reverse('settings-integrations')}#language-model")
    card = language_model_card(cast(UUID, person(request).tenant_id), language(request))
    template = "dashboard/connections/_language_model.html"
    return show(request, template, "connections", {"language_model": card} | more, status=status)
