"""Who is at the desk: everybody's own switch, the heartbeat of open pages, and the team for those who manage it."""

from __future__ import annotations

from typing import Any, cast
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_GET, require_POST

from invekto.agent_ai import services as dialogue
from invekto.core import clock
from invekto.core.models import Tenant, User
from invekto.core.texts import text
from invekto.dashboard.frame import language, person, show
from invekto.dashboard.guards import for_managers, for_tenant
from invekto.dashboard.queries.team import members

_LONGEST_ENTRY = 12  # characters of it that are looked at


@require_POST
@for_tenant
def heartbeat(request: HttpRequest) -> HttpResponse:
    """Somebody sits before an open page."""
    dialogue.heartbeat(person(request), clock.now())
    return HttpResponse(status=204)


@require_POST
@for_tenant
def availability(request: HttpRequest) -> HttpResponse:
    """``away``: 1 or 0. Answers with the switch, wherever a page has one."""
    dialogue.set_away(person(request), request.POST.get("away") == "1", clock.now())
    return show(request, "dashboard/parts/presences.html", "team", {})


@require_GET
@for_tenant
def page(request: HttpRequest) -> HttpResponse:
    return _page(request, {})


@require_POST
@for_managers
def change(request: HttpRequest, user_id: UUID) -> HttpResponse:
    """``room``: open talks at once; ``language`` and ``takes``, each as often as wanted. Offers the way back."""
    asked = {name: request.POST.getlist(name) for name in ("language", "takes")}
    entered = request.POST.get("room", "").strip()[:_LONGEST_ENTRY]
    before = next((one for one in members(person(request), clock.now()) if one.id == user_id), None)
    if before is None:
        raise Http404
    try:
        dialogue.change_seat(
            user_id,
            room=_whole(entered, "team-problem-room"),
            languages=asked["language"],
            takes=asked["takes"],
            by=person(request),
            now=clock.now(),
        )
    except User.DoesNotExist:
        raise Http404 from None
    except dialogue.BadSeat as refused:
        problem = text(refused.text_id, language(request))
        wrong = {"problem": problem, "problem_of": user_id, "entered": entered}
        return _page(request, wrong, status=422)
    return _page(request, {"saved": text("team-saved", language(request), name=before.name), "undo": before})


@require_POST
@for_managers
def desk(request: HttpRequest) -> HttpResponse:
    """``hours``: after which silence the bot takes a talk back, empty for never; ``alerts``: 1 for e-mails."""
    tenant = _tenant(request)
    entered = request.POST.get("hours", "").strip()[:_LONGEST_ENTRY]
    try:
        dialogue.set_desk(
            tenant.id,
            bot_resumes_after=_whole(entered, "team-problem-hours") if entered else None,
            alerts_by_email=request.POST.get("alerts") == "1",
            now=clock.now(),
            actor=f"user:{person(request).pk}",
        )
    except (dialogue.BadDesk, dialogue.BadSeat) as refused:
        wrong = {"desk_problem": text(refused.text_id, language(request)), "entered": entered}
        return _page(request, wrong, status=422)
    return _page(request, {"saved": text("team-saved-desk", language(request)), "undo_desk": tenant})


def _whole(entered: str, problem: str) -> int:
    """Raises BadSeat with ``problem`` for what is no whole number."""
    if not (entered.isascii() and entered.isdigit()):
        raise dialogue.BadSeat(problem)
    return int(entered)


def _tenant(request: HttpRequest) -> Tenant:
    return Tenant.objects.get(id=cast(UUID, person(request).tenant_id))


def _page(request: HttpRequest, more: dict[str, Any], *, status: int = 200) -> HttpResponse:
    user = person(request)
    context = {
        "members": members(user, clock.now()),
        "can_change": user.manages,
        "desk": _tenant(request),
        "mail_leaves": not settings.EMAIL_BACKEND.endswith("dummy.EmailBackend"),
    }
    part = "_content" if request.headers.get("HX-Request") else "page"
    return show(request, f"dashboard/team/{part}.html", "team", context | more, status=status)
