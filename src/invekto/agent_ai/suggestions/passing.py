"""A colleague answered: what becomes of the suggestions that were open, and who learns from the answer."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from invekto.agent_ai.models import Outcome, SuggestedReply
from invekto.agent_ai.suggestions.distance import edit_distance
from invekto.agent_ai.variables import blanks
from invekto.core import jobs
from invekto.core.models import User
from invekto.outbound.content import Content, ContentRefused, Text
from invekto.outbound.models import OutboundMessage

LEARN = "agent_ai.learn_answers"
_COMPARED = 9  # of an impatient customer's three last messages; older ones are passed over without a measure


def refuse_blanks(content: Content) -> None:
    """Raises ContentRefused where something in double braces was not filled in: no customer may read that."""
    if isinstance(content, Text) and (names := blanks(content.body)):
        raise ContentRefused("suggestion-unfilled", names=", ".join(names))


def answered(sent: OutboundMessage, *, content: Content, user: User, now: datetime) -> None:
    """Every open suggestion of the conversation was passed over for ``content``. In the answer's own transaction.

    The conversation's row is locked by the caller.
    """
    if not isinstance(content, Text):
        return
    words = content.body
    still_open = SuggestedReply.objects.filter(conversation_id=sent.conversation_id, outcome=None)
    rows = list(still_open.order_by("-id")[:_COMPARED])
    for row in rows:
        row.edit_distance = edit_distance(row.reply_text, words)
    SuggestedReply.objects.bulk_update(rows, ["edit_distance"])
    still_open.update(
        outcome=Outcome.PASSED_OVER,
        was_accepted=False,
        sent_message_id=sent.message_id,
        sent_text=words,
        decided_at=now,
        decided_by=user,
    )
    jobs.defer_shared(LEARN, tenant_id=sent.tenant_id)


def opened_again(message_id: UUID) -> None:
    """The answer was taken back before it left: what was passed over for it is open again."""
    SuggestedReply.objects.filter(sent_message_id=message_id, outcome=Outcome.PASSED_OVER).update(**UNDECIDED)


UNDECIDED = {
    "outcome": None,
    "was_accepted": None,
    "sent_message_id": None,
    "sent_text": None,
    "edit_distance": None,
    "decided_at": None,
    "decided_by_id": None,
    "judgement_id": None,
}
