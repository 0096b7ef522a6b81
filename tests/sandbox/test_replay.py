"""A bad day at each marketplace, played through: nothing is lost, nothing doubled, and no storm of calls is made."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Literal

import httpx
import pytest

from invekto.core import clock
from tests.integrations.syncing import HOUR, health, stored, sync, told
from tests.sandbox.test_hepsiburada import ORDER as HEPSIBURADA_ORDER
from tests.sandbox.test_trendyol import ORDER as TRENDYOL_ORDER
from tests.support.tenants import TenantKit

if TYPE_CHECKING:
    from invekto.integrations.models import IntegrationAccount

MINUTE = timedelta(minutes=1)
MANY = 1000
SECRETS = {
    "trendyol": {"api_key": "key", "api_secret": "gizli"},
    "hepsiburada": {"username": "ornek_dev", "password": "servis-anahtari"},
}
Provider = Literal["trendyol", "hepsiburada"]


class Shop:
    """A seller's side of the platform, and the account of a tenant at it."""

    def __init__(self, control: httpx.Client, provider: Provider, seller: str) -> None:
        self.control, self.provider, self.seller = control, provider, seller
        order = TRENDYOL_ORDER if provider == "trendyol" else HEPSIBURADA_ORDER
        self.order = {key: value for key, value in order.items() if key != "status"}
        self.numbers: list[str] = []

    def create(self, **more: Any) -> str:
        first = 10987650100 if self.provider == "trendyol" else 4001234600
        number = str(first + len(self.numbers))
        self.numbers.append(number)
        answer = self.control.post(
            f"{self.provider}/orders", json=self.order | {"account": self.seller, "number": number} | more
        )
        assert answer.status_code == 201, answer.text
        return number

    def move(self, number: str, **more: Any) -> None:
        answer = self.control.patch(f"{self.provider}/orders/{number}", json={"account": self.seller} | more)
        assert answer.status_code == 200, answer.text

    def fail(self, kind: str, times: int = MANY) -> None:
        self.control.post("faults", json={"provider": self.provider, "kind": kind, "times": times})

    def mend(self) -> int:
        """Every ordered failure is over; returns how many calls met the last one of them."""
        from invekto.sandbox.models import Fault

        left = sum(Fault.objects.values_list("remaining", flat=True))
        Fault.objects.all().delete()
        return MANY - left


def connect(tenant: TenantKit, shop: Shop) -> IntegrationAccount:
    """What is older than the platform's first window is not read: nothing of it is asked about here."""
    from invekto.integrations import services

    with tenant.scope():
        account = services.add_account(
            tenant_id=tenant.id,
            provider=shop.provider,
            external_id=shop.seller,
            secrets=SECRETS[shop.provider],
            options={"listing_tier": "unlimited"},
            now=clock.now(),
            actor="test",
        )
        return services.pause_import(account=account, paused=True, now=clock.now(), actor="test")


@pytest.fixture(params=["trendyol", "hepsiburada"])
def shop(
    request: pytest.FixtureRequest, control: httpx.Client, tenant: TenantKit, sandbox_url: str
) -> Iterator[Shop]:
    from django.test import override_settings

    from invekto.sandbox.models import HepsiburadaHook

    name = "seller" if request.param == "trendyol" else "merchant"
    seller = request.getfixturevalue(name)
    HepsiburadaHook.objects.all().delete()
    with override_settings(
        TRENDYOL_API_URL=f"{sandbox_url}/sandbox/trendyol",
        HEPSIBURADA_API_URL=f"{sandbox_url}/sandbox/hepsiburada",
    ):
        yield Shop(control, request.param, seller)


def pause_over() -> None:
    """The seconds that a platform asked for have passed by its own clock."""
    from invekto.integrations.models import RateBucket
    from invekto.sandbox.models import RateMark

    RateBucket.objects.all().delete()
    RateMark.objects.all().delete()


def as_told(tenant: TenantKit, number: str) -> tuple[Any, ...]:
    """What a customer would hear of the order: pieces in each living parcel, and what it costs."""
    from invekto.integrations.models import CachedOrder
    from invekto.orders.services import as_orders

    with tenant.scope():
        (order,) = as_orders(CachedOrder.objects.filter(external_order_id=number))
    parcels = [
        (str(one.status), sorted((line.sku, line.quantity) for line in one.lines)) for one in order.living
    ]
    return str(order.status), sorted(parcels), order.total


def killed_in_the_middle_of_a_page(tenant: TenantKit, account: IntegrationAccount, now: datetime) -> int:
    """A worker stores a page and is killed before it commits; returns the signal it died of."""
    from django.db import connections

    from invekto.integrations import services
    from invekto.integrations import sync as syncing

    for one in connections.all():
        one.close()
        if getattr(one, "pool", None):
            one.close_pool()
    child = os.fork()
    if child == 0:
        whole = syncing.store_page

        def dies(*given: Any, **named: Any) -> Any:
            whole(*given, **named)
            os.kill(os.getpid(), signal.SIGKILL)

        syncing.store_page = dies
        try:
            services.sync_account(tenant.id, account.id, now)
        finally:
            os._exit(1)
    _, status = os.waitpid(child, 0)
    return os.WTERMSIG(status)


def test_after_a_bad_day_everything_is_there_once(
    shop: Shop, tenant: TenantKit, second_tenant: TenantKit
) -> None:
    from invekto.integrations import services
    from invekto.integrations.models import AccountAlert, CachedOrder

    start = clock.now()
    tabak = str(shop.order["lines"][1]["sku"])
    for n in range(8):
        shop.create(ordered_at=(start - n * 5 * HOUR).isoformat())
    cancelled, split, shipped, delivered, *_ = shop.numbers
    account = connect(tenant, shop)
    assert sync(tenant, account, start).error is None

    # Six hours of outage, in which the shop goes on selling.
    for kind in ("reset", "bad_json", "html"):
        shop.fail(kind, times=1)
    shop.fail("500")
    happening = {
        60: lambda: shop.create(),
        100: lambda: shop.move(shipped, status="Shipped", tracking="7280030000000901"),
        140: lambda: shop.move(cancelled, cancel_lines=[tabak]),
        180: lambda: shop.move(
            split, **({"split_lines": [tabak]} if shop.provider == "trendyol" else {"pack_lines": [tabak]})
        ),
        240: lambda: shop.create(),
        300: lambda: shop.move(delivered, status="Delivered"),
    }
    for minute in range(0, 361, 20):
        now = start + minute * MINUTE
        clock.set_now(now)
        happening.get(minute, lambda: None)()
        with tenant.scope():
            retry_at = services.find_account(account.id).retry_at
        if retry_at is None or retry_at <= now:
            assert services.sync_account(tenant.id, account.id, now).end is services.End.FAILED
    assert shop.mend() <= 15
    with tenant.scope():
        assert [alert.reason for alert in AccountAlert.objects.all()] == ["outage"]

    # A storm of 429, with and without a word of when it ends; twenty workers' worth of jobs each.
    now = start + 6 * HOUR
    for kind in ("429_later", "429_bare"):
        for _ in range(4):  # each time the pause is over
            pause_over()
            shop.fail(kind)
            ends = [services.sync_account(tenant.id, account.id, now).end for _ in range(20)]
            assert set(ends) == {services.End.WAIT}
            assert shop.mend() == 1
    pause_over()

    # A worker is killed in the middle of a page.
    before = stored(tenant)
    assert killed_in_the_middle_of_a_page(tenant, account, now) == signal.SIGKILL
    assert stored(tenant) == before

    # The platform leaves rows out without a word.
    shop.fail("holes", times=2)
    assert sync(tenant, account, now).error is None
    shop.mend()

    # Our clock is ahead of the platform's, then behind it.
    for skew in (170 * MINUTE, -170 * MINUTE):
        now += 10 * MINUTE
        clock.set_now(now)
        shop.create()
        assert sync(tenant, account, now + skew).error is None

    # The clocks agree again, hours later; everything above is older than any overlap.
    now += 9 * HOUR
    clock.set_now(now)
    pause_over()
    assert sync(tenant, account, now).error is None
    assert services.check_account(tenant.id, account.id, now).is_done
    if shop.provider == "trendyol":
        assert health(tenant).complete_to == now
    assert health(tenant).problem is None

    # Who comes afterwards and reads it all on a good day knows the same.
    pause_over()
    connected_later = connect(second_tenant, shop)
    assert sync(second_tenant, connected_later, now).error is None
    for number in shop.numbers:
        assert as_told(tenant, number) == as_told(second_tenant, number), number
    events = told(tenant)
    assert len(events) == len(set(events))
    assert ("order.shipped", shipped) in events
    assert ("order.delivered", delivered) in events
    assert {number for name, number in events if name == "order.created"} == set(shop.numbers[8:])
    with tenant.scope():
        rows = CachedOrder.objects.values_list("package_id", flat=True)
        assert len(rows) == len(set(rows))
