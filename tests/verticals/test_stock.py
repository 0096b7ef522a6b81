"""Is it there, in which sizes, and tell me when it is back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from invekto.core import clock

if TYPE_CHECKING:
    from invekto.integrations.models import IntegrationAccount
    from invekto.orders.models import StockWish
    from tests.support.talk import Talk
    from tests.support.tenants import TenantKit

NOON = datetime.fromisoformat("2026-11-24T12:00:00+03:00")
DRESS, SHIRT = "Keten Elbise", "Saten Gömlek"


class Shop:
    """A shop whose listings were just read, and a customer of it."""

    def __init__(self, kit: TenantKit, account: IntegrationAccount, at: Callable[[datetime], None]) -> None:
        from tests.support.talk import Talk

        self.kit, self.account, self.at = kit, account, at
        self.talk: Talk = Talk(kit, kit.make_conversation())
        self.say = self.talk.say

    def sells(self, name: str, size: str = "", color: str = "", *, stock: int, **more: Any) -> None:
        from invekto.integrations.listings.contract import Listed
        from invekto.integrations.listings.store import store
        from invekto.integrations.models import ListingFeed

        one = Listed(
            sku=f"{name}-{size}-{color}",
            name=name,
            size=size,
            color=color,
            stock=stock,
            price=Decimal("429.90"),
            url="https://www.trendyol.com/ornek/p-1",
            on_sale=stock > 0,
        )
        now = clock.now()
        with self.kit.scope():
            ListingFeed.objects.update_or_create(
                tenant_id=self.kit.id, account=self.account, defaults={"whole_at": now, "changed_until": now}
            )
            store(self.account, (one,), now=now)

    def run(self) -> None:
        """What follows from what came back."""
        from invekto.core.models import DomainEvent
        from invekto.orders import tasks
        from tests.support.jobs import run_task

        with self.kit.scope():
            events = list(DomainEvent.objects.filter(name="listings.returned").values_list("id", flat=True))
        for event in events:
            run_task(tasks.listings_returned, tenant_id=str(self.kit.id), event_id=str(event))
        run_task(tasks.tell_stock, tenant_id=str(self.kit.id))

    def heard(self) -> list[str]:
        """What the customer was newly told unasked."""
        return [
            str(row.body.get("body", row.body.get("name")))
            for row in self.talk.new()
            if row.author == "system"
        ]

    def wishes(self) -> list[StockWish]:
        from invekto.orders.models import StockWish

        with self.kit.scope():
            return list(StockWish.objects.order_by("id"))

    def states(self) -> list[tuple[str, str]]:
        return [(row.state, row.why_not) for row in self.wishes()]

    def wait_for_dress(self) -> None:
        self.sells(DRESS, "38", "Siyah", stock=0)
        assert "haber vereyim mi" in self.say("keten elbise 38 beden var mı")
        self.talk.tap("Evet")


@pytest.fixture
def shop(tenant: TenantKit, at: Callable[[datetime], None]) -> Shop:
    from invekto.integrations import services

    at(NOON)
    with tenant.scope():
        account = services.add_account(
            tenant_id=tenant.id,
            provider="trendyol",
            external_id="123456",
            secrets={"api_key": "k", "api_secret": "s"},
            now=NOON,
            actor="test",
        )
    return Shop(tenant, account, at)


@pytest.fixture
def full(shop: Shop) -> Shop:
    """Two products, some of it sold out."""
    for size, stock in (("36", 0), ("38", 12), ("40", 2)):
        shop.sells(DRESS, size, "Siyah", stock=stock)
    shop.sells(DRESS, "38", "Mavi", stock=0)
    shop.sells(SHIRT, "M", "Beyaz", stock=9)
    shop.sells(SHIRT, "L", "Beyaz", stock=0)
    return shop


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("38 beden kaldı mı keten elbise", ["renkler: Siyah", "tükenenler: Mavi"]),
        ("siyah keten elbisenin 40 bedeni var mı", ["son birkaç"]),
        ("keten elbise 36 beden var mı", ["stokta yok", "38, Siyah", "haber vereyim mi"]),
        ("keten elbisenin mavisi stokta mı", ["stokta yok", "haber vereyim mi"]),
        ("keten elbise 44 beden var mı", ["44", "mağazamızda yok", "38, Siyah"]),
        ("saten gömlekte hangi bedenler stokta var", ["bedenler: M", "tükenenler: L"]),
        ("is the keten elbise in stock in size 38", ["in stock"]),
    ],
)
def test_what_is_listed_is_answered(full: Shop, words: str, told: list[str]) -> None:
    said = full.say(words)
    assert [one for one in told if one not in said] == []
    assert "12" not in said
    assert "429" not in said
    assert full.talk.state()["handoff"] is False


def test_a_product_that_is_not_named_is_asked_for_once_and_never_guessed(full: Shop) -> None:
    assert "Hangi ürünü" in full.say("m bedeni var mı")
    said = full.say("saten gömlek")
    assert "Saten Gömlek (M, Beyaz)" in said
    assert "stokta" in said


def test_a_colour_names_nothing(full: Shop) -> None:
    full.sells("Mavi Seramik Kupa", stock=4)
    assert "Hangi ürünü" in full.say("mavi olan stokta mı")


def test_what_two_products_fit_is_chosen(full: Shop) -> None:
    full.sells("Saten Elbise", "38", "Bordo", stock=5)
    assert "Hangisini" in full.say("38 beden elbise var mı")
    assert full.talk.titles() == [DRESS, "Saten Elbise"]
    assert "Saten Elbise (38, Bordo) stokta var" in full.talk.tap("Saten Elbise")


def test_the_next_size_is_asked_of_the_same_product(full: Shop) -> None:
    full.say("keten elbise 38 beden var mı siyah")
    assert "son birkaç" in full.say("40 bedeni var mı")


def test_what_no_listing_is_known_of_is_a_persons(shop: Shop) -> None:
    shop.say("keten elbise 38 beden var mı")
    assert shop.talk.state()["handoff"] is True


def test_old_listings_are_told_to_nobody(full: Shop) -> None:
    full.at(NOON + timedelta(hours=7))
    full.say("keten elbise 38 beden var mı")
    assert full.talk.state()["handoff"] is True


def test_a_name_that_fits_nothing_twice_is_a_persons(full: Shop) -> None:
    assert "Hangi ürünü" in full.say("kaşe kaban stokta var mı")
    full.say("kaşe kaban")
    assert full.talk.state()["handoff"] is True


def test_a_yes_is_a_wish_and_the_return_is_told_once(shop: Shop) -> None:
    shop.wait_for_dress()
    assert shop.states() == [("waiting", "")]
    shop.talk.new()
    shop.run()
    assert shop.heard() == []
    shop.sells(DRESS, "38", "Siyah", stock=5)
    shop.run()
    shop.run()
    (said,) = shop.heard()
    assert "Keten Elbise (38, Siyah)" in said
    assert shop.states() == [("sent", "")]


@pytest.mark.parametrize("words", ["evet haber verin", "olur", "evet", "haber verirseniz sevinirim"])
def test_a_yes_in_words_will_do(shop: Shop, words: str) -> None:
    shop.sells(DRESS, "38", "Siyah", stock=0)
    shop.say("keten elbise 38 beden var mı")
    assert "haber vereceğim" in shop.say(words)
    assert shop.talk.state()["handoff"] is False
    assert shop.states() == [("waiting", "")]


def test_a_long_name_is_no_wish_of_its_own(shop: Shop) -> None:
    shop.sells("Pamuklu Nevresim Takımı", "Tek Kişilik", "Beyaz", stock=14)
    shop.sells("Pamuklu Nevresim Takımı", "Çift Kişilik", "Beyaz", stock=0)
    said = shop.say("pamuklu nevresim takımı stokta var mı")
    assert "Tek Kişilik. Şu an tükenenler: Çift Kişilik" in said
    assert shop.talk.state()["handoff"] is False


def test_no_yes_is_no_wish(shop: Shop) -> None:
    shop.sells(DRESS, "38", "Siyah", stock=0)
    shop.say("keten elbise 38 beden var mı")
    shop.talk.tap("Gerek yok")
    assert shop.wishes() == []


def test_said_outright_it_is_a_wish_and_said_twice_it_is_one(shop: Shop) -> None:
    shop.sells(DRESS, "38", "Siyah", stock=0)
    assert "haber vereceğim" in shop.say("keten elbise 38 beden gelince haber verin")
    shop.say("keten elbise 38 beden gelince haber verin")
    assert shop.states() == [("waiting", "")]


def test_another_variant_wakes_nobody(shop: Shop) -> None:
    shop.wait_for_dress()
    shop.sells(DRESS, "40", "Siyah", stock=0)
    shop.sells(DRESS, "40", "Siyah", stock=5)
    shop.talk.new()
    shop.run()
    assert shop.heard() == []


def test_taken_back_it_is_not_told(shop: Shop) -> None:
    shop.wait_for_dress()
    assert shop.talk.state()["handoff"] is False
    said = shop.say("vazgeçtim haber vermeyin")
    assert "haber vermeyeceğim" in said
    shop.sells(DRESS, "38", "Siyah", stock=5)
    shop.run()
    assert shop.heard() == []
    assert shop.states() == [("dropped", "taken_back")]


def test_at_night_it_waits_for_the_morning_and_is_looked_at_again(shop: Shop) -> None:
    shop.wait_for_dress()
    shop.talk.new()
    night = NOON + timedelta(hours=11)
    shop.at(night)
    shop.sells(DRESS, "38", "Siyah", stock=5)
    shop.run()
    assert shop.heard() == []
    shop.at(night + timedelta(hours=9))  # 08:00
    shop.sells(DRESS, "38", "Siyah", stock=0)
    shop.at(NOON + timedelta(hours=21, minutes=1))
    shop.run()
    assert shop.heard() == []
    assert shop.states() == [("waiting", "")]  # it went before the morning


def approve_template(shop: Shop) -> None:
    from invekto.messaging.models import MessageTemplate

    with shop.kit.scope():
        MessageTemplate.objects.create(
            tenant_id=shop.kit.id,
            name="stock_back",
            language="tr",
            category="utility",
            body="Merhaba {{customer_name}}, {{product}} yeniden stokta.",
            status="approved",
            created_at=NOON,
            updated_at=NOON,
        )


@pytest.mark.parametrize(("approved", "told"), [(True, ["stock_back"]), (False, [])])
def test_after_a_day_only_an_approved_template_leaves(shop: Shop, approved: bool, told: list[str]) -> None:
    from invekto.messaging.models import Message

    shop.wait_for_dress()
    shop.talk.new()
    if approved:
        approve_template(shop)
    shop.at(NOON + timedelta(days=2))
    shop.sells(DRESS, "38", "Siyah", stock=5)
    shop.run()
    assert shop.heard() == told
    assert shop.states() == [("sent", "") if approved else ("dropped", "no_template")]
    with shop.kit.scope():
        seen = Message.objects.filter(type="notice", content__notice="stock-wish-untold")
        assert seen.exists() is not approved  # by colleagues, in the thread


def test_who_wants_no_messages_is_told_nothing(shop: Shop) -> None:
    from invekto.messaging import services as messaging

    shop.wait_for_dress()
    shop.talk.new()
    contact = shop.talk.row().contact
    with shop.kit.scope():
        messaging.opt_out(contact, how="message", now=clock.now())
    shop.sells(DRESS, "38", "Siyah", stock=5)
    shop.run()
    assert shop.heard() == []
    assert shop.states() == [("dropped", "unwanted")]


def test_after_sixty_days_nobody_waits(shop: Shop) -> None:
    from invekto.orders import tasks

    shop.wait_for_dress()
    shop.talk.new()
    shop.at(NOON + timedelta(days=60, hours=1))
    tasks.watch_stock()
    assert shop.states() == [("dropped", "expired")]
    shop.sells(DRESS, "38", "Siyah", stock=5)
    shop.run()
    assert shop.heard() == []


@pytest.mark.parametrize("approved", [True, False])
def test_no_more_is_promised_than_can_be_kept(shop: Shop, approved: bool) -> None:
    if approved:
        approve_template(shop)
    shop.sells(DRESS, "38", "Siyah", stock=0)
    said = shop.say("keten elbise 38 beden gelince haber verin")
    assert "haber vereceğim" in said
    assert ("24 saat" in said) is not approved
