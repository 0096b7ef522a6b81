"""Who may call the HTTP API: a machine with a tenant's key, or a person who is logged in."""

from __future__ import annotations

from typing import Any, cast
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import CsrfViewMiddleware
from ninja import NinjaAPI
from ninja.errors import HttpError
from ninja.security import HttpBearer
from ninja.security.base import AuthBase

from invekto.core.auth import find_api_key


def _no_view(_: HttpRequest) -> HttpResponse:
    return HttpResponse()


_csrf = CsrfViewMiddleware(_no_view)


class TenantRequest(HttpRequest):
    """A request that passed TENANT_AUTH."""

    tenant_id: UUID
    actor: str  # "key:<id>" or "user:<id>", for the audit log


class _ApiKey(HttpBearer):
    """``Authorization: Bearer ivk_…``."""

    def authenticate(self, request: HttpRequest, token: str) -> Any | None:
        if "\x00" in token or not token.startswith("ivk_"):
            return None
        key = find_api_key(token)
        if key is None:
            return None
        caller = cast(TenantRequest, request)
        caller.tenant_id, caller.actor = key.tenant_id, f"key:{key.id}"
        return key


class _Session(AuthBase):
    """A logged-in person of a tenant; changes need the CSRF token, as on every page."""

    openapi_type = "apiKey"
    openapi_name = settings.SESSION_COOKIE_NAME
    openapi_in = "cookie"

    def __call__(self, request: HttpRequest) -> Any | None:
        user = request.user
        if not user.is_authenticated or user.tenant_id is None:
            return None
        if _csrf.process_view(request, _no_view, (), {}) is not None:
            raise HttpError(403, "The CSRF token is missing or wrong.")
        caller = cast(TenantRequest, request)
        caller.tenant_id, caller.actor = user.tenant_id, f"user:{user.pk}"
        return user


TENANT_AUTH: list[AuthBase] = [_ApiKey(), _Session()]


def new_api(title: str, *, namespace: str, description: str) -> NinjaAPI:
    """An API whose document is at ``openapi.json`` below it; no page that would fetch scripts from elsewhere."""
    return NinjaAPI(
        title=title,
        version="1",
        description=description,
        urls_namespace=namespace,
        auth=TENANT_AUTH,
        docs_url=None,
        openapi_url="/openapi.json",
    )


__all__ = ["TENANT_AUTH", "TenantRequest", "new_api"]
