"""The bot speaks again: a colleague gives conversations back to it. Inside the tenant's scope.

For any number at once, with as many queries as for one. Their rows are locked first, as everywhere (``takeover``).
What a customer asked and nobody answered is answered now (``left_open``).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from invekto.agent_ai import assignment, left_open
from invekto.core import audit, live
from invekto.core.models import User
from invekto.core.statements import update_rows
from invekto.messaging import desk, notices
from invekto.messaging import services as messaging
from invekto.messaging.models import Conversation, HandoffReason, Mode
from invekto.outbound import services as outbound

NOTE_KEPT = notices.NOTE_KEPT

# What becomes of a conversation that the bot takes back.
FREED: dict[str, Any] = {
    "mode": Mode.BOT,
    "handoff_reason": None,
    "handed_off_at": None,
    "note": None,
    "assigned_to": None,
    "given_at": None,
    "taken_over_at": None,
    "callback_at": None,
    "flow": None,
    "waiting_since": None,
}


def hand_back(conversation_id: UUID, user: User | None, now: datetime) -> Conversation:
    """``hand_back_each`` of one. Raises Conversation.DoesNotExist."""
    locked = desk.lock([conversation_id])
    if not locked:
        raise Conversation.DoesNotExist
    hand_back_each(locked, user, now)
    return locked[0]


def hand_back_each(talks: Sequence[Conversation], user: User | None, now: datetime) -> None:
    """In each of the locked ``talks`` the bot answers again: at once what is still open, then what comes.

    Safe to repeat. ``user`` None: no person decided it (the terminal's chat); then nothing counts as open.
    """
    back = [talk for talk in talks if talk.mode != Mode.BOT]
    if not back:
        return
    # A message that waited to be tried again belongs to the talk before.
    outbound.cancel_bot_messages_of([talk.id for talk in back], now)
    asked = left_open.open_in([talk.id for talk in back], now) if user else {}
    free(back, now=now, actor=f"user:{user.id}" if user else "system", asked=asked)
    told = {"name": user.name} if user else {}
    notice = "handover-notice-back" if user else "handover-notice-resumed"
    messaging.record_notices([(talk, told) for talk in back], notice, now=now)


def free(
    talks: Sequence[Conversation],
    *,
    now: datetime,
    actor: str,
    asked: Mapping[UUID, left_open.Asked] | None = None,
) -> None:
    """The bot has the locked ``talks``, and answers what was ``asked``; everything else is dealt with."""
    tenant_id, ids = talks[0].tenant_id, [talk.id for talk in talks]
    _keep_notes(talks)
    left_open.settle(ids, asked or {}, tenant_id=tenant_id, now=now)
    for talk in talks:
        for name, value in FREED.items():
            setattr(talk, name, value)
        if asked and talk.id in asked:
            talk.waiting_since = asked[talk.id].since
    update_rows(Conversation, talks, tuple(FREED))
    audit.append_each(
        "conversation.handed_back",
        tenant_id=tenant_id,
        actor=actor,
        now=now,
        subjects=[str(one) for one in ids],
    )
    assignment.wake(tenant_id)  # somebody has room again
    live.announce_conversations(tenant_id, ids)


def _keep_notes(talks: Sequence[Conversation]) -> None:
    """The hand-over is over; what was noted stays in the thread where it was written."""
    notices.add_each_at(
        [
            (
                talk,
                {
                    "note": talk.note,
                    "reason": talk.handoff_reason or HandoffReason.ASKED.value,
                },
                talk.handed_off_at,
            )
            for talk in talks
            if talk.note and talk.handed_off_at is not None
        ],
        NOTE_KEPT,
    )
