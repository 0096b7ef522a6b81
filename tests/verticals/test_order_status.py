""" "Kargom nerede?": the true state of one's own order, and of nobody else's."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from invekto.core import clock

if TYPE_CHECKING:
    from collections.abc import Callable

    from invekto.integrations.models import IntegrationAccount
    from tests.integrations.trendyol_peer import Trendyol
    from tests.support.talk import Talk
    from tests.support.tenants import TenantKit

OWNER = "+905321112233"


@pytest.fixture
def shop(tenant: TenantKit, make_account: Callable[..., IntegrationAccount]) -> TenantKit:
    make_account(tenant)
    return tenant


def _talk(kit: TenantKit, phone: str) -> Talk:
    from tests.support.talk import Talk

    return Talk(kit, kit.make_conversation(phone=phone))


def _order(kit: TenantKit, peer: Trendyol, number: str, *, package_id: int = 1, **changes: object) -> None:
    """A parcel that left three hours ago, and that the shop's account has read."""
    from invekto.integrations import services as integrations
    from tests.integrations.trendyol_peer import package

    modified = clock.now() - timedelta(hours=3)
    details = {"phone": OWNER, "modified": modified, "ordered": modified - timedelta(days=1)} | changes
    peer.put(package(package_id, number=number, **details))  # type: ignore[arg-type]
    with kit.scope():
        (account,) = integrations.health(kit.id)
    integrations.sync_account(kit.id, account.account_id, clock.now())


def test_the_owner_is_told_where_the_parcel_is(shop: TenantKit, trendyol: Trendyol) -> None:
    _order(shop, trendyol, "1020304050")
    talk = _talk(shop, OWNER)
    said = talk.say("kargom nerde kaldi")
    assert "1020304050" in said
    assert "kargoda" in said
    assert "7280000000000000001" in said
    assert talk.titles() == ["İade / değişim", "Temsilciye bağlan"]
    state = talk.state()
    assert (state["intent"], state["handoff"], state["flow"]) == ("order_status", False, None)


def test_the_way_on_after_the_answer_knows_the_order(shop: TenantKit, trendyol: Trendyol) -> None:
    _order(shop, trendyol, "1020304050")
    talk = _talk(shop, OWNER)
    talk.say("kargom nerde kaldi")
    assert "İade talebinizi aldım. İade nedeniniz" in talk.tap("İade")
    assert "beden küçük geldi" in talk.tap("Beden küçük")
    note = talk.state()["note"]
    assert "Yazdığı sipariş numarası: 1020304050" in note["facts"]
    assert any(fact.startswith("Sipariş 1020304050 · Kargoda") for fact in note["facts"])
    assert "Sipariş durumunu söyledi" in note["tried"]


def test_of_several_orders_the_customer_chooses(shop: TenantKit, trendyol: Trendyol) -> None:
    _order(shop, trendyol, "1020304050", package_id=1)
    _order(shop, trendyol, "1020304051", package_id=2)
    talk = _talk(shop, OWNER)
    assert "Hangisine" in talk.say("siparişim nerede")
    assert set(talk.titles()) == {"1020304050", "1020304051"}
    said = talk.tap("1020304051")
    assert "1020304051" in said
    assert "1020304050" not in said


def test_a_stranger_must_name_the_order_and_know_one_more_thing(shop: TenantKit, trendyol: Trendyol) -> None:
    _order(shop, trendyol, "1020304050")
    talk = _talk(shop, "+905339998877")
    assert "sipariş numaranızı" in talk.say("kargom nerede")
    said = talk.say("1020304050")
    assert "doğrulamam gerekiyor" in said
    assert "kargoda" not in said
    assert talk.state()["flow"] == "order_status"
    said = talk.say("Defne Örnekoğlu")
    assert "kargoda" in said
    assert talk.state()["flow"] is None


def test_a_fact_in_the_same_message_as_the_number_is_enough(shop: TenantKit, trendyol: Trendyol) -> None:
    _order(shop, trendyol, "1020304050")
    talk = _talk(shop, "+905339998877")
    assert "kargoda" in talk.say("1020304050 nolu siparişim nerede, adım Defne Örnekoğlu")
    assert talk.state()["flow"] is None


def test_a_wrong_name_beside_the_number_is_a_wrong_try(shop: TenantKit, trendyol: Trendyol) -> None:
    _order(shop, trendyol, "1020304050")
    talk = _talk(shop, "+905339998877")
    said = talk.say("1020304050 nerede, adım Ali Veli")
    assert "eşleşmedi" in said
    assert "kargoda" not in said
    for wrong in ("Ayşe Fatma", "Can Cem"):
        talk.say(wrong)
    assert talk.state()["handoff"] is True


def test_a_wrong_name_shows_nothing_and_the_third_goes_to_a_person(
    shop: TenantKit, trendyol: Trendyol
) -> None:
    _order(shop, trendyol, "1020304050")
    talk = _talk(shop, "+905339998877")
    talk.say("1020304050 numaralı siparişim nerede")
    for wrong in ("Ali Veli", "Ayşe Fatma", "Can Cem"):
        said = talk.say(wrong)
        assert "kargoda" not in said
        assert "Defne" not in said
    state = talk.state()
    assert (state["handoff"], state["handoff_reason"]) == (True, "policy")
    assert talk.say("Defne Örnekoğlu") == ""


def test_a_number_that_does_not_exist_is_asked_for_again(shop: TenantKit) -> None:
    talk = _talk(shop, OWNER)
    assert "99887766" in talk.say("99887766 numaralı siparişim nerede")
    assert talk.state()["flow"] == "order_status"
    assert talk.state()["handoff"] is False


def test_who_does_not_know_the_number_gets_a_person(shop: TenantKit) -> None:
    talk = _talk(shop, OWNER)
    talk.say("kargom nerede")
    said = talk.say("hayır")
    assert "arkadaşımıza aktarıyorum" in said
    assert talk.state()["handoff_reason"] == "policy"


def test_another_wish_interrupts_the_open_question(shop: TenantKit) -> None:
    talk = _talk(shop, OWNER)
    talk.say("kargom nerede")
    assert "İade talebinizi" in talk.say("boşverin, aldığım elbiseyi iade etmek istiyorum")


def test_a_digression_is_answered_and_the_question_asked_again(
    make_tenant: Callable[..., TenantKit], make_account: Callable[..., IntegrationAccount]
) -> None:
    kit = make_tenant(settings={"shipping": {"fee": "49.90", "cash_on_delivery": True}})
    make_account(kit)
    talk = _talk(kit, OWNER)
    talk.say("kargom nerede")
    said = talk.say("bu arada kapıda ödeme var mı?")
    assert "Kapıda ödeme vardır" in said
    assert "sipariş numaranızı" in said
    assert talk.state()["flow"] == "order_status"


def test_when_the_platform_is_down_what_is_known_is_told_with_its_age(
    shop: TenantKit, trendyol: Trendyol, at: Callable[..., None]
) -> None:
    _order(shop, trendyol, "1020304050")
    talk = _talk(shop, OWNER)
    talk.say("kargom nerde kaldi")
    at(clock.now() + timedelta(minutes=10))
    for _ in range(5):
        trendyol.fail(500)
    said = talk.say("kargom nerde kaldi")
    assert "1020304050" in said
    assert "ulaşamıyorum" in said


def test_when_the_platform_is_down_an_unknown_number_goes_to_a_person(
    shop: TenantKit, trendyol: Trendyol
) -> None:
    for _ in range(5):
        trendyol.fail(500)
    talk = _talk(shop, OWNER)
    assert "bakamıyorum" in talk.say("1020304050 numaralı siparişim nerede")
    assert talk.state()["handoff_reason"] == "error"


def test_an_angry_question_is_answered_and_given_to_a_person(shop: TenantKit, trendyol: Trendyol) -> None:
    _order(shop, trendyol, "1020304050")
    talk = _talk(shop, OWNER)
    said = talk.say("kargom nerede kaldı, rezalet")
    assert "1020304050" in said
    assert talk.state()["handoff_reason"] == "angry"


def test_a_forged_choice_shows_nobody_elses_order(shop: TenantKit, trendyol: Trendyol) -> None:
    _order(shop, trendyol, "1020304050")
    talk = _talk(shop, "+905339998877")
    talk.write(
        "1020304050", type="interactive", content={"reply_id": "wish:order_status?order_number=1020304050"}
    )
    (asked,) = talk.answer()
    assert "doğrulamam gerekiyor" in asked.body["body"]


@pytest.mark.parametrize(
    ("words", "said", "fact"),
    [
        ("siparisim teslim edildi gorunuyor ama elime gecmedi", "elinize ulaşmadığı", "eline ulaşmadığını"),
        ("kargom teslim edilmiş yazıyor ama almadım", "elinize ulaşmadığı", "eline ulaşmadığını"),
        ("siparişim hala gelmedi", "elinize ulaşmadığı", "eline ulaşmadığını"),
        ("siparisim teslim edildi gorunuyor ama bos kutu geldi", "boş geldiğini", "boş geldiğini"),
        ("kutu boş geldi", "boş geldiğini", "boş geldiğini"),
        ("paketten bi urun eksik cikti", "eksik geldiğini", "eksik ürün"),
        ("siparişimden 1 ürün eksik geldi", "eksik geldiğini", "eksik ürün"),
        ("my parcel says delivered but I never got it", "hasn't reached you", "eline ulaşmadığını"),
        ("one item is missing from my order", "something is missing", "eksik ürün"),
    ],
)
def test_who_misses_a_delivered_parcel_is_not_told_that_it_is_delivered(
    shop: TenantKit, trendyol: Trendyol, words: str, said: str, fact: str
) -> None:
    _order(shop, trendyol, "1020304050", status="Delivered")
    talk = _talk(shop, OWNER)
    heard = talk.say(words)
    assert said in heard
    assert "1020304050" in heard
    assert "günü teslim edildi" not in heard
    state = talk.state()
    assert (state["handoff"], state["handoff_reason"]) == (True, "policy")
    assert any(fact in line for line in state["note"]["facts"])
    assert any(line.startswith("Sipariş 1020304050") for line in state["note"]["facts"])


@pytest.mark.parametrize(
    "words", ["komsuda da yok", "hayır bana gelmedi", "ben almadim ama", "i never got it"]
)
def test_who_misses_it_after_being_told_is_heard(shop: TenantKit, trendyol: Trendyol, words: str) -> None:
    _order(shop, trendyol, "1020304050", status="Delivered")
    talk = _talk(shop, OWNER)
    assert "teslim edildi" in talk.say("siparişim nerede")
    talk.say(words)
    state = talk.state()
    assert state["handoff"] is True
    assert "Siparişin eline ulaşmadığını yazdı" in state["note"]["facts"]


def test_a_parcel_on_its_way_that_is_not_here_yet_is_told_as_before(
    shop: TenantKit, trendyol: Trendyol
) -> None:
    _order(shop, trendyol, "1020304050")
    talk = _talk(shop, OWNER)
    assert "kargoda" in talk.say("siparişim hala gelmedi")
    assert talk.state()["handoff"] is False


def test_of_two_orders_a_missing_one_is_the_delivered_one(shop: TenantKit, trendyol: Trendyol) -> None:
    _order(shop, trendyol, "1020304050", package_id=1)
    _order(shop, trendyol, "1020304051", package_id=2, status="Delivered")
    talk = _talk(shop, OWNER)
    said = talk.say("siparisim teslim edildi gorunuyor ama elime gecmedi")
    assert "1020304051" in said
    assert "1020304050" not in said
