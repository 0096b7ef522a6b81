"""A sandbox to ask, and what its control calls do."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from tests.orders.conftest import account, make_order

if TYPE_CHECKING:
    from invekto.integrations.models import IntegrationAccount
    from tests.support.tenants import TenantKit

__all__ = ["account", "make_order"]


@pytest.fixture
def outside(sandbox_url: str) -> Iterator[httpx.Client]:
    """The sandbox's control calls, with nothing left of an earlier test, and the product pointed at it."""
    from django.test import override_settings

    from invekto.integrations.models import RateBucket
    from invekto.sandbox.models import CarrierKey, CarrierParcel, Fault, RateMark, Switch

    for model in (CarrierKey, CarrierParcel, Fault, RateMark, Switch, RateBucket):
        model.objects.all().delete()
    base = f"{sandbox_url}/sandbox"
    with (
        httpx.Client(base_url=base, timeout=30, trust_env=False) as client,
        override_settings(
            ARAS_API_URL=f"{base}/aras/ArasCargoIntegrationService.svc",
            YURTICI_API_URL=f"{base}/yurtici/KOPSWebServices",
        ),
    ):
        yield client


@pytest.fixture
def parcel(outside: httpx.Client) -> Callable[..., None]:
    """Make a parcel of ``provider``, or move the one with this code."""

    def make(provider: str, code: str, **body: Any) -> None:
        if outside.patch(f"/{provider}/parcels/{code}", json=body).status_code == 404:
            answer = outside.post(f"/{provider}/parcels", json={"code": code, "city": "İzmir"} | body)
            assert answer.status_code == 201, answer.text

    return make


@pytest.fixture
def order_fault(outside: httpx.Client) -> Callable[[str, str], None]:
    def order(provider: str, kind: str) -> None:
        outside.post("/faults", json={"provider": provider, "kind": kind}).raise_for_status()

    return order


@pytest.fixture
def connect(outside: httpx.Client) -> Callable[..., IntegrationAccount]:
    """An account of a tenant at a carrier, with the login that the carrier gave."""
    from invekto.core import clock
    from invekto.integrations import services

    def make(tenant: TenantKit, provider: str, *, password: str | None = None) -> IntegrationAccount:
        account = secrets.token_hex(6)
        login = outside.post(f"/{provider}/accounts", json={"account": account}).json()
        with tenant.scope():
            return services.add_account(
                tenant_id=tenant.id,
                provider=provider,
                external_id=account,
                secrets={"username": login["username"], "password": password or login["password"]},
                now=clock.now(),
                actor="test",
            )

    return make
