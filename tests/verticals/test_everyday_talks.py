"""Short talks as people type them: small words, no Turkish letters, second thoughts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.verticals.clinic_talks import clinic_talk

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.support.talk import Talk
    from tests.support.tenants import TenantKit

    Clinic = Callable[[str], Talk]

_ADDRESS = "Merter Mah. Dikimevi Sk. No: 14"


@pytest.fixture
def clinic(make_tenant: Callable[..., TenantKit]) -> Clinic:
    def begin(vertical: str) -> Talk:
        talk = clinic_talk(make_tenant, vertical)
        with talk.kit.scope():  # WhatsApp told no name
            type(talk.conversation.contact).objects.update(profile_name="")
        return talk

    return begin


@pytest.fixture
def talk(tenant: TenantKit) -> Talk:
    from tests.support.talk import Talk

    return Talk(tenant, tenant.make_conversation())


def tells_address(talk: Talk) -> None:
    talk.kit.tenant.settings |= {"address": _ADDRESS}
    with talk.kit.scope():
        talk.kit.tenant.save(update_fields=["settings"])


# A shop.


@pytest.mark.parametrize(
    "text", ["nerdesiniz", "adres", "slm adres", "Adresiniz nedir acaba?", "where are you"]
)
def test_a_shop_says_where_it_is(talk: Talk, text: str) -> None:
    tells_address(talk)
    assert _ADDRESS in talk.say(text)
    assert talk.state()["handoff"] is False


def test_a_shop_without_an_address_invents_none(talk: Talk) -> None:
    assert "adresi" not in talk.say("nerdesiniz")


@pytest.mark.parametrize("text", ["adresimi degistirmek istiyorum", "kargom yanlis adrese gitmis nerede"])
def test_another_address_is_not_the_shops(talk: Talk, text: str) -> None:
    tells_address(talk)
    assert _ADDRESS not in talk.say(text)


@pytest.mark.parametrize(
    "text",
    [
        "iade kargo ücreti",
        "iade edersem kargo parasini kim oduyo",
        "iade kargosu bana mı ait",
        "param ne zaman yatar",
        "iade ettim param hala gelmedi kac gunde gelir",
    ],
)
def test_who_pays_a_return_and_when_is_for_a_person_and_begins_no_return(talk: Talk, text: str) -> None:
    talk.kit.tenant.settings |= {"shipping": {"fee": 49.9, "days": [1, 3]}}
    with talk.kit.scope():
        talk.kit.tenant.save(update_fields=["settings"])
    said = talk.say(text)
    assert "İadeyle ilgili sorunuzu aldım" in said
    assert "49,90" not in said
    assert "iş gününde" not in said  # what is told of delivery says nothing of it
    assert talk.state()["handoff"] is True


def test_how_a_return_travels_is_not_told_from_the_delivery(talk: Talk) -> None:
    talk.kit.tenant.settings |= {"shipping": {"fee": 49.9, "days": [1, 3], "carriers": ["aras"]}}
    with talk.kit.scope():
        talk.kit.tenant.save(update_fields=["settings"])
    talk.say("iade etmek istiyorum")
    assert "49,90" not in talk.say("hangi kargoyla yolluycam")
    assert talk.state()["flow"] == "return_request"


def test_when_does_it_come_is_asked_of_an_order(talk: Talk) -> None:
    talk.say("ne zaman gelir")
    assert talk.state()["flow"] == "order_status"


def test_a_second_thought_makes_an_exchange_a_return(talk: Talk) -> None:
    talk.say("elbiseyi degistirmek istiyorum")
    assert "L" in talk.say("L istiyorum")  # heard, and said so
    assert "İade talebinizi aldım" in talk.say("yok vazgectim iade olsun")
    assert talk.state()["flow"] == "return_request"


def test_a_second_thought_makes_a_return_an_exchange(talk: Talk) -> None:
    talk.say("iade etmek istiyorum")
    assert "Değişim talebinizi aldım" in talk.say("yok iade istemiyorum değiştirmek istiyorum")
    assert talk.state()["flow"] == "product_exchange"


@pytest.mark.parametrize("text", ["yok etmeyin vazgeçtim", "siparişi iptal etmeyin", "iptal etmeyin lutfen"])
def test_a_cancellation_taken_back_cancels_nothing(talk: Talk, text: str) -> None:
    talk.say("siparişi iptal edin")
    said = talk.say(text)
    assert "bu konuyu burada bırakıyorum" in said
    assert (talk.state()["handoff"], talk.state()["flow"]) == (False, None)


def test_a_tax_number_is_no_order(talk: Talk) -> None:
    talk.say("fatura istiyorum")
    assert "bulamadım" not in talk.say("vergi no 1234567890")


# Clinics.


def test_a_terse_booking_holds_the_name_too(clinic: Clinic) -> None:
    said = clinic("dental").say("dolgu yarin 10 Can Er")
    assert "Can Er" in said
    assert "10:00" in said


def test_a_time_asked_for_after_a_price_begins_a_booking(clinic: Clinic) -> None:
    talk = clinic("dental")
    talk.say("slm temizlik ne kadar")
    assert "Anlaştık" not in talk.say("peki yarin olur mu")
    assert talk.state()["flow"] == "booking"


def test_a_yes_is_still_a_yes(clinic: Clinic) -> None:
    talk = clinic("dental")
    assert "Anlaştık" in talk.say("tamam olur")


def test_a_day_taken_back_does_not_stand(clinic: Clinic) -> None:
    talk = clinic("dental")
    talk.say("dolgu icin randevu istiyorum")
    talk.say("yarin")
    assert "kapalıyız" in talk.say("yok pazar olsun")
    assert talk.state()["flow"] == "booking"
    talk.say("pazartesi sabah")
    said = talk.say("Ayse Kara")
    assert "Pazartesi" in said
    assert "sabah" in said


def test_an_appointment_is_put_off_after_all_and_the_same_words_are_not_repeated(clinic: Clinic) -> None:
    talk = clinic("dental")
    first = talk.say("randevumu iptal edin")
    assert "göremedim" in first
    second = talk.say("yok iptal degil ertelicem")
    assert "göremedim" not in second
    third = talk.say("persembe 3")
    assert "15:00" in third
    said = talk.say("Can Er")
    assert "iptal talebinizi" not in said
    assert "15:00" in said


def test_an_age_is_no_complaint(clinic: Clinic) -> None:
    talk = clinic("dental")
    talk.say("kizim icin randevu")
    assert "hangi işlem" in talk.say("8 yasinda")


@pytest.mark.parametrize("text", ["botoks", "dudak dolgusu?"])
def test_a_name_alone_offers_what_most_want_of_it(clinic: Clinic, text: str) -> None:
    talk = clinic("aesthetic")
    talk.say(text)
    assert {"Randevu al", "Fiyat bilgisi"} <= {*talk.titles()}
    assert "ücretimiz" in talk.say("fiyat")


@pytest.mark.parametrize("vertical", ["dental", "aesthetic"])
@pytest.mark.parametrize("text", ["konum atar misin", "nerdesiniz", "adres alabilir miyim"])
def test_a_clinic_says_where_it_is(clinic: Clinic, vertical: str, text: str) -> None:
    assert "adresi:" in clinic(vertical).say(text)


def test_how_long_a_swelling_lasts_is_told_of_the_treatment(clinic: Clinic) -> None:
    talk = clinic("aesthetic")
    assert "Hangi işlemi" in talk.say("kac gun sis kalir")
    assert "toparlanma süresi" in talk.say("dudak dolgusu")


def test_what_was_done_is_no_wish_for_an_appointment(clinic: Clinic) -> None:
    talk = clinic("aesthetic")
    assert "geçmiş bir zaman" not in talk.say("gecen hafta botoks oldum kasim dustu")
    assert talk.state()["flow"] != "booking"


def test_a_day_that_is_gone_is_not_taken_for_the_wish(clinic: Clinic) -> None:
    talk = clinic("dental")
    said = talk.say("gecen ay dolgu yaptirmistim, kontrol icin randevu istiyorum")
    assert "geçmiş bir zaman" not in said
    assert talk.state()["flow"] == "booking"
