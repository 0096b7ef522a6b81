"""What people who had never seen the shop's assistant wrote to it, and what went wrong then."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.verticals.test_collecting import DRESS, SHIRT, _facts, _order, _talk, shop
from tests.verticals.test_invoice_and_address import _invoiceless

if TYPE_CHECKING:
    from tests.integrations.trendyol_peer import Trendyol
    from tests.support.talk import Talk
    from tests.support.tenants import TenantKit

__all__ = ["shop"]
NUMBER = "1020304050"


def _cancellations(talk: Talk) -> list[str]:
    from invekto.orders.models import Cancellation

    with talk.kit.scope():
        return list(Cancellation.objects.order_by("id").values_list("state", flat=True))


# The parcel under way.


def test_after_the_status_every_short_question_is_about_that_parcel(
    shop: TenantKit, trendyol: Trendyol
) -> None:
    _order(shop, trendyol, NUMBER, status="Shipped")
    talk = _talk(shop)
    first = talk.say("siparişim nerede")
    for words in (
        "ne zmn gelir",
        "yolda mi",
        "hangi kargoyla geliyo",
        "takip nosu ne",
        "peki ne zaman gelcek",
    ):
        assert talk.say(words) == first, words
    assert talk.state()["handoff"] is False


@pytest.mark.parametrize(
    "words", ["yolda mi", "hangi kargoyla geliyo", "takip nosu ne", "kargoya verildi mi"]
)
def test_so_few_words_speak_of_the_order_under_way(shop: TenantKit, trendyol: Trendyol, words: str) -> None:
    _order(shop, trendyol, NUMBER, status="Shipped")
    assert "Aras Kargo" in _talk(shop).say(words)


@pytest.mark.parametrize("words", ["M bedenden ne zaman gelir", "hangi kargoyla gönderiyorsunuz"])
def test_what_is_asked_of_wares_and_delivery_is_no_parcel(
    shop: TenantKit, trendyol: Trendyol, words: str
) -> None:
    _order(shop, trendyol, NUMBER, status="Shipped")
    assert NUMBER not in _talk(shop).say(words)


# No question a third time.


def test_a_question_that_other_answers_pass_by_ends_with_a_person(shop: TenantKit) -> None:
    talk = _talk(shop)
    said = [talk.say(words) for words in ("fatura lazm bana", "şirket adına olcak", "vergi no 1234567891")]
    assert ["sipariş numaranızı" in one for one in said] == [True, True, False]
    assert "geçerli bir vergi" in said[2]
    assert talk.state()["handoff"] is True
    assert {
        "Fatura şirket adına istendi",
        "Yazdığı vergi/T.C. kimlik no geçersiz (kontrol hanesi tutmuyor): 1234567891",
    } <= set(_facts(talk))


def test_the_same_wrong_number_again_ends_with_a_person(shop: TenantKit, trendyol: Trendyol) -> None:
    _invoiceless(shop, trendyol)
    talk = _talk(shop)
    talk.say("şirket adına fatura")
    talk.say("1234567891")
    assert talk.state()["handoff"] is False
    talk.say("1234567891")
    assert talk.state()["handoff"] is True


# Tax data.


def test_each_part_of_the_tax_data_is_known_by_itself(shop: TenantKit, trendyol: Trendyol) -> None:
    _invoiceless(shop, trendyol)
    talk = _talk(shop)
    talk.say("fatura lazm bana")
    talk.say("şirket adına olcak")
    assert "Vergi daireniz" in talk.say("vergi no 1234567890")
    said = talk.say("1234567891 pardon")  # what takes the right one's place is wrong, and told
    assert "geçerli bir vergi" in said
    assert "Vergi daireniz" in talk.say("3130557669")
    assert "Vergi daireniz" in talk.say("Tok İnşaat ltd")  # a title is no tax office
    assert "e-posta" in talk.say("kızılbey")
    said = talk.say("muhasebe@tok.com.tr")
    assert all(part in said for part in ("Tok İnşaat ltd", "3130557669", "kızılbey", "muhasebe@tok.com.tr"))
    talk.say("evet")
    facts = set(_facts(talk))
    assert {"Vergi dairesi: kızılbey", "Unvan: Tok İnşaat ltd"} <= facts
    assert "Fatura bilgileri müşteriye okundu, doğru dedi" in facts
    assert not [fact for fact in facts if "geçersiz" in fact]


def test_what_was_read_back_can_be_mended(shop: TenantKit, trendyol: Trendyol) -> None:
    _invoiceless(shop, trendyol)
    talk = _talk(shop)
    talk.say("şirket adına fatura, vergi no 3130557669, vergi dairesi: Bornova, unvan: Deneme A.Ş.")
    talk.say("muhasebe@ornek.example")
    assert "Hangisi yanlış" in talk.tap("Hayır")
    assert "Vergi dairesi: Meram" in talk.say("vergi dairesi Meram olacak")
    assert talk.state()["handoff"] is False
    talk.tap("Evet")
    assert "Vergi dairesi: Meram" in _facts(talk)


# Cancellations.


@pytest.mark.parametrize(
    "words", ["selam ben ürünü iptl etmek istiyrm", "siparisi itpal edin", "iptla etmek istiyorum"]
)
def test_a_mistyped_cancellation_is_one(shop: TenantKit, trendyol: Trendyol, words: str) -> None:
    _order(shop, trendyol, NUMBER, status="Created")
    assert "Onaylıyor musunuz" in _talk(shop).say(words)


def test_all_of_it_can_be_said_of_a_mistyped_cancellation(shop: TenantKit, trendyol: Trendyol) -> None:
    _order(shop, trendyol, NUMBER, DRESS, SHIRT, status="Created")
    talk = _talk(shop)
    talk.say("selam ben ürünü iptl etmek istiyrm")
    assert "tamamı iptal edilecek" in talk.say("hepsini")


@pytest.mark.parametrize("words", ["ya vazgeçtim iptal etmeyin", "vazgeçtim", "don't cancel it"])
def test_a_confirmed_cancellation_taken_back_is_halted_at_once(
    shop: TenantKit, trendyol: Trendyol, words: str
) -> None:
    _order(shop, trendyol, NUMBER, status="Created")
    talk = _talk(shop)
    talk.say("siparişi iptal edin")
    talk.tap("Evet")
    assert _cancellations(talk) == ["prepared"]
    said = talk.say(words)
    assert "iptal edilmeyecek" in said or "will not be cancelled" in said
    assert _cancellations(talk) == ["withdrawn"]
    assert "fikrini değiştirdi" in talk.state()["note"]["next_step"]
    assert talk.state()["handoff"] is True


@pytest.mark.parametrize(("state", "told"), [("doing", "durdurulamayabilir"), ("done", "geri alınamıyor")])
def test_what_is_under_way_or_done_is_said_honestly(
    shop: TenantKit, trendyol: Trendyol, state: str, told: str
) -> None:
    from invekto.core import clock
    from invekto.orders.models import Cancellation

    _order(shop, trendyol, NUMBER, status="Created")
    talk = _talk(shop)
    talk.say("siparişi iptal edin")
    talk.tap("Evet")
    with shop.scope():
        settled = clock.now() if state == "done" else None
        Cancellation.objects.update(state=state, settled_at=settled)
    assert told in talk.say("vazgeçtim iptal etmeyin")
    assert _cancellations(talk) == [state]


def test_who_still_wants_it_cancelled_takes_nothing_back(shop: TenantKit, trendyol: Trendyol) -> None:
    _order(shop, trendyol, NUMBER, status="Created")
    talk = _talk(shop)
    talk.say("siparişi iptal edin")
    talk.tap("Evet")
    talk.say("vazgeçtim almaktan, iptal edin lütfen")
    talk.say("neden hâlâ iptal etmediniz")
    assert _cancellations(talk) == ["prepared"]


@pytest.mark.parametrize(
    "words",
    [
        "Evladım yanlışlıkla sipariş verdim, torunum basmış. Paramı geri alabilir miyim?",
        "iade etmek istiyorum",
    ],
)
def test_what_has_not_left_is_cancelled_and_not_returned(
    shop: TenantKit, trendyol: Trendyol, words: str
) -> None:
    _order(shop, trendyol, NUMBER, status="Created")
    talk = _talk(shop)
    said = talk.say(words)
    assert "henüz kargoya verilmedi" in said
    assert "Onaylıyor musunuz" in said
    talk.say("evet")
    assert _cancellations(talk) == ["prepared"]
    assert talk.state()["note"]["wanted"].startswith("Siparişini iptal etmek istiyor")


def test_what_has_not_left_cannot_be_exchanged(shop: TenantKit, trendyol: Trendyol) -> None:
    _order(shop, trendyol, NUMBER, status="Created")
    talk = _talk(shop)
    said = talk.say("bedeni değiştirmek istiyorum küçük gelirse")
    assert "değişim yapılamıyor" in said
    assert "yeniden sipariş" in said
    assert "olduğu gibi duruyor" in talk.say("hayır")
    assert _cancellations(talk) == []


def test_when_it_comes_is_no_reason(shop: TenantKit, trendyol: Trendyol) -> None:
    _order(shop, trendyol, NUMBER, status="Shipped")
    talk = _talk(shop)
    talk.say("iade etmek istiyorum")
    said = talk.say("geri göndercem elime gelince")
    assert "elinize ulaşınca iade edebilirsiniz" in said
    assert "İade nedeni" in said
    assert "henüz size ulaşmadı" in talk.say("küçük geldi")
    facts = _facts(talk)
    assert "Nedeni: beden küçük geldi" in facts
    assert "Paket eline ulaşınca iade edecek" in facts


def test_of_two_answers_each_button_is_offered_once(shop: TenantKit, trendyol: Trendyol) -> None:
    _order(shop, trendyol, NUMBER, status="Shipped")
    talk = _talk(shop)
    talk.write("siparişi iptal edin bir de siparişim nerede")
    titles = [button["title"] for row in talk.answer() for button in row.body.get("buttons", [])]
    assert len(titles) >= 2
    assert len(titles) == len(set(titles))


# Addresses.


def test_not_there_but_here_is_no_address(shop: TenantKit, trendyol: Trendyol) -> None:
    _order(shop, trendyol, NUMBER, status="Created")
    talk = _talk(shop)
    talk.say("adresimi değiştirmek istiyorum")
    assert "adres çıkaramadım" in talk.say("ankaraya değil istanbula gelsin")
    assert "Doğru mu" in talk.say("Kurgu Mah. Örnek Sk. No:5 D:3 Bornova İzmir")
    assert talk.titles() == ["Evet, doğru", "Hayır, yanlış"]


@pytest.mark.parametrize("no", ["TAP", "hayır", "yanlış oldu"])
def test_an_address_read_back_can_be_refused(shop: TenantKit, trendyol: Trendyol, no: str) -> None:
    _order(shop, trendyol, NUMBER, status="Created")
    talk = _talk(shop)
    talk.say("adresimi değiştirmek istiyorum")
    talk.say("Kurgu Mah. Örnek Sk. No:5 D:3 Bornova İzmir")
    assert "Doğru adresi" in (talk.tap("Hayır") if no == "TAP" else talk.say(no))
    talk.say("Kurgu Mah. Örnek Sk. No:7 D:3 Bornova İzmir")
    talk.tap("Evet")
    facts = _facts(talk)
    assert "Yeni adres: Kurgu Mah. Örnek Sk. No:7 D:3 Bornova İzmir" in facts
    assert "Yeni adresi müşteri onayladı" in facts
