"""What colleagues are offered to say in a talk whose flow was running when they came: it goes on where it stood."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from invekto.core import clock
from tests.verticals.clinic_talks import NOON, appointment, clinic_talk

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.support.talk import Talk
    from tests.support.tenants import TenantKit

WHICH_TREATMENT = "hangi işlem"


@pytest.fixture
def dental(make_tenant: Callable[..., TenantKit], at: Callable[..., None]) -> Talk:
    at(NOON)
    return clinic_talk(make_tenant, "dental")


def handlers_offer(talk: Talk) -> str:
    """The bot's words that are offered; empty: none."""
    from tests.support.replies import offered

    found = [one.reply_text for one in offered(talk) if one.source == "handler"]
    return found[0] if found else ""


@pytest.mark.parametrize("words", ["cuma günü öğleden sonra olur mu", "cuma gunu ogleden sonra olur mu"])
def test_who_is_moving_an_appointment_is_asked_for_nothing_that_is_known(dental: Talk, words: str):
    appointment(dental, NOON + timedelta(days=2))
    assert "hangi gün" in dental.say("randevumu ertelemek istiyorum")
    dental.take_over()
    flow = dental.row().flow
    assert dental.say(words) == ""
    offer = handlers_offer(dental)
    assert offer.startswith("Teşekkürler, not aldım.")
    assert "Randevunuz: 26 Kasım Perşembe 12:00" in offer
    assert "İstediğiniz yeni zaman: 27 Kasım Cuma, öğleden sonra" in offer
    assert "aktarıyorum" not in offer
    assert dental.row().flow == flow  # and the stored one did not move


def test_what_was_told_to_the_colleague_in_pieces_counts_together(dental: Talk, at: Callable[..., None]):
    appointment(dental, NOON + timedelta(days=2))
    dental.say("randevu almak istiyorum")
    dental.take_over()
    at(NOON + timedelta(minutes=5))
    dental.say("implant yaptıracağım")
    assert "hangi gün" in handlers_offer(dental)
    at(NOON + timedelta(minutes=9))
    dental.say("yarın öğleden sonra")
    offer = handlers_offer(dental)
    assert "İmplant" in offer or "implant" in offer
    assert "25 Kasım Çarşamba, öğleden sonra" in offer


def test_another_question_in_between_is_answered_and_the_flow_is_not_begun_anew(
    make_tenant: Callable[..., TenantKit],
):
    from tests.support.talk import Talk

    shop = make_tenant(settings={"shipping": {"fee": 49.9, "days": [1, 3], "carriers": ["aras"]}})
    talk = Talk(shop, shop.make_conversation())
    assert "sipariş numaranızı" in talk.say("iade etcem beden kucuk geldi")
    talk.take_over()
    talk.say("kargo ücreti ne kadar")
    assert "49,90" in handlers_offer(talk)
    talk.say("iade etmek istiyorum")
    again = handlers_offer(talk)
    assert "sipariş numaranızı" in again
    assert "İade talebinizi aldım" not in again  # that was said


@pytest.mark.parametrize(
    "words", ["ya da cumartesi olsun", "cumartesi de olabilir", "yada cumartesi sabah olsun"]
)
def test_after_everything_was_collected_a_correction_is_noted_and_nothing_asked(dental: Talk, words: str):
    appointment(dental, NOON + timedelta(days=2))
    dental.say("randevumu ertelemek istiyorum")
    assert "aktarıyorum" in dental.say("cuma günü öğleden sonra")
    assert handlers_offer(dental) == ""  # the bot has just said it
    assert dental.state()["flow"] is None
    dental.say(words)
    offer = handlers_offer(dental)
    assert WHICH_TREATMENT not in offer
    assert "28 Kasım Cumartesi" in offer


def test_who_calls_a_person_in_the_middle_is_not_asked_again_what_they_told(dental: Talk):
    dental.say("implant için randevu almak istiyorum")
    dental.say("bir yetkiliyle görüşmek istiyorum")
    assert dental.state()["handoff"] is True
    dental.say("yarın öğleden sonra müsaitim")
    offer = handlers_offer(dental)
    assert WHICH_TREATMENT not in offer
    assert "25 Kasım Çarşamba" in offer


def test_a_matter_that_was_left_or_is_long_over_is_begun_anew(dental: Talk, at: Callable[..., None]):
    dental.say("implant için randevu almak istiyorum")
    dental.take_over()
    dental.say("vazgeçtim")
    at(NOON + timedelta(minutes=5))
    dental.say("randevu almak istiyorum")
    assert WHICH_TREATMENT in handlers_offer(dental)

    at(NOON + timedelta(days=2))
    dental.say("yarın öğleden sonra")
    assert "implant" not in handlers_offer(dental).lower()


def test_the_bot_that_has_the_talk_again_begins_anew(dental: Talk):
    from invekto.agent_ai import services
    from invekto.outbound.content import Text

    dental.say("implant için randevu almak istiyorum")
    with dental.kit.scope():
        services.say(dental.conversation.id, dental.kit.agent, Text("Sizi arayacağız"), clock.now())
        services.hand_back(dental.conversation.id, dental.kit.agent, clock.now())
    assert dental.row().flow is None
    assert WHICH_TREATMENT in dental.say("randevu almak istiyorum")
