"""Who is asking, and the scope their request runs in."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.auth import get_user
from django.contrib.auth.models import AnonymousUser
from django.db import OperationalError, connections
from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, resolve
from django.utils.functional import SimpleLazyObject

from invekto.core.sessions import begin_with_setting
from invekto.core.tenancy import tenant_scope
from invekto.core.troubles import DEADLOCK, disk_is_full, trouble_of

View = Callable[..., HttpResponse]
MACHINES = ("/webhooks/", "/sandbox/")  # where their doors are; pages need not be resolved twice


def own_scope(view: View) -> View:
    """Mark a view that opens its tenant scopes itself (it calls a provider, or needs no tenant)."""
    view.own_scope = True  # type: ignore[attr-defined]
    return view


def for_machines(view: View) -> View:
    """Mark a view that only machines call: signed or without any right, never with a session or a page."""
    view.for_machines = True  # type: ignore[attr-defined]
    return own_scope(view)


class MachineDoorMiddleware:
    """Calls views ``for_machines`` past what pages need: sessions, forms, log-ins, policies for browsers."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path_info.startswith(MACHINES):
            return self.get_response(request)
        try:
            match = resolve(request.path_info)
        except Resolver404:
            return self.get_response(request)
        if not getattr(match.func, "for_machines", False):
            return self.get_response(request)
        request.get_host()  # refuses a host that is not ours, as for pages
        request.resolver_match = match
        response: HttpResponse = match.func(request, *match.args, **match.kwargs)
        if not response.streaming:
            response.headers.setdefault("Content-Length", str(len(response.content)))
        return response


class HealthMiddleware:
    """``/healthz``: the process answers. ``/readyz``: so does its database, and there is room to write.

    Before hosts and sessions are looked at.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path == "/healthz":
            return HttpResponse("ok", content_type="text/plain")
        if request.path == "/readyz":
            with connections["default"].cursor() as cursor:
                cursor.execute("SELECT 1")
            if disk_is_full(settings.DATA_DIR):
                return HttpResponse("disk full", status=503, content_type="text/plain")
            return HttpResponse("ready", content_type="text/plain")
        return self.get_response(request)


class WhoIsAskingMiddleware:
    """``request.user`` from the session, read through the door of the user's own id."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.user = SimpleLazyObject(lambda: get_user(request))  # type: ignore[assignment]
        return self.get_response(request)


class TenantScopeMiddleware:
    """Runs a logged-in person's view inside the transaction of their tenant."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: View, args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        if getattr(view, "own_scope", False) or getattr(view, "csrf_exempt", False):
            return None
        user = request.user
        if isinstance(user, AnonymousUser) or not user.is_authenticated or user.tenant_id is None:
            return None
        tenant_id = user.tenant_id
        try:
            return _inside(tenant_id, view, request, args, kwargs)
        except OperationalError as error:
            # The database ended one of two that waited for each other; nothing of this one was kept.
            if trouble_of(error) != DEADLOCK or request.FILES:
                raise
        return _inside(tenant_id, view, request, args, kwargs)


def _inside(
    tenant_id: UUID, view: View, request: HttpRequest, args: tuple[Any, ...], kwargs: dict[str, Any]
) -> HttpResponse:
    with tenant_scope(tenant_id):
        if request.method == "POST":  # whoever only looks waits for no row
            begin_with_setting("lock_timeout", settings.LOCK_PATIENCE)
        return view(request, *args, **kwargs)
