"""The door of the suggestions: what is offered in a thread, what people make of it, what that says.

Everything here runs inside the tenant's scope.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from invekto.agent_ai.models import Outcome, SuggestedReply
from invekto.agent_ai.suggestions.audience import is_seen_by
from invekto.agent_ai.suggestions.candidates import MOST
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
from invekto.agent_ai.suggestions.proposals import Proposal, decline, proposals, take, take_back
from invekto.agent_ai.suggestions.report import IntentFigure, Report, SourceFigure, report
from invekto.core.models import User
from invekto.messaging.models import Author, Message
from invekto.outbound.models import OutboundMessage, SendState

__all__ = [
    "MOST",
    "UNDO_FOR",
    "Decided",
    "IntentFigure",
    "Offer",
    "Outdated",
    "Proposal",
    "Report",
    "SourceFigure",
    "TooLate",
    "accept",
    "decline",
    "offer_in",
    "pick",
    "proposals",
    "reject",
    "report",
    "shown_text",
    "take",
    "take_back",
    "undo",
]


@dataclass(frozen=True, slots=True)
class Offer:
    """``rows``: those of the newest message that has any, by their keys, without the refused ones and those that the
    viewer may not read.

    ``is_old``: the customer has written since. ``refused``: the one that was refused last. ``leaving``: the one that
    was accepted and can be taken back until ``leaves_at``.
    """

    rows: Sequence[SuggestedReply]
    is_old: bool = False
    refused: SuggestedReply | None = None
    leaving: SuggestedReply | None = None
    leaves_at: datetime | None = None


def offer_in(conversation_id: UUID, user: User, now: datetime) -> Offer:
    """What ``user``, who may see this thread, may answer with in it now; two questions."""
    newest = list(
        SuggestedReply.objects.filter(conversation_id=conversation_id, rank__gt=0)
        .annotate(is_seen=is_seen_by(user))
        .select_related("canned")
        .order_by("-message_id", "rank")[:MOST]
    )
    of_message = [row for row in newest if row.message_id == newest[0].message_id]
    taken = next((row for row in of_message if row.was_accepted), None)
    if taken is not None:  # its words stand in the thread
        return _leaving(taken, now)
    rows = [row for row in of_message if row.is_seen]
    still_open = [row for row in rows if row.outcome is None]
    refused = [row for row in rows if row.outcome == Outcome.REJECTED and row.decided_at]
    last = max(refused, key=lambda row: (row.decided_at, row.rank), default=None)
    if not still_open and (last is None or len(refused) < len(rows)):
        return Offer([])
    theirs = Message.objects.filter(conversation_id=conversation_id, author=Author.CUSTOMER)
    newest_words = theirs.exclude(type="reaction").order_by("-at", "-id").values_list("id", flat=True).first()
    return Offer(still_open, newest_words != rows[0].message_id, last)


def _leaving(taken: SuggestedReply, now: datetime) -> Offer:
    if taken.sent_message_id is None:
        return Offer([])
    waiting = OutboundMessage.objects.filter(
        message_id=taken.sent_message_id, state=SendState.QUEUED, attempts=0, next_attempt_at__gt=now
    )
    leaves_at = waiting.values_list("next_attempt_at", flat=True).first()
    return Offer([]) if leaves_at is None else Offer([], leaving=taken, leaves_at=leaves_at)
