"""Accepted, changed, refused, taken back: what the customer gets, what is kept, and what it teaches."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.db import connection

from invekto.core import clock

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.support.talk import Talk
    from tests.support.tenants import TenantKit

HOLD = timedelta(seconds=5)


@pytest.fixture
def talk(make_tenant: Callable[..., TenantKit]) -> Talk:
    """A colleague speaks; the customer asked for the shipping fee, and two answers are offered."""
    from tests.support.replies import keep
    from tests.support.talk import Talk

    kit = make_tenant(settings={"shipping": {"fee": 49.9}})
    keep(kit, "kargo", "Kargo {{?gün}} gün sürer, {{ad|değerli müşterimiz}}.", intents=("shipping_info",))
    one = Talk(kit, kit.make_conversation())
    one.take_over()
    one.say("kargo ücreti ne kadar")
    return one


def queued(talk: Talk) -> list[tuple[str, str]]:
    from invekto.outbound.models import OutboundMessage

    with talk.kit.scope():
        rows = OutboundMessage.objects.filter(conversation_id=talk.conversation.id).order_by("id")
        return [(row.state, row.body["body"]) for row in rows]


def every(talk: Talk) -> list[Any]:
    from invekto.agent_ai.models import SuggestedReply

    with talk.kit.scope():
        return list(SuggestedReply.objects.order_by("message_id", "rank"))


def judged(talk: Talk) -> list[tuple[str, str, str]]:
    from invekto.agent_ai.models import AnswerJudgement

    with talk.kit.scope():
        return list(AnswerJudgement.objects.order_by("number").values_list("verdict", "source", "intent"))


def test_accepting_sends_it_once_and_keeps_what_was_sent(talk: Talk):
    from invekto.agent_ai.suggestions import services
    from tests.support.replies import accept

    first = accept(talk)
    with talk.kit.scope():  # the same key again, another tab, a retry
        services.accept(first.pk, talk.kit.owner, clock.now())
    assert queued(talk) == [("queued", first.reply_text)]
    assert (first.was_accepted, first.outcome, first.edit_distance) == (True, "accepted", 0)
    assert first.sent_text == first.reply_text
    assert first.decided_by_id == talk.kit.agent.pk
    assert [(one.rank, one.was_accepted, one.outcome) for one in every(talk)] == [
        (1, True, "accepted"),
        (2, False, "passed_over"),
    ]
    assert judged(talk) == [("accepted", "suggestion", "shipping_info")]


def test_ten_fingers_on_one_key_send_one_message(talk: Talk):
    from invekto.agent_ai.suggestions import services
    from tests.support.replies import offered

    chosen = offered(talk)[0].pk
    ready = threading.Barrier(10)

    def press() -> None:
        try:
            ready.wait()
            with talk.kit.scope():
                services.accept(chosen, talk.kit.agent, clock.now())
        finally:
            connection.close()

    with ThreadPoolExecutor(10) as threads:
        for done in [threads.submit(press) for _ in range(10)]:
            done.result()
    assert len(queued(talk)) == 1


def test_a_changed_text_is_an_edit_with_its_distance(talk: Talk):
    from tests.support.replies import accept, offered

    words = offered(talk)[0].reply_text
    edited = accept(talk, text=words + " Sevgiler")
    assert (edited.outcome, edited.was_accepted, edited.edit_distance) == ("edited", True, 9)
    assert edited.sent_text == words + " Sevgiler"
    assert judged(talk) == [("edited", "suggestion", "shipping_info")]


def test_what_has_nothing_to_do_with_it_any_more_was_no_help(talk: Talk):
    from tests.support.replies import accept

    passed = accept(talk, text="Bir dakika")
    assert (passed.outcome, passed.was_accepted, passed.sent_text) == ("passed_over", False, "Bir dakika")
    assert judged(talk) == []


def test_a_blank_must_be_filled_before_it_leaves(talk: Talk):
    from invekto.outbound.content import ContentRefused
    from tests.support.replies import accept

    with pytest.raises(ContentRefused) as refused:
        accept(talk, key=2)
    assert "gün" in refused.value.in_words("tr")
    assert queued(talk) == []
    assert [one.outcome for one in every(talk)] == [None, None]
    accepted = accept(talk, key=2, entered={"gün": "2"})
    assert queued(talk) == [("queued", "Kargo 2 gün sürer, Elif.")]
    assert (accepted.outcome, accepted.edit_distance) == ("accepted", 0)


def test_nobody_sends_double_braces_by_hand_either(talk: Talk):
    from invekto.agent_ai import services
    from invekto.outbound.content import ContentRefused, Text

    with pytest.raises(ContentRefused), talk.kit.scope():
        services.say(talk.conversation.id, talk.kit.agent, Text("Randevunuz {{?tarih}} günü"), clock.now())
    assert queued(talk) == []


def test_refusing_says_nothing_of_the_understanding_and_can_be_undone(talk: Talk):
    from invekto.agent_ai.suggestions import services
    from tests.support.replies import offered, row

    chosen = offered(talk)[0]
    for _ in range(2):
        with talk.kit.scope():
            services.reject(chosen.pk, talk.kit.agent, clock.now())
    assert (row(talk.kit, chosen).was_accepted, row(talk.kit, chosen).outcome) == (False, "rejected")
    assert [one.rank for one in offered(talk)] == [2]
    assert judged(talk) == []
    with talk.kit.scope():
        services.undo(chosen.pk, talk.kit.agent, clock.now())
    assert [one.rank for one in offered(talk)] == [1, 2]


def test_undo_takes_the_message_back_before_it_leaves(talk: Talk):
    from invekto.agent_ai.suggestions import services
    from tests.support.replies import accept, offered

    waiting = talk.row().waiting_since
    first = accept(talk, hold=HOLD)
    with talk.kit.scope():
        services.undo(first.pk, talk.kit.agent, clock.now())
        services.undo(first.pk, talk.kit.agent, clock.now())  # safe to repeat
    assert [state for state, _ in queued(talk)] == ["cancelled"]
    assert [(one.rank, one.outcome, one.sent_text) for one in offered(talk)] == [
        (1, None, None),
        (2, None, None),
    ]
    assert talk.row().waiting_since == waiting
    assert judged(talk)[-1][0] == "withdrawn"
    accept(talk, hold=HOLD)
    assert [state for state, _ in queued(talk)] == ["cancelled", "queued"]


def test_a_message_that_is_leaving_cannot_be_taken_back(talk: Talk):
    from invekto.agent_ai.suggestions import services
    from invekto.outbound.models import OutboundMessage
    from tests.support.replies import accept, row

    first = accept(talk)
    with talk.kit.scope():
        OutboundMessage.objects.update(state="sending", attempts=1)
    with pytest.raises(services.TooLate), talk.kit.scope():
        services.undo(first.pk, talk.kit.agent, clock.now())
    assert row(talk.kit, first).outcome == "accepted"


def test_an_accepted_one_waits_for_its_undo_and_then_leaves(talk: Talk, at, run_jobs, queued_jobs):
    from invekto.core import jobs
    from tests.support.replies import accept

    run_jobs()
    accept(talk, hold=HOLD)
    jobs.release_due(clock.now())
    assert "outbound.lane" not in queued_jobs()
    jobs.release_due(clock.now() + HOLD)
    assert "outbound.lane" in queued_jobs()


def test_an_offer_for_an_older_message_is_grey_and_leaves_only_in_a_persons_own_words(talk: Talk):
    from invekto.agent_ai.suggestions import services
    from tests.support.replies import offered

    old = offered(talk)[0]
    talk.write("dur, vazgeçtim")  # nobody has read it yet
    with talk.kit.scope():
        assert services.offer_in(talk.conversation.id, talk.kit.agent, clock.now()).is_old is True
    with pytest.raises(services.Outdated), talk.kit.scope():
        services.accept(old.pk, talk.kit.agent, clock.now())
    assert queued(talk) == []
    with talk.kit.scope():
        services.accept(old.pk, talk.kit.agent, clock.now(), text=old.reply_text + " Peki.")
    assert len(queued(talk)) == 1


def test_a_new_message_brings_new_offers_in_place_of_the_old(talk: Talk):
    from invekto.agent_ai.suggestions import services
    from tests.support.replies import offered

    before = {one.pk for one in offered(talk)}
    talk.say("teşekkür ederim")
    assert not before & {one.pk for one in offered(talk)}
    with talk.kit.scope():
        assert services.offer_in(talk.conversation.id, talk.kit.agent, clock.now()).is_old is False


def test_words_of_ones_own_pass_the_offers_over(talk: Talk):
    from invekto.agent_ai import services
    from invekto.outbound.content import Text
    from tests.support.replies import offered

    with talk.kit.scope():
        services.say(talk.conversation.id, talk.kit.agent, Text("Bugün ücretsiz"), clock.now())
    assert {(one.outcome, one.was_accepted, one.sent_text) for one in every(talk)} == {
        ("passed_over", False, "Bugün ücretsiz")
    }
    assert all(one.edit_distance for one in every(talk))
    assert offered(talk) == []


def test_what_a_person_said_of_the_message_stands(talk: Talk):
    from invekto.agent_ai import services
    from invekto.agent_ai.models import Source, Verdict
    from tests.support.replies import accept

    with talk.kit.scope():
        services.judge_answer(
            last_message(talk),
            verdict=Verdict.REJECTED,
            right_intent="complaint",
            user=talk.kit.agent,
            source=Source.THREAD,
            now=clock.now(),
        )
    accept(talk)
    assert [verdict for verdict, *_ in judged(talk)] == ["rejected"]


def last_message(talk: Talk) -> Any:
    from invekto.messaging.models import Message

    return Message.objects.filter(author="customer").latest("id").id


def test_after_the_window_nothing_is_changed(talk: Talk):
    from invekto.messaging.models import Conversation
    from invekto.outbound.services import WindowClosed
    from tests.support.replies import accept

    with talk.kit.scope():
        Conversation.objects.filter(id=talk.conversation.id).update(
            last_inbound_at=clock.now() - timedelta(hours=25)
        )
    with pytest.raises(WindowClosed):
        accept(talk)
    assert [one.outcome for one in every(talk)] == [None, None]


def test_another_tenant_finds_no_suggestion_at_all(talk: Talk, second_tenant: TenantKit):
    from invekto.agent_ai.models import SuggestedReply
    from invekto.agent_ai.suggestions import services
    from tests.support.replies import offered

    chosen = offered(talk)[0].pk
    for act in (services.accept, services.reject, services.undo):
        with pytest.raises(SuggestedReply.DoesNotExist), second_tenant.scope():
            act(chosen, second_tenant.agent, clock.now())
    assert queued(talk) == []


@pytest.mark.parametrize(
    ("one", "other", "distance"),
    [
        ("", "", 0),
        ("", "abc", 3),
        ("kitten", "sitting", 3),
        ("İade", "iade", 1),
        ("aynı", "aynı", 0),
        ("ab", "ba", 2),
    ],
)
def test_distance(one: str, other: str, distance: int):
    from invekto.agent_ai.suggestions.distance import edit_distance

    assert edit_distance(one, other) == edit_distance(other, one) == distance
