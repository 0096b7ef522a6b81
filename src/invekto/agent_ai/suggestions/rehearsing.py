"""What the bot would say, found out without saying it: the same handlers and flows, whose every trace is taken back."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from copy import copy
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from django.db import OperationalError, transaction

from invekto.agent_ai.canned import called
from invekto.agent_ai.contract import (
    AsksOutside,
    Buttons,
    Content,
    Flow,
    Handler,
    ListMenu,
    Reply,
    Text,
    Turn,
    Wish,
)
from invekto.agent_ai.engine.decide import Resume, Serve, decide, without_parts
from invekto.agent_ai.handlers import COMMON
from invekto.agent_ai.variables import is_unfilled
from invekto.chat_analysis.corpus import COMMON_INTENTS, EMERGENCY, OUT_OF_SCOPE
from invekto.core import texts

log = logging.getLogger(__name__)

_MOST_WISHES = 2
_WORTH_SHOWING = 0.35  # a person reads it first, so that less than the bot's own limit is enough
_TO_PEOPLE = frozenset({"human_request", "opt_out", EMERGENCY, OUT_OF_SCOPE})  # nothing that a text settles


@dataclass(frozen=True, slots=True)
class Prepared:
    """Who would answer a wish, or ``flow``, which goes on from where it stood; and what they fetched for it."""

    turn: Turn
    handler: Handler | None
    facts: Any
    flow: Flow | None = None

    def reply(self, turn: Turn) -> Reply:
        if self.flow is not None:
            return self.flow.resume(turn, self.facts)
        assert self.handler is not None
        return self.handler.handle(turn, self.facts)


def prepare(turn: Turn, wishes: Sequence[Wish], *, is_read: bool = False) -> list[Prepared]:
    """Outside every scope. ``turn.flow``: where the talk stands (``standing``); ``is_read``: with these messages in it.

    Raises AsksOutside when a platform must be asked and ``turn`` has no patience for it.
    """
    flow = turn.vertical.flows.get(turn.flow.name) if turn.flow else None
    goes_on = flow is not None and not is_read and continues(turn, wishes, flow)
    left = tuple(wishes) if flow is None else _besides(turn, wishes, flow, goes_on=goes_on)
    found = []
    for wish in without_parts(turn, left, turn.vertical.flows)[:_MOST_WISHES]:
        handler = turn.vertical.handlers.get(wish.intent)
        if handler is None or wish.intent in _TO_PEOPLE or wish.intent in COMMON:
            continue
        if not wish.tapped and wish.confidence < _WORTH_SHOWING:
            continue
        served = replace(turn, wish=wish)
        found += _prepared(served, partial(handler.prepare, served), handler)
    if flow is not None and goes_on:
        resumed = replace(turn, beside=bool(found))
        found += _prepared(resumed, partial(flow.prepare, resumed), None, flow)
    return found


def _prepared(
    turn: Turn, fetch: Callable[[], Any], handler: Handler | None, flow: Flow | None = None
) -> list[Prepared]:
    try:
        return [Prepared(turn, handler, fetch(), flow)]
    except (AsksOutside, OperationalError):
        raise
    except Exception:
        log.exception("A suggestion could not be prepared (intent %s).", turn.wish.intent)
        return []


def continues(turn: Turn, wishes: Sequence[Wish], flow: Flow) -> bool:
    """Whether the messages are for ``turn.flow``, as the bot decides it; what it has told can always be mended."""
    if turn.flow is not None and turn.flow.over and flow.corrects(turn):
        return True
    step = decide(turn, wishes, turn.vertical.flows, emergency=False) if wishes else None
    return isinstance(step, Resume) or (isinstance(step, Serve) and step.then is flow)


def _besides(turn: Turn, wishes: Sequence[Wish], flow: Flow, *, goes_on: bool) -> tuple[Wish, ...]:
    """What is no business of the flow: it asks nothing again that it knows, also when it is settled."""
    others = tuple(one for one in wishes if one.intent not in flow.serves and not flow.absorbs(turn, one))
    if not goes_on:
        return others
    step = decide(turn, wishes, turn.vertical.flows, emergency=False)
    return tuple(one for one in others if isinstance(step, Serve) and one in step.wishes)


def rehearse(prepared: Sequence[Prepared]) -> str:
    """Inside the tenant's scope: the words of all wishes together, or none. Nothing of it is kept."""
    said = [words for one in prepared if (words := _rehearsed(one))]
    whole = "\n\n".join(said)
    return "" if is_unfilled(whole) else whole


def _rehearsed(one: Prepared) -> str:
    try:
        reply = unsaid(one.turn, one.reply)
    except OperationalError:
        raise
    except Exception:
        log.exception("A suggestion could not be made (intent %s).", one.turn.wish.intent)
        return ""
    return "\n\n".join(filter(None, [*map(_words, reply.contents), _noted(one.turn, reply)]))


def _noted(turn: Turn, reply: Reply) -> str:
    """Where the bot would pass on what it collected, the person it would go to says that it is noted."""
    noted = reply.handoff.noted if reply.handoff else ()
    return turn.t("suggestion-noted", details="".join(f"\n• {line}" for line in noted)) if noted else ""


def unsaid(turn: Turn, make: Callable[[Turn], Reply]) -> Reply:
    """The reply, and none of its traces. Inside the tenant's scope.

    A handler may count a try, mark the contact or queue a job: not for words that nobody has sent.
    """
    rehearsal = replace(turn, contact=copy(turn.contact), conversation=copy(turn.conversation))
    with transaction.atomic():
        reply = make(rehearsal)
        transaction.set_rollback(True)
    return reply


def _words(content: Content) -> str:
    """As a person would type it: what was a button to the bot is nothing a person needs."""
    match content:
        case Text(body) | Buttons(body=body):
            return body
        case ListMenu(body=body, rows=rows):
            return "\n".join([body, *(f"• {row.title} — {row.description}".rstrip(" —") for row in rows)])
    return ""


def courtesy(turn: Turn) -> str:
    """A greeting, thanks or a call for a person, answered as a person answers it; else empty."""
    intent = turn.wish.intent
    if not turn.understood or intent not in COMMON_INTENTS:
        return ""
    text_id = f"suggestion-{intent.replace('_', '-')}"
    if not texts.has_text(text_id, turn.language):
        return ""
    name = called(turn.contact)
    return turn.t(text_id, name=name, known="yes" if name else "no")
