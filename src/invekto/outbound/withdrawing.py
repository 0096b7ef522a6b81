"""Messages taken back before they left: their threads, and the list, stand as if they had never been said."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from invekto.core.statements import run_prepared
from invekto.messaging.models import DeliveryStatus, Message

# A customer whose only answer is withdrawn waits since their first message after the last answer that counts.
# Compared by our own clock: the customers' runs in whole seconds.
_SHOW_WITHOUT = """
UPDATE conversations talk
SET last_message_at = coalesce(last.at, talk.last_message_at),
    last_type = coalesce(last.type, ''),
    last_author = coalesce(last.author, ''),
    last_text = coalesce(left(last.text, 200), ''),
    waiting_since = coalesce(talk.waiting_since, (
        SELECT min(asked.received_at) FROM messages asked
        WHERE asked.tenant_id = app_tenant() AND asked.conversation_id = touched.id
          AND asked.author = 'customer' AND asked.revoked_at IS NULL
          AND asked.received_at > coalesce(answer.received_at, '-infinity')))
FROM (
    SELECT DISTINCT conversation_id AS id FROM messages WHERE tenant_id = app_tenant() AND id = ANY (%s::uuid[])
) AS touched
LEFT JOIN LATERAL (
    SELECT m.at, CASE WHEN m.revoked_at IS NULL THEN m.type ELSE 'revoked' END AS type, m.author, m.text
    FROM messages m
    WHERE m.tenant_id = app_tenant() AND m.conversation_id = touched.id
      AND m.type <> 'notice' AND m.status IS DISTINCT FROM 'cancelled'
    ORDER BY m.at DESC, m.id DESC LIMIT 1
) AS last ON true
LEFT JOIN LATERAL (
    SELECT m.received_at FROM messages m
    WHERE m.tenant_id = app_tenant() AND m.conversation_id = touched.id
      AND m.author IN ('bot', 'human') AND m.status IS DISTINCT FROM 'cancelled'
    ORDER BY m.at DESC, m.id DESC LIMIT 1
) AS answer ON true
WHERE talk.tenant_id = app_tenant() AND talk.id = touched.id
"""


def take_back(message_ids: Sequence[UUID], now: datetime) -> None:
    """Their ledger rows are cancelled already. Inside the tenant's scope."""
    Message.objects.filter(id__in=message_ids).update(status=DeliveryStatus.CANCELLED, status_at=now)
    run_prepared(_SHOW_WITHOUT, [list(message_ids)])
