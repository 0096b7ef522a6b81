"""The inbox: the list, a thread, the person beside it."""

from __future__ import annotations

from typing import Any, cast
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from invekto.core import clock
from invekto.core.models import User
from invekto.dashboard.guards import for_tenant
from invekto.dashboard.queries import inbox as lists
from invekto.dashboard.queries import thread as threads
from invekto.dashboard.queries.inbox import Filter
from invekto.messaging.models import Conversation
from invekto.orders import services as orders


def _filter(request: HttpRequest) -> Filter:
    try:
        return Filter(request.GET.get("filter", Filter.ALL.value))
    except ValueError:
        return Filter.ALL


def _list(request: HttpRequest) -> dict[str, Any]:
    user = cast(User, request.user)
    wanted, search = _filter(request), request.GET.get("q", "")[:100].replace("\x00", "")
    return {
        "page": lists.page(user, wanted, search=search, after=request.GET.get("after")),
        "filter": wanted.value,
        "filters": [one.value for one in Filter],
        "search": search,
        "now": clock.now(),
        "room": "inbox",
    }


def thread_context(
    request: HttpRequest, conversation_id: UUID, *, before: UUID | None = None
) -> dict[str, Any]:
    """``thread`` (queries.thread.Thread), ``conversation``, ``templates``, ``now``. Raises Http404."""
    now = clock.now()
    try:
        found = threads.conversation(conversation_id)
        shown = threads.thread(found, cast(User, request.user), now, before=before)
    except Conversation.DoesNotExist:
        raise Http404 from None
    return {
        "thread": shown,
        "conversation": found,
        "templates": [] if shown.window_open else threads.templates(found),
        "now": now,
    }


@require_GET
@for_tenant
def page(request: HttpRequest, conversation_id: UUID | None = None) -> HttpResponse:
    """``dashboard/inbox/page.html``: ``page``, ``counts``, ``filter``, ``search``, and an open thread's context.

    htmx: a conversation's address answers with ``_thread.html`` alone.
    """
    if conversation_id is not None and request.headers.get("HX-Request"):
        return render(request, "dashboard/inbox/_thread.html", thread_context(request, conversation_id))
    context = _list(request) | {"counts": lists.counts(cast(User, request.user)), "conversation": None}
    if conversation_id is not None:
        context |= thread_context(request, conversation_id)
    return render(request, "dashboard/inbox/page.html", context)


@require_GET
@for_tenant
def rows(request: HttpRequest) -> HttpResponse:
    """``dashboard/inbox/_rows.html``: ``page``, ``filter``, ``search``; with ``counts`` unless it is a later page."""
    context = _list(request)
    if "after" not in request.GET:
        context["counts"] = lists.counts(cast(User, request.user))
    return render(request, "dashboard/inbox/_rows.html", context)


@require_GET
@for_tenant
def messages(request: HttpRequest, conversation_id: UUID) -> HttpResponse:
    """``dashboard/inbox/_messages.html``: the newest messages, or with ``before`` the ones above."""
    before = request.GET.get("before")
    try:
        edge = UUID(before) if before else None
    except ValueError:
        raise Http404 from None
    return render(
        request, "dashboard/inbox/_messages.html", thread_context(request, conversation_id, before=edge)
    )


@require_GET
@for_tenant
def customer(request: HttpRequest, conversation_id: UUID) -> HttpResponse:
    """``dashboard/inbox/_customer.html``: ``conversation`` and ``card`` (orders.services.OrderCard).

    Loaded after the thread, so that a slow platform never holds up the talk.
    """
    try:
        found = threads.conversation(conversation_id)
    except Conversation.DoesNotExist:
        raise Http404 from None
    now = clock.now()
    context = {"conversation": found, "card": orders.order_card(found.contact, now), "now": now}
    return render(request, "dashboard/inbox/_customer.html", context)
