"""Where a language model may help an answer: outside every scope, before anything is written.

What it gives is kept beside the draft under the plain text it stands for. While writing, the handlers answer anew
from locked rows; only where their words are still the same is the retold text sent in their place.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from django.db import OperationalError, transaction

from invekto.agent_ai.contract import AsksOutside, Reply, Turn, Wish
from invekto.agent_ai.engine import writing
from invekto.agent_ai.engine.decide import CLARIFY, Resume, Serve
from invekto.agent_ai.engine.draft import Plan
from invekto.agent_ai.engine.reading import Reading, Snapshot
from invekto.agent_ai.engine.retelling import body_of
from invekto.agent_ai.llm.composer import Composer, Told
from invekto.agent_ai.wording import staff_wish
from invekto.chat_analysis.corpus import COMMON_INTENTS, EMERGENCY
from invekto.core.tenancy import tenant_scope

log = logging.getLogger(__name__)

# Answers that tell facts and nothing else. What is not named here is never retold: emergencies, opt-outs, consents,
# promises of a hand-over, and whatever the law words (a clinic's prices and treatments).
RETOLD = frozenset({"did-told-order", "did-told-shipping", "did-told-hours", "did-told-address"})
_LIKELY = 0.03  # a wish less likely than this to the analysis itself is none to choose
_OPTIONS = 5
_NEVER_CHOSEN = (COMMON_INTENTS | {EMERGENCY}) - {"human_request"}


def read_again(
    helper: Composer,
    seen: Snapshot,
    reading: Reading,
    handlers: frozenset[str],
    *,
    patience: float,
    now: datetime,
) -> Reading:
    """The reading with the wish that a model chose among the likely ones, where the analysis was not sure.

    Raises AsksOutside.
    """
    if not _is_unclear(seen, reading, now):
        return reading
    likely = [
        guess.intent
        for guess in reading.together.ranking
        if guess.confidence >= _LIKELY and guess.intent in handlers - _NEVER_CHOSEN
    ][:_OPTIONS]
    if not likely:
        return reading
    if patience <= 0:
        raise AsksOutside
    chosen = helper.intent(
        seen.tenant.id,
        customer_said=reading.together.text,
        options={intent: staff_wish(seen.vertical.name, intent, "en") for intent in likely},
        names=(seen.contact.name, seen.contact.profile_name),
        conversation_id=seen.conversation.id,
        now=now,
    )
    if chosen is None:
        return reading
    wish = Wish(chosen, reading.together.limits.of(chosen))
    return replace(reading, wishes=(wish,), guessed=reading.wishes[0])


def _is_unclear(seen: Snapshot, reading: Reading, now: datetime) -> bool:
    if not reading.wishes or reading.is_emergency or any(message.late for message in seen.messages):
        return False
    first, flow = reading.wishes[0], seen.open_flow
    if flow is not None and flow.is_alive(now) and flow.name != CLARIFY:
        return False  # it answers a question that only its flow understands
    return not first.tapped and 0 < first.confidence < reading.together.limits.of(first.intent)


def retell(helper: Composer, turn: Turn, plans: Sequence[Plan], *, is_emergency: bool) -> Mapping[str, Told]:
    """Plain text → what a model made of it, for answers that may be retold. Raises AsksOutside."""
    if is_emergency or not any(isinstance(plan.step, Serve | Resume) for plan in plans):
        return {}
    if turn.patience <= 0:
        if any(isinstance(plan.step, Resume) or plan.wish.intent in turn.vertical.handlers for plan in plans):
            raise AsksOutside
        return {}
    try:
        replies = _rehearsed(turn, plans)
    except OperationalError:
        raise
    except Exception:  # the answer itself will fail the same way, and knows what to do
        log.warning("An answer could not be rehearsed (conversation %s).", turn.conversation.id)
        return {}
    bodies = [body for reply in replies for content in reply.contents if (body := body_of(content))]
    if len(bodies) != 1 or any(reply.rule not in RETOLD or reply.handoff for reply in replies):
        return {}
    told = helper.reply(
        turn.tenant.id,
        plain=bodies[0],
        customer_said=turn.text,
        language=turn.language,
        names=(turn.contact.name, turn.contact.profile_name),
        secrets=[number for name in ("order_number", "tracking_code") if (number := turn.entity(name))],
        conversation_id=turn.conversation.id,
        now=turn.now,
    )
    return {bodies[0]: told} if told else {}


def _rehearsed(turn: Turn, plans: Sequence[Plan]) -> list[Reply]:
    """What the plans would say now. Nothing of it is kept."""
    with tenant_scope(turn.tenant.id):
        replies = [writing.one_reply(turn, plan) for plan in plans]
        transaction.set_rollback(True)
    return [reply for reply in replies if reply is not None]
