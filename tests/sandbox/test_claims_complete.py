"""Every return is read, whatever the platform's paging does, and what is open is asked for in turn."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest

from invekto.core import clock
from tests.sandbox.shops import DRESS, Shop, hepsiburada_shop, trendyol_shop
from tests.support.tenants import TenantKit

if TYPE_CHECKING:
    from collections.abc import Callable

    from invekto.integrations.models import IntegrationAccount
    from invekto.sandbox.models import TrendyolClaim

__all__ = ["hepsiburada_shop", "trendyol_shop"]

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
EPOCH = datetime.fromisoformat("2026-11-24T12:00:00+03:00")


def opened_at_trendyol(shop: Shop, moments: list[datetime], status: str = "Created") -> list[TrendyolClaim]:
    from invekto.sandbox.models import TrendyolClaim

    line = {"line_id": 1, "name": "Keten Elbise", "sku": "ELB-38", "size": "38", "color": "", "price": "10"}
    return TrendyolClaim.objects.bulk_create(
        TrendyolClaim(
            id=uuid4(),
            seller_id=shop.account.external_id,
            order_number=str(1000 + place),
            package_id=1,
            line=line,
            reason={"id": 1, "name": "Beden", "code": "SIZE"},
            status=status,
            created_at=moment,
            modified_at=moment,
        )
        for place, moment in enumerate(moments)
    )


def read(shop: Shop, now: datetime | None = None) -> bool:
    from invekto.integrations import services

    return services.sync_claims(shop.tenant.id, shop.account.id, now or clock.now())


def known(shop: Shop) -> set[str]:
    from invekto.integrations.models import KnownClaim

    with shop.tenant.scope():
        return set(KnownClaim.objects.values_list("number", flat=True))


def account_of(shop: Shop) -> IntegrationAccount:
    from invekto.integrations.models import IntegrationAccount

    with shop.tenant.scope():
        return IntegrationAccount.objects.get(pk=shop.account.id)


@pytest.fixture
def small_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    from invekto.integrations.providers.hepsiburada import claims as hepsiburada
    from invekto.integrations.providers.trendyol import claims as trendyol

    monkeypatch.setattr(trendyol, "PAGE_SIZE", 2)
    monkeypatch.setattr(trendyol, "MOST_PAGES", 2)
    monkeypatch.setattr(hepsiburada, "PAGE_SIZE", 3)


@pytest.mark.usefixtures("small_pages")
def test_what_lies_behind_the_last_page_is_read_in_narrower_windows(trendyol_shop: Shop) -> None:
    now = clock.now()
    rows = opened_at_trendyol(trendyol_shop, [now - DAY - 12 * HOUR * place for place in range(6)])
    assert read(trendyol_shop)
    assert known(trendyol_shop) == {str(row.claim_id) for row in rows}


@pytest.mark.usefixtures("small_pages")
def test_more_of_a_few_minutes_than_is_shown_is_told_and_not_passed_over(trendyol_shop: Shop) -> None:
    opened_at_trendyol(trendyol_shop, [clock.now() - DAY] * 9)
    assert not read(trendyol_shop)
    account = account_of(trendyol_shop)
    assert account.claims_problem == "integration-problem-request-refused"
    assert account.claims_at is not None
    assert account.claims_at < clock.now() - DAY  # the window was not taken for read


@pytest.mark.usefixtures("small_pages")
def test_a_claim_that_moves_on_between_two_pages_hides_no_other(hepsiburada_shop: Shop) -> None:
    from invekto.integrations.accounts import opened
    from invekto.sandbox.models import HepsiburadaClaim, HepsiburadaLine

    shop = hepsiburada_shop
    shop.order(DRESS, status="Delivered")
    now = clock.now()
    line = HepsiburadaLine.objects.get(order__merchant_id=shop.account.external_id)
    rows = HepsiburadaClaim.objects.bulk_create(
        HepsiburadaClaim(
            id=uuid4(),
            merchant_id=shop.account.external_id,
            line=line,
            status="NewRequest",
            reason="PoorQuality",
            created_at=now - MINUTE * (20 - place),
            modified_at=now - MINUTE * (20 - place),
        )
        for place in range(8)
    )
    newest = rows[-1]
    found: set[str] = set()
    with opened(shop.tenant.id, shop.account.id) as (_, source):
        position = None
        for number in range(100):
            page = source.claims(since=now - HOUR, until=now + HOUR, position=position, timeout=5)
            found |= {claim.number for claim in page.claims}
            if number == 0:  # the first of the first page: all behind it move up by one
                HepsiburadaClaim.objects.filter(pk=newest.pk).update(status="Cancelled", modified_at=now)
            position = page.next_position
            if position is None:
                break
    assert position is None
    assert len(found) == 8


def test_a_list_that_is_not_there_is_no_empty_list(hepsiburada_shop: Shop) -> None:
    shop = hepsiburada_shop
    shop.order(DRESS, status="Delivered")
    shop.move(claim={"sku": "ELB-38", "reason": "PoorQuality"})
    shop.control.post("faults", json={"provider": "hepsiburada", "kind": "404"})
    assert not read(shop)
    account = account_of(shop)
    assert (account.claims_at, account.claims_problem) == (None, "integration-problem-request-refused")
    assert read(shop)
    assert len(known(shop)) == 1
    from invekto.integrations import services

    synced = account.synced_at
    shop.control.post("faults", json={"provider": "hepsiburada", "kind": "404", "times": 3})
    outcome = services.sync_account(shop.tenant.id, shop.account.id, clock.now() + HOUR)
    assert outcome.error is not None
    assert account_of(shop).synced_at == synced


def open_numbers(shop: Shop, now: datetime) -> list[str]:
    from invekto.integrations.accounts import opened
    from invekto.integrations.claims.store import open_numbers

    with opened(shop.tenant.id, shop.account.id) as (account, source):
        ends = source.claim_ends
    with shop.tenant.scope():
        return open_numbers(account.id, now, ends=ends)


def test_what_is_open_is_asked_less_and_less_and_none_of_it_is_forgotten(
    trendyol_shop: Shop, at: Callable[[datetime], None]
) -> None:
    from invekto.integrations.claims.store import note_asked
    from invekto.integrations.models import KnownClaim

    at(EPOCH)
    shop, now = trendyol_shop, clock.now()
    (fresh,) = opened_at_trendyol(shop, [now - HOUR], "WaitingInAction")
    (old,) = opened_at_trendyol(shop, [now - 20 * DAY], "InAnalysis")
    opened_at_trendyol(shop, [now - 2 * HOUR], "Accepted")  # no word follows there
    assert read(shop)
    assert open_numbers(shop, now) == []
    assert open_numbers(shop, now + 10 * MINUTE) == [str(fresh.claim_id)]
    assert set(open_numbers(shop, now + 7 * HOUR)) == {str(fresh.claim_id), str(old.claim_id)}
    with shop.tenant.scope():
        assert KnownClaim.objects.filter(status="accepted").count() == 1
        note_asked(shop.account.id, [str(fresh.claim_id)], now + 7 * HOUR)
    # Whoever waited longer comes first, however the numbers sort.
    assert open_numbers(shop, now + 8 * HOUR)[0] == str(old.claim_id)


def test_whoever_asks_hears_of_their_own_return_as_it_is_now(
    trendyol_shop: Shop, at: Callable[[datetime], None]
) -> None:
    from invekto.sandbox.models import TrendyolClaim

    at(EPOCH)
    shop = trendyol_shop
    shop.order(DRESS, status="Delivered")
    shop.move(claim={"sku": "ELB-38", "reason": "Rengi farklı"})
    assert read(shop)
    at(EPOCH + 5 * MINUTE)
    # A window of openings, as one of their pages has it, does not tell the change.
    TrendyolClaim.objects.filter(seller_id=shop.account.external_id).update(
        status="Accepted", modified_at=EPOCH - 30 * DAY
    )
    assert "onaylandı" in shop.talk().say("iadem ne durumda")


def test_a_pause_of_the_account_is_one_of_its_claims_and_failures_have_their_own(
    tenant: TenantKit, trendyol_shop: Shop, at: Callable[[datetime], None]
) -> None:
    from invekto.integrations.models import IntegrationAccount

    at(EPOCH)

    def due(now: datetime) -> bool:
        from invekto.integrations.claims.sync import _accounts

        with tenant.scope():
            return bool(_accounts(now))

    def paused(**columns: Any) -> None:
        with tenant.scope():
            IntegrationAccount.objects.filter(pk=trendyol_shop.account.id).update(**columns)

    now = clock.now()
    assert due(now)
    paused(status="failing", retry_at=now + HOUR)
    assert not due(now + 59 * MINUTE)
    assert due(now + HOUR)
    paused(status="active", retry_at=None)
    for pause in (5, 15, 35):
        trendyol_shop.control.post("faults", json={"provider": "trendyol", "kind": "500"})
        assert not read(trendyol_shop, now)
        assert not due(now + (pause - 1) * MINUTE)
        now += pause * MINUTE
        assert due(now)
    assert read(trendyol_shop, now)
    account = account_of(trendyol_shop)
    assert (account.claims_problem, account.claims_failures, account.claims_retry_at) == (None, 0, None)
