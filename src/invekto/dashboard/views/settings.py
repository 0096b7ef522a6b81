"""Accounts at platforms and the state of sending numbers, for those who manage the tenant."""

from __future__ import annotations

from typing import Any, cast
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST

from invekto.core import clock
from invekto.core.middleware import own_scope
from invekto.core.models import User
from invekto.core.tenancy import tenant_scope
from invekto.core.texts import text
from invekto.dashboard.guards import for_managers
from invekto.integrations import services as accounts
from invekto.integrations.models import IntegrationAccount, Provider
from invekto.messaging.models import WhatsAppNumber
from invekto.outbound import services as outbound

FIELDS = ("external_id", "api_key", "api_secret")


def _context(tenant_id: UUID, **more: Any) -> dict[str, Any]:
    return {
        "accounts": accounts.health(tenant_id),
        "numbers": list(WhatsAppNumber.objects.defer("access_token", "app_secret", "verify_token")),
        "now": clock.now(),
        "room": "settings",
        **more,
    }


def _actor(request: HttpRequest) -> str:
    return f"user:{request.user.pk}"


def _tenant_id(request: HttpRequest) -> UUID:
    return cast(UUID, cast(User, request.user).tenant_id)


@require_http_methods(["GET", "POST"])
@for_managers
def integrations(request: HttpRequest) -> HttpResponse:
    """``dashboard/settings/integrations.html``: ``accounts`` (Health), ``numbers``, and after a refused entry
    ``entered`` (without secrets), ``problem`` (a sentence), ``problem_field``.

    POST adds a Trendyol account: ``external_id``, ``api_key``, ``api_secret``; answers with the list
    (``_accounts.html``) or the form again (422).
    """
    tenant_id = _tenant_id(request)
    if request.method == "GET":
        return render(request, "dashboard/settings/integrations.html", _context(tenant_id))
    entered = {name: request.POST.get(name, "").strip() for name in FIELDS}
    try:
        accounts.add_account(
            tenant_id=tenant_id,
            provider=Provider.TRENDYOL,
            external_id=entered["external_id"],
            secrets={"api_key": entered["api_key"], "api_secret": entered["api_secret"]},
            now=clock.now(),
            actor=_actor(request),
        )
    except accounts.AccountRefused as refused:
        context = _context(
            tenant_id,
            entered={"external_id": entered["external_id"]},
            problem=text(refused.text_id, cast(User, request.user).language),
            problem_field=refused.field,
        )
        return render(request, "dashboard/settings/integrations.html", context, status=422)
    return render(request, "dashboard/settings/integrations.html", _context(tenant_id, added=True))


def _account(account_id: UUID) -> IntegrationAccount:
    try:
        return IntegrationAccount.objects.get(id=account_id)
    except IntegrationAccount.DoesNotExist:
        raise Http404 from None


def _one(request: HttpRequest, account: IntegrationAccount, **more: Any) -> HttpResponse:
    """``dashboard/settings/_account.html``: ``account`` (Health) and what just happened."""
    context = {"account": accounts.health_of(account), "now": clock.now(), **more}
    status = 422 if more.get("problem") else 200
    return render(request, "dashboard/settings/_account.html", context, status=status)


@own_scope  # asks the platform, which must not happen inside a transaction
@require_POST
@for_managers
def test(request: HttpRequest, account_id: UUID) -> HttpResponse:
    """``tested``: the answer is fresh."""
    tenant_id = _tenant_id(request)
    try:
        health = accounts.test_account(tenant_id, account_id, now=clock.now())
    except IntegrationAccount.DoesNotExist:
        raise Http404 from None
    context = {"account": health, "tested": True, "now": clock.now()}
    with tenant_scope(tenant_id):
        return render(request, "dashboard/settings/_account.html", context)


@require_POST
@for_managers
def change_key(request: HttpRequest, account_id: UUID) -> HttpResponse:
    """``api_key``, ``api_secret``: a new key for an account."""
    account = _account(account_id)
    secrets = {name: request.POST.get(name, "").strip() for name in ("api_key", "api_secret")}
    try:
        account = accounts.update_key(
            account=account, secrets=secrets, now=clock.now(), actor=_actor(request)
        )
    except accounts.AccountRefused as refused:
        problem = text(refused.text_id, cast(User, request.user).language)
        return _one(request, account, problem=problem, problem_field=refused.field)
    return _one(request, account, renewed=True)


@require_POST
@for_managers
def switch_off(request: HttpRequest, account_id: UUID) -> HttpResponse:
    """``on=1`` switches it on again: the way back from a slip."""
    account, now, actor = _account(account_id), clock.now(), _actor(request)
    if request.POST.get("on"):
        return _one(request, accounts.switch_on(account=account, now=now, actor=actor))
    return _one(request, accounts.switch_off(account=account, now=now, actor=actor))


@require_POST
@for_managers
def resume_number(request: HttpRequest, number_id: UUID) -> HttpResponse:
    """What waits is sent from here on. ``dashboard/settings/_number.html``: ``number``."""
    try:
        outbound.resume_number(number_id, now=clock.now(), actor=_actor(request))
        number = WhatsAppNumber.objects.defer("access_token", "app_secret", "verify_token").get(id=number_id)
    except WhatsAppNumber.DoesNotExist:
        raise Http404 from None
    return render(request, "dashboard/settings/_number.html", {"number": number, "now": clock.now()})
