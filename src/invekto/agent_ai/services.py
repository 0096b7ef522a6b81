"""The room's door for pages, API, sandbox and other rooms.

All but ``warm_up`` and ``reread`` run inside the tenant's scope; what changes who speaks locks the conversation's
row first (``takeover``).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from invekto.agent_ai import lessons
from invekto.agent_ai import note as notes
from invekto.agent_ai.afterwards import say_afterwards
from invekto.agent_ai.assignment import assign, is_due
from invekto.agent_ai.assignment import wake as assign_soon
from invekto.agent_ai.engine import registry
from invekto.agent_ai.engine.reading import analyser
from invekto.agent_ai.engine.served import for_people
from invekto.agent_ai.giving import NotOfTheTeam, assign_to
from invekto.agent_ai.handing_back import NOTE_KEPT, hand_back
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
from invekto.agent_ai.meaning import Understood, understood
from invekto.agent_ai.presence import (
    SPOKEN,
    BadSeat,
    Place,
    change_seat,
    heartbeat,
    leave,
    seat_of,
    set_away,
    team,
)
from invekto.agent_ai.resuming import BadDesk, set_desk
from invekto.agent_ai.risk import ENOUGH, ENOUGH_SEEN, IntentFigures, Point, Risk, risk_of
from invekto.agent_ai.takeover import (
    give_to_person_undelivered,
    keystroke,
    say,
    say_again,
    silence_by_phone,
    take_over,
)
from invekto.agent_ai.team_models import Kind
from invekto.agent_ai.thresholds import BadThreshold, Thresholds, set_thresholds
from invekto.core import events, texts
from invekto.core.tenancy import tenant_scope
from invekto.messaging.models import Author, Conversation, Message, Mode

__all__ = [
    "ENOUGH",
    "ENOUGH_SEEN",
    "NOTE_KEPT",
    "SPOKEN",
    "BadDesk",
    "BadSeat",
    "BadThreshold",
    "IntentFigures",
    "Kind",
    "NotJudgeable",
    "NotOfTheTeam",
    "Note",
    "NoteLine",
    "Place",
    "Point",
    "Risk",
    "Thresholds",
    "Understood",
    "UnknownIntent",
    "assign",
    "assign_soon",
    "assign_to",
    "change_seat",
    "for_people",
    "give_to_person_undelivered",
    "hand_back",
    "heartbeat",
    "intents",
    "is_due",
    "judge_answer",
    "judgements_of",
    "keystroke",
    "last_number",
    "leave",
    "note_in_words",
    "note_lines",
    "note_of",
    "reread",
    "restore_judgement",
    "risk_of",
    "say",
    "say_afterwards",
    "say_again",
    "seat_of",
    "set_away",
    "set_desk",
    "set_thresholds",
    "silence_by_phone",
    "standing_judgements",
    "state_of",
    "take_over",
    "teacher",
    "team",
    "understood",
    "warm_up",
    "why_line",
    "withdraw_judgement",
]

Note = notes.Note
NoteLine = notes.NoteLine


def warm_up() -> None:
    """Load every vertical's analyser, so that the first customer does not wait; some seconds, once."""
    for name in registry.names():
        analyser(name)


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
    flow = (conversation.flow or {}) if conversation.mode == Mode.BOT else {}
    return {
        "conversation": str(conversation.id),
        "intent": understood.get("intent"),
        "confidence": understood.get("confidence"),
        "language": conversation.contact.language or understood.get("language"),
        "flow": None if flow.get("over") else flow.get("name"),
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


def note_lines(stored: Mapping[str, Any], language: str) -> dict[str, list[NoteLine]]:
    """As ``note_in_words``, each line with the message it comes from."""
    return notes.lines_of(stored, language)


def note_in_words(stored: Mapping[str, Any], language: str) -> Note:
    """A hand-over note as a reader of ``language`` has it."""
    return notes.in_words(stored, language)


def why_line(why: Mapping[str, Any] | None, language: str) -> str:
    """What the bot did with a message, in one line for colleagues; empty when it was not the bot."""
    rule = str((why or {}).get("rule") or "")
    return texts.text(rule, language) if rule and texts.has_text(rule, language) else ""
