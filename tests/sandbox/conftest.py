"""The sandbox as it runs: its own server process, posting webhooks to a receiver of this test."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING

import httpx
import pytest

from tests.sandbox.receiver import Receiver

if TYPE_CHECKING:
    from tests.support.tenants import TenantKit


@pytest.fixture
def receiver(receiver_server: Receiver, tenant: TenantKit) -> Receiver:
    """What arrives for this test's tenant."""
    receiver_server.wanted = tenant.number.waba_id.encode()
    receiver_server.answers.clear()
    while not receiver_server.arrived.empty():
        receiver_server.arrived.get_nowait()
    return receiver_server


@pytest.fixture
def control(sandbox_url: str, receiver: Receiver) -> Iterator[httpx.Client]:
    """A client of the control API."""
    from django.db import connections

    from invekto.sandbox.models import Chat, Delivery, Fault, PhoneMessage, Switch

    for model in (Chat, Delivery, Fault, PhoneMessage, Switch):
        model.objects.all().delete()
    with connections[
        "owner"
    ].cursor() as cursor:  # no lane runs here: what an earlier test queued stays queued
        cursor.execute("UPDATE outbound_messages SET state = 'cancelled' WHERE state = 'queued'")
    with httpx.Client(base_url=f"{sandbox_url}/sandbox/", timeout=30, trust_env=False) as client:
        yield client


@pytest.fixture
def graph(sandbox_url: str, tenant: TenantKit, control: httpx.Client) -> Iterator[httpx.Client]:
    """The tenant's client of the Graph API."""
    with httpx.Client(
        base_url=f"{sandbox_url}/sandbox/whatsapp/v24.0/",
        headers={"Authorization": f"Bearer {tenant.number.access_token}"},
        timeout=30,
        trust_env=False,
    ) as client:
        yield client


@pytest.fixture
def seller(control: httpx.Client, tenant: TenantKit) -> str:
    """A seller with the key that Trendyol gave, and nothing left of an earlier test."""
    from invekto.core import clock
    from invekto.integrations.models import IntegrationAccount
    from invekto.sandbox.models import RateMark, TrendyolPackage, TrendyolProduct, TrendyolWebhook
    from invekto.sandbox.trendyol import keys

    for model in (RateMark, TrendyolPackage, TrendyolProduct, TrendyolWebhook):
        model.objects.all().delete()
    now = clock.now()
    seller_id = tenant.number.waba_id[:9]
    with tenant.scope():
        IntegrationAccount.objects.create(
            tenant_id=tenant.id,
            provider="trendyol",
            external_id=seller_id,
            api_key_encrypted=json.dumps({"api_key": "key", "api_secret": "gizli"}),
            webhook_token=seller_id,
            webhook_key="k",
            created_at=now,
        )
    keys.give(seller_id, "key", "gizli")
    return seller_id


@pytest.fixture
def trendyol(sandbox_url: str, seller: str) -> Iterator[httpx.Client]:
    """The seller's client of Trendyol's API."""
    with httpx.Client(
        base_url=f"{sandbox_url}/sandbox/trendyol/integration/",
        auth=("key", "gizli"),
        headers={"User-Agent": f"{seller} - Invekto"},
        timeout=30,
        trust_env=False,
    ) as client:
        yield client


@pytest.fixture
def merchant(control: httpx.Client, receiver: Receiver) -> str:
    """A merchant with the key that Hepsiburada gave, its webhooks going to this test's receiver."""
    from uuid import uuid4

    from invekto.sandbox.models import RateMark

    RateMark.objects.all().delete()
    merchant_id = str(uuid4())
    given = {"account": merchant_id, "username": "ornek_dev", "password": "servis-anahtari"}
    assert control.post("hepsiburada/merchants", json=given).json() == given
    hook = {"account": merchant_id, "url": f"{receiver.url}/hb", "username": "hb", "password": "gizli"}
    assert control.post("hepsiburada/webhooks", json=hook).status_code == 201
    receiver.wanted = merchant_id.encode()
    return merchant_id


@pytest.fixture
def hepsiburada(sandbox_url: str, merchant: str) -> Iterator[httpx.Client]:
    """The merchant's client of Hepsiburada's APIs."""
    with httpx.Client(
        base_url=f"{sandbox_url}/sandbox/hepsiburada/",
        auth=(merchant, "servis-anahtari"),
        headers={"User-Agent": "ornek_dev"},
        timeout=30,
        trust_env=False,
    ) as client:
        yield client


@pytest.fixture(autouse=True)
def _nothing_left_to_send() -> None:
    """Settling looks at every tenant: what an earlier test left half sent must not be waited for."""
    from django.db import connections

    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "UPDATE outbound_messages SET state = 'cancelled' WHERE state IN ('queued', 'sending', 'unknown')"
        )
