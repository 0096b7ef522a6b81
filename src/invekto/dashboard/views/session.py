"""Log in, log out, and how a person wants to see things."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from urllib.parse import urlsplit

from axes.decorators import axes_dispatch
from django.conf import settings
from django.contrib.auth import authenticate, login, logout
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from invekto.agent_ai.services import leave
from invekto.core import audit, clock
from invekto.core.middleware import own_scope
from invekto.core.models import User
from invekto.core.tenancy import tenant_scope
from invekto.core.texts import LANGUAGES
from invekto.onboarding.services import DEMO_PASSWORD

THEMES = ("system", "light", "dark")
YEAR = 365 * 24 * 3600  # seconds
LONGEST_EMAIL = 254  # characters; RFC 5321


@dataclass(frozen=True, slots=True)
class DemoPerson:
    email: str
    text: str  # text id
    icon: str


# Shown on the log-in page of the demo, where everybody may try everything.
DEMO_PEOPLE = (
    DemoPerson("agent@moda-atolyesi.example", "login-demo-shop-agent", "headset"),
    DemoPerson("owner@moda-atolyesi.example", "login-demo-shop-owner", "building-store"),
    DemoPerson("owner@gulus-dis.example", "login-demo-dental-owner", "dental"),
    DemoPerson("agent@gulus-dis.example", "login-demo-dental-agent", "headset"),
    DemoPerson("doctor@gulus-dis.example", "login-demo-dental-doctor", "dental"),
    DemoPerson("owner@nova-estetik.example", "login-demo-aesthetic-owner", "sparkles"),
    DemoPerson("sales@nova-estetik.example", "login-demo-aesthetic-sales", "sparkles"),
    DemoPerson("operator@invekto.example", "login-demo-operator", "shield-check"),
)


@own_scope
@never_cache
@sensitive_post_parameters("password")
# Closes the door after too many wrong passwords and answers with AXES_LOCKOUT_CALLABLE.
@axes_dispatch  # type: ignore[untyped-decorator]
def log_in(request: HttpRequest) -> HttpResponse:
    """``dashboard/login.html``: ``problem`` (a text id or None), ``email``, ``next``."""
    if request.user.is_authenticated:
        return redirect(_wanted(request))
    if request.method != "POST":
        return _form(request)
    email, password = request.POST.get("email", ""), request.POST.get("password", "")
    user = authenticate(request, username=_countable(email.strip().lower()), password=password)
    if user is None:
        status = 429 if getattr(request, "axes_locked_out", False) else 422
        return _form(request, problem="login-locked" if status == 429 else "login-wrong", status=status)
    login(request, user, backend="invekto.core.auth.DoorBackend")
    _record("login", user, request)
    return redirect(_wanted(request))


def _countable(email: str) -> str:
    """What wrong tries are counted by: nobody has an address that no column can hold, so its digest does."""
    if len(email) <= LONGEST_EMAIL and "\x00" not in email:
        return email
    return f"sha256:{hashlib.sha256(email.encode('utf-8', 'surrogatepass')).hexdigest()}"


def locked_out(request: HttpRequest, *_: object, **__: object) -> HttpResponse:
    """What somebody sees who tried too often."""
    return _form(request, problem="login-locked", status=429)


def _form(request: HttpRequest, *, problem: str | None = None, status: int = 200) -> HttpResponse:
    context = {
        "problem": problem,
        "email": request.POST.get("email", "")[:LONGEST_EMAIL],
        "next": _wanted(request),
        "demo_people": DEMO_PEOPLE if settings.INVEKTO_ENV == "demo" else (),
        "demo_password": DEMO_PASSWORD,
    }
    return render(request, "dashboard/login.html", context, status=status)


def _wanted(request: HttpRequest) -> str:
    """Where the person was going, if that is a page of ours."""
    target = request.POST.get("next") or request.GET.get("next") or "/"
    safe = url_has_allowed_host_and_scheme(target, allowed_hosts=None) and urlsplit(target).path.startswith(
        "/"
    )
    return target if safe else "/"


@own_scope
@require_POST
def log_out(request: HttpRequest) -> HttpResponse:
    if request.user.is_authenticated:
        _record("logout", request.user, request)
        if request.user.tenant_id is not None:
            with tenant_scope(request.user.tenant_id):
                leave(request.user)
    logout(request)
    return redirect("login")


def _record(action: str, user: User, request: HttpRequest) -> None:
    details = {"address": request.META.get("REMOTE_ADDR", "")}
    if user.tenant_id is None:
        audit.append(action, tenant_id=None, actor=f"user:{user.pk}", now=clock.now(), details=details)
        return
    with tenant_scope(user.tenant_id):
        audit.append(
            action, tenant_id=user.tenant_id, actor=f"user:{user.pk}", now=clock.now(), details=details
        )


@require_POST
def preferences(request: HttpRequest) -> HttpResponse:
    """Language or theme; kept with the person, and in a cookie for the log-in page."""
    wanted = {
        name: request.POST[name]
        for name, accepted in (("language", LANGUAGES), ("theme", THEMES))
        if request.POST.get(name) in accepted
    }
    if not wanted:
        return HttpResponseBadRequest()
    user = request.user
    if user.is_authenticated and user.tenant_id is not None:
        for name, value in wanted.items():
            setattr(user, name, value)
        user.save(update_fields=list(wanted))
    back = request.headers.get("Referer", "")
    response = redirect(
        back if url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}) else "/"
    )
    for name, value in wanted.items():
        response.set_cookie(name, value, max_age=YEAR, samesite="Lax", httponly=True)
    return response
