"""What a platform may answer instead of orders, over real HTTP: the account says what is wrong and who can put it
right, nothing is lost, and the rest of a page with a bad row in it is imported.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import httpx
import pytest

from invekto.core import clock
from tests.integrations.syncing import HOUR, health, stored, sync
from tests.sandbox.test_replay import SECRETS, Shop, as_told, connect, pause_over
from tests.support.tenants import TenantKit

if TYPE_CHECKING:
    from django.db.models import Model

BOTH = pytest.mark.parametrize("provider", ["trendyol", "hepsiburada"])


@pytest.fixture
def shop(
    request: pytest.FixtureRequest, provider: str, control: httpx.Client, sandbox_url: str
) -> Iterator[Shop]:
    from django.test import override_settings

    from invekto.sandbox.models import HepsiburadaHook

    seller = request.getfixturevalue("seller" if provider == "trendyol" else "merchant")
    HepsiburadaHook.objects.all().delete()
    with override_settings(
        TRENDYOL_API_URL=f"{sandbox_url}/sandbox/trendyol",
        HEPSIBURADA_API_URL=f"{sandbox_url}/sandbox/hepsiburada",
    ):
        yield Shop(control, provider, seller)  # type: ignore[arg-type]


def words(tenant: TenantKit, language: str) -> str:
    from invekto.core.texts import text

    found = health(tenant)
    assert found.problem is not None
    return text(found.problem, language, platform=text(f"order-platform-{found.provider}", language))


@BOTH
@pytest.mark.parametrize(
    ("kind", "problem", "mender"),
    [
        ("html", "unreadable", "platform"),
        ("bad_json", "unreadable", "platform"),
        ("reset", "no-answer", "platform"),
        ("500", "platform-down", "platform"),
        ("410", "request-refused", "invekto"),
        ("401", "key-refused", "owner"),
    ],
)
def test_each_failure_names_the_platform_and_who_can_mend_it_and_loses_nothing(
    shop: Shop, tenant: TenantKit, provider: str, kind: str, problem: str, mender: str
) -> None:
    account = connect(tenant, shop)
    shop.create()
    shop.fail(kind, times=1)
    assert sync(tenant, account).error is not None
    found = health(tenant)
    assert (found.problem, found.mended_by) == (f"integration-problem-{problem}", mender)
    assert found.external_id == shop.seller
    for language in ("tr", "en"):
        assert words(tenant, language).startswith(provider.capitalize())
    assert sync(tenant, account).error is None
    assert stored(tenant)
    assert health(tenant).problem is None


@BOTH
def test_a_wrong_a_foreign_and_a_revoked_key_are_the_owners_to_renew(
    shop: Shop, tenant: TenantKit, provider: str
) -> None:
    from invekto.integrations import services
    from invekto.integrations.models import AccountAlert
    from invekto.sandbox.hepsiburada import keys as hepsiburada
    from invekto.sandbox.models import HepsiburadaKey, TrendyolKey
    from invekto.sandbox.trendyol import keys as trendyol

    account = connect(tenant, shop)
    shop.create()
    assert sync(tenant, account).error is None
    if provider == "trendyol":
        trendyol.give("999999", "theirs", "theirs")
        foreign = {"api_key": "theirs", "api_secret": "theirs"}
    else:
        hepsiburada.give("another-merchant", "theirs", "ornek_dev")
        foreign = {"username": "ornek_dev", "password": "theirs"}
    wrong = dict.fromkeys(SECRETS[provider], "wrong")
    for secrets in (wrong, foreign):
        with tenant.scope():
            services.update_key(
                account=services.find_account(account.id), secrets=secrets, now=clock.now(), actor="test"
            )
        assert services.test_account(tenant.id, account.id, now=clock.now()).status == "refused"
        assert "yeniden" in words(tenant, "tr") or "kontrol" in words(tenant, "tr")
        assert health(tenant).mended_by == "owner"
    with tenant.scope():
        services.update_key(
            account=services.find_account(account.id),
            secrets=SECRETS[provider],
            now=clock.now(),
            actor="test",
        )
    assert sync(tenant, account).error is None
    # It worked; now the platform takes it back.
    for model in (TrendyolKey, HepsiburadaKey):
        model.objects.all().delete()
    shop.fail("401", times=1)  # the gate remembers a key for two seconds
    number = shop.create()
    assert sync(tenant, account, clock.now() + timedelta(minutes=2)).error is not None
    assert health(tenant).status == "refused"
    with tenant.scope():
        reasons = list(AccountAlert.objects.order_by("at", "id").values_list("reason", flat=True))
    assert reasons == ["dead", "works", "dead"]
    if provider == "trendyol":
        trendyol.give(shop.seller, "key", "gizli")
    else:
        hepsiburada.give(shop.seller, "servis-anahtari", "ornek_dev")
    assert sync(tenant, account, clock.now() + HOUR).error is None
    assert number in _numbers(tenant)


def _columns(row: Model) -> dict[str, Any]:
    return {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}


def _numbers(tenant: TenantKit) -> set[str]:
    from invekto.integrations.models import CachedOrder

    with tenant.scope():
        return set(CachedOrder.objects.values_list("external_order_id", flat=True))


@BOTH
def test_bad_rows_are_kept_aside_and_the_rest_of_their_page_is_imported(
    shop: Shop, tenant: TenantKit, provider: str
) -> None:
    """A price below nothing, ten thousand lines in one parcel, the year 1: written into the platform."""
    from invekto.integrations import services
    from invekto.sandbox import models

    line = {"name": "Kupa", "sku": "K", "quantity": 1, "price": "10"}
    good, negative = (shop.create(lines=[line]) for _ in range(2))
    if provider == "trendyol":
        rows = models.TrendyolPackage.objects.filter(seller_id=shop.seller)
        bad = rows.get(order_number=negative)
        bad.lines = [bad.lines[0] | {"price": "-10"}]
        bad.save()
        many = rows.get(order_number=shop.create(lines=[line]))
        many.lines = many.lines * 10_000
        many.save()
        ancient = shop.create(lines=[line])
        rows.filter(order_number=ancient).update(ordered_at="0001-01-02T00:00:00Z")
    else:
        lines = models.HepsiburadaLine.objects.filter(order__merchant_id=shop.seller)
        lines.filter(order__number=negative).update(price="-10")
        ancient = shop.create(lines=[line])
        models.HepsiburadaOrder.objects.filter(number=ancient).update(ordered_at="0001-01-02T00:00:00Z")
        many = shop.create(lines=[line], status="Packaged")
        one = lines.get(order__number=many)
        models.HepsiburadaLine.objects.bulk_create(
            models.HepsiburadaLine(**_columns(one) | {"id": uuid4(), "position": n}) for n in range(1, 10_000)
        )
    account = connect(tenant, shop)
    pause_over()
    outcome = sync(tenant, account)
    assert outcome.error is None
    assert health(tenant).unreadable == 3
    assert health(tenant).status == "active"
    assert _numbers(tenant) == {good}
    with tenant.scope():
        rows_aside = services.kept_aside(account.id)
    assert len(rows_aside) == 3
    assert all(row.problem and row.payload for row in rows_aside)


@BOTH
def test_half_an_answer_costs_nothing_of_what_was_read_before_it(
    shop: Shop, tenant: TenantKit, provider: str
) -> None:
    from invekto.integrations import sync as syncing

    account, now = connect(tenant, shop), clock.now()
    first = shop.create()
    assert syncing.sync_head(tenant.id, account.id, now, pages=1, timeout=10).error is None
    assert _numbers(tenant) == {first}
    second = shop.create()
    shop.move(second, status="Shipped", tracking="7280030000000901")
    pause_over()
    shop.fail("bad_json", times=1)
    assert sync(tenant, account, now).error is not None
    found = health(tenant)
    assert (found.status, found.problem) == ("failing", "integration-problem-unreadable")
    assert (found.external_id, found.mended_by) == (shop.seller, "platform")
    assert words(tenant, "tr").startswith(provider.capitalize())
    assert _numbers(tenant) == {first}
    pause_over()
    assert sync(tenant, account, now + timedelta(minutes=2)).error is None
    assert _numbers(tenant) == {first, second}


@BOTH
def test_a_word_nobody_knows_hides_no_order_and_takes_nothing_back(
    shop: Shop, tenant: TenantKit, provider: str
) -> None:
    from invekto.integrations import services
    from invekto.sandbox import models

    number, other = shop.create(), shop.create()
    account, now = connect(tenant, shop), clock.now()
    assert sync(tenant, account, now).error is None
    before = {as_told(tenant, one)[0] for one in (number, other)}
    if provider == "trendyol":
        row = models.TrendyolPackage.objects.get(seller_id=shop.seller, order_number=number)
        row.status, row.modified_at = "Hyperspace", now + timedelta(minutes=1)
        row.save()
    else:
        lines = models.HepsiburadaLine.objects.filter(order__merchant_id=shop.seller, order__number=number)
        lines.update(status="Hyperspace")
    pause_over()
    later = now + timedelta(minutes=2)
    assert sync(tenant, account, later).error is None
    services.refresh_for_answer(tenant.id, phone=None, order_number=number, now=later + HOUR)
    assert health(tenant).unreadable == 0
    assert health(tenant).problem is None
    assert {as_told(tenant, one)[0] for one in (number, other)} == before
