"""Answer what a customer wrote: read, understand, prepare outside; then write everything in one transaction.

That transaction holds the conversation's row. A take-over waits for it or makes it say nothing, a worker
killed inside it leaves no trace, and a second run finds the messages dealt with.
"""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from django.db import OperationalError

from invekto.agent_ai import handover, note
from invekto.agent_ai.contract import (
    Content,
    FlowFate,
    FlowState,
    Handler,
    Handoff,
    HandoffReason,
    Reply,
    Text,
    Turn,
    Wish,
)
from invekto.agent_ai.engine import clarify, media
from invekto.agent_ai.engine.decide import EMERGENCY, Clarify, GiveUp, Resume, Serve, Step, decide
from invekto.agent_ai.engine.language import reply_language
from invekto.agent_ai.engine.reading import Reading, Snapshot, snapshot, understand
from invekto.agent_ai.handlers import COMMON
from invekto.core import clock, live, texts
from invekto.core.tenancy import tenant_scope
from invekto.messaging.models import Author, Contact, Conversation, Message, Mode
from invekto.outbound.services import NotSendable

log = logging.getLogger(__name__)

_ROUNDS = 4  # times a talk that goes on while we think is read anew; then we answer what we read
_MOST_WISHES = 2  # answered at once


class Deliver(Protocol):
    """Puts one message on its way, inside the tenant's scope (``outbound.services.send``)."""

    def __call__(
        self,
        *,
        conversation: Conversation,
        content: Content,
        author: Author,
        now: datetime,
        why: dict[str, Any] | None = None,
    ) -> object: ...


@dataclass(frozen=True, slots=True)
class Plan:
    """One reply to be made: who makes it, for which wish, from what was fetched."""

    step: Step | None  # None: messages without words
    wish: Wish
    handler: Any = None
    prepared: Any = None


def answer(tenant_id: UUID, conversation_id: UUID, *, deliver: Deliver) -> bool:
    """Deal with everything unanswered; True if there was anything. Safe to run again at any moment.

    Raises OperationalError when the database is gone. Any other failure of a handler gives the
    conversation to a person: a customer is never left without an answer.
    """
    for attempt in range(_ROUNDS):
        now = clock.now()
        with tenant_scope(tenant_id):
            seen = snapshot(conversation_id)
        if seen is None:
            return attempt > 0
        reading = understand(seen, known_intents=_known_intents(seen), now=now)
        try:
            plans = _plan(_turn(seen, reading, now), reading) if seen.conversation.mode == Mode.BOT else []
            with tenant_scope(tenant_id):
                if _write(seen, reading, plans, now=now, deliver=deliver, last=attempt == _ROUNDS - 1):
                    return True
        except OperationalError:
            raise
        except Exception:
            # Whatever failed in a handler, the one wrong thing would be silence.
            log.exception("The dialogue failed and asks for a person (conversation %s).", conversation_id)
            with tenant_scope(tenant_id):
                _fail(seen, reading, now=now, deliver=deliver)
            return True
    return True


def _handlers(seen: Snapshot) -> Mapping[str, Handler]:
    return {**COMMON, **seen.vertical.handlers}


def _known_intents(seen: Snapshot) -> frozenset[str]:
    return frozenset(_handlers(seen))


def _turn(seen: Snapshot, reading: Reading, now: datetime) -> Turn:
    flow = seen.open_flow
    return Turn(
        tenant=seen.tenant,
        contact=seen.contact,
        conversation=seen.conversation,
        vertical=seen.vertical,
        messages=seen.messages,
        analysis=reading.together,
        wish=reading.wishes[0] if reading.wishes else Wish("out_of_scope", 0.0),
        flow=flow if flow and flow.is_alive(now) else None,
        language=reply_language(reading.spoken),
        now=now,
        offered=seen.offered,
    )


def _plan(turn: Turn, reading: Reading) -> list[Plan]:
    """Decide, and let the handlers fetch what they need; outside every scope."""
    if not reading.wishes:
        return [Plan(None, turn.wish)]
    handlers = {**COMMON, **turn.vertical.handlers}
    step = decide(turn, reading.wishes, turn.vertical.flows, emergency=reading.is_emergency)
    match step:
        case Resume(flow):
            return [Plan(step, turn.wish, flow, flow.prepare(turn))]
        case Serve(wishes):
            served = [wish for wish in wishes if wish.intent in handlers][:_MOST_WISHES]
            if not served:
                return [Plan(GiveUp(), turn.wish)]
            return [
                Plan(
                    step, wish, handlers[wish.intent], handlers[wish.intent].prepare(replace(turn, wish=wish))
                )
                for wish in served
            ]
    return [Plan(step, turn.wish)]


def _write(
    seen: Snapshot, reading: Reading, plans: list[Plan], *, now: datetime, deliver: Deliver, last: bool
) -> bool:
    """Everything the answer changes, in the caller's scope; False: read again, the talk went on meanwhile."""
    conversation = _locked(seen.conversation.id)
    if conversation is None:
        return True
    waiting = set(
        Message.objects.filter(
            conversation_id=conversation.id, author=Author.CUSTOMER, answered_at=None
        ).values_list("id", flat=True)
    )
    read = {message.id for message in seen.messages}
    if not read <= waiting or (waiting != read and not last):
        return False
    same_talk = (seen.conversation.mode, seen.conversation.flow) == (conversation.mode, conversation.flow)
    if not same_talk and conversation.mode == Mode.BOT:
        return False
    _mark(seen, reading, now)
    contact = Contact.objects.select_for_update().get(id=conversation.contact_id)
    if contact.language != reading.spoken:
        contact.language = reading.spoken
        contact.save(update_fields=["language"])
    turn = replace(
        _turn(seen, reading, now), conversation=conversation, contact=contact, tenant=conversation.tenant
    )
    if conversation.mode == Mode.BOT:
        _say(turn, _reply(turn, plans), deliver)
    elif reading.is_emergency and conversation.handoff_reason != HandoffReason.EMERGENCY:
        _raise_alarm(turn)
    _mark_contact(turn, _flags_of(turn), frozenset())
    live.announce("conversation", tenant_id=conversation.tenant_id, conversation=conversation.id)
    return True


def _locked(conversation_id: UUID) -> Conversation | None:
    """None when the thread was merged into another meanwhile."""
    return (
        Conversation.objects.select_for_update(of=("self",))
        .select_related("tenant")
        .filter(id=conversation_id)
        .first()
    )


def _mark(seen: Snapshot, reading: Reading, now: datetime) -> None:
    messages = [
        Message(id=message.id, analysis=reading.stored(message), answered_at=now) for message in seen.messages
    ]
    Message.objects.bulk_update(messages, ["analysis", "answered_at"])


def _reply(turn: Turn, plans: list[Plan]) -> Reply:
    replies = [_one_reply(replace(turn, wish=plan.wish), plan) for plan in plans]
    merged = _merged([reply for reply in replies if reply is not None])
    if merged.handoff is None and merged.rule and note.is_angry(turn) and turn.wish.intent not in COMMON:
        # The wish was served; the anger is for a person.
        return replace(
            merged,
            handoff=Handoff(HandoffReason.ANGRY, said=turn.t("handover-said-angry")),
            flow=FlowFate.CLOSE,
        )
    return merged


def _one_reply(turn: Turn, plan: Plan) -> Reply | None:
    match plan.step:
        case None:
            return media.answer(turn)
        case Clarify():
            return clarify.ask(turn)
        case GiveUp():
            return clarify.give_up(turn)
        case Resume(flow):
            return flow.resume(turn, plan.prepared)
        case Serve():
            reply: Reply = plan.handler.handle(turn, plan.prepared)
            return reply


def _merged(replies: list[Reply]) -> Reply:
    """Several wishes, one answer: what asks something back comes last, and one question is open at most."""
    if len(replies) < 2:
        return replies[0] if replies else Reply(flow=FlowFate.KEEP)
    ordered = sorted(
        replies, key=lambda reply: isinstance(reply.flow, FlowState) or reply.handoff is not None
    )
    handoff = next((reply.handoff for reply in ordered if reply.handoff), None)
    questions = [reply.flow for reply in ordered if isinstance(reply.flow, FlowState)]
    return Reply(
        contents=[content for reply in ordered for content in reply.contents],
        rule=replies[0].rule,
        flow=questions[0] if questions and handoff is None else FlowFate.CLOSE,
        handoff=handoff,
        flags=frozenset().union(*(reply.flags for reply in replies)),
        tags=frozenset().union(*(reply.tags for reply in replies)),
    )


def _say(turn: Turn, reply: Reply, deliver: Deliver) -> None:
    conversation, now = turn.conversation, turn.now
    why = {"intent": turn.wish.intent, "confidence": round(turn.wish.confidence, 4), "rule": reply.rule}
    contents = [*reply.contents]
    open_flow = reply.flow
    if open_flow is FlowFate.KEEP and turn.flow is not None and contents and reply.handoff is None:
        flow = turn.vertical.flows.get(turn.flow.name)
        if flow is not None and flow.version == turn.flow.version:
            contents.append(flow.question(turn))
    if reply.handoff is not None:
        promised = handover.promise(turn.tenant, language=turn.language, now=now)
        contents.append(Text(f"{reply.handoff.said} {promised}".strip()))
    for content in contents:
        deliver(conversation=conversation, content=content, author=Author.BOT, now=now, why=why)
    _remember(turn, open_flow)
    _mark_contact(turn, reply.flags, reply.tags)
    if reply.handoff is not None:
        promised_to_staff = handover.promised_to_staff(turn.tenant, now=now)
        written = note.compose(turn, reply.handoff, promised=promised_to_staff)
        handover.give(conversation, reply.handoff.reason, written, now=now)


def _remember(turn: Turn, flow: FlowState | FlowFate) -> None:
    if flow is FlowFate.KEEP:
        return
    turn.conversation.flow = flow.to_json(turn.now) if isinstance(flow, FlowState) else None
    turn.conversation.save(update_fields=["flow"])


def _raise_alarm(turn: Turn) -> None:
    """A person is already awaited or there, and must now hurry; the bot stays silent."""
    wish = Wish(EMERGENCY, 1.0)
    handoff = Handoff(HandoffReason.EMERGENCY)
    written = note.compose(replace(turn, wish=wish), handoff, promised="")
    handover.give(turn.conversation, handoff.reason, written, now=turn.now)


def _flags_of(turn: Turn) -> frozenset[str]:
    """What the words themselves tell of the customer, whatever they wanted."""
    signals = turn.analysis.signals
    bulk_buyer = signals.b2b and "wholesale_inquiry" in turn.vertical.handlers
    return frozenset(
        flag for flag, is_set in (("vip", bulk_buyer), ("foreign_patient", signals.foreign_patient)) if is_set
    )


def _mark_contact(turn: Turn, flags: frozenset[str], tags: frozenset[str]) -> None:
    contact = turn.contact
    if flags <= set(contact.flags) and tags <= set(contact.tags):
        return
    contact.flags = sorted({*contact.flags, *flags})
    contact.tags = sorted({*contact.tags, *tags})
    contact.save(update_fields=["flags", "tags"])


def _fail(seen: Snapshot, reading: Reading, *, now: datetime, deliver: Deliver) -> None:
    """A handler broke: nothing of its answer was kept. A person is told, and so is the customer."""
    conversation = _locked(seen.conversation.id)
    if conversation is None:
        return
    _mark(seen, reading, now)
    if conversation.mode != Mode.BOT:
        return
    language = reply_language(reading.spoken)
    promised = handover.promise(seen.tenant, language=language, now=now)
    said = f"{texts.text('handover-said-error', language)} {promised}"
    # When the window has closed meanwhile, only a person with a template can still write.
    with contextlib.suppress(NotSendable):
        deliver(
            conversation=conversation,
            content=Text(said),
            author=Author.BOT,
            now=now,
            why={"intent": None, "confidence": None, "rule": "did-failed"},
        )
    written = note.bare(
        HandoffReason.ERROR,
        words=reading.together.text,
        promised=handover.promised_to_staff(seen.tenant, now=now),
        language=seen.tenant.language,
    )
    handover.give(conversation, HandoffReason.ERROR, written, now=now)
