"""What the customer hears of it, from the bot or from a person."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from invekto.agent_ai import services as dialogue
from invekto.core.texts import text
from invekto.integrations.services import Problem
from invekto.orders.cancelling.offers import in_words
from invekto.orders.cancelling.rows import State
from invekto.orders.models import Cancellation

# Text ids: all of it left; some left and the rest was cancelled; a line holds more than is to go.
SHIPPED, IN_PART, UNDIVIDED = "cancel-problem-shipped", "cancel-problem-part", "cancel-problem-pieces"


def tell(row: Cancellation, now: datetime) -> None:
    """The customer hears from the bot what became of it; where a person speaks, the card offers the words."""
    outcome = _outcome(row)
    dialogue.say_afterwards(
        row.conversation_id,
        f"cancel-told-{outcome}",
        rule="did-told-cancellation",
        now=now,
        while_waiting=outcome == "done",
        next_step=None if outcome in ("done", "shipped", "part") else "cancel-next-look",
        number=row.external_order_id,
        what=named(row),
        rest=in_words(_not_done(row)),
    )


def _outcome(row: Cancellation) -> str:
    known = {SHIPPED: "shipped", IN_PART: "part", UNDIVIDED: "pieces"}.get(row.problem or "")
    if row.state == State.REFUSED and known:
        return known
    if row.state == State.REFUSED and row.problem != Problem.REQUEST_REFUSED.text_id:
        return "unasked"  # a dead key, an outage: the marketplace has not said no
    return {State.DONE: "done", State.UNCLEAR: "unclear"}.get(State(row.state), "refused")


def said_of(row: Cancellation, language: str) -> str:
    """What a person may send of it; "" while there is nothing to tell."""
    outcome = _outcome(row)
    if outcome not in ("done", "shipped", "part"):
        return ""
    return text(
        f"cancel-told-{outcome}",
        language,
        number=row.external_order_id,
        what=in_words(_done(row), language),
        rest=in_words(_not_done(row), language),
    )


def _done(row: Cancellation) -> list[dict[str, Any]]:
    """What is cancelled of it; all of it, where nothing else is known."""
    if row.problem != IN_PART:
        return list(row.pieces)
    return [piece | {"quantity": piece["done"]} for piece in row.pieces if piece["done"]]


def _not_done(row: Cancellation) -> list[dict[str, Any]]:
    if row.problem != IN_PART:
        return []
    counted = [piece | {"quantity": piece["quantity"] - piece["done"]} for piece in row.pieces]
    return [piece for piece in counted if piece["quantity"]]


def named(row: Cancellation) -> str:
    return in_words(_done(row))
