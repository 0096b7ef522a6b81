"""Canned replies, and the report on what suggestions are worth; for owners and admins."""

from __future__ import annotations

from typing import Any, cast
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from invekto.agent_ai import canned
from invekto.agent_ai.models import CannedReply, ReplyProposal
from invekto.agent_ai.suggestions import services as suggestions
from invekto.agent_ai.variables import BadReply
from invekto.core import clock
from invekto.core.models import Tenant
from invekto.core.texts import text
from invekto.core.typed import typed
from invekto.dashboard.frame import language, person, show
from invekto.dashboard.guards import for_managers
from invekto.dashboard.ids import id_or_404
from invekto.dashboard.queries import replies as drawn


@require_http_methods(["GET", "POST"])
@for_managers
def page(request: HttpRequest) -> HttpResponse:
    """GET: all of them; ``edit`` names one to change, or "new". POST: keep what was entered."""
    tenant, words = _tenant(request), language(request)
    if request.method == "POST":
        return _save(request, tenant)
    wanted = request.GET.get("edit")
    if wanted is None:
        return _page(request, tenant, {})
    reply = None if wanted == "new" else _reply_or_404(wanted)
    return _page(request, tenant, {"form": drawn.form_of(reply, tenant, words)})


@require_POST
@for_managers
def remove(request: HttpRequest, reply_id: UUID) -> HttpResponse:
    """With ``on`` it is put back."""
    tenant, user, now = _tenant(request), person(request), clock.now()
    try:
        if request.POST.get("on"):
            restored = canned.restore(reply_id, user=user, now=now)
            return _page(request, tenant, {"saved": _saved("replies-restored", restored, request)})
        removed = canned.remove(reply_id, user=user, now=now)
    except CannedReply.DoesNotExist:
        raise Http404 from None
    except BadReply as refused:
        trouble = text(refused.text_id, language(request), **refused.variables)
        return _page(request, tenant, {"trouble": trouble}, status=422)
    return _page(
        request, tenant, {"saved": _saved("replies-removed", removed, request), "removed_id": removed.pk}
    )


@require_GET
@for_managers
def report(request: HttpRequest) -> HttpResponse:
    return _report(request, _tenant(request), {})


@require_POST
@for_managers
def proposal(request: HttpRequest, key: str) -> HttpResponse:
    """``act``: take, decline, or back (``key`` is then the id of what was said)."""
    tenant, user, now, words = _tenant(request), person(request), clock.now(), language(request)
    more: dict[str, Any] = {}
    try:
        match request.POST.get("act"):
            case "take":
                spoken = suggestions.take(key, tenant=tenant, user=user, now=now)
                more = {"saved": text("replies-taken", words), "spoken": spoken}
            case "decline":
                spoken = suggestions.decline(key, tenant=tenant, user=user, now=now)
                more = {"saved": text("replies-declined", words), "spoken": spoken}
            case "back":
                undone = suggestions.take_back(id_or_404(key), tenant=tenant, user=user, now=now)
                more = {} if undone else {"trouble": text("replies-changed-since", words)}
                return _report(request, tenant, more)
            case _:
                raise Http404
    except (ReplyProposal.DoesNotExist, CannedReply.DoesNotExist):
        raise Http404 from None
    except BadReply as refused:
        return _report(request, tenant, {"trouble": text(refused.text_id, words, **refused.variables)}, 422)
    if spoken is None:
        more = {"trouble": text("replies-proposal-gone", words)}
    return _report(request, tenant, more)


def _save(request: HttpRequest, tenant: Tenant) -> HttpResponse:
    told, words = request.POST, language(request)
    reply_id = id_or_404(told["id"]) if told.get("id") else None
    draft = canned.Draft(
        **{name: typed(told.get(name, "")) for name in _FIELDS},
        intents=tuple(told.getlist("intents")),
    )
    try:
        kept = canned.save(draft, tenant=tenant, user=person(request), now=clock.now(), reply_id=reply_id)
    except CannedReply.DoesNotExist:
        raise Http404 from None
    except BadReply as refused:
        form = drawn.Form(
            reply_id,
            **{name: getattr(draft, name) for name in _FIELDS},
            topics=drawn.topics(tenant, draft.intents, words),
        )
        problem = text(refused.text_id, words, **refused.variables)
        return _page(request, tenant, {"form": form, "problem": problem, "problem_of": refused.field}, 422)
    return _page(request, tenant, {"saved": _saved("replies-saved", kept, request)})


_FIELDS = ("code", "title", "category", "body_tr", "body_en")


def _saved(text_id: str, reply: CannedReply, request: HttpRequest) -> str:
    return text(text_id, language(request), code=reply.code)


def _tenant(request: HttpRequest) -> Tenant:
    return Tenant.objects.get(id=cast(UUID, person(request).tenant_id))


def _reply_or_404(told: str) -> CannedReply:
    try:
        return CannedReply.objects.get(id=id_or_404(told), removed_at=None)
    except CannedReply.DoesNotExist:
        raise Http404 from None


def _page(request: HttpRequest, tenant: Tenant, more: dict[str, Any], status: int = 200) -> HttpResponse:
    words = language(request)
    context = {
        "groups": drawn.groups(tenant, words),
        "fields": drawn.fields(tenant, words),
        "categories": drawn.categories() if "form" in more else [],
        "tab": "replies",
    }
    return _show(request, "replies", context | more, status)


def _report(request: HttpRequest, tenant: Tenant, more: dict[str, Any], status: int = 200) -> HttpResponse:
    words, now = language(request), clock.now()
    context = {
        "figures": drawn.figures(suggestions.report(now), tenant, words),
        "proposals": drawn.proposal_cards(suggestions.proposals(now), tenant, words),
        "tab": "report",
    }
    return _show(request, "report", context | more, status)


def _show(request: HttpRequest, name: str, context: dict[str, Any], status: int) -> HttpResponse:
    part = f"_{name}" if request.headers.get("HX-Request") else "page"
    return show(request, f"dashboard/replies/{part}.html", "replies", context, status=status)
