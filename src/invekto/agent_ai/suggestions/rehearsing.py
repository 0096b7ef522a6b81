"""What the bot would say, found out without saying it: the same handlers, whose every trace is taken back."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass, replace
from typing import Any

from django.db import OperationalError, transaction

from invekto.agent_ai.canned import called
from invekto.agent_ai.contract import AsksOutside, Buttons, Content, Handler, ListMenu, Text, Turn, Wish
from invekto.agent_ai.engine.decide import without_parts
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
    """Who would answer a wish, and what they fetched for it."""

    wish: Wish
    handler: Handler
    facts: Any


def prepare(turn: Turn, wishes: Sequence[Wish]) -> list[Prepared]:
    """Outside every scope. Raises AsksOutside when a platform must be asked and ``turn`` has no patience for it."""
    found = []
    for wish in without_parts(turn, wishes, turn.vertical.flows)[:_MOST_WISHES]:
        handler = turn.vertical.handlers.get(wish.intent)
        if handler is None or wish.intent in _TO_PEOPLE or wish.intent in COMMON:
            continue
        if not wish.tapped and wish.confidence < _WORTH_SHOWING:
            continue
        try:
            found.append(Prepared(wish, handler, handler.prepare(replace(turn, wish=wish))))
        except (AsksOutside, OperationalError):
            raise
        except Exception:
            log.exception("A suggestion could not be prepared (intent %s).", wish.intent)
    return found


def rehearse(turn: Turn, prepared: Sequence[Prepared]) -> str:
    """Inside the tenant's scope: the words of all wishes together, or none. Nothing of it is kept."""
    said = [words for one in prepared if (words := _rehearsed(turn, one))]
    whole = "\n\n".join(said)
    return "" if is_unfilled(whole) else whole


def _rehearsed(turn: Turn, one: Prepared) -> str:
    # A handler may count a try, mark the contact or queue a job: not for words that nobody has sent.
    rehearsal = replace(turn, wish=one.wish, contact=copy(turn.contact), conversation=copy(turn.conversation))
    try:
        with transaction.atomic():
            reply = one.handler.handle(rehearsal, one.facts)
            transaction.set_rollback(True)
    except OperationalError:
        raise
    except Exception:
        log.exception("A suggestion could not be made (intent %s).", one.wish.intent)
        return ""
    return "\n\n".join(filter(None, map(_words, reply.contents)))


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
