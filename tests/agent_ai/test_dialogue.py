"""Messages in, the bot's words out: the whole engine on a real database, with the trained analyser."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest

from invekto.core import clock

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.support.talk import Talk
    from tests.support.tenants import TenantKit


def test_a_greeting_is_answered_with_the_shops_name_and_choices(talk: Talk) -> None:
    assert "Deneme Butik" in talk.say("merhaba")
    assert talk.titles() == ["Siparişim nerede?", "İade / değişim", "Temsilciye bağlan"]
    assert talk.state()["intent"] == "greeting"
    assert talk.state()["handoff"] is False


def test_thanks_close_the_talk_without_a_question(talk: Talk) -> None:
    assert "Rica ederim" in talk.say("teşekkür ederim")
    assert talk.titles() == []


def test_a_person_is_given_at_once_when_asked_for(talk: Talk) -> None:
    said = talk.say("temsilciye bağlanmak istiyorum")
    assert "arkadaşımıza aktarıyorum" in said
    state = talk.state()
    assert (state["handoff"], state["handoff_reason"], state["bot_silenced"]) == (True, "asked", True)


def test_what_is_not_understood_is_asked_about_once_and_then_given_to_a_person(talk: Talk) -> None:
    talk.kit.tenant.confidence_threshold = 1.0  # nothing is ever sure enough for this shop
    with talk.kit.scope():
        talk.kit.tenant.save(update_fields=["confidence_threshold"])
    assert "hangisi" in talk.say("kargo")
    assert len(talk.titles()) == 3
    assert talk.titles()[-1] == "Temsilciye bağlan"
    assert talk.state()["handoff"] is False
    said = talk.say("hani şu şey vardı ya")
    assert "aktarıyorum" in said
    assert talk.state()["handoff_reason"] == "low_confidence"
    assert "Anlamadı, seçenekli bir soru sordu" in talk.state()["note"]["tried"]


def test_a_choice_of_the_clarifying_question_is_served(talk: Talk) -> None:
    talk.kit.tenant.confidence_threshold = 1.0
    with talk.kit.scope():
        talk.kit.tenant.save(update_fields=["confidence_threshold"])
    talk.say("iade")
    said = talk.tap("İade")
    assert "İade talebinizi aldım" in said
    state = talk.state()
    assert (state["intent"], state["confidence"], state["flow"]) == ("return_request", 1.0, "return_request")


def test_a_buttons_title_may_be_typed_instead(talk: Talk) -> None:
    talk.say("merhaba")
    assert "İade talebinizi aldım" in talk.say("iade / degisim")


def test_a_forged_button_is_read_as_the_words_on_it(talk: Talk) -> None:
    talk.write("merhaba", type="interactive", content={"reply_id": "wish:drop_tables?x=1"})
    talk.answer()
    assert talk.state()["intent"] == "greeting"


def test_a_burst_gets_one_answer(talk: Talk) -> None:
    talk.write("merhaba", "kolay gelsin", "iade etmek istiyorum")
    said = talk.answer()
    assert len(said) == 1
    assert "İade talebinizi aldım" in said[0].body["body"]
    assert talk.state()["intent"] == "return_request"


def test_nothing_is_said_twice_to_the_same_message(talk: Talk) -> None:
    talk.say("merhaba")
    assert talk.answer() == []


def test_while_a_person_is_awaited_messages_are_understood_and_not_answered(talk: Talk) -> None:
    talk.say("temsilciye bağlanmak istiyorum")
    assert talk.say("iade etmek istiyorum") == ""
    assert talk.state()["intent"] == "return_request"
    assert talk.state()["handoff_reason"] == "asked"


def test_no_more_messages_are_wanted(talk: Talk) -> None:
    said = talk.say("bana bir daha mesaj atmayın")
    assert "göndermeyecek" in said
    assert talk.row().contact.opted_out_at is not None
    assert talk.row().contact.opted_out_how == "message"
    # Their own question still gets its answer.
    assert talk.say("merhaba") != ""


def test_an_english_question_is_answered_in_english_and_one_turkish_word_does_not_turn_it(talk: Talk) -> None:
    assert "I'm the digital assistant" in talk.say("hello, good morning")
    assert talk.state()["language"] == "en"
    assert "You're welcome" in talk.say("thanks")
    talk.say("merhaba")
    assert talk.state()["language"] == "en"
    assert "İade talebinizi aldım" in talk.say("aldığım elbiseyi iade etmek istiyorum")
    assert talk.state()["language"] == "tr"


def test_off_topic_talk_gets_a_polite_line_and_the_offer_of_a_person(talk: Talk) -> None:
    said = talk.say("yarın İstanbul'da hava nasıl olacak")
    assert "hazır bir yanıt yok" in said
    assert "Temsilciye bağlan" in talk.titles()
    assert talk.state()["handoff"] is False
    # "Yes" takes the offer.
    assert "aktarıyorum" in talk.say("olur")
    assert talk.state()["handoff_reason"] == "asked"


def test_a_yes_to_nothing_in_particular_is_simply_heard(talk: Talk) -> None:
    assert "Anlaştık" in talk.say("tamam")
    assert talk.state()["handoff"] is False


@pytest.mark.parametrize("kind", ["audio", "location", "contacts"])
def test_a_message_without_words_gets_a_way_on(talk: Talk, kind: str) -> None:
    talk.write("", type=kind)
    (said,) = talk.answer()
    assert "yaz" in said.body["body"]
    assert talk.titles() == ["Temsilciye bağlan"]


def test_a_sticker_needs_no_answer(talk: Talk) -> None:
    talk.write("", type="sticker")
    assert talk.answer() == []
    assert talk.answer() == []


def test_an_angry_customer_gets_a_person(talk: Talk) -> None:
    talk.say("rezaletsiniz, sizi şikayet edeceğim, bir daha asla alışveriş yapmam")
    state = talk.state()
    assert state["handoff_reason"] == "angry"
    assert "Kızgın" in state["note"]["mood"]


def test_wholesale_marks_the_customer_and_goes_to_sales(talk: Talk) -> None:
    said = talk.say("100 adet tişört için toptan fiyat verir misiniz")
    assert "satış" in said
    assert talk.state()["flags"] == ["vip"]


def test_shipping_terms_come_from_the_shops_settings(make_tenant: Callable[..., TenantKit]) -> None:
    from tests.support.talk import Talk

    shipping = {"fee": 49.9, "free_over": 750, "days": [1, 3], "carriers": ["aras"], "cash_on_delivery": True}
    kit = make_tenant(settings={"shipping": shipping})
    talk = Talk(kit, kit.make_conversation())
    said = talk.say("kargo ücreti ne kadar?")
    assert "₺49,90" in said
    assert "₺750" in said
    assert "1-3 iş günü" in said
    assert "Aras Kargo" in said
    assert "Kapıda ödeme vardır" in said
    assert talk.state()["handoff"] is False
    # What nobody told us is not invented.
    said = talk.say("yurt dışına kargo gönderiyor musunuz")
    assert "kesin bilgi elimde yok" in said
    assert talk.state()["handoff_reason"] == "policy"


def test_a_product_question_without_a_product_is_asked_back_and_then_given_to_a_person(talk: Talk) -> None:
    assert "Hangi ürünü" in talk.say("kumaşı nedir?")
    assert talk.state()["flow"] == "product_info"
    said = talk.say("çiçekli midi elbise")
    assert "arkadaşımıza" in said
    note = talk.state()["note"]
    assert any("çiçekli midi elbise" in fact for fact in note["facts"])
    assert "Hangi ürün olduğunu sordu" in note["tried"]


def test_a_question_left_open_for_a_day_is_forgotten(talk: Talk, at: Callable[..., None]) -> None:
    talk.say("kumaşı nedir?")
    assert talk.state()["flow"] == "product_info"
    at(clock.now() + timedelta(hours=25))
    assert "Deneme Butik" in talk.say("merhaba")
    assert talk.state()["flow"] is None


def test_a_flow_written_by_another_release_is_dropped(talk: Talk) -> None:
    from invekto.messaging.models import Conversation

    with talk.kit.scope():
        Conversation.objects.filter(id=talk.conversation.id).update(
            flow={"name": "product_info", "version": 99, "step": "?", "slots": {}, "attempts": 0}
        )
    assert "Deneme Butik" in talk.say("merhaba")


def test_a_second_shop_hears_nothing(talk: Talk, second_tenant: TenantKit) -> None:
    from invekto.messaging.models import Message

    talk.say("merhaba")
    with second_tenant.scope():
        assert not Message.objects.exists()


@pytest.mark.parametrize("mark", ["?", "1", "..."])
def test_a_mark_without_a_word_is_asked_about(talk: Talk, mark: str) -> None:
    assert "hangisi" in talk.say(mark)
    assert talk.state()["handoff"] is False


def test_a_question_about_the_shop_itself_is_answered_with_its_hours_and_the_offer_of_a_person(
    make_tenant: Callable[..., TenantKit], at: Callable[[datetime], None]
) -> None:
    from tests.support.talk import Talk

    at(datetime(2026, 11, 24, 11, 0, tzinfo=ZoneInfo("Europe/Istanbul")))
    kit = make_tenant(settings={"working_hours": {"mon-fri": "09:00-18:00", "sat": "10:00-16:00"}})
    talk = Talk(kit, kit.make_conversation())
    said = talk.say("dükkanınız saat kaçta kapanıyor")
    assert "sorularınızı yanıtlıyorum" not in said
    assert "Pazartesi-Cuma: 09:00-18:00; Cumartesi: 10:00-16:00; Pazar: kapalı. Şu an açığız." in said
    assert "Temsilciye bağlan" in talk.titles()


@pytest.mark.parametrize(
    "words", ["kişisel verilerimi silin kvkk", "benim bilgilerimi sistemden silin", "please delete my data"]
)
def test_who_asks_about_their_own_data_reaches_a_person(talk: Talk, words: str) -> None:
    said = talk.say(words)
    assert "30" not in said
    row = talk.row()
    assert (row.mode, row.handoff_reason) == ("waiting", "policy")
    assert "KVKK" in str(talk.state()["note"])


def test_what_has_no_answer_twice_reaches_a_person(talk: Talk) -> None:
    assert "hazır bir yanıt yok" in talk.say("bana fıkra anlat")
    talk.say("bugün maç kaç kaç bitti")
    assert talk.row().mode == "waiting"


def test_an_endless_message_is_answered_like_a_short_one(talk: Talk) -> None:
    """Work that grows with the square of the length would hold the row, and with it everybody, for minutes."""
    assert "sipariş numaranızı" in talk.say("kargom nerede " * 4600)
    talk.say("iade etmek istiyorum")
    assert talk.say("kazak " * 10_000) != ""


@pytest.mark.parametrize(
    "words",
    ["sen kimsin robot musun", "robot musun", "siz kimsiniz?", "gercek kisi misiniz", "are you a bot?"],
)
def test_who_asks_whether_a_machine_speaks_is_told(talk: Talk, words: str) -> None:
    said = talk.say(words)
    assert "dijital asistan" in said or "digital assistant" in said
    assert talk.state()["handoff"] is False
    assert len(talk.titles()) == 3


def test_who_wants_a_person_gets_one_though_they_ask_what_speaks(talk: Talk) -> None:
    talk.say("robot musun ya insanla görüşmek istiyorum")
    assert talk.state()["handoff_reason"] == "asked"


def test_who_asks_it_in_the_middle_is_asked_the_question_again(talk: Talk) -> None:
    talk.say("iade etmek istiyorum")
    said = talk.say("robot musun")
    assert "dijital asistan" in said
    assert talk.state()["flow"] == "return_request"
