"""The bot never speaks over a person, and never twice, whatever happens when."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import threading
import time
from typing import TYPE_CHECKING

from invekto.core import clock
from tests.messaging.rooms import peer

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from tests.messaging.graph_peer import GraphPeer
    from tests.support.talk import Talk

__all__ = ["peer"]

INTERLEAVINGS = 60
_DYING_WORKER = """
import os, signal, sys
from uuid import UUID
import django
django.setup()
from invekto.agent_ai.engine.answer import answer
from invekto.outbound.services import Outbox

class Dying(Outbox):
    def write(self):
        super().write()
        os.kill(os.getpid(), signal.SIGKILL)

answer(UUID(sys.argv[1]), [UUID(sys.argv[2])], outgoing=Dying)
"""


def _together(*actions: Callable[[], object]) -> None:
    """Run at the same time, each on a database connection of its own; a failure of one is ours."""
    from django.db import connections

    failures: list[BaseException] = []

    def run(action: Callable[[], object]) -> None:
        try:
            action()
        except BaseException as error:
            failures.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(action,)) for action in actions]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failures:
        raise failures[0]


def _after(seconds: float, action: Callable[[], object]) -> Callable[[], object]:
    """Start a little later: which of two comes first must differ from round to round."""

    def run() -> object:
        threading.Event().wait(seconds)
        return action()

    return run


def _bot_rows(talk: Talk) -> list[str]:
    from invekto.messaging.models import Author
    from invekto.outbound.models import OutboundMessage

    with talk.kit.scope():
        rows = OutboundMessage.objects.filter(conversation=talk.conversation, author=Author.BOT)
        return [row.state for row in rows]


def test_no_bot_message_is_left_to_send_once_a_person_has_taken_over(talk: Talk) -> None:
    from tests.support.talk import Talk as NewTalk

    luck = random.Random(20261124)
    talk.say("merhaba")  # the analyser is loaded: from here on a round takes milliseconds
    begun = time.monotonic()
    talk.say("merhaba")
    usual = time.monotonic() - begun
    before = after = 0
    for _ in range(INTERLEAVINGS):
        one = NewTalk(talk.kit, talk.kit.make_conversation())
        one.write("merhaba")
        _together(
            _after(luck.uniform(0, usual), one.answer),
            _after(luck.uniform(0, usual), one.take_over),
        )
        states = _bot_rows(one)
        assert "queued" not in states
        assert one.row().mode == "human"
        before += "cancelled" in states
        after += not states
        # Whatever came first, the message has been understood and dealt with.
        assert one.state()["intent"] == "greeting"
    # Both orders were really seen.
    assert before
    assert after


def test_no_bot_message_reaches_the_phone_after_a_take_over_is_done(talk: Talk, peer: GraphPeer) -> None:
    from invekto.outbound.lane import run_lane
    from tests.support.talk import Talk as NewTalk

    luck = random.Random(1)
    arrivals: dict[str, float] = {}
    peer.on_send = lambda sent: arrivals.update({sent.to: time.monotonic()})
    talk.say("merhaba")
    sent_before = silenced_before = 0
    for _ in range(INTERLEAVINGS):
        one = NewTalk(talk.kit, talk.kit.make_conversation())
        one.write("merhaba")
        one.answer()
        done: list[float] = []

        def take_over(one: Talk = one, done: list[float] = done) -> None:
            one.take_over()
            done.append(time.monotonic())

        _together(
            _after(luck.uniform(0, 0.03), lambda: run_lane(talk.kit.id, talk.kit.number.id)),
            _after(luck.uniform(0, 0.03), take_over),
        )
        arrived = arrivals.get(str(one.row().contact.phone).lstrip("+"))
        assert arrived is None or arrived < done[0]
        sent_before += arrived is not None
        silenced_before += arrived is None
    assert sent_before
    assert silenced_before


def test_whoever_waits_for_the_last_word_of_the_bot_holds_nobody_up(talk: Talk) -> None:
    from invekto.core.tenancy import tenant_scope
    from invekto.messaging.models import Conversation
    from invekto.outbound.models import OutboundMessage

    talk.say("merhaba")
    with talk.kit.scope():
        OutboundMessage.objects.update(state="sending", claimed_at=clock.now())
    done: list[float] = []
    free: list[float] = []

    def take_over() -> None:
        talk.take_over()
        done.append(time.monotonic())

    def look() -> None:
        while not free:
            with tenant_scope(talk.kit.id):
                row = Conversation.objects.select_for_update(skip_locked=True).filter(mode="human").first()
                if row is not None:
                    free.append(time.monotonic())
                    OutboundMessage.objects.update(state="sent")

    _together(take_over, look)
    assert free[0] < done[0] < free[0] + 1.0


def test_two_workers_on_one_conversation_answer_once(talk: Talk) -> None:
    from tests.support.talk import Talk as NewTalk

    talk.say("merhaba")
    for _ in range(10):
        # Each customer says it once: who says the same again and again is taken for a machine.
        one = NewTalk(talk.kit, talk.kit.make_conversation())
        one.write("teşekkür ederim")
        _together(one.answer, one.answer, one.answer)
        assert len(_bot_rows(one)) == 1


def test_a_message_that_arrives_while_the_answer_is_written_is_answered_with_it_or_after_it(
    talk: Talk,
) -> None:
    from invekto.messaging.models import Message

    luck = random.Random(7)
    talk.say("merhaba")
    for _ in range(20):
        talk.write("teşekkür ederim")
        _together(_after(luck.uniform(0, 0.05), talk.answer), _after(luck.uniform(0, 0.05), _writer(talk)))
        talk.answer()
        with talk.kit.scope():
            assert not Message.objects.filter(author="customer", answered_at=None).exists()


def _writer(talk: Talk) -> Callable[[], object]:
    return lambda: talk.write("sağolun")


def test_a_worker_killed_in_the_middle_leaves_nothing_and_the_next_one_answers_once(talk: Talk) -> None:
    talk.write("merhaba")
    assert _run_dying_worker(talk.kit.id, talk.conversation.id) == -signal.SIGKILL
    assert _bot_rows(talk) == []
    assert len(talk.answer()) == 1
    assert talk.answer() == []


def _run_dying_worker(tenant_id: UUID, conversation_id: UUID) -> int:
    return subprocess.run(
        [sys.executable, "-c", _DYING_WORKER, str(tenant_id), str(conversation_id)],
        env=dict(os.environ),
        check=False,
    ).returncode


def test_the_job_reads_a_burst_together_and_runs_once_more_without_harm(
    talk: Talk, run_jobs: Callable[[], int]
) -> None:
    from invekto.core import events
    from invekto.messaging.models import Author, Message

    talk.write("merhaba", "iade etmek istiyorum")
    for _ in range(2):
        with talk.kit.scope():
            events.record(
                "message.received",
                tenant_id=talk.kit.id,
                now=clock.now(),
                subject_id=talk.conversation.id,
                lock=f"talk:{talk.conversation.id}",
            )
    run_jobs()
    with talk.kit.scope():
        said = list(Message.objects.filter(author=Author.BOT))
    assert len(said) == 1
    assert "İade talebinizi aldım" in said[0].text
