"""A talk goes back to the bot: what the customer asked meanwhile and nobody answered is answered now."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from invekto.core import clock

if TYPE_CHECKING:
    from tests.support.talk import Talk
    from tests.support.tenants import TenantKit

TEN = datetime(2026, 11, 24, 10, tzinfo=UTC)


@pytest.fixture
def talk(make_tenant: Callable[..., TenantKit]) -> Talk:
    from tests.support.talk import Talk

    kit = make_tenant(settings={"shipping": {"fee": "49.90", "cash_on_delivery": True}})
    return Talk(kit, kit.make_conversation())


@pytest.fixture
def wait(at: Callable[[datetime], None]) -> Callable[..., None]:
    at(TEN)
    return lambda **span: at(clock.now() + timedelta(**span))


def hand_back(talk: Talk) -> str:
    """What the bot says by itself after it."""
    from invekto.agent_ai import services
    from tests.support.jobs import run_jobs

    with talk.kit.scope():
        services.hand_back(talk.conversation.id, talk.kit.agent, clock.now())
    run_jobs()
    return said(talk)


def said(talk: Talk) -> str:
    """The bot's words that have not been looked at yet."""
    from tests.support.talk import shown

    return "\n".join(shown(row) for row in talk.new() if row.author == "bot")


def deliver(talk: Talk) -> None:
    """What was said has left: it is not withdrawn any more."""
    from invekto.outbound.models import OutboundMessage, SendState

    with talk.kit.scope():
        OutboundMessage.objects.filter(state=SendState.QUEUED).update(state=SendState.SENT)


def person_says(talk: Talk, words: str) -> None:
    from invekto.agent_ai import services
    from invekto.outbound.content import Text

    with talk.kit.scope():
        services.say(talk.conversation.id, talk.kit.agent, Text(words), clock.now())


@pytest.mark.parametrize("words", ["kargo ücreti ne kadar", "kargo ucreti ne kadar"])
@pytest.mark.parametrize("is_read", [True, False])
def test_what_was_asked_meanwhile_is_answered_as_ever(
    talk: Talk, wait: Callable[..., None], words: str, is_read: bool
) -> None:
    talk.take_over()
    wait(minutes=1)
    talk.write(words)
    if is_read:
        assert talk.answer() == []
    wait(minutes=20)
    assert "49,90" in hand_back(talk)
    row = talk.row()
    assert (row.mode, row.waiting_since, row.note, row.assigned_to) == ("bot", None, None, None)
    assert hand_back(talk) == ""  # safe to repeat


def test_several_open_messages_are_answered_together(talk: Talk, wait: Callable[..., None]) -> None:
    talk.take_over()
    for words in ("kargo ücreti ne kadar", "bir de kapıda ödeme var mı", "teşekkürler"):
        wait(minutes=1)
        talk.say(words)
    answer = hand_back(talk)
    assert "49,90" in answer
    assert "kapıda" in answer.lower()


def test_until_it_answers_the_customer_is_shown_as_waiting(talk: Talk, wait: Callable[..., None]) -> None:
    from invekto.agent_ai import services

    talk.take_over()
    wait(minutes=1)
    (asked,) = talk.write("kargo ücreti ne kadar")
    talk.answer()
    wait(minutes=9)
    with talk.kit.scope():
        services.hand_back(talk.conversation.id, talk.kit.agent, clock.now())
    assert talk.row().waiting_since == asked.received_at


def test_once_a_person_has_replied_nothing_is_open(talk: Talk, wait: Callable[..., None]) -> None:
    talk.take_over()
    talk.say("kargo ücreti ne kadar")
    wait(minutes=1)
    person_says(talk, "Kargo bizden, canım")
    wait(minutes=1)
    assert hand_back(talk) == ""
    assert talk.row().waiting_since is None
    assert "49,90" in talk.say("kargo ücreti ne kadar")


@pytest.mark.parametrize("words", ["tamam çok teşekkürler", "evet", "hayır"])
def test_a_courtesy_to_the_person_is_no_question(talk: Talk, wait: Callable[..., None], words: str) -> None:
    talk.take_over()
    person_says(talk, "Kargonuz yarın gelir, olur mu?")
    wait(minutes=1)
    talk.say(words)
    assert hand_back(talk) == ""


def test_what_a_reaction_stands_on_stays_open(talk: Talk, wait: Callable[..., None]) -> None:
    from invekto.messaging.models import Message
    from invekto.outbound import services as outbound

    talk.take_over()
    wait(minutes=1)
    (asked,) = talk.write("kargo ücreti ne kadar")
    with talk.kit.scope():
        Message.objects.filter(id=asked.id).update(wamid="wamid.asked")
    wait(minutes=1)
    with talk.kit.scope():
        outbound.react(asked.id, "👍", user=talk.kit.agent, now=clock.now())
    assert "49,90" in hand_back(talk)


@pytest.mark.parametrize(("hours", "is_answered"), [(23, True), (24, False), (60, False)])
def test_what_is_as_old_as_a_late_message_is_not_answered_as_new(
    talk: Talk, wait: Callable[..., None], hours: int, is_answered: bool
) -> None:
    talk.take_over()
    wait(minutes=1)
    talk.say("kargo ücreti ne kadar")
    wait(hours=hours)
    assert ("49,90" in hand_back(talk)) is is_answered
    assert talk.answer() == []


def test_what_came_late_stays_for_people(talk: Talk, wait: Callable[..., None]) -> None:
    talk.take_over()
    wait(minutes=1)
    talk.write("kargo ücreti ne kadar", content={"late": True})
    assert hand_back(talk) == ""


def test_what_is_taken_back_by_the_customer_is_not_answered(talk: Talk, wait: Callable[..., None]) -> None:
    talk.take_over()
    wait(minutes=1)
    talk.write("kargo ücreti ne kadar", revoked_at=clock.now())
    assert hand_back(talk) == ""


def test_the_call_for_a_person_is_no_open_question_but_what_came_after_is(
    talk: Talk, wait: Callable[..., None]
) -> None:
    assert talk.say("temsilciye bağlanmak istiyorum")
    deliver(talk)
    wait(minutes=1)
    assert hand_back(talk) == ""
    assert talk.row().mode == "bot"
    wait(minutes=1)
    assert talk.say("temsilciye bağlanmak istiyorum")
    deliver(talk)
    wait(minutes=1)
    talk.say("kargo ücreti ne kadar")
    wait(minutes=1)
    assert talk.say("orada mısınız")  # "a colleague will write to you": it answers that message alone
    deliver(talk)
    wait(minutes=1)
    answer = hand_back(talk)
    assert "49,90" in answer
    assert talk.row().mode == "bot"


def test_a_promise_that_never_left_answers_nothing(talk: Talk, wait: Callable[..., None]) -> None:
    assert talk.say("kargo ücreti ne kadar")
    talk.take_over()  # the bot's words are withdrawn with it
    wait(minutes=1)
    assert "49,90" in hand_back(talk)


def test_an_emergency_nobody_answered_is_one_again(
    make_tenant: Callable[..., TenantKit], wait: Callable[..., None]
) -> None:
    from tests.support.talk import Talk

    kit = make_tenant("dental")
    talk = Talk(kit, kit.make_conversation())
    talk.take_over()
    wait(minutes=1)
    talk.say("kanama durmuyor nefes alamıyorum yardım edin")
    wait(minutes=1)
    assert "112" in hand_back(talk)
    assert talk.row().handoff_reason == "emergency"


def test_whoever_takes_over_before_the_answer_is_not_spoken_over(
    talk: Talk, wait: Callable[..., None]
) -> None:
    from invekto.agent_ai import services
    from tests.support.jobs import run_jobs

    talk.take_over()
    wait(minutes=1)
    talk.say("kargo ücreti ne kadar")
    with talk.kit.scope():
        services.hand_back(talk.conversation.id, talk.kit.agent, clock.now())
        services.take_over(talk.conversation.id, talk.kit.owner, clock.now())
    run_jobs()
    assert talk.new() == []
    assert talk.row().mode == "human"


def test_a_hand_back_taken_back_at_once_leaves_the_note_as_it_was(
    talk: Talk, wait: Callable[..., None]
) -> None:
    from invekto.agent_ai import desk
    from invekto.messaging import desk as acts
    from tests.support.jobs import run_jobs

    talk.say("temsilciye bağlanmak istiyorum")
    deliver(talk)
    wait(minutes=1)
    talk.say("kargo ücreti ne kadar")
    talk.new()
    before = talk.row()
    assert before.note["since"]
    with talk.kit.scope():
        action = desk.hand_back([talk.conversation.id], talk.kit.agent, clock.now())
        assert action is not None
        acts.undo(action.id, talk.kit.agent, clock.now())
    run_jobs()
    after = talk.row()
    assert talk.new() == []
    assert (after.mode, after.note, after.waiting_since) == (before.mode, before.note, before.waiting_since)
