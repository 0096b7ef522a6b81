"""Jobs of the dialogue."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import OperationalError, connections
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from invekto.agent_ai import services
from invekto.agent_ai.engine.answer import answer as answer_conversation
from invekto.core import clock
from invekto.core.models import DomainEvent
from invekto.core.tenancy import tenant_scope
from invekto.messaging.models import Author, Message
from invekto.outbound.services import send

# The database's own passing troubles: a restart, a deadlock it broke.
_DATABASE_HICCUP = RetryStrategy(max_attempts=10, wait=1, retry_exceptions={OperationalError})
_LONGEST_QUIET = 5  # quiet times; then a burst that does not end is answered all the same


@app.task(name="agent_ai.answer", queue="agent_ai", retry=_DATABASE_HICCUP)
async def answer(tenant_id: str, event_id: str) -> None:
    """Wait until the customer pauses, then answer all they wrote. Safe to repeat."""
    tenant = UUID(tenant_id)
    for _ in range(_LONGEST_QUIET):
        pause = await _in_thread(_pause, tenant, UUID(event_id))
        if pause is None:
            return
        if pause <= timedelta(0):
            break
        await asyncio.sleep(pause.total_seconds())
    await _in_thread(_answer, tenant, UUID(event_id))


@app.task(name="agent_ai.silenced_by_phone", queue="agent_ai", retry=_DATABASE_HICCUP)
def silenced_by_phone(tenant_id: str, event_id: str) -> None:
    """A colleague typed in the WhatsApp Business app: the bot is silent from now on."""
    with tenant_scope(UUID(tenant_id)):
        services.silence_by_phone(_subject(UUID(event_id)), now=clock.now())


def _subject(event_id: UUID) -> UUID:
    conversation_id = DomainEvent.objects.get(id=event_id).subject_id
    assert conversation_id is not None  # recorded with one by messaging
    return conversation_id


def _pause(tenant_id: UUID, event_id: UUID) -> timedelta | None:
    """How long the customer must still be quiet; None when nothing is left to answer."""
    quiet = timedelta(milliseconds=settings.BURST_QUIET_MS)
    with tenant_scope(tenant_id):
        newest = (
            Message.objects.filter(
                conversation_id=_subject(event_id), author=Author.CUSTOMER, answered_at=None
            )
            .order_by("-id")
            .values_list("received_at", flat=True)
            .first()
        )
    # A clock that was set meanwhile must not make anybody wait for longer than the quiet time.
    return None if newest is None else min(newest + quiet - clock.now(), quiet)


def _answer(tenant_id: UUID, event_id: UUID) -> None:
    with tenant_scope(tenant_id):
        conversation_id = _subject(event_id)
    answer_conversation(tenant_id, conversation_id, deliver=send)


async def _in_thread(function: Any, *arguments: Any) -> Any:
    return await asyncio.to_thread(_with_connection, function, *arguments)


def _with_connection(function: Any, *arguments: Any) -> Any:
    """A thread's database connection goes back to the pool with the call that used it."""
    try:
        return function(*arguments)
    finally:
        connections.close_all()
