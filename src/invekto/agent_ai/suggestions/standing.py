"""Where a talk stands in which people speak: the question that was open when they came, and what was told since.

The flow's own row is not touched. What the customer wrote meanwhile is read again, one after the other as the bot would
have, so that nothing is asked that they told a colleague.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.db import OperationalError

from invekto.agent_ai.contract import AsksOutside, Flow, FlowFate, FlowState, Inbound, Turn
from invekto.agent_ai.engine.draft import turn_of
from invekto.agent_ai.engine.reading import Snapshot, understand
from invekto.agent_ai.handlers import COMMON
from invekto.agent_ai.suggestions.rehearsing import continues, unsaid
from invekto.core.tenancy import tenant_scope
from invekto.messaging.models import Author, Message

log = logging.getLogger(__name__)

_MOST = 10  # messages read again; of more, the last ones count
_WORDS = ("text", "interactive", "button")


def left_flow(seen: Snapshot, now: datetime) -> FlowState | None:
    """What was open, or just settled, when people came; None when that is long ago, or was no matter of its own."""
    state = seen.open_flow
    if state is None or not state.is_alive(now) or state.name not in seen.vertical.flows:
        return None
    return state


def is_read(seen: Snapshot, state: FlowState) -> bool:
    """The messages at hand are those that ``state`` was made from."""
    return bool(state.read) and max(message.id for message in seen.messages) <= UUID(state.read)


def told_since(talks: Sequence[Snapshot], now: datetime) -> Mapping[UUID, tuple[Inbound, ...]]:
    """By conversation: what the customer wrote after the flow last read, and before the messages at hand.

    Inside the tenant's scope; one question.
    """
    states = {one.conversation.id: state for one in talks if (state := left_flow(one, now)) and state.read}
    if not states:
        return {}
    first = min(UUID(state.read) for state in states.values())
    at_hand = {message.id for one in talks for message in one.messages}
    rows = Message.objects.filter(
        conversation_id__in=list(states),
        author=Author.CUSTOMER,
        type__in=_WORDS,
        revoked_at=None,
        id__gt=first,
    ).exclude(id__in=at_hand)
    told: dict[UUID, list[Inbound]] = {}
    for row in rows.order_by("-id")[: _MOST * len(states)]:
        if row.id > UUID(states[row.conversation_id].read) and row.text.strip():
            told.setdefault(row.conversation_id, []).append(
                Inbound(row.id, row.type, row.text, row.content.get("reply_id"), row.at)
            )
    return {talk: tuple(reversed(messages[:_MOST])) for talk, messages in told.items()}


def standing(
    seen: Snapshot, since: Sequence[Inbound], *, now: datetime, patience: float = 0.0
) -> FlowState | None:
    """The state after ``since``; None when nothing was open, or the customer left it. Opens its own scopes.

    Raises AsksOutside, OperationalError.
    """
    state = left_flow(seen, now)
    for message in since:
        flow = seen.vertical.flows.get(state.name) if state else None
        if state is None or flow is None:
            return None
        try:
            state = _after(state, flow, seen, message, patience)
        except (AsksOutside, OperationalError):
            raise
        except Exception:
            log.exception("A flow could not be followed (conversation %s).", seen.conversation.id)
            return None
    return state


def _after(
    state: FlowState, flow: Flow, seen: Snapshot, message: Inbound, patience: float
) -> FlowState | None:
    alone = replace(seen, messages=(message,), offered=())
    known = frozenset({**COMMON, **seen.vertical.handlers})
    reading = understand(alone, known_intents=known, now=message.at)
    turn: Turn = replace(turn_of(alone, reading, message.at, patience), flow=state)
    if not continues(turn, reading.wishes, flow):
        return state
    fetched = flow.prepare(turn)
    with tenant_scope(seen.tenant.id):
        reply = unsaid(turn, lambda rehearsal: flow.resume(rehearsal, fetched))
    if not isinstance(reply.flow, FlowState):
        return state if reply.flow is FlowFate.KEEP else None
    # What a colleague asked is not ours to lose patience with.
    return replace(reply.flow, attempts=0, detours=0, asked_at=state.asked_at, read=state.read)
