"""Who speaks: a colleague takes a conversation over, or says something; giving it away is in ``giving`` and
``handing_back``.

Everything here runs inside the tenant's scope and locks the conversation's row first. The engine's answer holds
the same lock, so a take-over comes before an answer, which is then not given, or after it, and then withdraws what
has not left.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction

from invekto.agent_ai import handover
from invekto.agent_ai.contract import Content
from invekto.agent_ai.giving import bare_notes
from invekto.agent_ai.lines import Line
from invekto.agent_ai.suggestions.passing import answered, refuse_blanks
from invekto.core import audit, live
from invekto.core.models import User
from invekto.core.tenancy import tenant_scope
from invekto.messaging import services as messaging
from invekto.messaging.models import Author, Conversation, HandoffReason, Message, Mode
from invekto.outbound import services as outbound
from invekto.outbound.models import OutboundMessage

_STILL_THERE = timedelta(minutes=1)  # noted so often while a person types
_PATIENCE = 1.5  # seconds a take-over waits for a message that is just leaving
_LOOK_AGAIN = 0.005  # seconds
_LONGEST_SEND = timedelta(seconds=30)


def take_over(conversation_id: UUID, user: User, now: datetime) -> Conversation:
    """``user`` speaks from now on: the bot is silent, and what it had not yet sent is withdrawn.

    Safe to repeat. Raises Conversation.DoesNotExist. Whoever leaves the scope waits there for a message that is
    just leaving (``_let_the_last_word_leave``).
    """
    conversation = locked(conversation_id)
    if conversation.mode == Mode.HUMAN and conversation.assigned_to_id == user.id:
        _speaks_on(conversation, now)
        return conversation
    _open(conversation)
    _silence(conversation, user, now)
    tenant_id = conversation.tenant_id
    transaction.on_commit(lambda: _let_the_last_word_leave(tenant_id, conversation_id, now), robust=True)
    messaging.record_notice(conversation, "handover-notice-taken", now=now, name=user.name)
    _note_taken(conversation, f"user:{user.id}", now)
    return conversation


def keystroke(conversation_id: UUID, user: User, now: datetime) -> Conversation:
    """The first key a person presses silences the bot; a colleague who already speaks is not pushed out."""
    conversation = locked(conversation_id)
    if conversation.mode != Mode.HUMAN:
        return take_over(conversation_id, user, now)
    _speaks_on(conversation, now)
    return conversation


def silence_by_phone(conversation_id: UUID, now: datetime) -> None:
    """Somebody answered from the business phone itself: a person speaks, we do not know who.

    Whoever the conversation was given to keeps it.
    """
    conversation = locked(conversation_id)
    if conversation.callback_at is not None:
        conversation.callback_at = None
        conversation.save(update_fields=["callback_at"])
    if conversation.mode == Mode.HUMAN:
        _speaks_on(conversation, now)
        return
    _silence(conversation, conversation.assigned_to, now)
    messaging.record_notice(conversation, "handover-notice-phone", now=now)
    _note_taken(conversation, "phone", now)


def silence_each_by_phone(conversation_ids: Sequence[UUID], now: datetime) -> None:
    """In the transaction that stores what was typed on the phone: no answer comes in between."""
    for conversation_id in conversation_ids:
        silence_by_phone(conversation_id, now)


def give_to_person_undelivered(message_id: UUID, code: int, now: datetime) -> None:
    """A message failed for good: if it was the bot's, and the bot still speaks, a person goes on.

    Not for somebody who blocked the business: nobody may write to them.
    """
    message = Message.objects.select_related("conversation").filter(id=message_id, author=Author.BOT).first()
    if message is None or code == outbound.USER_STOPPED:
        return
    conversation = locked(message.conversation_id)
    if conversation.mode != Mode.BOT:
        return
    note = bare_notes([conversation], HandoffReason.ERROR, now)[conversation.id]
    note["next_step"] = Line.of("note-next-undelivered", conversation.tenant.language)
    outbound.cancel_bot_messages(conversation.id, now)
    handover.give(conversation, HandoffReason.ERROR, note, now=now)


def say(
    conversation_id: UUID, user: User, content: Content, now: datetime, *, hold: timedelta = timedelta()
) -> OutboundMessage:
    """A colleague's own message; whoever speaks has taken over. ``hold``: how long it waits, to be taken back.

    Raises what ``outbound.services.send`` raises: outside the 24-hour window only templates leave. ContentRefused
    for a text in which something in double braces was not filled in.
    """
    refuse_blanks(content)
    conversation = take_over(conversation_id, user, now)
    _open(conversation)
    sent = outbound.send(
        conversation=conversation, content=content, author=Author.HUMAN, now=now, user=user, hold=hold
    )
    unanswered(conversation).update(answered_at=now)
    answered(sent, content=content, user=user, now=now)
    if conversation.callback_at is not None:  # the promise is kept
        conversation.callback_at = None
        conversation.save(update_fields=["callback_at"])
    return sent


def say_again(message_id: UUID, user: User, now: datetime) -> OutboundMessage:
    """A colleague repeats a message that failed, whoever wrote it; whoever speaks has taken over.

    Raises Message.DoesNotExist for one that cannot be repeated, and what ``outbound.services.send`` raises; then
    nothing was changed.
    """
    talk = Message.objects.values_list("conversation_id", flat=True).get(id=message_id)
    with transaction.atomic():  # what is refused uses nothing up: it can be repeated later
        conversation = take_over(talk, user, now)
        _open(conversation)
        content = outbound.take_failed(message_id)
        return outbound.send(
            conversation=conversation, content=content, author=Author.HUMAN, now=now, user=user
        )


def locked(conversation_id: UUID) -> Conversation:
    """Raises Conversation.DoesNotExist."""
    return (
        Conversation.objects.select_for_update(of=("self",))
        .select_related("contact", "tenant", "assigned_to")
        .get(id=conversation_id)
    )


def unanswered(conversation: Conversation) -> Any:
    return Message.objects.filter(conversation_id=conversation.id, author=Author.CUSTOMER, answered_at=None)


def _open(conversation: Conversation) -> None:
    """Who speaks in what was closed or put off has it before them again."""
    if conversation.done_at is not None or conversation.snoozed_until is not None:
        conversation.done_at = conversation.snoozed_until = None
        conversation.save(update_fields=["done_at", "snoozed_until"])


def _silence(conversation: Conversation, user: User | None, now: datetime) -> None:
    conversation.mode = Mode.HUMAN
    conversation.assigned_to = user
    conversation.last_person = user or conversation.last_person
    conversation.given_at = None
    conversation.taken_over_at = now
    conversation.save(update_fields=["mode", "assigned_to", "last_person", "given_at", "taken_over_at"])
    outbound.cancel_bot_messages(conversation.id, now)
    live.announce("conversation", tenant_id=conversation.tenant_id, conversation=conversation.id)


def _speaks_on(conversation: Conversation, now: datetime) -> None:
    """Somebody is there: a talk that was left for hours is not taken back, nor given away, under their fingers."""
    if conversation.taken_over_at is None or now - conversation.taken_over_at > _STILL_THERE:
        conversation.taken_over_at = now
        conversation.save(update_fields=["taken_over_at"])


def _note_taken(conversation: Conversation, actor: str, now: datetime) -> None:
    audit.append(
        "conversation.taken_over",
        tenant_id=conversation.tenant_id,
        actor=actor,
        now=now,
        subject=str(conversation.id),
    )


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
