"""Accounts at platforms and the state of sending numbers, for those who manage the tenant."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, cast
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from invekto.core import clock
from invekto.core.middleware import own_scope
from invekto.core.tenancy import tenant_scope
from invekto.core.texts import text
from invekto.dashboard.frame import language, person, show
from invekto.dashboard.guards import for_managers
from invekto.dashboard.queries.connections import (
    AccountCard,
    ShopForm,
    account_card,
    account_cards,
    number_card,
    number_cards,
    shop_forms,
)
from invekto.dashboard.queries.language_model import language_model_card
from invekto.dashboard.queries.parcel_messages import parcel_message_switches
from invekto.dashboard.queries.template_cards import template_cards, template_problem
from invekto.integrations import services as accounts
from invekto.integrations.models import IntegrationAccount, QuarantinedRow
from invekto.integrations.services import Health
from invekto.messaging import services as messaging
from invekto.messaging.models import WhatsAppNumber
from invekto.onboarding import services as onboarding
from invekto.outbound import services as outbound

_TESTS = "key_tests"  # in the session: account id → when it was tried, and whether it worked


def _actor(request: HttpRequest) -> str:
    return f"user:{request.user.pk}"


def _tenant_id(request: HttpRequest) -> UUID:
    return cast(UUID, person(request).tenant_id)


def _page(request: HttpRequest, context: Mapping[str, Any], *, status: int = 200) -> HttpResponse:
    words = language(request)
    whole = {
        "accounts": _tested(request, account_cards(_tenant_id(request), words)),
        "numbers": number_cards(words),
        "templates": template_cards(words),
        "unreadable_events": messaging.unreadable_events().count(),
        "support_address": settings.SUPPORT_EMAIL,
        "entered": {},
        "shops": tuple(shop_forms().values()),
        "language_model": language_model_card(_tenant_id(request), words),
        "parcel_messages": parcel_message_switches(_tenant_id(request)),
    }
    part = "_connections" if request.headers.get("HX-Request") else "page"
    template = f"dashboard/connections/{part}.html"
    return show(request, template, "connections", whole | dict(context), status=status)


def _secrets(request: HttpRequest, shop: ShopForm) -> dict[str, str]:
    return {key.name: request.POST.get(key.name, "").strip() for key in shop.keys}


def _account(request: HttpRequest, account: Health, **more: Any) -> HttpResponse:
    card = account_card(account, language(request))
    context = {"account": _tested(request, [card])[0], **more}
    status = 422 if more.get("key_problem") else 200
    return show(request, "dashboard/connections/_account.html", "connections", context, status=status)


def _remember_test(request: HttpRequest, health: Health, now: datetime) -> None:
    """When this person last tried the key, and what came of it: their page keeps saying so.

    A trouble without a moment is our own pause: nothing was asked, so nothing was tried.
    """
    if health.problem is not None and health.problem_at is None:
        return
    tests: dict[str, Any] = request.session.get(_TESTS, {})
    tests[str(health.account_id)] = {"at": now.timestamp(), "works": health.problem is None}
    request.session[_TESTS] = tests


def _tested(request: HttpRequest, cards: Sequence[AccountCard]) -> list[AccountCard]:
    tests: dict[str, Any] = request.session.get(_TESTS, {})
    return [_with_test(card, tests.get(str(card.id))) for card in cards]


def _with_test(card: AccountCard, test: dict[str, Any] | None) -> AccountCard:
    if test is None:
        return card
    return replace(card, tested_at=datetime.fromtimestamp(test["at"], UTC), test_worked=bool(test["works"]))


def _platform(request: HttpRequest, shop: ShopForm) -> str:
    return text(f"order-platform-{shop.provider.replace('_', '-')}", language(request))


def _uuid(written: str) -> UUID | None:
    try:
        return UUID(written)
    except ValueError:
        return None


def _account_or_404(account_id: UUID) -> IntegrationAccount:
    try:
        return accounts.find_account(account_id)
    except IntegrationAccount.DoesNotExist:
        raise Http404 from None


@own_scope  # a new key is tried at the platform, which must not happen inside a transaction
@require_http_methods(["GET", "POST"])
@sensitive_post_parameters()
@for_managers
def page(request: HttpRequest) -> HttpResponse:
    """The list with its health; POST adds a shop's account and tries its key at once.

    POST: ``provider`` (Trendyol when there is none), ``external_id`` and the keys of its form; what cannot be an
    account comes back with 422.
    """
    tenant_id = _tenant_id(request)
    if request.method == "GET":
        with tenant_scope(tenant_id):
            return _page(request, {"tested_id": _uuid(request.GET.get("tested", ""))})
    shop = shop_forms().get(request.POST.get("provider", "trendyol"))
    if shop is None:
        raise Http404
    external_id = request.POST.get("external_id", "").strip()
    now = clock.now()
    try:
        added = accounts.connect(
            tenant_id=tenant_id,
            provider=shop.provider,
            external_id=external_id,
            secrets=_secrets(request, shop),
            now=now,
            actor=_actor(request),
        )
    except accounts.AccountRefused as refused:
        wrong = {
            "entered": {"external_id": external_id, "provider": shop.provider},
            "add_problem": text(refused.text_id, language(request), platform=_platform(request, shop)),
            "problem_field": refused.field,
        }
        with tenant_scope(tenant_id):
            return _page(request, wrong, status=422)
    _remember_test(request, added, now)
    # What came of it stands at the account, and so must the page: a phone shows a fifth of it at once.
    shown = f"?tested={added.account_id}#account-{added.account_id}"
    return HttpResponseRedirect(reverse("settings-integrations") + shown)


@own_scope  # asks the platform
@require_POST
@for_managers
def test(request: HttpRequest, account_id: UUID) -> HttpResponse:
    tenant_id, now = _tenant_id(request), clock.now()
    try:
        health = accounts.test_account(tenant_id, account_id, now=now)
    except IntegrationAccount.DoesNotExist:
        raise Http404 from None
    _remember_test(request, health, now)
    with tenant_scope(tenant_id):
        return _account(request, health, tested_id=account_id)


@own_scope  # the new key is tried at the platform
@require_POST
@sensitive_post_parameters()
@for_managers
def change_key(request: HttpRequest, account_id: UUID) -> HttpResponse:
    """The keys of the platform's form: new ones for an account, tried at once."""
    tenant_id = _tenant_id(request)
    with tenant_scope(tenant_id):
        account = _account_or_404(account_id)
        shop = shop_forms().get(account.provider)
        if shop is None:
            raise Http404
    now = clock.now()
    try:
        health = accounts.renew(
            tenant_id=tenant_id,
            account_id=account_id,
            secrets=_secrets(request, shop),
            now=now,
            actor=_actor(request),
        )
    except accounts.AccountRefused as refused:
        problem = text(refused.text_id, language(request), platform=_platform(request, shop))
        with tenant_scope(tenant_id):
            return _account(request, accounts.health_of(_account_or_404(account_id)), key_problem=problem)
    _remember_test(request, health, now)
    with tenant_scope(tenant_id):
        return _account(request, health, tested_id=account_id)


@require_POST
@for_managers
def switch_off(request: HttpRequest, account_id: UUID) -> HttpResponse:
    """``on=1`` switches it on again: the way back from a slip."""
    switch = accounts.switch_on if request.POST.get("on") else accounts.switch_off
    account = switch(account=_account_or_404(account_id), now=clock.now(), actor=_actor(request))
    return _account(request, accounts.health_of(account))


@require_POST
@for_managers
def pause_import(request: HttpRequest, account_id: UUID) -> HttpResponse:
    """``on=1`` goes on with the first import where it stopped."""
    account = accounts.pause_import(
        account=_account_or_404(account_id),
        paused=not request.POST.get("on"),
        now=clock.now(),
        actor=_actor(request),
    )
    return _account(request, accounts.health_of(account))


@require_GET
@for_managers
def unreadable(request: HttpRequest, account_id: UUID) -> HttpResponse:
    """What the platform told and could not be read, as it came."""
    account = _account_or_404(account_id)
    context = {
        "account": account_card(accounts.health_of(account), language(request)),
        "rows": accounts.kept_aside(account.id),
    }
    return show(request, "dashboard/connections/unreadable.html", "connections", context)


@require_POST
@for_managers
def unreadable_row(request: HttpRequest, account_id: UUID, row_id: UUID) -> HttpResponse:
    """``dismiss=1`` forgets the row, else it is read again; back comes the list, with what became of it."""
    account = _account_or_404(account_id)
    now, actor = clock.now(), _actor(request)
    try:
        if request.POST.get("dismiss"):
            accounts.dismiss(row_id, account_id, now=now, actor=actor)
            said = "unreadable-dismissed"
        else:
            was_read = accounts.try_again(row_id, account_id, now=now, actor=actor)
            said = "unreadable-read" if was_read else "unreadable-still"
    except QuarantinedRow.DoesNotExist:
        raise Http404 from None  # read meanwhile, or dismissed in another window; or somebody else's
    context = {
        "account": account_card(accounts.health_of(account), language(request)),
        "rows": accounts.kept_aside(account.id),
        "said": said,
    }
    return show(request, "dashboard/connections/_unreadable.html", "connections", context)


@require_POST
@for_managers
def remove(request: HttpRequest, account_id: UUID) -> HttpResponse:
    """A mistyped shop goes from the page; one that anything hangs on stays as it is."""
    account = _account_or_404(account_id)
    if accounts.remove(account=account, now=clock.now(), actor=_actor(request)):
        return HttpResponse()
    return _account(request, accounts.health_of(account))


@require_POST
@for_managers
def resume_number(request: HttpRequest, number_id: UUID) -> HttpResponse:
    """What waits is sent from here on."""
    try:
        outbound.resume_number(number_id, now=clock.now(), actor=_actor(request))
    except WhatsAppNumber.DoesNotExist:
        raise Http404 from None
    number = WhatsAppNumber.objects.only("display_phone", "paused_code", "paused_at").get(id=number_id)
    return _number(request, number)


def _number(request: HttpRequest, number: WhatsAppNumber, **more: Any) -> HttpResponse:
    context = {"number": number_card(number, language(request)), **more}
    status = 422 if more.get("token_problem") else 200
    return show(request, "dashboard/connections/_number.html", "connections", context, status=status)


@own_scope  # asks WhatsApp
@require_POST
@for_managers
def refresh_templates(request: HttpRequest) -> HttpResponse:
    """Drafts are submitted and the account's list is read, now and not within the hour."""
    tenant_id, words = _tenant_id(request), language(request)
    code = onboarding.look_after_templates(tenant_id, now=clock.now())
    problem = None if code is None else template_problem(str(code), words)
    with tenant_scope(tenant_id):
        context = {"templates": template_cards(words), "templates_problem": problem}
        return show(request, "dashboard/connections/_templates.html", "connections", context)


@own_scope  # the new token is tried at WhatsApp
@require_POST
@sensitive_post_parameters("access_token")
@for_managers
def change_token(request: HttpRequest, number_id: UUID) -> HttpResponse:
    """``access_token``: kept when WhatsApp takes it for this number; what waits is then sent."""
    tenant_id = _tenant_id(request)
    said: dict[str, Any] = {"token_changed": True}
    try:
        onboarding.change_access_token(
            tenant_id=tenant_id,
            number_id=number_id,
            token=request.POST.get("access_token", "").strip(),
            now=clock.now(),
            actor=_actor(request),
        )
    except WhatsAppNumber.DoesNotExist:
        raise Http404 from None
    except onboarding.TokenRefused as refused:
        said = {"token_problem": text(f"connections-token-{refused.reason.value}", language(request))}
    with tenant_scope(tenant_id):
        found = WhatsAppNumber.objects.only("display_phone", "paused_code", "paused_at")
        number = found.filter(id=number_id).first()
        if number is None:
            raise Http404
        return _number(request, number, **said)
