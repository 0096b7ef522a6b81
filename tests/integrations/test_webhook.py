"""What Trendyol posts to us: taken once, answered at once, and never from a stranger."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from invekto.core import clock
from invekto.core.models import DomainEvent
from invekto.integrations import services
from invekto.integrations.models import CachedOrder, IntegrationAccount, QuarantinedRow, ReceivedPackage
from tests.integrations.trendyol_peer import Trendyol, package
from tests.support.keys import lost_keys
from tests.support.tenants import TenantKit

MakeAccount = Callable[..., IntegrationAccount]


@pytest.fixture
def account(tenant: TenantKit, trendyol: Trendyol, make_account: MakeAccount) -> IntegrationAccount:
    return make_account(tenant)


def push(account: IntegrationAccount, body: object, *, key: str | None = None, provider: str = "ty") -> int:
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    return (
        Client()
        .post(
            f"/webhooks/{provider}/{account.webhook_token}/",
            data=content,
            content_type="application/json",
            headers={"x-api-key": account.webhook_key if key is None else key},
        )
        .status_code
    )


def envelope(*rows: dict[str, Any]) -> dict[str, Any]:
    return {"totalElements": len(rows), "totalPages": 1, "page": 0, "size": 50, "content": list(rows)}


def told(tenant: TenantKit) -> list[str]:
    with tenant.scope():
        events = DomainEvent.objects.filter(name__startswith="order.").order_by("occurred_at", "id")
        return list(events.values_list("name", flat=True))


@pytest.mark.parametrize("provider", ["ty", "trendyol"])
def test_a_push_becomes_an_order_and_the_inbox_is_empty_again(
    tenant: TenantKit, account: IntegrationAccount, run_jobs: Callable[[], int], provider: str
) -> None:
    row = package(1, number="10987650012", status="Created", modified=clock.now())
    assert push(account, envelope(row), provider=provider) == 200
    with tenant.scope():
        assert ReceivedPackage.objects.count() == 1
        assert not CachedOrder.objects.exists()  # the answer does not wait for the work
    run_jobs()
    with tenant.scope():
        assert CachedOrder.objects.get().external_order_id == "10987650012"
        assert not ReceivedPackage.objects.exists()
    assert told(tenant) == ["order.created"]


def test_the_same_push_again_and_an_older_one_change_nothing(
    tenant: TenantKit, account: IntegrationAccount, run_jobs: Callable[[], int]
) -> None:
    now = clock.now()
    created = package(1, number="1", status="Created", modified=now - timedelta(minutes=9))
    shipped = package(1, number="1", status="Shipped", modified=now)
    for body in (envelope(shipped), envelope(shipped), shipped, created, envelope(shipped, created)):
        assert push(account, body) == 200
    with tenant.scope():
        assert ReceivedPackage.objects.count() == 2
    run_jobs()
    assert push(account, shipped) == 200
    run_jobs()
    with tenant.scope():
        assert CachedOrder.objects.get().order_status == "shipped"
    assert sorted(told(tenant)) == ["order.created", "order.shipped"]


def test_a_bare_package_is_taken_like_an_envelope(
    tenant: TenantKit, account: IntegrationAccount, run_jobs: Callable[[], int]
) -> None:
    assert push(account, package(1, number="1", modified=clock.now())) == 200
    run_jobs()
    with tenant.scope():
        assert CachedOrder.objects.count() == 1


def test_a_package_that_cannot_be_read_is_kept_aside_and_its_neighbour_stored(
    tenant: TenantKit, account: IntegrationAccount, run_jobs: Callable[[], int]
) -> None:
    now = clock.now()
    broken = package(1, number="1", modified=now, orderDate="gestern")
    assert push(account, envelope(broken, package(2, number="2", modified=now))) == 200
    run_jobs()
    with tenant.scope():
        assert CachedOrder.objects.get().package_id == "2"
        assert QuarantinedRow.objects.get().problem.startswith("orderDate")


@pytest.mark.parametrize("key", ["", "falsch", "ş", "x" * 5000])
def test_a_wrong_key_is_refused_and_nothing_is_kept(
    tenant: TenantKit, account: IntegrationAccount, key: str
) -> None:
    assert push(account, package(1, number="1", modified=clock.now()), key=key) == 401
    with tenant.scope():
        assert not ReceivedPackage.objects.exists()


@pytest.mark.parametrize(
    "body", [b"", b"nix", b"{}", b"[]", b"\xff\xfe\x00", b"[" * 100_000, b'{"content": [1]}', b'"\\u0000"']
)
def test_a_body_without_a_package_is_refused_and_nothing_is_kept(
    tenant: TenantKit, account: IntegrationAccount, body: bytes
) -> None:
    assert push(account, body) == 400
    with tenant.scope():
        assert not ReceivedPackage.objects.exists()


def test_a_push_for_an_account_whose_key_nobody_can_read_is_refused(
    tenant: TenantKit, account: IntegrationAccount
) -> None:
    with lost_keys():
        assert push(account, package(1, number="1", modified=clock.now())) == 401
    with tenant.scope():
        assert not ReceivedPackage.objects.exists()


def test_a_caller_who_hangs_up_in_the_middle_of_the_body_is_no_fault_of_ours(
    tenant: TenantKit, account: IntegrationAccount
) -> None:
    class HungUp(io.RawIOBase):
        def read(self, *_: object) -> bytes:
            raise ConnectionResetError("by the caller")

    wire = {
        "REQUEST_METHOD": "POST",
        "PATH_INFO": f"/webhooks/ty/{account.webhook_token}/",
        "CONTENT_LENGTH": "500",
        "CONTENT_TYPE": "application/json",
        "HTTP_X_API_KEY": account.webhook_key,
        "wsgi.input": HungUp(),
    }
    assert Client().request(**wire).status_code == 400
    assert Client().request(**wire | {"CONTENT_LENGTH": str(10**9)}).status_code == 413
    with tenant.scope():
        assert not ReceivedPackage.objects.exists()


def test_a_package_nested_at_any_depth_is_taken_or_refused_and_holds_nothing_up(
    tenant: TenantKit, account: IntegrationAccount, run_jobs: Callable[[], int]
) -> None:
    row = package(1, number="1", modified=clock.now())
    for depth in range(780, 1000, 2):
        deep = json.dumps(row)[:-1] + ', "extra": ' + "[" * depth + "]" * depth + "}"
        assert push(account, deep.encode()) in (200, 400), depth
    run_jobs()
    with tenant.scope():
        assert not ReceivedPackage.objects.exists()


def test_an_unknown_address_and_an_account_that_is_off_are_absent(
    tenant: TenantKit, account: IntegrationAccount
) -> None:
    row = package(1, number="1", modified=clock.now())
    for path in (
        "/webhooks/ty/gibtesnicht/",
        "/webhooks/n11/x/",
        f"/webhooks/hepsiburada/{account.webhook_token}/",
    ):
        answer = Client().post(path, data=json.dumps(row), content_type="application/json")
        assert answer.status_code == 404, path
    assert Client().get(f"/webhooks/ty/{account.webhook_token}/").status_code == 405
    with tenant.scope():
        services.switch_off(account=account, now=clock.now(), actor="test")
    assert push(account, row) == 404


def test_a_push_with_one_tenants_token_reaches_only_that_tenant(
    tenant: TenantKit, second_tenant: TenantKit, account: IntegrationAccount, run_jobs: Callable[[], int]
) -> None:
    push(account, package(1, number="1", modified=clock.now()))
    run_jobs()
    with second_tenant.scope():
        assert not CachedOrder.objects.exists()
        assert not ReceivedPackage.objects.exists()


def test_a_push_and_a_sync_of_the_same_change_tell_it_once(
    tenant: TenantKit,
    trendyol: Trendyol,
    account: IntegrationAccount,
    run_jobs: Callable[[], int],
) -> None:
    run_jobs()
    row = package(1, number="1", status="Delivered", modified=clock.now())
    trendyol.put(row)
    push(account, row)
    services.sync_account(tenant.id, account.id, clock.now())
    run_jobs()
    assert sorted(told(tenant)) == ["order.created", "order.delivered"]


@pytest.mark.parametrize("status", ["Cre\\\x00ated", "\ud800", "***"])
def test_a_push_with_odd_letters_never_holds_up_the_ones_behind_it(
    tenant: TenantKit, account: IntegrationAccount, run_jobs: Callable[[], int], status: str
) -> None:
    odd = package(1, number="1", modified=clock.now()) | {"status": status, "packageTotalPrice": "***"}
    assert push(account, envelope(odd)) == 200
    assert push(account, package(2, number="2", modified=clock.now())) == 200
    run_jobs()
    with tenant.scope():
        assert CachedOrder.objects.get().external_order_id == "2"
        assert not ReceivedPackage.objects.exists()
