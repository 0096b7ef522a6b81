"""The order card and the words about an order, as people read them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from invekto.core import texts
from invekto.integrations import services as integrations
from invekto.integrations.contract import Problem, TryAgainLater
from invekto.integrations.models import IntegrationAccount, OrderStatus
from invekto.messaging.models import Contact
from invekto.orders import services as orders
from tests.integrations.trendyol_peer import millis
from tests.support.tenants import TenantKit

MakeOrder = Callable[..., None]
PHONE = "+905321112233"
TR = ZoneInfo("Europe/Istanbul")
NOON = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _noon(at: Callable[[datetime], None]) -> None:
    at(NOON)


@pytest.fixture
def contact(tenant: TenantKit) -> Contact:
    conversation = tenant.make_conversation(phone=PHONE)
    with tenant.scope():
        return Contact.objects.get(pk=conversation.contact_id)


def card_of(tenant: TenantKit, contact: Contact, language: str | None = None) -> orders.OrderCard:
    with tenant.scope():
        return orders.order_card(contact, NOON, language=language)


def answer_of(tenant: TenantKit, contact: Contact, language: str = "tr") -> str:
    with tenant.scope():
        (order,) = orders.orders_of(contact, NOON)
    return orders.status_answer(order, language=language, now=NOON, zone=TR)


def expected(start: datetime, end: datetime) -> dict[str, int]:
    return {"estimatedDeliveryStartDate": millis(start), "estimatedDeliveryEndDate": millis(end)}


def test_a_parcel_on_its_way_is_told_with_carrier_day_and_number(
    tenant: TenantKit, make_order: MakeOrder, contact: Contact
) -> None:
    tomorrow = NOON + timedelta(days=1)
    make_order(
        "1020304050", phone=PHONE, cargoTrackingNumber=7280031234567890, **expected(tomorrow, tomorrow)
    )
    assert answer_of(tenant, contact) == (
        "1020304050 numaralı siparişiniz: Kırmızı Pamuklu Tişört (M, 2 adet)\n"
        "Paketiniz kargoda (Aras Kargo). Tahmini teslim: 24 Kas Salı. Takip no: 7280031234567890."
    )
    assert "Estimated delivery: Tuesday 24 Nov." in answer_of(tenant, contact, "en")


def test_a_day_that_has_passed_is_not_promised_again(
    tenant: TenantKit, make_order: MakeOrder, contact: Contact
) -> None:
    make_order("1", phone=PHONE, **expected(NOON - timedelta(days=3), NOON - timedelta(days=1)))
    assert "20 Kas Cuma – 22 Kas Pazar bekleniyordu, gecikmiş görünüyor." in answer_of(tenant, contact)
    card = card_of(tenant, contact)
    assert card.order is not None
    assert card.order.parcels[0].is_late


def test_a_delivery_expected_today_is_not_late(
    tenant: TenantKit, make_order: MakeOrder, contact: Contact
) -> None:
    make_order("1", phone=PHONE, **expected(NOON - timedelta(hours=3), NOON - timedelta(hours=2)))
    card = card_of(tenant, contact)
    assert card.order is not None
    assert not card.order.parcels[0].is_late


def test_days_are_those_of_the_shop_and_not_of_greenwich(
    tenant: TenantKit, make_order: MakeOrder, contact: Contact
) -> None:
    late_evening = datetime(2026, 11, 21, 21, 30, tzinfo=UTC)  # half past midnight on the 22nd in Istanbul
    make_order("1", phone=PHONE, status="Delivered", modified=late_evening)
    assert "22 Kas Pazar günü teslim edildi" in answer_of(tenant, contact)


@pytest.mark.parametrize(
    ("word", "told", "tone", "steps"),
    [
        ("Verified", "onaylanması bekleniyor", "info", 0),
        ("Created", "henüz kargoya verilmedi", "info", 1),
        ("Picking", "hazırlanıyor", "info", 2),
        ("Shipped", "kargoda", "info", 3),
        ("AtCollectionPoint", "teslim noktasında", "warning", 3),
        ("UnDelivered", "teslim edemedi", "danger", 3),
        ("Delivered", "teslim edildi", "ok", 4),
        ("Returned", "iade edildi", "muted", None),
        ("Cancelled", "iptal edildi", "muted", None),
        ("Neuland", "göremiyoruz", "muted", None),
    ],
)
def test_every_status_has_plain_words_a_tone_and_a_place_on_the_way(
    tenant: TenantKit,
    make_order: MakeOrder,
    contact: Contact,
    word: str,
    told: str,
    tone: str,
    steps: int | None,
) -> None:
    make_order("1", phone=PHONE, status=word)
    card = card_of(tenant, contact)
    assert card.order is not None
    (parcel,) = card.order.parcels
    assert told in parcel.where
    assert (parcel.tone, parcel.steps_done) == (tone, steps)
    for language in texts.LANGUAGES:
        assert texts.text(card.order.status_text, language)


def test_the_card_says_platform_products_total_and_place(
    tenant: TenantKit, make_order: MakeOrder, contact: Contact
) -> None:
    make_order("1020304050", phone=PHONE, paymentMethod="Kredi Kartı", packageTotalPrice=1250)
    card = card_of(tenant, contact)
    assert card.order is not None
    assert card.order.platform_text == "order-platform-trendyol"
    assert card.order.total_shown == "₺1.250,00"
    assert card.order.delivery_to == "Bornova, İzmir"
    assert card.order.invoice_link == "https://fatura.ornek.example/INV0001.pdf"
    english = card_of(tenant, contact, "en").order
    assert english is not None
    assert english.total_shown == "₺1,250.00"


def test_the_card_shows_what_is_under_way_first_and_what_was_before_below(
    tenant: TenantKit, make_order: MakeOrder, contact: Contact
) -> None:
    make_order("1", phone=PHONE, status="Delivered", days_ago=1)
    make_order("2", phone=PHONE, status="Shipped", days_ago=4)
    make_order("3", phone="05550000000", days_ago=2)
    card = card_of(tenant, contact)
    assert card.order is not None
    assert card.order.number == "2"
    assert [order.number for order in card.earlier] == ["1"]


def test_parcels_of_a_split_order_are_told_one_by_one(
    tenant: TenantKit, make_order: MakeOrder, contact: Contact
) -> None:
    make_order("1", phone=PHONE, package_id=50, status="UnPacked", days_ago=3)
    make_order("1", phone=PHONE, package_id=51, status="Delivered", originPackageIds=[50], days_ago=1)
    make_order("1", phone=PHONE, package_id=52, status="Shipped", originPackageIds=[50], days_ago=2)
    told = answer_of(tenant, contact)
    assert "Siparişiniz 2 ayrı paket olarak geliyor:" in told
    assert "1. paket: Paketiniz 22 Kas Pazar günü teslim edildi." in told
    assert "2. paket: Paketiniz kargoda (Aras Kargo)." in told
    card = card_of(tenant, contact)
    assert card.order is not None
    assert card.order.total_shown == "₺899,60"


def test_a_platform_that_does_not_answer_makes_the_card_say_so_and_from_when_it_is(
    tenant: TenantKit, make_order: MakeOrder, contact: Contact, account: IntegrationAccount
) -> None:
    make_order("1", phone=PHONE)
    synced = NOON - timedelta(minutes=40)
    with tenant.scope():
        IntegrationAccount.objects.filter(pk=account.pk).update(synced_at=synced)
    assert not card_of(tenant, contact).degraded
    from invekto.integrations.health import note_failure

    note_failure(tenant.id, account.id, TryAgainLater(Problem.PLATFORM_DOWN), now=NOON)
    card = card_of(tenant, contact)
    assert (card.degraded, card.problem_text, card.as_of) == (
        True,
        "integration-problem-platform-down",
        synced,
    )
    assert card.problem_platform_text == "order-platform-trendyol"
    assert card.order is not None


def test_without_an_order_or_an_account_the_card_says_that(
    tenant: TenantKit, second_tenant: TenantKit, contact: Contact, account: IntegrationAccount
) -> None:
    card = card_of(tenant, contact)
    assert (card.order, card.earlier, card.has_accounts) == (None, (), True)
    stranger = second_tenant.make_conversation(phone=PHONE)
    with second_tenant.scope():
        empty = orders.order_card(stranger.contact, NOON)
    assert (empty.order, empty.has_accounts, empty.degraded) == (None, False, False)


@pytest.mark.parametrize(
    ("amount", "turkish"),
    [("0", "₺0,00"), ("1234567.891", "₺1.234.567,89"), ("0.005", "₺0,01"), ("999", "₺999,00")],
)
def test_money_is_written_as_people_write_it(amount: str, turkish: str) -> None:
    assert orders.money(Decimal(amount), currency="TRY", language="tr") == turkish


def test_rows_of_a_whatsapp_list_keep_to_its_lengths(
    tenant: TenantKit, make_order: MakeOrder, contact: Contact
) -> None:
    line = {"lineId": 1, "productName": "Çok uzun bir ürün adı " * 9, "quantity": 3, "lineUnitPrice": 1}
    make_order("9" * 30, phone=PHONE, lines=[line])
    with tenant.scope():
        (order,) = orders.orders_of(contact, NOON)
    assert len(orders.list_title(order)) <= 24
    shown = orders.list_description(order, language="tr", zone=TR)
    assert len(shown) <= 72
    assert shown.startswith("Kargoda · 22 Kas Pazar · Çok uzun")


def test_many_products_are_summed_up(tenant: TenantKit, make_order: MakeOrder, contact: Contact) -> None:
    lines = [
        {"lineId": n, "productName": f"Ürün {n}", "quantity": 1, "lineUnitPrice": 1} for n in range(1, 6)
    ]
    make_order("1", phone=PHONE, lines=lines)
    assert "Ürün 1, Ürün 2, Ürün 3, ve 2 ürün daha" not in answer_of(tenant, contact)
    assert "Ürün 1, Ürün 2, Ürün 3 ve 2 ürün daha" in answer_of(tenant, contact)


def test_every_status_platform_and_problem_has_its_text_in_both_languages() -> None:
    for language in texts.LANGUAGES:
        for status in OrderStatus:
            assert texts.text(orders.status_text_id(status), language)
        for provider in integrations.ENTRIES:
            assert texts.text(orders.platform_text_id(provider), language)
        for problem in integrations.Problem:
            assert "Trendyol" in texts.text(problem.text_id, language, platform="Trendyol") or (
                problem is Problem.SECRET_UNREADABLE
            )


def test_a_parcel_cancelled_while_another_lives_is_no_cancelled_order(
    tenant: TenantKit, make_order: MakeOrder, contact: Contact
) -> None:
    belt = {"lineId": 2, "productName": "Kemer", "quantity": 1, "lineUnitPrice": 50}
    shirt = {"lineId": 1, "productName": "Gömlek", "quantity": 1, "lineUnitPrice": 100}
    make_order("77", phone=PHONE, package_id=1, days_ago=2, lines=[shirt], packageTotalPrice=100)
    make_order(
        "77", phone=PHONE, package_id=2, status="Cancelled", days_ago=1, lines=[belt], packageTotalPrice=50
    )
    answer = answer_of(tenant, contact)
    assert answer.splitlines()[0] == "77 numaralı siparişiniz: Gömlek"
    assert answer.splitlines()[1].startswith("Paketiniz kargoda")
    assert answer.splitlines()[2:] == ["İptal edilen: Kemer"]
    order = card_of(tenant, contact).order
    assert order is not None
    assert (order.status, order.products, order.total) == (OrderStatus.SHIPPED, "Gömlek", Decimal(100))
    assert order.parcels[0].where == "Bu paket 22 Kas Pazar günü iptal edildi."


def test_an_order_cancelled_as_a_whole_says_so_once(
    tenant: TenantKit, make_order: MakeOrder, contact: Contact
) -> None:
    for n in (1, 2):
        make_order("78", phone=PHONE, package_id=n, status="Cancelled", days_ago=n, packageTotalPrice=50)
    assert answer_of(tenant, contact).splitlines()[1:] == ["Bu sipariş 22 Kas Pazar günü iptal edildi."]
    order = card_of(tenant, contact).order
    assert order is not None
    assert order.total == Decimal(100)


def _refused(tenant: TenantKit, provider: str = "hepsiburada", **more: object) -> IntegrationAccount:
    """An account whose key is refused; as if it had never worked, unless ``more`` says otherwise."""
    from uuid import uuid4

    with tenant.scope():
        return IntegrationAccount.objects.create(
            tenant_id=tenant.id,
            provider=provider,
            external_id=uuid4().hex[:9],
            api_key_encrypted="{}",
            webhook_token=uuid4().hex,
            webhook_key="k",
            created_at=NOON,
            status="refused",
            problem="integration-problem-bad-key",
            problem_at=NOON,
            **more,
        )


def test_a_dead_account_does_not_colour_the_orders_of_another(
    tenant: TenantKit, make_order: MakeOrder, contact: Contact
) -> None:
    make_order("1", phone=PHONE)
    _refused(tenant, synced_at=NOON - timedelta(days=2))
    card = card_of(tenant, contact)
    assert card.order is not None
    assert (card.degraded, card.problem_text) == (False, None)


def test_an_account_that_never_worked_counts_for_nothing_where_no_order_is_known(
    tenant: TenantKit, contact: Contact, account: IntegrationAccount
) -> None:
    _refused(tenant)
    assert not card_of(tenant, contact).degraded
    _refused(tenant, synced_at=NOON - timedelta(days=2))
    assert card_of(tenant, contact).degraded
