"""Who may see a page."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, cast
from urllib.parse import urlencode

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django_htmx.middleware import HtmxDetails

from invekto.core.models import Role, User

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
    """For people of a tenant; the platform's operator is sent to their own page."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return _log_in_first(request)
        if request.user.tenant_id is None:
            return redirect("operator")
        return view(request, *args, **kwargs)

    return guarded


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
