"""The HTTP API of the integrations service: accounts, their health, and the orders they brought.

Keys go in and never come out. What belongs to another tenant is as absent as what does not exist.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Literal, cast
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from ninja import Router, Status
from pydantic import SecretStr

from invekto.core import clock
from invekto.core.api import TenantRequest
from invekto.core.phones import to_e164
from invekto.core.tenancy import tenant_scope
from invekto.core.texts import language_of, text
from invekto.integrations import services
from invekto.integrations.api_shapes import (
    Account,
    Gap,
    NewAccount,
    NewKey,
    OrderLine,
    OrderPackage,
    Orders,
    Problem,
    Refusal,
    SyncResult,
    TriedAgain,
    UnreadableRow,
)
from invekto.integrations.models import CachedOrder, IntegrationAccount, QuarantinedRow
from invekto.messaging.models import Conversation
from invekto.messaging.visibility import sees_all, visible

router = Router(tags=["integrations"])

_SYNC_SECONDS = 20.0
_MOST_ORDERS = 100


@router.get("/accounts", response=list[Account], summary="All accounts")
def list_accounts(request: HttpRequest) -> list[Account]:
    with tenant_scope(_tenant(request)):
        return [_shown(one, request) for one in services.health(_tenant(request))]


@router.get("/health", response=list[Account], summary="Accounts that do not work")
def unhealthy(request: HttpRequest) -> list[Account]:
    with tenant_scope(_tenant(request)):
        return [_shown(one, request) for one in services.health(_tenant(request)) if one.problem]


@router.post(
    "/accounts",
    response={201: Account, 403: Refusal, 422: Refusal},
    summary="Enter an account; its first import begins",
)
def create_account(request: HttpRequest, body: NewAccount) -> Status[Any]:
    if refusal := _managers_only(request):
        return Status(403, refusal)
    options = {"listing_tier": body.listing_tier} if body.listing_tier else None
    try:
        with tenant_scope(_tenant(request)):
            account = services.add_account(
                tenant_id=_tenant(request),
                provider=body.provider,
                external_id=body.external_id,
                secrets=_plain(body.secrets),
                options=options,
                now=clock.now(),
                actor=_caller(request).actor,
            )
            return Status(201, _shown(services.health_of(account), request))
    except services.AccountRefused as refused:
        return Status(422, _refusal(refused, request))


@router.get("/accounts/{uuid:account_id}", response={200: Account, 404: Refusal}, summary="One account")
def get_account(request: HttpRequest, account_id: UUID) -> Account:
    with tenant_scope(_tenant(request)):
        return _shown(services.health_of(_account(account_id)), request)


@router.put(
    "/accounts/{uuid:account_id}/key",
    response={200: Account, 403: Refusal, 404: Refusal, 422: Refusal},
    summary="Give an account a new key",
)
def renew_key(request: HttpRequest, account_id: UUID, body: NewKey) -> Status[Any]:
    if refusal := _managers_only(request):
        return Status(403, refusal)
    try:
        with tenant_scope(_tenant(request)):
            account = services.update_key(
                account=_account(account_id),
                secrets=_plain(body.secrets),
                now=clock.now(),
                actor=_caller(request).actor,
            )
            return Status(200, _shown(services.health_of(account), request))
    except services.AccountRefused as refused:
        return Status(422, _refusal(refused, request))


@router.post(
    "/accounts/{uuid:account_id}/off",
    response={200: Account, 403: Refusal, 404: Refusal},
    summary="Stop asking the platform",
)
def off(request: HttpRequest, account_id: UUID) -> Status[Any]:
    return _switch(request, account_id, services.switch_off)


@router.post(
    "/accounts/{uuid:account_id}/on",
    response={200: Account, 403: Refusal, 404: Refusal},
    summary="Ask the platform again",
)
def on(request: HttpRequest, account_id: UUID) -> Status[Any]:
    return _switch(request, account_id, services.switch_on)


@router.post(
    "/accounts/{uuid:account_id}/test",
    response={200: Account, 403: Refusal, 404: Refusal},
    summary="Does the key work?",
)
def test(request: HttpRequest, account_id: UUID) -> Status[Any]:
    if refusal := _managers_only(request):
        return Status(403, refusal)
    try:
        health = services.test_account(_tenant(request), account_id, now=clock.now())
    except IntegrationAccount.DoesNotExist:
        raise Http404 from None
    return Status(200, _shown(health, request))


@router.post(
    "/accounts/{uuid:account_id}/sync",
    response={200: SyncResult, 403: Refusal, 404: Refusal},
    summary="Read what changed, now",
)
def sync(request: HttpRequest, account_id: UUID) -> Status[Any]:
    if refusal := _managers_only(request):
        return Status(403, refusal)
    try:
        outcome = services.sync_account(_tenant(request), account_id, clock.now(), seconds=_SYNC_SECONDS)
    except IntegrationAccount.DoesNotExist:
        raise Http404 from None
    result = SyncResult(
        end=outcome.end,
        pages=outcome.pages,
        new=outcome.new,
        changed=outcome.changed,
        quarantined=outcome.quarantined,
    )
    return Status(200, result)


@router.post(
    "/accounts/{uuid:account_id}/import/{step}",
    response={200: Account, 403: Refusal, 404: Refusal},
    summary="Stop the first import, or go on with it",
)
def pause_import(request: HttpRequest, account_id: UUID, step: Literal["pause", "resume"]) -> Status[Any]:
    """What changes now is read all the same."""

    def change(**given: Any) -> IntegrationAccount:
        return services.pause_import(paused=step == "pause", **given)

    return _switch(request, account_id, change)


@router.get(
    "/accounts/{uuid:account_id}/unreadable",
    response={200: list[UnreadableRow], 403: Refusal, 404: Refusal},
    summary="Rows that could not be read",
)
def unreadable_rows(request: HttpRequest, account_id: UUID) -> Status[Any]:
    """The newest hundred, each as the platform told it (identity numbers left out)."""
    if refusal := _managers_only(request):
        return Status(403, refusal)
    with tenant_scope(_tenant(request)):
        rows = services.kept_aside(_account(account_id).id)
    return Status(
        200,
        [
            UnreadableRow(
                id=row.id,
                kind=row.kind,
                package_id=row.package_id,
                reason=row.problem,
                payload=row.payload,
                seen_at=row.seen_at,
                tried_at=row.tried_at,
            )
            for row in rows
        ],
    )


@router.post(
    "/accounts/{uuid:account_id}/unreadable/{uuid:row_id}/again",
    response={200: TriedAgain, 403: Refusal, 404: Refusal},
    summary="Read a row again",
)
def read_again(request: HttpRequest, account_id: UUID, row_id: UUID) -> Status[Any]:
    if refusal := _managers_only(request):
        return Status(403, refusal)
    with tenant_scope(_tenant(request)):
        try:
            is_read = services.try_again(row_id, account_id, now=clock.now(), actor=_caller(request).actor)
        except QuarantinedRow.DoesNotExist:
            raise Http404 from None
    return Status(200, TriedAgain(read=is_read))


@router.delete(
    "/accounts/{uuid:account_id}/unreadable/{uuid:row_id}",
    response={204: None, 403: Refusal, 404: Refusal},
    summary="Dismiss a row",
)
def dismiss_row(request: HttpRequest, account_id: UUID, row_id: UUID) -> Status[Any]:
    if refusal := _managers_only(request):
        return Status(403, refusal)
    with tenant_scope(_tenant(request)):
        try:
            services.dismiss(row_id, account_id, now=clock.now(), actor=_caller(request).actor)
        except QuarantinedRow.DoesNotExist:
            raise Http404 from None
    return Status(204, None)


@router.get("/orders/{number}", response={200: Orders, 404: Refusal}, summary="An order by its number")
def order_by_number(request: HttpRequest, number: str, fresh: bool = False) -> Orders:
    """``fresh``: ask the platforms first, for three seconds at most."""
    plain = services.plain_number(number)
    if fresh:
        services.refresh_for_answer(_tenant(request), phone=None, order_number=plain, now=clock.now())
    with tenant_scope(_tenant(request)):
        found = _orders(_shown_orders(request).filter(external_order_id=plain)[:_MOST_ORDERS])
    if not found.orders:
        raise Http404
    return found


@router.get("/orders", response={200: Orders, 422: Refusal}, summary="A customer's orders by phone")
def orders_by_phone(request: HttpRequest, phone: str, fresh: bool = False) -> Any:
    """Newest first. ``fresh``: ask the platforms first, for three seconds at most."""
    e164 = to_e164(phone)
    if e164 is None:
        return Status(
            422, Refusal(detail=text("integration-phone-wrong", language_of(request)), field="phone")
        )
    if fresh:
        services.refresh_for_answer(_tenant(request), phone=e164, order_number=None, now=clock.now())
    with tenant_scope(_tenant(request)):
        rows = _shown_orders(request).filter(customer_phone=e164).order_by("-ordered_at", "-id")
        return _orders(rows[:_MOST_ORDERS])


def _caller(request: HttpRequest) -> TenantRequest:
    return cast(TenantRequest, request)


def _tenant(request: HttpRequest) -> UUID:
    return _caller(request).tenant_id


def _managers_only(request: HttpRequest) -> Refusal | None:
    """A key speaks for the tenant; of people only owners and admins touch accounts."""
    user = request.user
    if _caller(request).actor.startswith("user:") and not (user.is_authenticated and user.manages):
        return Refusal(detail=text("integration-account-managers-only", language_of(request)))
    return None


def _shown_orders(request: HttpRequest) -> QuerySet[CachedOrder]:
    """A key sees every order; a person those of customers with whom they may see a conversation."""
    user = request.user
    if not _caller(request).actor.startswith("user:"):
        return CachedOrder.objects.all()
    if not user.is_authenticated:
        return CachedOrder.objects.none()
    if sees_all(user):
        return CachedOrder.objects.all()
    talks = Conversation.objects.filter(visible(user), contact__phone__isnull=False)
    return CachedOrder.objects.filter(customer_phone__in=talks.values("contact__phone"))


def _account(account_id: UUID) -> IntegrationAccount:
    try:
        return services.find_account(account_id)
    except IntegrationAccount.DoesNotExist:
        raise Http404 from None


def _switch(request: HttpRequest, account_id: UUID, change: Any) -> Status[Any]:
    if refusal := _managers_only(request):
        return Status(403, refusal)
    with tenant_scope(_tenant(request)):
        account = change(account=_account(account_id), now=clock.now(), actor=_caller(request).actor)
        return Status(200, _shown(services.health_of(account), request))


def _plain(secrets: Mapping[str, SecretStr]) -> dict[str, str]:
    return {name: value.get_secret_value() for name, value in secrets.items()}


def _refusal(refused: services.AccountRefused, request: HttpRequest) -> Refusal:
    return Refusal(detail=text(refused.text_id, language_of(request)), field=refused.field)


def _shown(health: services.Health, request: HttpRequest) -> Account:
    problem, language = None, language_of(request)
    if health.problem:
        platform = text(f"order-platform-{health.provider.replace('_', '-')}", language)
        problem = Problem(
            code=health.problem.removeprefix("integration-problem-"),
            text=text(health.problem, language, platform=platform),
            detail=health.problem_detail,
            since=health.problem_at,
            mended_by=health.mended_by,
        )
    return Account(
        id=health.account_id,
        provider=health.provider,
        external_id=health.external_id,
        status=health.status,
        problem=problem,
        synced_at=health.synced_at,
        complete_to=health.complete_to,
        gaps=[Gap(since=gap.since, until=gap.until) for gap in health.gaps],
        import_paused=health.is_import_paused,
        unreadable=health.unreadable,
        imported=round(health.imported, 4),
        has_webhook=health.has_webhook,
    )


def _orders(rows: Iterable[CachedOrder]) -> Orders:
    return Orders(orders=[_package(row) for row in rows])


def _package(row: CachedOrder) -> OrderPackage:
    data = services.Order.from_json(row.order_data_json)
    return OrderPackage(
        id=row.id,
        provider=row.provider,
        number=row.external_order_id,
        package_id=row.package_id,
        status=row.order_status,
        superseded=row.superseded,
        customer_name=row.customer_name,
        customer_phone=row.customer_phone,
        city=row.city,
        district=row.district,
        carrier=row.carrier,
        tracking_code=row.tracking_code,
        tracking_url=row.tracking_url,
        ordered_at=row.ordered_at,
        status_at=row.status_at,
        estimated_from=row.estimated_delivery_from,
        estimated_to=row.estimated_delivery_to,
        delivered_at=row.delivered_at,
        total=str(data.total),
        currency=data.currency,
        lines=[
            OrderLine(
                name=line.name,
                sku=line.sku,
                size=line.size,
                color=line.color,
                quantity=line.quantity,
                unit_price=str(line.unit_price),
            )
            for line in data.lines
        ],
    )
