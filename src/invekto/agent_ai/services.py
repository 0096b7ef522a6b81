"""Who speaks in a conversation: the room's door for pages, API, sandbox and other rooms.

All but ``warm_up`` and ``reread`` run inside the tenant's scope and lock the conversation's row first. The
engine's answer holds the same lock, so a take-over comes before an answer, which is then not given, or after
it, and then withdraws what has not left.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction

from invekto.agent_ai import handover, lessons
from invekto.agent_ai import note as notes
from invekto.agent_ai.contract import Content
from invekto.agent_ai.engine import registry
from invekto.agent_ai.engine.reading import analyser
from invekto.agent_ai.judging import (
    NotJudgeable,
    UnknownIntent,
    intents,
    judge_answer,
    judgements_of,
    last_number,
    restore_judgement,
    standing_judgements,
    withdraw_judgement,
)
from invekto.agent_ai.lessons import teacher
from invekto.agent_ai.lines import Line
from invekto.agent_ai.meaning import Understood, understood
from invekto.agent_ai.risk import ENOUGH, ENOUGH_SEEN, IntentFigures, Point, Risk, risk_of
from invekto.agent_ai.thresholds import BadThreshold, Thresholds, set_thresholds
from invekto.core import audit, events, live, texts
from invekto.core.models import User
from invekto.core.tenancy import tenant_scope
from invekto.messaging import services as messaging
from invekto.messaging.models import Author, Conversation, HandoffReason, Message, Mode
from invekto.outbound import services as outbound
from invekto.outbound.models import OutboundMessage

__all__ = [
    "ENOUGH",
    "ENOUGH_SEEN",
    "NOTE_KEPT",
    "BadThreshold",
    "IntentFigures",
    "NotJudgeable",
    "Note",
    "Point",
    "Risk",
    "Thresholds",
    "Understood",
    "UnknownIntent",
    "give_to_person_undelivered",
    "hand_back",
    "intents",
    "judge_answer",
    "judgements_of",
    "keystroke",
    "last_number",
    "note_in_words",
    "note_of",
    "reread",
    "restore_judgement",
    "risk_of",
    "say",
    "say_again",
    "set_thresholds",
    "silence_by_phone",
    "standing_judgements",
    "state_of",
    "take_over",
    "teacher",
    "understood",
    "warm_up",
    "why_line",
    "withdraw_judgement",
]

Note = notes.Note

NOTE_KEPT = "handover-notice-note"  # the notice that holds the note of a hand-over that is over
_PATIENCE = 1.5  # seconds a take-over waits for a message that is just leaving
_LOOK_AGAIN = 0.005  # seconds
_LONGEST_SEND = timedelta(seconds=30)


def warm_up() -> None:
    """Load every vertical's analyser, so that the first customer does not wait; some seconds, once."""
    for name in registry.names():
        analyser(name)


def take_over(conversation_id: UUID, user: User, now: datetime) -> Conversation:
    """``user`` speaks from now on: the bot is silent, and what it had not yet sent is withdrawn.

    Safe to repeat. Raises Conversation.DoesNotExist. Whoever leaves the scope waits there for a message that is
    just leaving (``_let_the_last_word_leave``).
    """
    conversation = _locked(conversation_id)
    if conversation.mode == Mode.HUMAN and conversation.assigned_to_id == user.id:
        return conversation
    _silence(conversation, user, now)
    tenant_id = conversation.tenant_id
    transaction.on_commit(lambda: _let_the_last_word_leave(tenant_id, conversation_id, now), robust=True)
    messaging.record_notice(conversation, "handover-notice-taken", now=now, name=user.name)
    audit.append(
        "conversation.taken_over",
        tenant_id=conversation.tenant_id,
        actor=f"user:{user.id}",
        now=now,
        subject=str(conversation.id),
    )
    return conversation


def keystroke(conversation_id: UUID, user: User, now: datetime) -> Conversation:
    """The first key a person presses silences the bot; a colleague who already speaks is not pushed out."""
    conversation = _locked(conversation_id)
    return conversation if conversation.mode == Mode.HUMAN else take_over(conversation_id, user, now)


def silence_by_phone(conversation_id: UUID, now: datetime) -> None:
    """Somebody answered from the business phone itself: a person speaks, we do not know who."""
    conversation = _locked(conversation_id)
    if conversation.mode == Mode.HUMAN:
        return
    _silence(conversation, None, now)
    messaging.record_notice(conversation, "handover-notice-phone", now=now)
    audit.append(
        "conversation.taken_over",
        tenant_id=conversation.tenant_id,
        actor="phone",
        now=now,
        subject=str(conversation.id),
    )


def hand_back(conversation_id: UUID, user: User | None, now: datetime) -> Conversation:
    """The bot answers again, from the customer's next message on. Safe to repeat.

    ``user`` None: no person decided it (the terminal's chat).
    """
    conversation = _locked(conversation_id)
    if conversation.mode == Mode.BOT:
        return conversation
    _unanswered(conversation).update(answered_at=now)
    _keep_note(conversation)
    # A message that waited to be tried again belongs to the talk before.
    outbound.cancel_bot_messages(conversation.id, now)
    conversation.mode = Mode.BOT
    conversation.handoff_reason = conversation.handed_off_at = conversation.note = None
    conversation.assigned_to = conversation.taken_over_at = conversation.flow = None
    conversation.waiting_since = None
    conversation.save(
        update_fields=[
            "mode",
            "handoff_reason",
            "handed_off_at",
            "note",
            "assigned_to",
            "taken_over_at",
            "flow",
            "waiting_since",
        ]
    )
    if user is None:
        messaging.record_notice(conversation, "handover-notice-resumed", now=now)
    else:
        messaging.record_notice(conversation, "handover-notice-back", now=now, name=user.name)
    audit.append(
        "conversation.handed_back",
        tenant_id=conversation.tenant_id,
        actor=f"user:{user.id}" if user else "system",
        now=now,
        subject=str(conversation.id),
    )
    live.announce("conversation", tenant_id=conversation.tenant_id, conversation=conversation.id)
    return conversation


def give_to_person_undelivered(message_id: UUID, code: int, now: datetime) -> None:
    """A message failed for good: if it was the bot's, and the bot still speaks, a person goes on.

    Not for somebody who blocked the business: nobody may write to them.
    """
    message = Message.objects.select_related("conversation").filter(id=message_id, author=Author.BOT).first()
    if message is None or code == outbound.USER_STOPPED:
        return
    conversation = _locked(message.conversation_id)
    if conversation.mode != Mode.BOT:
        return
    note = _bare_note(conversation, HandoffReason.ERROR, now)
    note["next_step"] = Line.of("note-next-undelivered", conversation.tenant.language)
    outbound.cancel_bot_messages(conversation.id, now)
    handover.give(conversation, HandoffReason.ERROR, note, now=now)


def reread(tenant_id: UUID, message_id: UUID, now: datetime) -> None:
    """Understand a message anew that the customer changed after it was answered. Opens its own scopes.

    Answered again, like a new one, when its words now are an emergency, or clearly another wish than before.
    """
    with tenant_scope(tenant_id):
        found = Message.objects.select_related("conversation__tenant", "conversation__contact")
        message = found.filter(id=message_id, revoked_at=None).first()
        taught = lessons.taught(tenant_id)
    if message is None or not message.text.strip():
        return
    conversation = message.conversation
    tenant = conversation.tenant
    engine = analyser(tenant.vertical)
    (analysis,) = engine.analyze_many(
        [message.text],
        now=now,
        timezone=tenant.timezone,
        previous_language=conversation.contact.language,
        threshold=tenant.confidence_threshold,
        thresholds=tenant.intent_thresholds,
        memory=lessons.memory(taught, engine),
    )
    before = (message.analysis or {}).get("intent")
    best = analysis.intents[0]
    another = (
        conversation.mode == Mode.BOT and best.intent != before and best.confidence >= analysis.threshold
    )
    if not (another or analysis.signals.red_flag):
        return
    with tenant_scope(tenant_id):
        Message.objects.filter(id=message_id, revoked_at=None).update(answered_at=None, received_at=now)
        events.record_each("message.received", tenant_id=tenant_id, now=now, subject_ids=[conversation.id])


def say(conversation_id: UUID, user: User, content: Content, now: datetime) -> OutboundMessage:
    """A colleague's own message; whoever speaks has taken over.

    Raises what ``outbound.services.send`` raises: outside the 24-hour window only templates leave.
    """
    conversation = take_over(conversation_id, user, now)
    sent = outbound.send(conversation=conversation, content=content, author=Author.HUMAN, now=now, user=user)
    _unanswered(conversation).update(answered_at=now)
    return sent


def say_again(message_id: UUID, user: User, now: datetime) -> OutboundMessage:
    """A colleague repeats a message that failed, whoever wrote it; whoever speaks has taken over.

    Raises Message.DoesNotExist for one that cannot be repeated, and what ``outbound.services.send`` raises; then
    nothing was changed.
    """
    talk = Message.objects.values_list("conversation_id", flat=True).get(id=message_id)
    with transaction.atomic():  # what is refused uses nothing up: it can be repeated later
        conversation = take_over(talk, user, now)
        content = outbound.take_failed(message_id)
        return outbound.send(
            conversation=conversation, content=content, author=Author.HUMAN, now=now, user=user
        )


def state_of(conversation: Conversation) -> dict[str, Any]:
    """How the conversation stands, as the sandbox's state call tells it. Inside the tenant's scope."""
    last = (
        Message.objects.filter(
            conversation_id=conversation.id, author=Author.CUSTOMER, analysis__isnull=False
        )
        .order_by("-at", "-id")
        .first()
    )
    understood = (last.analysis or {}) if last else {}
    understood = understood | understood.get("together", {})
    person = conversation.assigned_to
    return {
        "conversation": str(conversation.id),
        "intent": understood.get("intent"),
        "confidence": understood.get("confidence"),
        "language": conversation.contact.language or understood.get("language"),
        "flow": (conversation.flow or {}).get("name"),
        "handoff": conversation.mode != Mode.BOT,
        "handoff_reason": conversation.handoff_reason,
        "assigned_to": person.email if person else None,
        "note": conversation.note and notes.in_words(conversation.note, conversation.tenant.language),
        "bot_silenced": conversation.mode != Mode.BOT,
        "tags": conversation.contact.tags,
        "flags": conversation.contact.flags,
        "tasks": [],
    }


def note_of(lines: Mapping[str, Any], language: str) -> dict[str, object]:
    """A note as it is stored, from its lines alone."""
    return {**notes.in_words({"lines": lines} | dict.fromkeys(lines, ""), language), "lines": dict(lines)}


def note_in_words(stored: Mapping[str, Any], language: str) -> Note:
    """A hand-over note as a reader of ``language`` has it."""
    return notes.in_words(stored, language)


def why_line(why: Mapping[str, Any] | None, language: str) -> str:
    """What the bot did with a message, in one line for colleagues; empty when it was not the bot."""
    rule = str((why or {}).get("rule") or "")
    return texts.text(rule, language) if rule and texts.has_text(rule, language) else ""


def _locked(conversation_id: UUID) -> Conversation:
    return (
        Conversation.objects.select_for_update(of=("self",))
        .select_related("contact", "tenant", "assigned_to")
        .get(id=conversation_id)
    )


def _silence(conversation: Conversation, user: User | None, now: datetime) -> None:
    conversation.mode = Mode.HUMAN
    conversation.assigned_to = user
    conversation.taken_over_at = now
    conversation.flow = None
    conversation.save(update_fields=["mode", "assigned_to", "taken_over_at", "flow"])
    outbound.cancel_bot_messages(conversation.id, now)
    live.announce("conversation", tenant_id=conversation.tenant_id, conversation=conversation.id)


def _let_the_last_word_leave(tenant_id: UUID, conversation_id: UUID, now: datetime) -> None:
    """Wait for what a lane has already handed to WhatsApp, usually some milliseconds.

    Otherwise the bot's words could reach the phone after the colleague was told that they have the floor. The
    take-over is committed before: nobody else waits for the conversation's row meanwhile. A row that a killed
    worker left behind is too old to wait for.
    """
    deadline = time.monotonic() + _PATIENCE
    while _is_bot_leaving(tenant_id, conversation_id, since=now - _LONGEST_SEND):
        if time.monotonic() > deadline:
            return
        time.sleep(_LOOK_AGAIN)


def _is_bot_leaving(tenant_id: UUID, conversation_id: UUID, *, since: datetime) -> bool:
    with tenant_scope(tenant_id):
        return outbound.is_bot_leaving(conversation_id, since=since)


def _unanswered(conversation: Conversation) -> Any:
    return Message.objects.filter(conversation_id=conversation.id, author=Author.CUSTOMER, answered_at=None)


def _keep_note(conversation: Conversation) -> None:
    """The hand-over is over; what was noted stays in the thread where it was written."""
    if not conversation.note or conversation.handed_off_at is None:
        return
    messaging.record_notice(
        conversation,
        NOTE_KEPT,
        now=conversation.handed_off_at,
        note=conversation.note,
        reason=conversation.handoff_reason or HandoffReason.ASKED.value,
    )


def _bare_note(conversation: Conversation, reason: HandoffReason, now: datetime) -> Note:
    language = conversation.tenant.language
    last = (
        Message.objects.filter(conversation_id=conversation.id, author=Author.CUSTOMER)
        .order_by("-at", "-id")
        .first()
    )
    written = notes.bare(reason, words=last.text if last else "", promised="", language=language)
    written["tried"] = notes.tried(conversation.id, now=now, language=language)
    return written
