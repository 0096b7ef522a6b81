"""What customers wrote to a shop on a walk through it, and were not heard: identity, corrections, another wish."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from invekto.core import clock
from tests.orders.conftest import account, make_order
from tests.support.talk import Talk
from tests.verticals.test_stock import Shop
from tests.verticals.test_stock import shop as stock

if TYPE_CHECKING:
    from tests.support.tenants import TenantKit

__all__ = ["account", "make_order", "stock"]  # fixtures
OWNER, STRANGER = "+905321112233", "+905329998877"
NUMBER, OTHER = "1020304216", "4100000009"
COAT = {"productName": "Kapitone Mont", "productColor": "Siyah", "productSize": "XL"}
MakeOrder = Callable[..., None]


@pytest.fixture
def owner(tenant: TenantKit) -> Talk:
    return Talk(tenant, tenant.make_conversation(phone=OWNER))


@pytest.fixture
def stranger(tenant: TenantKit) -> Talk:
    return Talk(tenant, tenant.make_conversation(phone=STRANGER))


@pytest.fixture
def elsewhere(tenant: TenantKit, make_order: MakeOrder) -> MakeOrder:
    """``make_order`` at Hepsiburada."""

    def make(number: str, **changes: Any) -> None:
        from invekto.integrations import services
        from invekto.integrations.models import CachedOrder

        make_order(number, **changes)
        with tenant.scope():
            other = services.add_account(
                tenant_id=tenant.id,
                provider="hepsiburada",
                external_id="7d0a1c22-0000-4000-8000-00000000c077",
                secrets={"secret_key": "a", "api_key": "x", "username": "y", "password": "b"},
                now=clock.now(),
                actor="test",
            )
            CachedOrder.objects.filter(external_order_id=number).update(account=other, provider="hepsiburada")

    return make


# Identity.


@pytest.mark.parametrize(
    "words",
    [
        "siparis no 1020304216 ibrahim yıldız yenisehir nerede",
        "ibrahim yıldız adına kapitone mont aldım 21 kasımda nerede",
        "1020304216 ibrahim yildiz kargom ne zaman gelir",
    ],
)
def test_all_of_it_in_one_message_is_read(stranger: Talk, make_order: MakeOrder, words: str) -> None:
    _coat(make_order)
    assert "kargoda" in stranger.say(words)


def test_what_was_asked_for_is_taken_as_it_was_asked(stranger: Talk, make_order: MakeOrder) -> None:
    _coat(make_order)
    stranger.say("kargom nerede")
    assert "kargoda" in stranger.say("kapitone mont almıştım 3 gün önce ibrahim yıldız")


def test_the_question_again_or_no_answer_is_no_wrong_one(
    tenant: TenantKit, stranger: Talk, make_order: MakeOrder
) -> None:
    _coat(make_order)
    stranger.say("merhaba")
    stranger.say(f"{NUMBER} numaralı siparişim nerede")
    assert "eşleşmedi" not in stranger.say("Siparişim nerede?")
    assert "kargoda" in stranger.say("ibrahim yıldız")


def test_who_does_not_know_is_not_told_that_it_is_wrong(stranger: Talk, make_order: MakeOrder) -> None:
    _coat(make_order)
    stranger.say(f"{NUMBER} numaralı siparişim nerede")
    assert "eşleşmedi" not in stranger.say("bilmiyorum ismi")
    assert stranger.state()["handoff"] is True


@pytest.mark.parametrize(
    ("first", "then"),
    [
        ("hepsiburadadaki siparişim nerede", "trendyol olan iptal olsun o zaman"),
        ("hepsiburada siparişim nerede", "trendyoldan aldığımı iptal etmek istiyorum"),
    ],
)
def test_the_other_platforms_order_is_as_much_theirs(
    owner: Talk, make_order: MakeOrder, elsewhere: MakeOrder, first: str, then: str
) -> None:
    make_order(NUMBER, phone=OWNER, status="Created")
    elsewhere(OTHER, phone=OWNER, line=COAT, status="Created")
    assert OTHER in owner.say(first)
    said = owner.say(then)
    assert NUMBER in said
    assert "Onaylıyor musunuz" in said
    assert "doğrulamam" not in said


# Corrections.


@pytest.mark.parametrize(
    ("words", "address"),
    [
        ("yok daire 6 olcak", "Kurgu Mah. Örnek Sk. No:5 D:6 Bursa"),
        ("no 7 olacak daire 6", "Kurgu Mah. Örnek Sk. No:7 D:6 Bursa"),
        ("D:5 değil D:8", "Kurgu Mah. Örnek Sk. No:5 D:8 Bursa"),
        ("sorry, it should be flat 9", "Kurgu Mah. Örnek Sk. No:5 D:9 Bursa"),
        ("evet, A blok 3. kapı", "Kurgu Mah. Örnek Sk. No:5 D:5 Bursa A blok 3. kapı"),
    ],
)
def test_a_part_of_an_address_is_put_right(
    owner: Talk, make_order: MakeOrder, words: str, address: str
) -> None:
    make_order(NUMBER, phone=OWNER, status="Created")
    owner.say("adresimi değiştirmek istiyorum")
    owner.say("Kurgu Mah. Örnek Sk. No:5 D:5 Bursa")
    assert address in owner.say(words)
    owner.say("evet")
    assert f"Yeni adres: {address}" in owner.state()["note"]["facts"]


def test_another_correction_asks_for_the_address_anew(owner: Talk, make_order: MakeOrder) -> None:
    make_order(NUMBER, phone=OWNER, status="Created")
    owner.say("adresimi değiştirmek istiyorum")
    owner.say("Kurgu Mah. Örnek Sk. No:5 D:5 Bursa")
    assert "onu kullanmıyorum" in owner.say("yok ilçe nilüfer olacaktı")


def test_a_wrong_tax_number_is_listened_to_once_more(owner: Talk, make_order: MakeOrder) -> None:
    make_order(NUMBER, phone=OWNER, status="Delivered", invoiceLink=None)
    owner.say("şirket adına fatura istiyorum")
    owner.say("unvan: Deneme Tekstil Ltd. Şti.")
    said = owner.say("vergi no 1234567891")
    assert "geçerli bir vergi" in said
    assert owner.state()["handoff"] is False
    assert "geçerli bir vergi" not in owner.say("3130557669")


def test_what_comes_after_the_hand_over_is_said_to_be_heard(owner: Talk, make_order: MakeOrder) -> None:
    make_order(NUMBER, phone=OWNER, status="Delivered", invoiceLink=None)
    owner.say("kendi adıma fatura istiyorum")
    owner.say("emre@ornek.example")
    assert owner.state()["handoff"] is True
    assert "geçerli bir e-posta" in owner.say("pardon emre bulut@gmail")
    assert "ekledim" in owner.say("emre.bulut@ornek.example olacak")
    assert "Fatura e-postası: emre.bulut@ornek.example" in owner.state()["note"]["facts"]
    assert owner.say("teşekkürler") == ""


def test_an_address_that_is_none_is_told(owner: Talk, make_order: MakeOrder) -> None:
    make_order(NUMBER, phone=OWNER, status="Delivered", invoiceLink=None)
    owner.say("kendi adıma fatura istiyorum")
    assert "“bulut@gmail” geçerli bir e-posta adresi değil" in owner.say("emre bulut@gmail")
    assert "emre@gmail.com" in owner.say("emre@gmail.com")


# Stock.


@pytest.mark.parametrize(
    "words", ["gelince haber verirmisiniz", "haber verin", "let me know when it is back"]
)
def test_a_wish_in_whatever_spelling_is_a_yes(stock: Shop, words: str) -> None:
    stock.sells("Keten Elbise", "38", "Siyah", stock=0)
    stock.say("keten elbise 38 beden var mı")
    said = stock.say(words)
    assert "düzelttim" not in said
    assert [state for state, _ in stock.states()] == ["waiting"], said


def test_a_question_after_a_wish_is_answered(stock: Shop) -> None:
    stock.sells("Triko Kazak", "S", "Bej", stock=0)
    stock.sells("Triko Kazak", "M", "Bej", stock=5)
    stock.say("triko kazak s beden var mı")
    stock.talk.tap("Evet")
    said = stock.say("triko kazak stokta var mı")
    assert said.startswith("Triko Kazak (Bej) için stokta olan bedenler: M.")


def test_another_product_is_another_question(stock: Shop) -> None:
    stock.sells("Keten Elbise", "38", "Siyah", stock=0)
    stock.sells("Triko Kazak", "S", "Bej", stock=0)
    stock.say("keten elbise 38 beden var mı")
    assert stock.say("triko kazak s var mı").startswith("Triko Kazak (S, Bej) şu an stokta yok")


@pytest.mark.parametrize(
    "words", ["kapitone mont xl siyah var mı", "keten elbise xl beden var mı", "keten elbise 38 beden var mı"]
)
def test_nothing_is_said_to_be_missing_while_names_are_unread(stock: Shop, words: str) -> None:
    stock.sells("Keten Elbise", "38", "Siyah", stock=0)
    stock.sells("", "XL", "Siyah", stock=3)
    said = stock.say(words)
    assert "yok" not in said
    assert stock.talk.state()["handoff"] is True


# Answers.


@pytest.mark.parametrize(
    "words",
    [
        "bugün gelir mi kargo",
        "kargom yarın gelir mi acaba",
        "will it arrive today",
        "hocam kargo firması hangisi",
        "kargoyu komşuya bırakmışsınız",
    ],
)
def test_a_parcel_on_its_way_is_what_they_ask_of(owner: Talk, make_order: MakeOrder, words: str) -> None:
    make_order(NUMBER, phone=OWNER)
    owner.say("kargom nerde acaba")
    assert NUMBER in owner.say(words)
    assert owner.state()["handoff"] is False


@pytest.mark.parametrize(
    "words", ["evdeydim niye teslim etmediniz", "evdeydim halbuki!!!", "I was home all day, nobody came"]
)
def test_who_was_home_hears_regret_and_gets_a_person(owner: Talk, make_order: MakeOrder, words: str) -> None:
    make_order(NUMBER, phone=OWNER, status="UnDelivered")
    said = owner.say(words)
    assert NUMBER in said
    assert "üzgünüm" in said or "sorry" in said
    assert owner.state()["handoff"] is True


def test_who_will_not_be_home_gets_a_person(owner: Talk, make_order: MakeOrder) -> None:
    make_order(NUMBER, phone=OWNER)
    assert "evde olmayacağınızı" in owner.say("yarın evde yokum ne yapcaz")
    assert owner.state()["handoff"] is True


def test_why_it_was_cancelled_is_asked_of_a_person(owner: Talk, make_order: MakeOrder) -> None:
    make_order(NUMBER, phone=OWNER, status="Cancelled")
    said = owner.say("benim siparişim niye iptal oldu??")
    assert "iptal edildi" in said
    assert owner.state()["handoff"] is True


@pytest.mark.parametrize("words", ["değişim yapıyor musunuz 20 gün oldu alalı", "iade alıyor musunuz hala"])
def test_whether_it_is_possible_is_answered_and_begins_nothing(
    make_tenant: Callable[..., TenantKit], words: str
) -> None:
    kit = make_tenant(settings={"returns": {"window_days": 15}})
    talk = Talk(kit, kit.make_conversation(phone=OWNER))
    assert "15 gün" in talk.say(words)
    assert talk.state()["flow"] is None


def test_a_wrong_item_is_no_delivered_parcel(owner: Talk, make_order: MakeOrder) -> None:
    make_order(NUMBER, phone=OWNER, status="Delivered")
    said = owner.say("siparişim geldi ama yanlış ürün çıktı napcaz")
    assert "yanlış ürün geldiğini not aldım" in said
    assert owner.state()["handoff"] is True


def test_a_cancellation_for_another_size_says_what_is_possible(owner: Talk, make_order: MakeOrder) -> None:
    make_order(NUMBER, phone=OWNER, status="Created")
    said = owner.say("iptal etcem ama sadece bedeni yanlış almışım L olsun")
    assert "değişim yapılamıyor" in said
    assert "Onaylıyor musunuz" in said


def test_what_has_not_left_offers_no_return(owner: Talk, make_order: MakeOrder) -> None:
    make_order(NUMBER, phone=OWNER, status="Created")
    owner.say("siparişim nerede")
    assert owner.titles() == ["Sipariş iptali", "Temsilciye bağlan"]


def _coat(make_order: MakeOrder) -> None:
    make_order(
        NUMBER,
        ordered=clock.now() - timedelta(days=3),
        line=COAT,
        name=("İbrahim", "Yıldız"),
        district="Yenişehir",
        city="Diyarbakır",
    )


# What the carrier tells.

Tracked = Callable[..., None]


@pytest.fixture
def tracked(tenant: TenantKit, make_order: MakeOrder) -> Tracked:
    """The owner's order, and its parcel as the carrier tells of it."""
    from invekto.integrations.models import CachedOrder, TrackedParcel

    def make(step: str, *, status: str = "Shipped", hours_ago: float = 2, **told: Any) -> None:
        make_order(NUMBER, phone=OWNER, status=status)
        at = clock.now() - timedelta(hours=hours_ago)
        with tenant.scope():
            code = CachedOrder.objects.get(external_order_id=NUMBER).tracking_code
            TrackedParcel.objects.filter(tracking_code=code).delete()
            TrackedParcel.objects.create(
                tenant_id=tenant.id,
                carrier="aras",
                tracking_code=code,
                step=step,
                step_at=at,
                sent_at=at - timedelta(days=1),
                told_by_carrier=True,
                delivered_at=at if step == "delivered" else None,
                created_at=at,
                **{"branch": "BORNOVA", "city": "İzmir"} | told,
            )

    return make


@pytest.mark.parametrize("status", ["Shipped", "Delivered"])
@pytest.mark.parametrize("words", ["kargom kime teslim edilmis", "kim teslim aldı", "who received my parcel"])
def test_who_received_it_is_told_and_nothing_is_taken_for_lost(
    owner: Talk, tracked: Tracked, status: str, words: str
) -> None:
    tracked("delivered", status=status, delivered_to="KOMŞU AYNUR HANIM")
    said = owner.say(words)
    assert "KOMŞU AYNUR HANIM" in said
    assert "24 Kas" in said or "24 Nov" in said
    assert "üzgünüm" not in said
    assert "sorry" not in said
    assert owner.state()["handoff"] is False
    assert {"Temsilciye bağlan", "Talk to an agent"} & set(owner.titles()), owner.titles()


def test_whom_the_carrier_does_not_name_is_said_so(owner: Talk, make_order: MakeOrder) -> None:
    make_order(NUMBER, phone=OWNER, status="Delivered")
    said = owner.say("kargom kime teslim edilmiş")
    assert "kime teslim edildiği" in said
    assert owner.state()["handoff"] is False


@pytest.mark.parametrize("status", ["Shipped", "Delivered"])
def test_who_misses_it_hears_who_took_it(owner: Talk, tracked: Tracked, status: str) -> None:
    tracked("delivered", status=status, delivered_to="KOMŞU AYNUR HANIM")
    said = owner.say("kargom nerde teslim edildi yaziyo ama bende yok")
    assert "KOMŞU AYNUR HANIM" in said
    assert owner.state()["handoff"] is True


@pytest.mark.parametrize(
    ("words", "hour"),
    [
        ("kargo dagitimda mi", False),
        ("kurye kacta gelir", True),
        ("kargo saat kaçta gelir", True),
        ("dağıtıma çıktı mı", False),
    ],
)
def test_a_parcel_in_the_van_is_told_and_no_hour_made_up(
    owner: Talk, tracked: Tracked, words: str, hour: bool
) -> None:
    tracked("out_for_delivery")
    said = owner.say(words)
    assert "BORNOVA" in said
    assert "Bugün" in said
    assert ("saat bilgisi" in said) is hour


@pytest.mark.parametrize(
    ("last_day", "told"), [("2026-11-27", "27 Kas Cuma gününe kadar"), (None, "bildirmedi")]
)
def test_until_when_it_waits_is_told_or_said_to_be_unknown(
    owner: Talk, tracked: Tracked, last_day: str | None, told: str
) -> None:
    tracked("at_branch", last_day=last_day)
    owner.say("kargom nerede")
    said = owner.say("ne zamana kadar alabilirim")
    assert told in said
    assert ("bildirmedi" in said) is (last_day is None)


def test_what_is_known_of_the_parcel_is_asked_with_two_words(owner: Talk, tracked: Tracked) -> None:
    tracked("at_branch")
    assert "BORNOVA" in owner.say("kargo bilgisi")
    assert "BORNOVA" in owner.say("kargo bilgisi")
