"""Who speaks: hand-over with its promise and note, take-over, the colleague's own words, hand-back."""

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

ISTANBUL = ZoneInfo("Europe/Istanbul")
HOURS = {"mon-fri": "09:00-18:00", "sat": "10:00-16:00"}


def _asked(talk: Talk) -> list[datetime]:
    from invekto.messaging.models import Message

    with talk.kit.scope():
        asked = Message.objects.filter(conversation=talk.conversation, author="customer").order_by("id")
        return list(asked.values_list("received_at", flat=True))


@pytest.fixture
def open_shop(make_tenant: Callable[..., TenantKit]) -> Talk:
    from tests.support.talk import Talk

    kit = make_tenant(settings={"working_hours": HOURS})
    return Talk(kit, kit.make_conversation())


@pytest.mark.parametrize(
    ("moment", "promise"),
    [
        (datetime(2026, 11, 24, 11, 0, tzinfo=ISTANBUL), "En kısa sürede size buradan yazacak"),
        (datetime(2026, 11, 24, 7, 30, tzinfo=ISTANBUL), "bugün saat 09:00"),
        (datetime(2026, 11, 24, 22, 0, tzinfo=ISTANBUL), "yarın saat 09:00"),
        (datetime(2026, 11, 28, 17, 0, tzinfo=ISTANBUL), "pazartesi saat 09:00"),
    ],
)
def test_the_customer_hears_when_a_person_will_write(
    open_shop: Talk, at: Callable[..., None], moment: datetime, promise: str
) -> None:
    at(moment)
    assert promise in open_shop.say("temsilciye bağlanmak istiyorum")
    assert open_shop.state()["note"]["promised"]


def test_the_note_says_what_was_wanted_tried_and_known(talk: Talk) -> None:
    talk.say("merhaba")
    talk.say("1020304050 numaralı siparişimi iade etmek istiyorum, beden küçük geldi")
    note = talk.state()["note"]
    assert set(note) == {"wanted", "tried", "facts", "mood", "promised", "next_step"}
    assert "iade etmek istiyor" in note["wanted"]
    assert "1020304050 numaralı siparişimi" in note["wanted"]
    assert note["tried"] == ["Selamladı ve seçenek sundu"]
    assert "Yazdığı sipariş numarası: 1020304050" in note["facts"]
    assert note["mood"] == "Sakin"
    assert note["next_step"].startswith("İade sürecini")


def test_a_take_over_silences_the_bot_and_withdraws_what_has_not_left(talk: Talk) -> None:
    talk.write("merhaba")
    (queued,) = talk.answer()
    talk.take_over()
    with talk.kit.scope():
        queued.refresh_from_db()
    assert queued.state == "cancelled"
    assert talk.say("iade etmek istiyorum") == ""
    state = talk.state()
    assert (state["bot_silenced"], state["assigned_to"]) == (True, talk.kit.agent.email)


def test_whose_only_answer_was_withdrawn_is_shown_as_waiting(talk: Talk) -> None:
    talk.write("merhaba", "orada mısınız")
    talk.answer()
    assert talk.row().waiting_since is None
    talk.take_over()
    row = talk.row()
    assert row.waiting_since == _asked(talk)[0]
    assert (row.last_author, row.last_text) == ("customer", "orada mısınız")


def test_whose_last_answer_was_withdrawn_waits_since_what_it_answered(talk: Talk) -> None:
    from invekto.outbound.models import OutboundMessage

    talk.say("merhaba")
    with talk.kit.scope():
        OutboundMessage.objects.update(state="sent")
    talk.say("iade etmek istiyorum")
    talk.take_over()
    row = talk.row()
    assert row.waiting_since == _asked(talk)[1]
    assert (row.last_author, row.last_text) == ("customer", "iade etmek istiyorum")


def test_a_take_over_is_audited_once_however_often_it_is_pressed(talk: Talk) -> None:
    from invekto.core.models import AuditEntry

    talk.take_over()
    talk.take_over()
    with talk.kit.scope():
        entries = AuditEntry.objects.filter(action="conversation.taken_over")
        assert [entry.actor for entry in entries] == [f"user:{talk.kit.agent.id}"]


def test_a_keystroke_silences_the_bot_but_does_not_push_a_colleague_out(talk: Talk) -> None:
    from invekto.agent_ai import services

    with talk.kit.scope():
        services.keystroke(talk.conversation.id, talk.kit.agent, clock.now())
    with talk.kit.scope():
        services.keystroke(talk.conversation.id, talk.kit.owner, clock.now())
    assert talk.row().assigned_to == talk.kit.agent
    assert talk.row().mode == "human"


def test_a_colleagues_message_takes_over_and_answers(talk: Talk) -> None:
    from invekto.agent_ai import services
    from invekto.outbound.content import Text

    talk.write("kimse yok mu")
    with talk.kit.scope():
        services.say(talk.conversation.id, talk.kit.agent, Text("Ben Ayşe, bakıyorum"), clock.now())
    assert talk.row().mode == "human"
    assert talk.row().waiting_since is None
    assert [row.author for row in talk.answer()] == ["human"]


def test_the_note_is_read_in_the_readers_language_and_an_old_one_as_it_was_written(talk: Talk) -> None:
    from invekto.agent_ai import services
    from invekto.messaging.models import Conversation

    talk.say("1020304050 numaralı siparişimi iade etmek istiyorum, beden küçük geldi")
    with talk.kit.scope():
        stored = Conversation.objects.get(id=talk.conversation.id).note
    assert stored is not None
    note = services.note_in_words(stored, "en")
    assert note["wanted"].startswith("Wants to return")
    assert "1020304050 numaralı siparişimi" in note["wanted"]
    assert "Order number they wrote: 1020304050" in note["facts"]
    assert note["mood"] == "Calm"
    assert services.note_in_words(stored, "tr") == talk.state()["note"]
    old = {"wanted": "İade istiyor", "tried": [], "facts": ["Sipariş 1"], "mood": "Sakin"}
    assert services.note_in_words(old, "en")["facts"] == ["Sipariş 1"]
    assert services.note_in_words(old, "en")["mood"] == "Sakin"


def test_words_typed_on_the_business_phone_silence_the_bot(talk: Talk) -> None:
    from invekto.agent_ai import services

    with talk.kit.scope():
        services.silence_by_phone(talk.conversation.id, clock.now())
    assert talk.say("merhaba") == ""
    assert talk.row().assigned_to is None


def test_somebody_elses_conversation_cannot_be_taken_over(talk: Talk, second_tenant: TenantKit) -> None:
    from invekto.agent_ai import services
    from invekto.messaging.models import Conversation

    with pytest.raises(Conversation.DoesNotExist), second_tenant.scope():
        services.take_over(talk.conversation.id, second_tenant.agent, clock.now())
    assert talk.row().mode == "bot"


def test_a_handler_that_breaks_leaves_a_person_and_an_honest_word(talk: Talk) -> None:
    from invekto.agent_ai.contract import Reply, Turn, Vertical
    from invekto.agent_ai.engine import registry
    from invekto.agent_ai.handlers import Immediate
    from invekto.verticals.registry import VERTICALS

    class Broken(Immediate):
        def reply(self, turn: Turn) -> Reply:
            raise ZeroDivisionError

    registry.install({"ecommerce": Vertical("ecommerce", {"return_request": Broken()})})
    try:
        said = talk.say("iade etmek istiyorum")
    finally:
        registry.install(VERTICALS)
    assert "bir sorun yaşadım" in said
    assert talk.state()["handoff_reason"] == "error"
    assert talk.answer() == []


def test_after_the_window_closed_the_bot_asks_for_a_person_and_says_nothing(
    talk: Talk, at: Callable[..., None]
) -> None:
    talk.write("merhaba")
    at(clock.now() + timedelta(hours=25))
    assert talk.answer() == []
    assert talk.state()["handoff_reason"] == "error"


def test_who_asks_for_a_person_after_a_question_keeps_the_question_in_the_note(talk: Talk) -> None:
    talk.say("kumaşı nedir?")
    talk.say("temsilciye bağlanmak istiyorum")
    wanted = talk.state()["note"]["wanted"]
    assert wanted.startswith("Bir temsilciyle görüşmek istiyor")
    assert "Ürün hakkında bilgi istiyor: “kumaşı nedir?”" in wanted
