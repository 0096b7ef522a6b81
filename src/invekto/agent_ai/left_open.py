"""What a customer asked while a person had the conversation, and nobody answered. Inside the tenant's scope."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from invekto.agent_ai import since
from invekto.core import jobs
from invekto.core.statements import run_prepared
from invekto.messaging.models import Author, Message
from invekto.messaging.services import STALE_AFTER

ANSWER = "agent_ai.answer"  # the job that answers
BOOKED = "did-booked-callback"
# What the bot says while a person is awaited. It answers those messages alone that it was said to.
_COMPANY = [since.RULE, BOOKED]
# After a colleague's words these close a talk or answer the colleague, and ask the bot for nothing.
_COURTESY = ["thanks", "affirm", "deny"]


@dataclass(frozen=True, slots=True)
class Asked:
    """``since``: when the first of the messages came."""

    messages: tuple[UUID, ...]
    since: datetime


# Everything after the last word of a person, or of the bot to the customer's matter: not what came late or is by now
# as old as what comes late (it is nothing new any more), nor what was held as a flood or a loop. Compared by our own
# clock: the customers' runs in whole seconds.
_OPEN = """
SELECT talk.id, array_agg(asked.id ORDER BY asked.id), min(asked.received_at)
FROM unnest(%s::uuid[]) AS talk (id)
LEFT JOIN LATERAL (
    SELECT m.received_at, m.id FROM messages m
    WHERE m.tenant_id = app_tenant() AND m.conversation_id = talk.id AND m.author IN ('human', 'bot')
      AND m.type <> 'reaction' AND m.status IS DISTINCT FROM 'cancelled'
      AND coalesce(m.why ->> 'rule', '') <> ALL (%s::text[])
    ORDER BY m.at DESC, m.id DESC LIMIT 1
) AS word ON true
JOIN messages asked ON asked.tenant_id = app_tenant() AND asked.conversation_id = talk.id
    AND asked.author = 'customer' AND asked.revoked_at IS NULL AND asked.at > %s::timestamptz
    AND NOT asked.content ? 'late'
    AND (word.id IS NULL OR (asked.received_at, asked.id) > (word.received_at, word.id))
WHERE NOT EXISTS (
    SELECT 1 FROM messages company
    WHERE company.tenant_id = app_tenant() AND company.conversation_id = talk.id AND company.author = 'bot'
      AND company.at = asked.answered_at AND company.status IS DISTINCT FROM 'cancelled')
  AND NOT EXISTS (
    SELECT 1 FROM talk_guards guard
    WHERE guard.tenant_id = app_tenant() AND guard.conversation_id = talk.id
      AND asked.at <= guard.last_at)
GROUP BY talk.id
HAVING bool_or(coalesce(asked.analysis ->> 'intent', '') <> ALL (%s::text[]))
"""


def open_in(conversation_ids: Sequence[UUID], now: datetime) -> dict[UUID, Asked]:
    """By conversation; those without an open question are not in it. One query."""
    rows = run_prepared(_OPEN, [list(conversation_ids), _COMPANY, now - STALE_AFTER, _COURTESY])
    return {talk: Asked(tuple(messages), first) for talk, messages, first in rows}


def settle(
    conversation_ids: Sequence[UUID], asked: Mapping[UUID, Asked], *, tenant_id: UUID, now: datetime
) -> None:
    """The bot, which has the locked conversations from here on, answers what was ``asked`` and nothing else."""
    ids = [message for one in asked.values() for message in one.messages]
    unanswered = Message.objects.filter(
        conversation_id__in=list(conversation_ids), author=Author.CUSTOMER, answered_at=None
    )
    unanswered.exclude(id__in=ids).update(answered_at=now)
    if ids:
        Message.objects.filter(id__in=ids).update(answered_at=None)
        jobs.defer_shared(ANSWER, tenant_id=tenant_id)
