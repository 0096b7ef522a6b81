"""Drafts become rows: replies, the flow's state, the note, and what the messages were understood as."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from invekto.agent_ai import assignment, callback, handover, note, since
from invekto.agent_ai.contract import (
    FlowFate,
    FlowState,
    Handoff,
    HandoffReason,
    Reply,
    Text,
    Turn,
    Wish,
)
from invekto.agent_ai.engine import attachments, clarify, media, retelling
from invekto.agent_ai.engine.decide import Clarify, GiveUp, Resume, Serve, Stale
from invekto.agent_ai.engine.draft import Draft, Plan, turn_of
from invekto.agent_ai.engine.language import reply_language
from invekto.agent_ai.engine.matters import Made, together, with_open_matters
from invekto.agent_ai.engine.reading import Reading, Snapshot
from invekto.agent_ai.handlers import COMMON
from invekto.agent_ai.llm.composer import Told
from invekto.agent_ai.outgoing import Outgoing
from invekto.agent_ai.subjects import subject
from invekto.agent_ai.wait import Wait, expected
from invekto.chat_analysis.corpus import EMERGENCY
from invekto.core import live, texts
from invekto.core.models import Tenant
from invekto.core.statements import update_rows
from invekto.messaging.models import Author, Contact, Conversation, Message, Mode
from invekto.outbound.services import NotSendable


@dataclass(slots=True)
class _Changes:
    """Collected over all drafts, then written in one statement per table."""

    outbox: Outgoing
    now: datetime
    messages: list[Message] = field(default_factory=list)
    conversations: list[Conversation] = field(default_factory=list)
    speakers: list[Contact] = field(default_factory=list)  # whose language changed
    _waits: list[Wait | None] = field(default_factory=list)

    def wait(self, tenant: Tenant) -> Wait | None:
        """What a customer who is handed over now is told of the queue. Those of one transaction hear the same."""
        if not self._waits:
            self._waits.append(expected(tenant, self.now))
        return self._waits[0]

    def understood(self, seen: Snapshot, reading: Reading | None) -> None:
        self.messages += [
            Message(
                id=message.id,
                tenant_id=seen.tenant.id,
                analysis=reading.stored(message) if reading else None,
                answered_at=self.now,
            )
            for message in seen.messages
        ]

    def write(self) -> None:
        self.outbox.write()
        update_rows(Message, self.messages, ("analysis", "answered_at"))
        update_rows(Contact, self.speakers, ("language",))
        update_rows(Conversation, self.conversations, (*handover.MARKED, *_LAST_SHOWN))
        if self.conversations:
            tenant_id = self.conversations[0].tenant_id
            live.announce_conversations(tenant_id, [one.id for one in self.conversations])


# An emergency told again this soon is the same one.
_SAME_EMERGENCY = timedelta(hours=1)
_LAST_SHOWN = ("last_message_at", "last_type", "last_author", "last_text", "intent")


def write(drafts: Sequence[Draft], *, now: datetime, outbox: Outgoing, last: bool) -> list[UUID]:
    """Everything the answers change, in the caller's scope.

    Returns the conversations that must be read again because their talk went on meanwhile; ``last``: no more.
    """
    conversations = _locked([draft.seen.conversation.id for draft in drafts])
    waiting = _waiting(list(conversations))
    contacts = _locked_contacts([one.contact_id for one in conversations.values()])
    changes = _Changes(outbox, now)
    again: list[UUID] = []
    for draft in drafts:
        conversation = conversations.get(draft.seen.conversation.id)
        if conversation is None:  # merged into another meanwhile
            continue
        if not _still_so(draft.seen, conversation, waiting.get(conversation.id, set()), last=last):
            again.append(conversation.id)
            continue
        conversation.contact = contacts[conversation.contact_id]
        if draft.reading is None or draft.plans is None:
            _apologise(draft, conversation, changes)
        else:
            _answer(draft.seen, draft.reading, draft.plans, draft.told, conversation, changes)
    changes.write()
    return again


def write_failure(draft: Draft, *, now: datetime, outbox: Outgoing) -> None:
    """A handler broke: nothing of its answer was kept. A person is told, and so is the customer."""
    conversation = _locked([draft.seen.conversation.id]).get(draft.seen.conversation.id)
    if conversation is None:
        return
    changes = _Changes(outbox, now)
    _apologise(draft, conversation, changes)
    changes.write()


def write_unread(conversation_id: UUID, *, now: datetime) -> None:
    """What was said could not even be read: a person sees to it, and the customer hears nothing yet."""
    conversation = _locked([conversation_id]).get(conversation_id)
    if conversation is None:
        return
    unanswered = Message.objects.filter(
        conversation_id=conversation_id, author=Author.CUSTOMER, answered_at=None
    ).order_by("id")
    said = list(unanswered.values_list("id", "text"))
    words = "\n".join(text for _, text in said)
    unanswered.update(answered_at=now)
    if conversation.mode == Mode.BOT:
        language = conversation.tenant.language
        written = note.bare(
            HandoffReason.ERROR,
            words=words,
            promised="",
            language=language,
            said=said[0][0] if said else None,
        )
        handover.give(conversation, HandoffReason.ERROR, written, now=now)


def _locked(ids: Sequence[UUID]) -> dict[UUID, Conversation]:
    found = Conversation.objects.select_for_update(of=("self",)).select_related("tenant")
    return {one.id: one for one in found.filter(id__in=list(ids)).order_by("id")}


def _locked_contacts(ids: Sequence[UUID]) -> dict[UUID, Contact]:
    return {
        one.id: one for one in Contact.objects.select_for_update().filter(id__in=list(ids)).order_by("id")
    }


def _waiting(talks: list[UUID]) -> dict[UUID, set[UUID]]:
    """The unanswered messages of each conversation."""
    found: dict[UUID, set[UUID]] = {}
    rows = Message.objects.filter(conversation_id__in=talks, author=Author.CUSTOMER, answered_at=None)
    for talk, message in rows.values_list("conversation_id", "id"):
        found.setdefault(talk, set()).add(message)
    return found


def _still_so(seen: Snapshot, conversation: Conversation, waiting: set[UUID], *, last: bool) -> bool:
    read = {message.id for message in seen.messages}
    if not read <= waiting or (waiting != read and not last):
        return False
    same_talk = (seen.conversation.mode, seen.conversation.flow) == (conversation.mode, conversation.flow)
    return same_talk or conversation.mode != Mode.BOT


def _answer(
    seen: Snapshot,
    reading: Reading,
    plans: Sequence[Plan],
    told: Mapping[str, Told],
    conversation: Conversation,
    changes: _Changes,
) -> None:
    contact = conversation.contact
    changes.understood(seen, reading)
    changes.conversations.append(conversation)
    if contact.language != reading.spoken:
        contact.language = reading.spoken
        changes.speakers.append(contact)
    turn = replace(
        turn_of(seen, reading, changes.now),
        conversation=conversation,
        contact=contact,
        tenant=conversation.tenant,
    )
    if conversation.mode == Mode.BOT:
        _say(turn, _reply(turn, plans), told, changes)
    elif reading.is_emergency and _is_news(conversation, changes.now):
        _raise_alarm(turn, told, changes)
    else:
        _go_on_waiting(turn, changes.outbox)
    conversation.intent = subject(reading.wishes, turn.limit_of) or conversation.intent
    _mark_contact(turn, _flags_of(turn), frozenset())
    _mark_lead(turn, reading)


def _reply(turn: Turn, plans: Sequence[Plan]) -> Reply:
    made = [Made(plan, reply) for plan in plans if (reply := one_reply(turn, plan)) is not None]
    reply = together(turn, made)
    if reply.handoff is None and reply.rule and note.is_angry(turn) and turn.wish.intent not in COMMON:
        # The wish was served; the anger is for a person.
        handoff = Handoff(HandoffReason.ANGRY, said=turn.t("handover-said-angry"))
        reply = replace(reply, handoff=with_open_matters(turn, handoff, made))
    return reply


def one_reply(turn: Turn, plan: Plan) -> Reply | None:
    """What one plan says; inside the tenant's scope."""
    turn = replace(turn, wish=plan.wish, beside=plan.beside)
    match plan.step:
        case None:
            return media.answer(turn)
        case Clarify():
            return clarify.ask(turn)
        case GiveUp():
            return clarify.give_up(turn)
        case Stale():
            return clarify.too_late(turn)
        case Resume(flow):
            return flow.resume(turn, plan.prepared)
        case Serve():
            reply: Reply = plan.handler.handle(turn, plan.prepared)
            return reply


def _say(turn: Turn, reply: Reply, told: Mapping[str, Told], changes: _Changes) -> None:
    conversation, now, outbox = turn.conversation, turn.now, changes.outbox
    why = {"intent": turn.wish.intent, "confidence": round(turn.wish.confidence, 4), "rule": reply.rule}
    contents = [*reply.contents]
    wait, reason = None, reply.handoff.reason if reply.handoff else None
    if reply.handoff is not None:
        wait = changes.wait(turn.tenant)
        promised = handover.promise(turn.tenant, language=turn.language, now=now, wait=wait, reason=reason)
        invited = handover.invitation(turn.tenant, reply.handoff.reason, turn.language, now)
        contents.append(Text(" ".join(filter(None, (reply.handoff.said, promised, invited)))))
    row: object = None
    for content in contents:
        shown, kept = retelling.retold(content, told)
        row = outbox.add(conversation=conversation, content=shown, author=Author.BOT, why=why | kept)
    if not contents:
        conversation.waiting_since = None  # a sticker was heard; nobody waits for an answer
    conversation.flow = _flow_after(turn, reply)
    _mark_contact(turn, reply.flags, reply.tags)
    if reply.handoff is not None:
        promised_to_staff = handover.promised_to_staff(turn.tenant, now=now, wait=wait, reason=reason)
        written = note.compose(turn, reply.handoff, promised=promised_to_staff)
        written["links"]["promised"] = _said_in(row)
        handover.mark(conversation, reply.handoff.reason, written, now=now)


def _flow_after(turn: Turn, reply: Reply) -> dict[str, Any] | None:
    """What is open now; after a hand-over where the talk stood, for what people are offered to say."""
    read = str(turn.messages[-1].id) if turn.messages else ""
    if isinstance(reply.flow, FlowState):
        return replace(reply.flow, read=read).to_json(turn.now)
    if reply.handoff is not None and turn.flow is not None and turn.flow.name in turn.vertical.flows:
        return replace(turn.flow, read=read).to_json(turn.flow.asked_at or turn.now)
    return turn.conversation.flow if reply.flow is FlowFate.KEEP and reply.handoff is None else None


def _said_in(row: object) -> str | None:
    """Id of the message that an outbox made; None from one that keeps no messages."""
    message = getattr(row, "message_id", None)
    return str(message) if message else None


def _go_on_waiting(turn: Turn, outbox: Outgoing) -> None:
    """A person is awaited or there. What came stands in the note; whoever takes the talk sees it there."""
    since.keep(turn)
    if attachments.attach(turn):
        return
    if turn.conversation.taken_over_at is not None:
        return  # a person has spoken in it, and gave it on or closed it: the bot says nothing before it is told to
    if since.answer_another_mind(turn, outbox):
        return
    if (better := callback.better_time(turn)) is not None:
        _book_again(turn, better, outbox)
    elif not since.answer_addition(turn, outbox):
        since.reassure(turn, outbox)


def _book_again(turn: Turn, better: callback.Booked, outbox: Outgoing) -> None:
    """The customer named a better moment: it is noted, and said. Nobody has begun to speak with them yet."""
    talk = turn.conversation
    waiting_since = talk.waiting_since
    talk.callback_at = better.at
    kind = "stands" if better.stands else "as-asked" if better.as_asked else "when-open"
    said = turn.t(f"handover-booked-{kind}", **handover.moment(better.at, turn.now, turn.language))
    row: object = None
    # When the window has closed meanwhile, the moment is kept all the same.
    with contextlib.suppress(NotSendable):
        why = {"intent": turn.wish.intent, "confidence": None, "rule": "did-booked-callback"}
        row = outbox.add(conversation=talk, content=Text(said), author=Author.BOT, why=why)
    talk.waiting_since = waiting_since  # for a person they wait as before
    if better.stands:
        return
    told = "note-promise-asked" if better.as_asked else "note-promise-asked-closed"
    promised = turn.staff(told, **handover.moment(better.at, turn.now, turn.tenant.language))
    talk.note = note.with_promise(talk.note or {}, promised, _said_in(row))


def _is_news(conversation: Conversation, now: datetime) -> bool:
    """An emergency that nobody was told of: the last one may be long over."""
    at = conversation.handed_off_at
    return conversation.handoff_reason != HandoffReason.EMERGENCY or at is None or now - at > _SAME_EMERGENCY


def _raise_alarm(turn: Turn, told: Mapping[str, Told], changes: _Changes) -> None:
    """A person is already awaited or there, and must now hurry.

    The bot stays silent before whoever speaks. Where nobody does, or they are gone, the talk is anybody's again, and
    the customer hears what to do meanwhile: silence could cost a life.
    """
    talk = turn.conversation
    turn = replace(turn, wish=Wish(EMERGENCY, 1.0))
    handler = turn.vertical.handlers.get(EMERGENCY)
    if handler is not None and not assignment.is_attended(talk, turn.now):
        if talk.mode == Mode.HUMAN:
            assignment.release(talk, turn.now)
        # When the window has closed meanwhile, only a person with a template can still write.
        with contextlib.suppress(NotSendable):
            _say(turn, handler.handle(turn, handler.prepare(turn)), told, changes)
            return
    handoff = Handoff(HandoffReason.EMERGENCY)
    handover.mark(talk, handoff.reason, note.compose(turn, handoff, promised=""), now=turn.now)


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


def _mark_lead(turn: Turn, reading: Reading) -> None:
    """Since when this is somebody to be won: they surely asked for what the tenant sells."""
    limits = turn.analysis.limits
    wished = {one.intent for one in reading.wishes if one.tapped or one.confidence >= limits.of(one.intent)}
    if turn.contact.lead_since is None and wished & turn.vertical.leads:
        turn.contact.lead_since = turn.now
        turn.contact.save(update_fields=["lead_since"])


def _apologise(draft: Draft, conversation: Conversation, changes: _Changes) -> None:
    seen, reading, now = draft.seen, draft.reading, changes.now
    changes.understood(seen, reading)
    if conversation.mode != Mode.BOT:
        return
    changes.conversations.append(conversation)
    language = reply_language(reading.spoken if reading else seen.contact.language or seen.tenant.language)
    wait = changes.wait(seen.tenant)
    promised = handover.promise(seen.tenant, language=language, now=now, wait=wait)
    # When the window has closed meanwhile, only a person with a template can still write.
    row: object = None
    with contextlib.suppress(NotSendable):
        row = changes.outbox.add(
            conversation=conversation,
            content=Text(f"{texts.text('handover-said-error', language)} {promised}"),
            author=Author.BOT,
            why={"intent": None, "confidence": None, "rule": "did-failed"},
        )
    written = note.bare(
        HandoffReason.ERROR,
        words="\n".join(message.text for message in seen.messages),
        promised=handover.promised_to_staff(seen.tenant, now=now, wait=wait),
        language=seen.tenant.language,
        said=seen.messages[0].id,
    )
    written["links"]["promised"] = _said_in(row)
    handover.mark(conversation, HandoffReason.ERROR, written, now=now)
