"""Answer what customers wrote: read, understand, prepare outside; then write everything in one transaction.

That transaction holds the conversations' rows. A take-over waits for it or makes it say nothing, a worker
killed inside it leaves no trace, and a second run finds the messages dealt with.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import OperationalError

from invekto.agent_ai import guards
from invekto.agent_ai.contract import AsksOutside, Flow, Handler, Turn, Wish
from invekto.agent_ai.engine import composing
from invekto.agent_ai.engine.decide import GiveUp, Resume, Serve, decide
from invekto.agent_ai.engine.draft import Draft, Plan, turn_of
from invekto.agent_ai.engine.reading import Reading, Snapshot, snapshots, understand
from invekto.agent_ai.engine.writing import write, write_failure, write_unread
from invekto.agent_ai.handlers import BY_WORDS, COMMON
from invekto.agent_ai.llm.composer import Composer, composer_for
from invekto.agent_ai.outgoing import Outgoing
from invekto.agent_ai.suggestions.making import suggest
from invekto.core import clock
from invekto.core.tenancy import tenant_scope
from invekto.messaging.models import Mode
from invekto.outbound.services import Outbox

log = logging.getLogger(__name__)

_ROUNDS = 4  # times a talk that goes on while we think is read anew; then we answer what we read
_MOST_WISHES = 3  # answered at once
_PATIENCE = 3.0  # seconds a platform is given to tell fresh facts


def answer(
    tenant_id: UUID,
    conversation_ids: Sequence[UUID],
    *,
    patience: float = _PATIENCE,
    outgoing: Callable[[datetime], Outgoing] = Outbox,
) -> list[UUID]:
    """Deal with everything unanswered in these conversations. Safe to run again at any moment.

    ``patience``: seconds that an outside service may take for one of them; with 0 nobody is asked, and the
    conversations that would need it come back untouched. ``outgoing`` puts the messages on their way.

    Raises OperationalError when the database is gone. Any other failure gives its conversation to a person: a
    customer is never left without an answer.
    """
    outside: list[UUID] = []
    left = list(conversation_ids)
    helper = composer_for(tenant_id)
    for attempt in range(_ROUNDS):
        if not left:
            break
        now = clock.now()
        drafts: list[Draft] = []
        seen = _see(tenant_id, left, now=now)
        for one in guards.let_through(tenant_id, seen, now=now, outgoing=outgoing):
            try:
                drafts.append(_draft(one, now, patience, helper))
            except AsksOutside:
                outside.append(one.conversation.id)
        left = _write(tenant_id, drafts, now=now, outgoing=outgoing, last=attempt == _ROUNDS - 1)
        suggest(tenant_id, [one for one in drafts if one.seen.conversation.id not in left], now=now)
    return outside


def _see(tenant_id: UUID, talks: Sequence[UUID], *, now: datetime) -> list[Snapshot]:
    """Those that can be read; of the others a person is told."""
    try:
        with tenant_scope(tenant_id):
            return snapshots(talks)
    except OperationalError:
        raise
    except Exception:
        if len(talks) == 1:
            log.exception("What was said cannot be read, and a person is asked (conversation %s).", talks[0])
            with tenant_scope(tenant_id):
                write_unread(talks[0], now=now)
            return []
    return [one for talk in talks for one in _see(tenant_id, [talk], now=now)]


def _draft(seen: Snapshot, now: datetime, patience: float, helper: Composer | None) -> Draft:
    """What is to be said; outside every scope. Raises AsksOutside, OperationalError.

    ``helper``: the tenant's language model, if it wants one.
    """
    reading: Reading | None = None
    try:
        known = frozenset(_handlers(seen))
        reading = understand(seen, known_intents=known, now=now)
        if seen.conversation.mode != Mode.BOT:
            return Draft(seen, reading, [])
        if helper:
            reading = composing.read_again(helper, seen, reading, known, patience=patience, now=now)
        turn = turn_of(seen, reading, now, patience)
        plans = _plan(turn, reading)
        if not helper:
            return Draft(seen, reading, plans)
        told = composing.retell(helper, turn, plans, is_emergency=reading.is_emergency)
        return Draft(seen, reading, plans, told)
    except (AsksOutside, OperationalError):
        raise
    except Exception:
        # Whatever failed, the one wrong thing would be silence.
        log.exception("The dialogue failed and asks for a person (conversation %s).", seen.conversation.id)
        return Draft(seen, reading, None)


def _write(
    tenant_id: UUID,
    drafts: Sequence[Draft],
    *,
    now: datetime,
    outgoing: Callable[[datetime], Outgoing],
    last: bool,
) -> list[UUID]:
    """Returns the conversations to be read again: their talk went on meanwhile."""
    if not drafts:
        return []
    try:
        with tenant_scope(tenant_id):
            return write(drafts, now=now, outbox=outgoing(now), last=last)
    except OperationalError:
        raise
    except Exception:
        if len(drafts) == 1:
            talk = drafts[0].seen.conversation.id
            log.exception("The dialogue failed and asks for a person (conversation %s).", talk)
            with tenant_scope(tenant_id):
                write_failure(drafts[0], now=now, outbox=outgoing(now))
            return []
    # One of them fails; alone it can be told from the others.
    return [
        again
        for draft in drafts
        for again in _write(tenant_id, [draft], now=now, outgoing=outgoing, last=last)
    ]


def _handlers(seen: Snapshot) -> Mapping[str, Handler]:
    return {**COMMON, **seen.vertical.handlers}


def _plan(turn: Turn, reading: Reading) -> list[Plan]:
    """Decide, and let the handlers fetch what they need; outside every scope."""
    later = _prepare_later(turn)
    return [replace(plan, later=later) for plan in _plans(turn, reading)]


def _plans(turn: Turn, reading: Reading) -> list[Plan]:
    flows = turn.vertical.flows
    if not reading.wishes:
        flow = flows.get(turn.flow.name) if turn.flow else None
        return [_resume(turn, flow) if flow and flow.recognises(turn) else Plan(None, turn.wish)]
    handlers: dict[str, Handler] = {**COMMON, **BY_WORDS, **turn.vertical.handlers}
    step = decide(turn, reading.wishes, flows, emergency=reading.is_emergency)
    match step:
        case Resume(flow):
            return [_resume(turn, flow)]
        case Serve(wishes, then):
            handlers |= turn.vertical.plain
            served = [wish for wish in wishes if wish.intent in handlers][:_MOST_WISHES]
            plans = [_serve(turn, step, wish, handlers[wish.intent]) for wish in served]
            if then is not None:
                plans.append(replace(_resume(replace(turn, beside=True), then), beside=bool(plans)))
            return plans or [Plan(GiveUp(), turn.wish)]
    return [Plan(step, turn.wish)]


def _serve(turn: Turn, step: Serve, wish: Wish, handler: Handler) -> Plan:
    return Plan(step, wish, handler, handler.prepare(replace(turn, wish=wish)))


def _resume(turn: Turn, flow: Flow) -> Plan:
    return Plan(Resume(flow), turn.wish, flow, flow.prepare(turn))


def _prepare_later(turn: Turn) -> dict[str, Any]:
    """For what may be asked as soon as the open matter is settled."""
    waiting = turn.flow.parked if turn.flow else ()
    flows = turn.vertical.flows
    return {
        state.name: flows[state.name].prepare(replace(turn, flow=state))
        for state in waiting
        if state.name in flows
    }
