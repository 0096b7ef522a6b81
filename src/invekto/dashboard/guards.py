"""Who may see a page, and which conversations they may open and act in."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, cast
from urllib.parse import urlencode
from uuid import UUID

from django.conf import settings
from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django_htmx.middleware import HtmxDetails

from invekto.core.models import Role, User
from invekto.core.tenancy import tenant_scope
from invekto.integrations.models import MarketplaceQuestion
from invekto.integrations.services import visible_questions
from invekto.messaging.models import Conversation
from invekto.messaging.visibility import sees_all, visible

View = Callable[..., HttpResponse]


class PersonRequest(HttpRequest):
    """A request of somebody who is logged in."""

    user: User
    htmx: HtmxDetails


def _log_in_first(request: HttpRequest) -> HttpResponse:
    """A page goes to the log-in page; for a part of one the open page says so, and keeps what was typed."""
    if cast(PersonRequest, request).htmx:
        return HttpResponse(status=401)
    wanted = request.get_full_path() if request.method == "GET" else "/"
    return HttpResponseRedirect(f"{settings.LOGIN_URL}?{urlencode({'next': wanted})}")


def for_tenant(view: View) -> View:
    """For people of a tenant; the platform's operator is sent to their own page.

    An address that names a conversation (``conversation_id``) exists only for those who may see it. Whoever changes
    something there holds its row from here on: what they see cannot become a colleague's meanwhile.
    """

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return _log_in_first(request)
        if request.user.tenant_id is None:
            return redirect("operator")
        talk = kwargs.get("conversation_id")
        if talk and not _sees(request.user, talk, changes=request.method not in _READING):
            return _gone(request, talk)
        asked = kwargs.get("question_id")
        if asked and not _sees_question(request.user, asked, changes=request.method not in _READING):
            return _gone(request, asked)
        return view(request, *args, **kwargs)

    return guarded


def _sees_question(user: User, question_id: UUID, *, changes: bool) -> bool:
    """A marketplace's question, as ``_sees`` says it of conversations."""
    found = MarketplaceQuestion.objects.filter(visible_questions(user), pk=question_id).only("pk")
    if changes:
        found = found.select_for_update(of=("self",))
    return bool(list(found))


_READING = ("GET", "HEAD", "OPTIONS")


def _sees(user: User, conversation_id: UUID, *, changes: bool) -> bool:
    if not connection.in_atomic_block:
        # The view opens its own scopes, and holds the row itself where it changes things.
        with tenant_scope(cast(UUID, user.tenant_id)):
            return _sees(user, conversation_id, changes=False)
    if sees_all(user) and not changes:
        return True  # the view itself finds what is missing
    found = Conversation.objects.filter(visible(user), pk=conversation_id).only("pk").order_by()
    if changes:
        found = found.select_for_update(of=("self",))
    return bool(list(found))


def _gone(request: HttpRequest, conversation_id: UUID) -> HttpResponse:
    """The same for what is a colleague's, another tenant's, and nobody's; an open page closes its pane."""
    if not cast(PersonRequest, request).htmx:
        raise Http404
    return HttpResponse(status=404, headers={"X-Gone": str(conversation_id), "Cache-Control": "no-store"})


def for_managers(view: View) -> View:
    """For owners and admins of a tenant; to everybody else the page does not exist."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.user.is_authenticated and not request.user.manages:
            raise Http404
        return view(request, *args, **kwargs)

    return for_tenant(guarded)


def for_operator(view: View) -> View:
    """For the platform's operator alone."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return _log_in_first(request)
        if request.user.role != Role.OPERATOR:
            raise Http404
        return view(request, *args, **kwargs)

    return guarded
