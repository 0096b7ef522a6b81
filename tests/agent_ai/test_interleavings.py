"""Ten thousand interleavings of the bot's words with what people do: after a take-over nothing of the bot is written
or leaves.

Whatever the bot writes takes part (``bot_writers``): answers, apologies, what it says to a flood, to those who wait,
in an emergency, and of a question that was left. Each talk follows a schedule of its own, drawn from a seed: which of
take-over, keystroke, a person's word, a failed message repeated by one, words on the business phone, hand-back and a
new message happen, and in which gap they fall:

    read → [thinking] → write: locks … [locked] … commit → [queued] → lane claims → [leaving] → WhatsApp said yes or
    "later" → [after] → the lane claims once more

Those in [locked] really wait for the rows that the answer holds, each on a connection of its own. Everything else
is in the order of the schedule, so a failure comes again with its seed.
"""

from __future__ import annotations

import os
import random
import threading
from collections import Counter
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

import pytest

from tests.agent_ai.bot_writers import EXPIRY, RESUMED, WRITERS, Writer, customers, write, writer_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.support.tenants import TenantKit

TALKS = 50  # talks of a round, answered in one transaction as the job does
ROUNDS = 50
# 4 x 50 x 50 = 10,000, a test each; `make interleavings` plays them all, an ordinary run the first quarter.
SEEDS = (1, 2, 3, 4) if os.environ.get("INTERLEAVINGS") == "all" else (1,)
GAPS = ("before", "thinking", "locked", "queued", "leaving", "after")
SILENCING = ("take_over", "keystroke", "phone", "say", "repeat")
ACTS = (*SILENCING, "hand_back", "message")
_WEIGHTS = (3, 2, 2, 1, 1, 2, 2)
_BLOCKED = 4  # acts that wait for the answer's locks at the same time
START = datetime(2026, 11, 24, 9, tzinfo=UTC)
_LATE = timedelta(seconds=31)  # a take-over waits for what is just leaving, unless that began so long ago

Act = tuple[str, str]  # gap, act


@dataclass
class Round:
    """Fifty talks on the way through one answer; what each has seen of the bot when it was silenced."""

    kit: TenantKit
    writer: Writer
    talks: list[UUID]
    schedules: dict[UUID, list[Act]]
    luck: random.Random
    known: dict[UUID, dict[UUID, str]] = field(default_factory=dict)  # bot's rows by talk: id → state
    silent_since: dict[UUID, frozenset[UUID]] = field(default_factory=dict)  # … that were there already
    leaving: set[UUID] = field(default_factory=set)  # rows that a lane has had in its hands
    said: int = 0  # by the bot
    back: dict[UUID, frozenset[UUID]] = field(default_factory=dict)  # … that were there at the last hand-back
    waited: int = 0  # acts that had to wait for the answer's locks

    def act(self, talk: UUID, act: str, now: datetime) -> None:
        """One act, in a transaction of its own."""
        from invekto.agent_ai import services
        from invekto.messaging.models import Author, Conversation, Message
        from invekto.outbound.content import Text
        from invekto.outbound.models import OutboundMessage

        with self.kit.scope():
            match act:
                case "take_over":
                    services.take_over(talk, self.kit.agent, now)
                case "keystroke":
                    services.keystroke(talk, self.kit.owner, now)
                case "phone":
                    services.silence_by_phone(talk, now)
                case "say":
                    services.say(talk, self.kit.agent, Text("Buyurun, ben yardımcı olayım."), now)
                case "repeat":
                    failed = OutboundMessage.objects.filter(conversation_id=talk, state="failed").first()
                    if failed is not None:
                        services.say_again(failed.message_id, self.kit.agent, now)
                    else:
                        services.say(talk, self.kit.agent, Text("Buradayım."), now)
                case "hand_back":
                    services.hand_back(talk, self.kit.agent, now)
                    said = OutboundMessage.objects.filter(conversation_id=talk, author=Author.BOT)
                    self.back[talk] = frozenset(said.values_list("id", flat=True))
                case "message":
                    Conversation.objects.select_for_update().get(id=talk)
                    Message.objects.create(
                        tenant_id=self.kit.id,
                        conversation_id=talk,
                        author=Author.CUSTOMER,
                        type="text",
                        text="orada mısınız",
                        at=now,
                        received_at=now,
                    )

    def run(self, gap: str, now: datetime) -> None:
        """The acts of a gap, one after the other; what the bot had said until then is known exactly."""
        for talk, act in self.of(gap):
            self.act(talk, act, now)
            self.note(talk, act)

    def of(self, gap: str) -> list[tuple[UUID, str]]:
        return [(talk, act) for talk, acts in self.schedules.items() for where, act in acts if where == gap]

    def note(self, talk: UUID, act: str) -> None:
        if act in SILENCING:
            self.silent_since.setdefault(talk, frozenset(self.known.get(talk, ())))
        elif act == "hand_back":
            self.silent_since.pop(talk, None)

    def look(self, where: str) -> None:
        """The promise: what is silent has no new row of the bot, none that could still leave, none newly leaving."""
        from invekto.messaging.models import Author
        from invekto.outbound.models import OutboundMessage

        found: dict[UUID, dict[UUID, str]] = {}
        with self.kit.scope():
            rows = OutboundMessage.objects.filter(
                conversation_id__in=self.talks, author=Author.BOT
            ).order_by()
            for talk, row, state in rows.values_list("conversation_id", "id", "state"):
                found.setdefault(talk, {})[row] = state
        for talk, had in self.silent_since.items():
            is_now, was = found.get(talk, {}), self.known.get(talk, {})
            schedule = f"{self.writer.name}, {where}: {self.schedules[talk]}"
            assert set(is_now) <= had, f"written after a take-over, {schedule}"
            for row, state in is_now.items():
                # One that was leaving when the person came, and that WhatsApp wants again later, may wait.
                assert state != "queued" or row in self.leaving, f"left to send, {schedule}"
                assert state != "sending" or was.get(row) == "sending", (
                    f"leaves after a take-over, {schedule}"
                )
        self.known = found
        self.leaving |= {row for rows in found.values() for row, state in rows.items() if state == "sending"}


def _schedules(talks: list[UUID], luck: random.Random) -> dict[UUID, list[Act]]:
    """One to three acts a talk, in the order of their gaps; a hand-back only where a person may be."""
    made: dict[UUID, list[Act]] = {}
    for talk in talks:
        acts = luck.choices(ACTS, _WEIGHTS, k=luck.choice((1, 1, 1, 1, 2, 3)))
        gaps = sorted((luck.choice(GAPS) for _ in acts), key=GAPS.index)
        # Two of one talk in [locked] would come in an order of their own.
        made[talk] = [
            ("queued" if gap == "locked" and gaps.count("locked") > 1 else gap, act)
            for gap, act in zip(gaps, acts, strict=True)
        ]
    return made


def _write(now: Round, outside: ThreadPoolExecutor, moment: Callable[[], datetime]) -> None:
    """The bot's own way to its words; the acts of [thinking] and [locked] come where it lets its messages out."""
    from invekto.agent_ai.engine.answer import answer
    from invekto.agent_ai.expiry import expire_flows
    from invekto.agent_ai.resuming import resume_left
    from invekto.messaging.models import Conversation, Mode
    from invekto.outbound.services import Outbox

    blocked: list[tuple[UUID, str, Future[None]]] = []
    waiting = now.of("locked")
    stages: list[str] = []

    class Stepping(Outbox):
        def __init__(self, at: datetime) -> None:
            super().__init__(at)
            self.talks: set[UUID] = set()
            if "thinking" not in stages:  # read, thought about, and nothing is locked yet
                stages.append("thinking")
                outside.submit(now.run, "thinking", moment()).result()

        def add(self, *, conversation: Conversation, **more: Any) -> Any:
            row = super().add(conversation=conversation, **more)
            self.talks.add(conversation.id)
            now.said += 1
            return row

        def write(self) -> None:
            # Of a round that is written at once everything is locked, also where nothing is said.
            mine = [one for one in waiting if not now.writer.one_by_one or one[0] in self.talks]
            for talk, act in mine:
                waiting.remove((talk, act))
                blocked.append((talk, act, outside.submit(now.act, talk, act, moment())))
            now.waited += _until_some_wait(min(_BLOCKED, len(mine)))
            super().write()

    if now.writer in (EXPIRY, RESUMED):  # nothing is thought about
        stages.append("thinking")
        people = outside.submit(now.run, "thinking", moment())
        if now.writer is RESUMED:  # at the same time: whoever came is not sent away by it
            resume_left(now.kit.id, moment())
        people.result()
        with now.kit.scope():
            silent = Conversation.objects.filter(id__in=list(now.silent_since))
            assert not silent.filter(mode=Mode.BOT).exists(), "the bot came back under somebody's fingers"
    if now.writer is EXPIRY:
        expire_flows(now.kit.id, moment(), outgoing=Stepping)
    if now.writer is RESUMED:
        with now.kit.scope():
            write(now.kit, now.writer, now.talks, moment())
    if now.writer is not EXPIRY:
        answer(now.kit.id, now.talks, outgoing=Stepping)
    for talk, act in waiting:  # nothing was said there to wait for
        blocked.append((talk, act, outside.submit(now.act, talk, act, moment())))
    for _, _, done in blocked:
        done.result()
    for talk, act, _ in blocked:
        if act == "hand_back":  # a second look answers what is open; until then nothing was written
            assert now.back[talk] <= now.silent_since.get(talk, now.back[talk]), "written before a hand-back"
            now.note(talk, act)
    silenced_in_the_lock = [(talk, act) for talk, act, _ in blocked if act != "hand_back"]
    # They came after the answer, or before a second look at a talk that went on: what was written is theirs to
    # withdraw.
    now.look("written")
    for talk, act in silenced_in_the_lock:
        now.note(talk, act)


def _until_some_wait(many: int) -> int:
    """Until as many connections wait for a lock, or a moment has passed; how many do."""
    from django.db import connection

    if not many:
        return 0
    pause = threading.Event()
    waiting = 0
    for _ in range(20):
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(DISTINCT pid) FROM pg_locks WHERE NOT granted")
            (waiting,) = cursor.fetchone()
        if waiting >= many:
            break
        pause.wait(0.001)
    return int(waiting)


def _lane(now: Round, moment: Callable[[], datetime], *, between: Callable[[], None] | None = None) -> None:
    """What a lane does, without the network: claim, commit, [leaving], then WhatsApp's answers."""
    from invekto.messaging.cloud_api import Accepted, Refused
    from invekto.outbound.claiming import claim
    from invekto.outbound.settling import Outcome, settle

    with now.kit.scope():
        claimed = claim(now.kit.number.id, now=moment(), most=500)
    assert claimed is not None
    now.look("claimed")
    if between is not None:
        between()
        now.look("leaving")
    outcomes: list[Outcome] = []
    for taken in claimed.claims:
        luck = now.luck.random() if between is not None else 1.0
        said: Any = Accepted(f"wamid.{taken.row_id}")
        if luck < 0.1:
            said = Refused(130472, "not delivered") if luck < 0.03 else Refused(130429, "too fast")
        outcomes.append(Outcome(taken.row_id, said))
    with now.kit.scope():
        settle(outcomes, number=claimed.number, now=moment())
    now.look("answered")


@pytest.fixture
def outside() -> Iterator[ThreadPoolExecutor]:
    """People, each on a database connection of their own."""
    from django.db import connections

    with ThreadPoolExecutor(_BLOCKED) as people:
        yield people
        for _ in range(_BLOCKED):
            people.submit(connections.close_all)


@pytest.mark.parametrize("seed", SEEDS)
def test_after_a_take_over_nothing_of_the_bot_is_written_or_leaves(
    make_tenant: Callable[..., TenantKit], outside: ThreadPoolExecutor, seed: int
) -> None:
    from invekto.core import clock
    from invekto.core.models import Tenant
    from invekto.messaging.models import WhatsAppNumber
    from invekto.outbound.models import OutboundMessage, SendingPace

    luck = random.Random(seed)
    seen: Counter[str] = Counter()
    said: Counter[str] = Counter()  # by each writer, and the talks in which nothing was
    kept: Counter[str] = Counter()
    different: set[tuple[Act, ...]] = set()
    waited = 0
    for number in range(ROUNDS):
        begun = START + timedelta(minutes=10 * number)
        clock.set_now(begun)
        if number % 10 == 0:  # threads and chains that grow would only make the same slower
            kit = make_tenant("dental")
            with kit.scope():
                WhatsAppNumber.objects.update(messages_per_second=1000)
                Tenant.objects.filter(id=kit.id).update(bot_resumes_after=1)
        writer = writer_of(number)
        talks = customers(kit, writer, begun, TALKS)
        now = Round(kit, writer, talks, _schedules(talks, luck), luck)
        now.run("before", begun)
        _write(now, outside, lambda begun=begun: begun)
        now.run("queued", begun + timedelta(seconds=1))
        _lane(
            now,
            lambda begun=begun: begun + timedelta(seconds=2),
            between=lambda now=now, begun=begun: now.run("leaving", begun + timedelta(seconds=2) + _LATE),
        )
        now.run("after", begun + timedelta(minutes=2))
        with kit.scope():
            SendingPace.objects.update(hold_until=None)
            OutboundMessage.objects.filter(state="queued").update(next_attempt_at=begun)
        now.look("after")
        for minute in (3, 4, 5):  # one row to each person at a time
            _lane(now, lambda begun=begun, minute=minute: begun + timedelta(minutes=minute))
        for rows in now.known.values():
            seen.update(rows.values())
            assert "queued" not in rows.values()
        different.update(tuple(acts) for acts in now.schedules.values())
        waited += now.waited
        said[writer.name] += now.said
        kept[writer.name] += sum(not now.known.get(talk) for talk in talks)
    # Every side of it was really seen: answers that left, answers withdrawn, people who waited for the lock.
    assert seen["sent"] > TALKS * ROUNDS / 10
    assert seen["cancelled"] > TALKS * ROUNDS / 20
    assert waited > ROUNDS
    assert len(different) > 300
    for writer in WRITERS:
        assert said[writer.name] > TALKS, writer.name
        assert kept[writer.name] > TALKS / 5, writer.name
