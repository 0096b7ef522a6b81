"""Shops: what new customers write in their own words, and what must not be read into it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from invekto.agent_ai.personal_data import asked_about
from tests.verticals.clinic_talks import clinic_talk

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.support.talk import Talk
    from tests.support.tenants import TenantKit


@pytest.fixture
def talk(make_tenant: Callable[..., TenantKit]) -> Talk:
    from tests.support.talk import Talk

    kit = make_tenant(
        settings={
            "shipping": {"fee": 49.9, "free_over": 500, "days": [1, 3]},
            "address": "Merter",
            "working_hours": {"mon-sat": "09:00-18:00"},
        }
    )
    return Talk(kit, kit.make_conversation())


@pytest.mark.parametrize(
    "words",
    [
        "facebook reklamında gördüm bu elbiseyi",
        "facebook reklamından geldim",
        "instagramda gordum bu elbiseyi",
        "size bi şey sorucam",
    ],
)
def test_nobody_is_comforted_or_asked_for_a_complaint_who_has_none(talk: Talk, words: str) -> None:
    assert "üzgünüm" not in talk.say(words)
    assert talk.state()["handoff_reason"] != "angry"
    assert "Şikâyet" not in talk.titles()


@pytest.mark.parametrize(
    "words",
    [
        "dudakla beraber yaptirsam",
        "ikisini beraber yaptırsam ne kadar tutar",
        "beraber yaptirsam",
        "merhaba instagram reklamınızdan geldim botoks fiyatı",
        "facebook reklamından geldim",
    ],
)
def test_nor_in_a_clinic(make_tenant: Callable[..., TenantKit], words: str) -> None:
    talk = clinic_talk(make_tenant, "aesthetic")
    assert "üzgünüm" not in talk.say(words)
    assert talk.state()["handoff_reason"] != "angry"
    assert "Şikâyet" not in talk.titles()


@pytest.mark.parametrize(
    "words", ["rezalet bir hizmet hepinizi şikayet edeceğim", "bir yıldız verip herkese anlatacağım"]
)
def test_a_threat_is_still_one(talk: Talk, words: str) -> None:
    talk.say(words)
    assert talk.state()["handoff_reason"] == "angry"


@pytest.mark.parametrize(
    "words",
    [
        "2 tane tişört almak istiyorum stokta var mı",
        "1 tane alacağım",
        "2 tane gömlek alacağım kargo bedava olur mu",
        "iki tane elbise alıcam",
    ],
)
def test_a_few_pieces_are_no_wholesale(talk: Talk, words: str) -> None:
    assert "Toptan" not in talk.say(words)
    assert "Toptan alım" not in talk.titles()
    assert talk.row().contact.flags == []


def test_a_hundred_pieces_still_are(talk: Talk) -> None:
    assert "Toptan" in talk.say("100 adet tişört almak istiyorum toptan fiyat nedir")
    assert talk.row().contact.flags == ["vip"]


@pytest.mark.parametrize(
    "words", ["numaramı silin", "telefon numarami sistemden silin", "delete my number please"]
)
def test_ones_number_is_ones_own_data(talk: Talk, words: str) -> None:
    talk.say(words)
    state = talk.state()
    assert state["handoff"] is True
    assert "30" in state["note"]["next_step"]


@pytest.mark.parametrize(
    "words",
    [
        "numaramı listenizden silin",
        "randevudan adımı silin",
        "numaramı değiştirdim",
        "sipariş numarasını sildim",
        "mesajları silin",
    ],
)
def test_a_list_is_left_without_one(words: str) -> None:
    assert not asked_about(words)


@pytest.mark.parametrize(
    "words", ["iade kargo ücretsiz mi", "iade kargosu ucretsiz mi", "iade kargosunu kim oduyor"]
)
def test_what_a_return_costs_is_not_told_from_the_delivery(talk: Talk, words: str) -> None:
    from tests.support.replies import texts

    assert "49,90" not in talk.say(words)
    assert talk.state()["handoff"] is True
    assert not any("49,90" in text for text in texts(talk))


@pytest.mark.parametrize(
    "words",
    [
        "adresi yanlış yazmışım",
        "adresimi yanlis girdim degistirebilir miyiz",
        "teslimat adresimi değiştirmek istiyorum",
        "yeni adres: Barbaros mah. no 5 İzmit",
        "i need to change my delivery address",
    ],
)
def test_a_wrong_address_reaches_a_person_at_once(talk: Talk, words: str) -> None:
    said = talk.say(words)
    assert "Adres değişikliği" in said or "change the address" in said
    state = talk.state()
    assert state["handoff"] is True
    assert state["note"]["next_step"].startswith("Doğru adresi alın")


@pytest.mark.parametrize("words", ["cumartesi?", "pazar", "peki cumartesi", "hafta sonu açık mısınız"])
def test_a_day_alone_after_the_hours_is_answered_with_them(talk: Talk, words: str) -> None:
    talk.say("kaça kadar açıksınız")
    assert "Çalışma saatlerimiz" in talk.say(words)
    assert talk.state()["handoff"] is False


@pytest.mark.parametrize(
    "words", ["sen kimsin robot musun", "robot musun", "kiminle gorusuyorum", "are you a bot?"]
)
def test_who_is_speaking_is_answered(talk: Talk, words: str) -> None:
    said = talk.say(words)
    assert "dijital asistan" in said or "digital assistant" in said
    assert talk.state()["handoff"] is False


def test_who_asks_for_turkish_gets_it(talk: Talk) -> None:
    talk.say("where is my order")
    assert talk.state()["language"] == "en"
    said = talk.say("türkçe yazsana")
    assert "Türkçe" in said
    assert talk.state()["language"] == "tr"
    assert talk.state()["handoff"] is False


def test_who_asks_for_english_gets_it(talk: Talk) -> None:
    talk.say("merhaba siparişim nerede")
    assert "English" in talk.say("in english please")
    assert talk.state()["language"] == "en"


@pytest.mark.parametrize("words", ["1020304050", "sipariş no 1020304050", "20481", "tamam ne zaman gelir"])
def test_after_the_question_what_was_meant_an_order_is_looked_for(talk: Talk, words: str) -> None:
    talk.say("size bi şey sorucam")
    talk.say(words)
    state = talk.state()
    assert (state["flow"], state["handoff"]) == ("order_status", False)
