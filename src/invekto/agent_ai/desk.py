"""Whose conversation it is, decided by a colleague for any number at once. Inside the tenant's scope.

Like the actions of ``messaging.desk``: each locks the rows first and can be taken back (``messaging.desk.undo``).
Many go through the same door as one alone (``giving``, ``handing_back``), so the rules stand in one place.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from uuid import UUID

from invekto.agent_ai import giving, handing_back
from invekto.core.models import User
from invekto.core.statements import update_rows
from invekto.messaging import desk
from invekto.messaging.desk import Kind
from invekto.messaging.models import Conversation, DeskAction, Message


def assign(ids: Iterable[UUID], to: UUID | None, by: User, now: datetime) -> DeskAction | None:
    """Give conversations to a colleague, or to nobody in particular; what was closed is open again.

    Raises NotOfTheTeam; then nothing was changed.
    """

    def give(talks: Sequence[Conversation]) -> None:
        giving.assign_each(talks, to, by, now)

    return _each(Kind.ASSIGN, ids, give, by, now, reopens=True)


def hand_back(ids: Iterable[UUID], by: User, now: datetime) -> DeskAction | None:
    """The bot answers again: at once what each customer asked and nobody answered, then what they write."""

    def give_back(talks: Sequence[Conversation]) -> None:
        handing_back.hand_back_each(talks, by, now)

    return _each(Kind.HAND_BACK, ids, give_back, by, now)


def _each(
    kind: Kind,
    ids: Iterable[UUID],
    act: Callable[[Sequence[Conversation]], None],
    by: User,
    now: datetime,
    *,
    reopens: bool = False,
) -> DeskAction | None:
    locked = desk.lock(ids)
    before = {one.id: desk.state_of(one) for one in locked}
    # What is noted in the threads from here on goes when the action is taken back.
    notices = Message.objects.filter(conversation_id__in=list(before), type="notice")
    earlier = set(notices.values_list("id", flat=True))
    act(locked)
    after = desk.lock(before)
    if reopens:
        closed = [one for one in after if one.done_at or one.snoozed_until]
        for one in closed:
            one.done_at = one.snoozed_until = None
        update_rows(Conversation, closed, ("done_at", "snoozed_until"))
    return desk.record(kind, before, after, by, now, noticed=list(notices.exclude(id__in=earlier)))
