"""Floods and loops of bots: the engine asks here before it understands and answers anything.

A conversation that is held keeps every message, but nobody's words are analysed one by one any more, and the bot says
nothing: a person is told, once. What holds is a row (``TalkGuard``), so it survives a restart; it ends when the
customer has been quiet for a while, or when a person hands the conversation back. Emergencies go through.
"""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from django.db import OperationalError

from invekto.agent_ai import handover, note
from invekto.agent_ai.contract import Content, Text
from invekto.agent_ai.engine.language import reply_language
from invekto.agent_ai.engine.reading import Snapshot, understand
from invekto.agent_ai.lines import Line
from invekto.agent_ai.outgoing import Outgoing
from invekto.agent_ai.pace import LOOK_BACK, MOST, Said, judge
from invekto.core import live, texts
from invekto.core.statements import run_prepared
from invekto.core.tenancy import tenant_scope
from invekto.messaging.models import (
    Author,
    Conversation,
    GuardKind,
    HandoffReason,
    Message,
    Mode,
    TalkGuard,
)
from invekto.messaging.services import record_notice
from invekto.outbound import services as outbound

log = logging.getLogger(__name__)

QUIET = {GuardKind.FLOOD: timedelta(minutes=2), GuardKind.LOOP: timedelta(minutes=15)}
_SAID_AGAIN = timedelta(hours=1)  # a customer who is told that it was too much is not told again before that
_READ = 5  # different messages of a held batch in which an emergency is looked for
_CHANGED = ("last_message_at", "last_type", "last_author", "last_text")


@dataclass(frozen=True, slots=True)
class _Held:
    """``guard``: what holds already; None: it begins now."""

    seen: Snapshot
    kind: GuardKind
    guard: TalkGuard | None


def let_through(
    tenant_id: UUID, seen: Sequence[Snapshot], *, now: datetime, outgoing: Callable[[datetime], Outgoing]
) -> list[Snapshot]:
    """Those to be answered in the ordinary way; the others have been dealt with. Opens its own scopes.

    Two queries for all of them. Safe to repeat. Raises OperationalError when the database is gone.
    """
    if not seen:
        return []
    stopped: set[UUID] = set()
    try:
        with tenant_scope(tenant_id):
            held = _held(seen, now)
        for one in held:
            if _is_emergency(one.seen, now):
                continue
            with tenant_scope(tenant_id):
                _hold(one, now=now, outbox=outgoing(now))
            stopped.add(one.seen.conversation.id)
    except OperationalError:
        raise
    except Exception:
        # A guard that fails must not cost anybody their answer.
        log.exception("A flood or a loop could not be stopped (tenant %s).", tenant_id)
    return [one for one in seen if one.conversation.id not in stopped]


_NEWEST = """
SELECT talk.id, m.author, left(m.text, 300), m.at, m.received_at, m.content ? 'reply_id'
FROM unnest(%s::uuid[], %s::timestamptz[]) AS talk (id, since)
CROSS JOIN LATERAL (
    SELECT author, text, at, received_at, content, id FROM messages
    WHERE tenant_id = app_tenant() AND conversation_id = talk.id AND at > talk.since
      AND author IN ('customer', 'bot', 'human')
    ORDER BY at DESC, id DESC LIMIT %s::int
) AS m
ORDER BY m.at, m.id
"""


def _held(seen: Sequence[Snapshot], now: datetime) -> list[_Held]:
    ids = [one.conversation.id for one in seen]
    guards = {
        guard.conversation_id: guard
        for guard in TalkGuard.objects.filter(conversation_id__in=ids).order_by("began_at")
    }
    since = [max(message.at for message in one.messages) - LOOK_BACK for one in seen]
    talks: dict[UUID, list[Said]] = {}
    for talk, *said in run_prepared(_NEWEST, [ids, since, MOST]):
        talks.setdefault(talk, []).append(Said(*said))
    held: list[_Held] = []
    for one in seen:
        guard = guards.get(one.conversation.id)
        if guard is not None and guard.over_at is None:
            if not _is_over(guard, one):
                held.append(_Held(one, GuardKind(guard.kind), guard))
                continue
            guard.over_at = now
            guard.save(update_fields=["over_at"])
        told = talks.get(one.conversation.id, [])
        if guard is not None:  # what was held before says nothing about what comes now
            told = [said for said in told if said.received_at > guard.last_at]
        kind = judge(told, bot_speaks=one.conversation.mode == Mode.BOT)
        if kind is not None:
            held.append(_Held(one, kind, None))
    return held


def _is_over(guard: TalkGuard, seen: Snapshot) -> bool:
    """The customer was quiet, or a person handed the conversation back."""
    first = min(message.at for message in seen.messages)
    return seen.conversation.mode == Mode.BOT or first > guard.last_at + QUIET[GuardKind(guard.kind)]


def _is_emergency(seen: Snapshot, now: datetime) -> bool:
    """Whether the newest different messages tell of one that nobody has been told of; a few readings at most."""
    if seen.conversation.handoff_reason == HandoffReason.EMERGENCY:
        return False
    different = {message.text: message for message in seen.messages if message.text.strip()}
    read = replace(seen, messages=tuple(different.values())[-_READ:])
    return bool(read.messages) and understand(read, known_intents=frozenset(), now=now).is_emergency


def _hold(held: _Held, *, now: datetime, outbox: Outgoing) -> None:
    locked = Conversation.objects.select_for_update(of=("self",)).select_related("tenant", "contact")
    conversation = locked.filter(id=held.seen.conversation.id).first()
    if conversation is None:  # merged into another meanwhile
        return
    ids = [message.id for message in held.seen.messages]
    if not Message.objects.filter(id__in=ids, answered_at=None).update(answered_at=now):
        return  # somebody was faster
    newest = max(message.at for message in held.seen.messages)
    if held.guard is not None:
        TalkGuard.objects.filter(pk=held.guard.pk, last_at__lt=newest).update(last_at=newest)
        return
    guard = TalkGuard(
        tenant_id=conversation.tenant_id,
        conversation=conversation,
        kind=held.kind,
        began_at=now,
        last_at=newest,
    )
    if conversation.mode == Mode.BOT:
        outbound.cancel_bot_messages(conversation.id, now)
        if held.kind == GuardKind.FLOOD and not _was_told(conversation, now):
            guard.said_at = _tell(conversation, outbox, now)
        _give(conversation, held, now)
    guard.save(force_insert=True)
    record_notice(conversation, f"guard-notice-{held.kind.value}", now=now)
    live.announce("conversation", tenant_id=conversation.tenant_id, conversation=conversation.id)


def _was_told(conversation: Conversation, now: datetime) -> bool:
    return TalkGuard.objects.filter(conversation=conversation, said_at__gt=now - _SAID_AGAIN).exists()


def _tell(conversation: Conversation, outbox: Outgoing, now: datetime) -> datetime | None:
    """One polite answer. When it was said; None where the window has closed."""
    language = reply_language(conversation.contact.language or conversation.tenant.language)
    promised = handover.promise(conversation.tenant, language=language, now=now)
    content: Content = Text(f"{texts.text('guard-said-flood', language)} {promised}")
    why = {"intent": None, "confidence": None, "rule": "did-held-flood"}
    with contextlib.suppress(outbound.NotSendable):
        outbox.add(conversation=conversation, content=content, author=Author.BOT, why=why)
        outbox.write()
        return now
    return None


def _give(conversation: Conversation, held: _Held, now: datetime) -> None:
    language = conversation.tenant.language
    different = dict.fromkeys(message.text for message in held.seen.messages if message.text.strip())
    told = handover.promised_to_staff(conversation.tenant, now=now) if held.kind == GuardKind.FLOOD else ""
    written = note.bare(
        HandoffReason.POLICY,
        words="\n".join(list(different)[-_READ:]),
        promised=told,
        language=language,
        said=held.seen.messages[0].id,
    )
    written["next_step"] = Line.of(f"guard-next-{held.kind.value}", language)
    handover.mark(conversation, HandoffReason.POLICY, written, now=now)
    conversation.save(update_fields=[*handover.MARKED, *_CHANGED])
