"""How long a customer will wait for a person, told only when it is known: from the queue and from recent answers."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import datetime, timedelta

from invekto.agent_ai.assignment import HERE_FOR
from invekto.agent_ai.working_hours import WorkingHours
from invekto.core.models import Tenant
from invekto.core.statements import run_prepared
from invekto.messaging.models import Conversation, Mode

ENOUGH = 12  # hand-overs that a person answered lately; fewer say nothing
_LOOK_BACK = timedelta(days=14)
_NEWEST = 60
_KEPT = 0.75  # share of the recent customers who had their answer within what is told
_LONGEST = 120  # minutes; beyond that nobody is given a number
_STEPS = (5, 10, 15, 20, 30, 45, 60, 90, 120)  # minutes: nobody believes "17 minutes"


@dataclass(frozen=True, slots=True)
class Wait:
    """``ahead``: customers who wait for a person already. ``minutes``: None when it takes too long to say."""

    ahead: int
    minutes: int | None


# The first word of a person after each hand-over; one that nobody has answered yet counts with the time it has waited.
_ANSWERS = """
SELECT event.occurred_at, reply.at, talk.mode
FROM (
    SELECT subject_id, occurred_at FROM domain_events
    WHERE tenant_id = app_tenant() AND name = 'conversation.handed_off' AND occurred_at > %s::timestamptz
      AND occurred_at <= %s::timestamptz
    ORDER BY occurred_at DESC LIMIT %s::int
) AS event
JOIN conversations talk ON talk.tenant_id = app_tenant() AND talk.id = event.subject_id
LEFT JOIN LATERAL (
    SELECT min(m.received_at) AS at FROM messages m
    WHERE m.tenant_id = app_tenant() AND m.conversation_id = talk.id AND m.author = 'human'
      AND m.at >= event.occurred_at
) AS reply ON true
"""
_QUEUE = """
SELECT count(*), min(waiting_since),
       EXISTS (SELECT 1 FROM desk_seats seat WHERE seat.tenant_id = app_tenant() AND NOT seat.is_away
               AND seat.seen_at > %s::timestamptz)
FROM conversations
WHERE tenant_id = app_tenant() AND mode = 'waiting' AND waiting_since IS NOT NULL
  AND (callback_at IS NULL OR callback_at <= %s::timestamptz)
  AND done_at IS NULL AND (snoozed_until IS NULL OR snoozed_until <= %s::timestamptz)
  AND id IS DISTINCT FROM %s::uuid AND waiting_since < coalesce(%s::timestamptz, 'infinity')
"""


def expected(tenant: Tenant, now: datetime, *, of: Conversation | None = None) -> Wait | None:
    """None when it is not known: the doors are closed, nobody is at the desk, or too few customers were answered
    lately.

    Inside the tenant's scope. ``of``: the customer's own conversation, once it waits itself; None: it does not yet. Two
    queries at most.
    """
    hours = WorkingHours.of(tenant)
    if hours is not None and not hours.is_open(now):
        return None
    queue = [now - HERE_FOR, now, now, of and of.id, of and of.waiting_since]
    ((ahead, longest_since, anybody),) = run_prepared(_QUEUE, queue)
    if not anybody:
        return None
    waits: list[timedelta] = []
    answered = 0
    for asked, replied, mode in run_prepared(_ANSWERS, [now - _LOOK_BACK, now, _NEWEST]):
        if hours is not None and not hours.is_open(asked):
            continue
        if replied is not None:
            answered += 1
            waits.append(max(replied - asked, timedelta(0)))
        elif mode == Mode.WAITING:
            waits.append(now - asked)
    if answered < ENOUGH:
        return None
    usual = sorted(waits)[math.ceil(_KEPT * len(waits)) - 1]
    # Whoever is first in the queue has waited so long already: it will not be quicker for the last one.
    longest = now - longest_since if longest_since else timedelta(0)
    return Wait(ahead, _rounded(max(usual, longest)))


def _rounded(wait: timedelta) -> int | None:
    minutes = wait.total_seconds() / 60
    return next((step for step in _STEPS if minutes <= step), None) if minutes <= _LONGEST else None
