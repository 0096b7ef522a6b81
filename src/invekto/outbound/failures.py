"""Messages that failed for good: what becomes of their threads and contacts, and who hears of it; many at once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from invekto.core import events
from invekto.core.statements import run_prepared, update_rows
from invekto.messaging.models import Contact, DeliveryStatus, Message
from invekto.messaging.services import opt_out
from invekto.outbound.models import OutboundMessage, SendState

WINDOW_CLOSED, USER_STOPPED, UNDELIVERABLE = 131047, 131050, 131026


def fail(rows: Sequence[OutboundMessage], now: datetime) -> None:
    """For the reasons that stand in their ``error_code``; the caller locked the rows and saves them."""
    for row in rows:
        row.state, row.settled_at = SendState.FAILED, now
    failed = [
        Message(
            id=row.message_id,
            tenant_id=row.tenant_id,
            status=DeliveryStatus.FAILED,
            status_at=now,
            failure_code=row.error_code,
        )
        for row in rows
    ]
    update_rows(Message, failed, ("status", "status_at", "failure_code"))
    remember(rows, now)


# It was closed when the message left; what the customer wrote since has opened it again.
_CLOSED = """
UPDATE conversations talk SET window_refused_at = told.tried
FROM (
    SELECT id, max(tried) AS tried FROM unnest(%s::uuid[], %s::timestamptz[]) AS pair (id, tried) GROUP BY id
) AS told
WHERE talk.tenant_id = app_tenant() AND talk.id = told.id
  AND (talk.window_refused_at IS NULL OR talk.window_refused_at < told.tried)
"""


def remember(rows: Sequence[OutboundMessage], now: datetime) -> None:
    """What the failures tell about contacts and threads, beyond the messages. Of one tenant, in its scope."""
    if not rows:
        return
    if closed := [row for row in rows if row.error_code == WINDOW_CLOSED]:
        tried = [row.claimed_at or now for row in closed]
        run_prepared(_CLOSED, [[row.conversation_id for row in closed], tried])
    if stopped := {row.contact_id for row in rows if row.error_code == USER_STOPPED}:
        for contact in Contact.objects.select_for_update().filter(id__in=stopped).order_by("id"):
            if contact.opted_out_at is None:
                opt_out(contact, how="whatsapp", now=now)
    if lost := {row.contact_id for row in rows if row.error_code == UNDELIVERABLE}:
        Contact.objects.filter(id__in=lost).update(unreachable_at=now)
    events.record_several(
        "message.failed",
        tenant_id=rows[0].tenant_id,
        now=now,
        facts=[
            (row.conversation_id, {"message": str(row.message_id), "code": row.error_code}) for row in rows
        ],
    )
