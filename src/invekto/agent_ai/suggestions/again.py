"""Suggestions for a message that was answered before: a platform had to be asked, or a worker died in between."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from invekto.agent_ai import lessons
from invekto.agent_ai.contract import Inbound
from invekto.agent_ai.engine import registry
from invekto.agent_ai.engine.draft import Draft
from invekto.agent_ai.engine.reading import Snapshot, understand
from invekto.agent_ai.handlers import COMMON
from invekto.agent_ai.suggestions.making import suggest
from invekto.core.statements import run_prepared
from invekto.core.tenancy import tenant_scope
from invekto.messaging.models import Author, Message, Mode

PATIENCE = 3.0  # seconds a platform is given
_MISSED = (
    timedelta(seconds=20),
    timedelta(minutes=5),
)  # ago; a message without suggestions was missed by then
_MOST = 50


def suggest_again(tenant_id: UUID, message_id: UUID, *, now: datetime, patience: float = PATIENCE) -> None:
    """Opens its own scopes. Safe to repeat: what is offered already stays as it is."""
    with tenant_scope(tenant_id):
        seen = _snapshot(tenant_id, message_id)
    if seen is None:
        return
    known = frozenset({**COMMON, **seen.vertical.handlers})
    reading = understand(seen, known_intents=known, now=now)
    suggest(tenant_id, [Draft(seen, reading, [])], now=now, patience=patience)


def _snapshot(tenant_id: UUID, message_id: UUID) -> Snapshot | None:
    """The message with the burst it came in; None: it is gone, or the bot speaks again."""
    found = Message.objects.select_related("conversation__tenant", "conversation__contact")
    message = found.filter(id=message_id, author=Author.CUSTOMER, revoked_at=None).first()
    if message is None or message.conversation.mode == Mode.BOT:
        return None
    together: dict[str, Any] = (message.analysis or {}).get("together") or {}
    burst = Message.objects.filter(
        conversation_id=message.conversation_id, id__in=[*together.get("messages", []), message.id]
    )
    conversation = message.conversation
    return Snapshot(
        tenant=conversation.tenant,
        contact=conversation.contact,
        conversation=conversation,
        vertical=registry.vertical(conversation.tenant.vertical),
        messages=tuple(
            Inbound(one.id, one.type, one.text, one.content.get("reply_id"), one.at)
            for one in burst.order_by("id")
            if one.revoked_at is None
        ),
        before=conversation.contact.language,
        offered=(),
        taught=lessons.taught(tenant_id),
    )


_WITHOUT = """
SELECT last.id FROM conversations c
CROSS JOIN LATERAL (
    SELECT m.id, m.text, m.answered_at, m.analysis, m.received_at FROM messages m
    WHERE m.tenant_id = app_tenant() AND m.conversation_id = c.id AND m.author = 'customer'
    ORDER BY m.at DESC, m.id DESC LIMIT 1
) last
WHERE c.tenant_id = app_tenant() AND c.mode IN ('waiting', 'human') AND c.waiting_since IS NOT NULL
  AND c.done_at IS NULL
  AND last.received_at BETWEEN %s::timestamptz AND %s::timestamptz
  AND last.answered_at IS NOT NULL AND last.analysis IS NOT NULL AND last.text <> ''
  AND NOT EXISTS (SELECT 1 FROM suggested_replies s WHERE s.tenant_id = app_tenant() AND s.message_id = last.id
                  AND s.rank > 0)
LIMIT %s::int
"""


def missed(now: datetime) -> list[UUID]:
    """Messages that people must answer and that got no suggestion. Inside the tenant's scope."""
    latest, earliest = (now - ago for ago in _MISSED)
    return [row[0] for row in run_prepared(_WITHOUT, [earliest, latest, _MOST])]
