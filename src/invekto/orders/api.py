"""The HTTP API of the orders room: which messages about parcels customers get unasked."""

from __future__ import annotations

from typing import Any, cast

from django.http import Http404, HttpRequest
from ninja import Field, Router, Schema, Status

from invekto.core import clock
from invekto.core.api import TenantRequest
from invekto.core.models import Tenant, Vertical
from invekto.core.tenancy import tenant_scope
from invekto.core.texts import language_of, text
from invekto.orders.parcel_news.settings import Kind, want, wanted

router = Router(tags=["orders"])


class ParcelMessages(Schema):
    """Each at most once per parcel, never at night, never to whoever wants no messages. All are off at first."""

    failed: bool = Field(False, description="An attempt to deliver the parcel failed.")
    at_branch: bool = Field(False, description="It waits at a branch, until a day the carrier has named.")
    returned: bool = Field(False, description="It went back to the shop.")
    stalled: bool = Field(
        False, description="It stands still for longer than parcels to that city usually take."
    )


class Refusal(Schema):
    detail: str


def _caller(request: HttpRequest) -> TenantRequest:
    return cast(TenantRequest, request)


def _shop(request: HttpRequest) -> Tenant:
    """Inside the scope. A clinic sends no parcels."""
    tenant = Tenant.objects.get(id=_caller(request).tenant_id)
    if tenant.vertical != Vertical.ECOMMERCE:
        raise Http404
    return tenant


def _shown(tenant: Tenant) -> ParcelMessages:
    return ParcelMessages(**{kind.value: kind in wanted(tenant) for kind in Kind})


@router.get(
    "/parcel-messages", response={200: ParcelMessages, 404: Refusal}, summary="What customers hear of parcels"
)
def get_parcel_messages(request: HttpRequest) -> ParcelMessages:
    with tenant_scope(_caller(request).tenant_id):
        return _shown(_shop(request))


@router.put(
    "/parcel-messages",
    response={200: ParcelMessages, 403: Refusal, 404: Refusal},
    summary="Switch them on and off; what is left out is off",
)
def put_parcel_messages(request: HttpRequest, body: ParcelMessages) -> Status[Any]:
    user, caller = request.user, _caller(request)
    if caller.actor.startswith("user:") and not (user.is_authenticated and user.manages):
        return Status(403, Refusal(detail=text("parcel-news-managers-only", language_of(request))))
    kinds = frozenset(kind for kind in Kind if getattr(body, kind.value))
    with tenant_scope(caller.tenant_id):
        tenant = _shop(request)
        want(tenant.id, kinds, now=clock.now(), actor=caller.actor)
        tenant.refresh_from_db()
        return Status(200, _shown(tenant))
