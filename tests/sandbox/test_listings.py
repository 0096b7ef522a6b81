"""What a shop sells, read from both marketplaces over real HTTP."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from invekto.core import clock
from tests.support.tenants import TenantKit

if TYPE_CHECKING:
    from invekto.integrations.models import IntegrationAccount, Listing, ListingFeed

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


class Shop:
    """One marketplace account of the tenant, and the world behind it."""

    def __init__(self, tenant: TenantKit, control: httpx.Client, account: IntegrationAccount) -> None:
        self.tenant, self.control, self.account = tenant, control, account

    def sell(self, sku: str = "ELB-38", *, stock: int, **more: Any) -> None:
        body = {"account": self.account.external_id, "sku": sku, "name": "Keten Elbise", "size": "38"}
        body |= {"color": "Siyah", "stock": stock, "price": "429.90"} | more
        assert self.control.post(f"{self.account.provider}/products", json=body).status_code in (200, 201)

    def remove(self, sku: str) -> None:
        from invekto.sandbox.models import HepsiburadaProduct, TrendyolProduct

        for model in (HepsiburadaProduct, TrendyolProduct):
            model.objects.filter(sku=sku).delete()

    def read(self, now: datetime | None = None) -> None:
        from invekto.integrations import services

        services.read_listings(self.tenant.id, self.account.id, now or clock.now())

    def rows(self) -> dict[str, Listing]:
        from invekto.integrations.models import Listing

        with self.tenant.scope():
            return {row.sku: row for row in Listing.objects.filter(account=self.account)}

    def feed(self) -> ListingFeed:
        from invekto.integrations.models import ListingFeed

        with self.tenant.scope():
            return ListingFeed.objects.get(account=self.account)

    def returned(self) -> list[str]:
        from invekto.core.models import DomainEvent

        with self.tenant.scope():
            events = DomainEvent.objects.filter(name="listings.returned").order_by("id")
            return [key for event in events for key in event.payload["keys"]]


@pytest.fixture
def trendyol_shop(tenant: TenantKit, control: httpx.Client, seller: str, sandbox_url: str) -> Iterator[Shop]:
    from django.test import override_settings

    from invekto.integrations.models import IntegrationAccount

    with tenant.scope():
        account = IntegrationAccount.objects.get(external_id=seller)
    with override_settings(TRENDYOL_API_URL=f"{sandbox_url}/sandbox/trendyol"):
        yield Shop(tenant, control, account)


@pytest.fixture
def hepsiburada_shop(
    tenant: TenantKit, control: httpx.Client, merchant: str, sandbox_url: str
) -> Iterator[Shop]:
    from django.test import override_settings

    from invekto.integrations import services

    with tenant.scope():
        account = services.add_account(
            tenant_id=tenant.id,
            provider="hepsiburada",
            external_id=merchant,
            secrets={"username": "ornek_dev", "password": "servis-anahtari"},
            now=clock.now(),
            actor="test",
        )
    url = f"{sandbox_url}/sandbox/hepsiburada"
    with override_settings(HEPSIBURADA_LISTINGS_URL=url, HEPSIBURADA_CATALOGUE_URL=url):
        yield Shop(tenant, control, account)


@pytest.fixture(params=["trendyol", "hepsiburada"])
def shop(request: pytest.FixtureRequest) -> Shop:
    found: Shop = request.getfixturevalue(f"{request.param}_shop")
    return found


def test_what_is_sold_is_read_with_name_size_and_colour(shop: Shop) -> None:
    shop.sell(stock=7)
    shop.sell("ELB-40", stock=0, size="40")
    shop.read()
    rows = shop.rows()
    one = rows["ELB-38"]
    assert (one.name, one.size, one.color, one.stock, str(one.price)) == (
        *("Keten Elbise", "38", "Siyah", 7),
        "429.90",
    )
    assert one.is_available
    assert one.url is not None
    assert not rows["ELB-40"].is_available
    assert shop.returned() == []
    assert shop.feed().problem is None


def test_a_change_is_read_without_reading_all_and_a_return_is_told_once(shop: Shop) -> None:
    shop.sell(stock=0)
    shop.read()
    whole = shop.feed().whole_at
    shop.sell(stock=4)
    now = clock.now() + MINUTE
    shop.read(now)
    shop.read(now)
    assert shop.feed().whole_at == whole
    row = shop.rows()["ELB-38"]
    assert (row.name, row.stock) == ("Keten Elbise", 4)  # Hepsiburada's numbers come without a name
    assert shop.returned() == ["keten elbise|38|siyah"]


def test_what_is_gone_from_the_platform_is_marked_gone(shop: Shop) -> None:
    shop.sell(stock=7)
    shop.sell("ELB-40", stock=2, size="40")
    shop.read()
    shop.remove("ELB-40")
    shop.read(clock.now() + 5 * HOUR)
    rows = shop.rows()
    assert (rows["ELB-38"].is_available, rows["ELB-40"].is_available) == (True, False)
    assert rows["ELB-40"].gone_at is not None


def test_a_row_that_slips_over_the_border_of_two_pages_is_not_gone(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    from invekto.integrations.listings import reading
    from invekto.integrations.providers.hepsiburada import listings as hepsiburada
    from invekto.integrations.providers.trendyol import listings as trendyol

    skus = [f"KUPA{number}" for number in range(4)]
    for number, sku in enumerate(skus):
        shop.sell(sku, name=f"Kupa {number} numaralı", stock=1, size="", color="")
    shop.read()
    monkeypatch.setattr(hepsiburada, "PAGE_SIZE", 2)
    monkeypatch.setattr(trendyol, "PAGE_SIZE", 2)
    monkeypatch.setattr(reading, "GO", 0.0)  # a page, then others have their turn
    now = clock.now()
    shop.read(now + 5 * HOUR)
    shop.remove("KUPA0")  # KUPA2 becomes the last of the page that was read
    for _ in range(3):
        shop.read(now + 5 * HOUR)
    assert shop.feed().begun_at is None
    assert all(row.is_available for row in shop.rows().values())
    for _ in range(3):
        shop.read(now + 10 * HOUR)
    assert [sku for sku, row in shop.rows().items() if not row.is_available] == ["KUPA0"]


def test_an_empty_answer_proves_nothing_gone(shop: Shop) -> None:
    shop.sell(stock=7)
    shop.read()
    shop.remove("ELB-38")
    shop.read(clock.now() + 5 * HOUR)
    assert shop.rows()["ELB-38"].is_available


def test_a_whole_reading_goes_on_where_it_was_killed(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    from invekto.integrations.listings import reading
    from invekto.integrations.providers.hepsiburada import listings as hepsiburada
    from invekto.integrations.providers.trendyol import listings as trendyol

    monkeypatch.setattr(hepsiburada, "PAGE_SIZE", 1)
    monkeypatch.setattr(trendyol, "PAGE_SIZE", 1)
    monkeypatch.setattr(reading, "GO", 0.0)  # a page, then others have their turn
    for number in range(3):
        shop.sell(f"KUPA{number}", name=f"Kupa {number} numaralı", stock=1, size="", color="")
    shop.read()
    assert len(shop.rows()) == 1
    assert shop.feed().whole_at is None
    shop.read()
    shop.read()
    assert len(shop.rows()) == 3
    assert shop.feed().whole_at is not None
    assert all(row.is_available for row in shop.rows().values())


def test_a_door_that_is_closed_is_noted_and_not_knocked_at_each_minute(shop: Shop) -> None:
    shop.sell(stock=7)
    keys = {"api_key": "key", "api_secret": "wrong"}
    if shop.account.provider == "hepsiburada":
        keys = {"username": "ornek_dev", "password": "yanlis"}
    from invekto.integrations import services

    with shop.tenant.scope():
        services.update_key(account=shop.account, secrets=keys, now=clock.now(), actor="test")
    shop.read()
    feed = shop.feed()
    assert feed.problem == "integration-problem-key-refused"
    assert feed.retry_at is not None
    assert shop.rows() == {}
