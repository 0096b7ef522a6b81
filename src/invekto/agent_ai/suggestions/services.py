"""The door of the suggestions: what is offered in a thread, what people make of it, what that says.

Everything here runs inside the tenant's scope.
"""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from invekto.agent_ai.models import Outcome, SuggestedReply
from invekto.agent_ai.suggestions.deciding import (
    UNDO_FOR,
    Decided,
    Outdated,
    TooLate,
    accept,
    pick,
    reject,
    shown_text,
    undo,
)
from invekto.messaging.models import Author, Message

__all__ = [
    "UNDO_FOR",
    "Decided",
    "Offer",
    "Outdated",
    "TooLate",
    "accept",
    "offer_in",
    "pick",
    "reject",
    "shown_text",
    "undo",
]


@dataclass(frozen=True, slots=True)
class Offer:
    """``rows``: those of the newest message that has any, by their keys, without the refused ones.

    ``is_old``: the customer has written since. ``refused``: the one that was refused last, while others are open.
    """

    rows: list[SuggestedReply]
    is_old: bool
    refused: SuggestedReply | None = None


def offer_in(conversation_id: UUID) -> Offer:
    """What a colleague may answer with in this thread now; two questions."""
    newest = list(
        SuggestedReply.objects.filter(conversation_id=conversation_id, rank__gt=0)
        .select_related("canned")
        .order_by("-message_id", "rank")[:3]
    )
    rows = [row for row in newest if row.message_id == newest[0].message_id]
    still_open = [row for row in rows if row.outcome is None]
    refused = [row for row in rows if row.outcome == Outcome.REJECTED]
    last = max(refused, key=lambda row: (row.decided_at, row.rank), default=None) if refused else None
    if not rows or any(row.was_accepted for row in rows) or not (still_open or last):
        return Offer([], False)
    theirs = Message.objects.filter(conversation_id=conversation_id, author=Author.CUSTOMER)
    newest_words = theirs.exclude(type="reaction").order_by("-at", "-id").values_list("id", flat=True).first()
    return Offer(still_open, newest_words != rows[0].message_id, last)
