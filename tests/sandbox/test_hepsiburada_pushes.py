"""What Hepsiburada pushes: from the sandbox to the webhook, and into the cache without a reading."""

from __future__ import annotations

from typing import TYPE_CHECKING

import httpx
import pytest

from invekto.core import clock
from tests.integrations.syncing import told
from tests.sandbox.receiver import Receiver
from tests.sandbox.test_hepsiburada import create, move
from tests.sandbox.test_hepsiburada_sync import NUMBER, account, view
from tests.support.jobs import queued_jobs
from tests.support.tenants import TenantKit

if TYPE_CHECKING:
    from django.test import Client

    from invekto.integrations.models import IntegrationAccount

__all__ = ["account"]


@pytest.fixture
def client() -> Client:
    from django.test import Client

    return Client()


def pushed(client: Client, receiver: Receiver, account: IntegrationAccount, tenant: TenantKit) -> int:
    """Hand the next webhook to the product, as it was called; returns the status."""
    from invekto.integrations import services

    call = receiver.next()
    answer = client.generic(
        call.method,
        call.path,
        call.body,
        content_type="application/json",
        headers={"Authorization": call.headers["Authorization"]},
    )
    services.process_received(tenant.id, account.id, now=clock.now())
    return answer.status_code


def test_webhooks_tell_the_whole_way_without_a_reading(
    control: httpx.Client,
    client: Client,
    merchant: str,
    account: IntegrationAccount,
    tenant: TenantKit,
    receiver: Receiver,
) -> None:
    from invekto.integrations import services

    create(control, merchant)
    seen = []
    for status in ("", "Packaged", "Shipped", "Delivered"):
        if status:
            move(control, merchant, status=status)
        assert pushed(client, receiver, account, tenant) == 200
        order = view(tenant)
        seen.append((str(order.status), len(order.lines)))
    assert seen == [("created", 2), ("preparing", 2), ("shipped", 2), ("delivered", 2)]
    assert view(tenant).packages[0].tracking_code
    assert told(tenant) == [("order.created", NUMBER), ("order.shipped", NUMBER), ("order.delivered", NUMBER)]
    with tenant.scope():
        (health,) = services.health(tenant.id)
    assert (health.has_webhook, health.webhook_problem) == (True, None)


def test_a_dissolved_package_a_cancellation_and_a_new_address_are_pushed_too(
    control: httpx.Client,
    client: Client,
    merchant: str,
    account: IntegrationAccount,
    tenant: TenantKit,
    receiver: Receiver,
) -> None:
    from invekto.integrations import services

    create(control, merchant)
    move(control, merchant, status="Packaged")
    move(control, merchant, status="Unpacked")
    move(control, merchant, cancel_lines=["TABAK-1"])
    receiver.wanted = b"{"  # the body of an address names no merchant
    move(control, merchant, city="Bursa")
    for _ in range(5):
        assert pushed(client, receiver, account, tenant) == 200
    assert "integrations.reread" in queued_jobs()
    services.reread(tenant.id, account.id, NUMBER, now=clock.now())
    order = view(tenant)
    assert (order.status, order.city) == ("created", "Bursa")
    assert [line.sku for package in order.living for line in package.lines] == ["KUPA-MAVI"]


def test_a_claim_is_taken_and_kept_by_nobody(
    control: httpx.Client,
    client: Client,
    merchant: str,
    account: IntegrationAccount,
    tenant: TenantKit,
    receiver: Receiver,
) -> None:
    from invekto.integrations.models import QuarantinedRow, ReceivedPackage

    create(control, merchant, status="Delivered")
    receiver.next()
    move(control, merchant, claim={"sku": "TABAK-1", "status": "AwaitingAction"})
    assert pushed(client, receiver, account, tenant) == 200
    with tenant.scope():
        assert not ReceivedPackage.objects.exists()
        assert not QuarantinedRow.objects.exists()


@pytest.mark.parametrize(
    ("authorization", "status"),
    [("", 401), ("Basic aGVwc2lidXJhZGE6eWFubGlz", 401), ("Bearer x", 401)],
)
def test_a_push_without_our_password_is_refused(
    client: Client, account: IntegrationAccount, tenant: TenantKit, authorization: str, status: int
) -> None:
    from invekto.integrations.models import ReceivedPackage

    answer = client.post(
        f"/webhooks/hepsiburada/{account.webhook_token}/orders",
        b'{"items": [{}]}',
        content_type="application/json",
        headers={"Authorization": authorization} if authorization else {},
    )
    assert answer.status_code == status
    with tenant.scope():
        assert not ReceivedPackage.objects.exists()
