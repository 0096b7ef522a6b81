"""Which rows may leave a number now: what is due, in order per person, no faster than the number's pace."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from invekto.core import jobs
from invekto.core.statements import run_prepared
from invekto.messaging.cloud_api import Recipient
from invekto.messaging.models import WhatsAppNumber
from invekto.outbound.models import SendingPace, SendState
from invekto.outbound.withdrawing import take_back


@dataclass(frozen=True, slots=True)
class Claim:
    """A row that this process, and no other, now sends."""

    row_id: UUID
    message_id: UUID
    contact_id: UUID
    conversation_id: UUID
    body: dict[str, Any]
    attempts: int  # this one included
    recipient: Recipient


@dataclass(frozen=True, slots=True)
class Claimed:
    number: WhatsAppNumber
    claims: list[Claim]


# A bot's row is withdrawn here if a person has taken over since it was queued.
_CLAIM = """
WITH due AS (
    SELECT o.id, o.tenant_id
    FROM outbound_messages o
    WHERE o.tenant_id = %s::uuid AND o.number_id = %s::uuid AND o.state = 'queued'
      AND o.next_attempt_at <= %s::timestamptz
      AND NOT EXISTS (
          SELECT 1 FROM outbound_messages earlier
          WHERE earlier.tenant_id = o.tenant_id AND earlier.contact_id = o.contact_id
            AND earlier.number_id = o.number_id
            AND earlier.state IN ('queued', 'sending') AND earlier.id < o.id
            AND (earlier.state = 'sending' OR earlier.next_attempt_at < %s::timestamptz + interval '5 minutes'))
    ORDER BY o.id
    LIMIT %s::int
    FOR UPDATE OF o SKIP LOCKED
)
UPDATE outbound_messages o
SET state = CASE WHEN o.author = 'bot' AND c.mode = 'human' THEN 'cancelled' ELSE 'sending' END,
    settled_at = CASE WHEN o.author = 'bot' AND c.mode = 'human' THEN %s::timestamptz END,
    claimed_at = %s::timestamptz,
    attempts = o.attempts + 1
FROM due
JOIN outbound_messages same ON same.tenant_id = due.tenant_id AND same.id = due.id
JOIN conversations c ON c.tenant_id = due.tenant_id AND c.id = same.conversation_id
JOIN contacts p ON p.tenant_id = due.tenant_id AND p.id = same.contact_id
WHERE o.tenant_id = due.tenant_id AND o.id = due.id
RETURNING o.id, o.message_id, o.contact_id, o.conversation_id, o.body::text, o.attempts, p.phone, p.user_id,
    o.state
"""


def claim(number_id: UUID, *, now: datetime, most: int) -> Claimed | None:
    """Take up to ``most`` rows; None when the number is paused. Runs in the tenant's scope.

    The pace's row lock makes lanes of one number, in whatever process, take turns here.
    """
    pace = _pace(number_id, now)
    number = pace.number
    if number.paused_code is not None:
        return None
    if pace.hold_until is not None and pace.hold_until > now:
        _come_back(number, pace.hold_until)
        return Claimed(number, [])
    allowed = _tokens(pace, number.messages_per_second, now)
    claims = _take(number, now=now, limit=min(most, int(allowed))) if allowed >= 1 else []
    if claims:
        pace.tokens, pace.refilled_at = allowed - len(claims), now
        pace.save(update_fields=["tokens", "refilled_at"])
    if len(claims) < most and int(allowed) <= len(claims):
        seconds = (1 - (allowed - len(claims))) / number.messages_per_second
        _come_back(number, now + timedelta(seconds=seconds))
    return Claimed(number, claims)


def _pace(number_id: UUID, now: datetime) -> SendingPace:
    locked = (
        SendingPace.objects.select_for_update(of=("self",))
        .select_related("number")
        .defer("number__app_secret", "number__verify_token")  # not needed, and decrypting takes time
        .filter(number_id=number_id)
        .order_by()
    )
    pace = locked.first()
    if pace is None:
        number = WhatsAppNumber.objects.get(pk=number_id)
        fresh = SendingPace(
            tenant_id=number.tenant_id, number=number, tokens=number.messages_per_second, refilled_at=now
        )
        SendingPace.objects.bulk_create([fresh], ignore_conflicts=True)
        pace = locked.get()
    if pace.refilled_at > now:  # the clock was set back: what it said before means nothing now
        pace.refilled_at, pace.hold_until = now, None
        pace.save(update_fields=["refilled_at", "hold_until"])
    return pace


def _tokens(pace: SendingPace, per_second: int, now: datetime) -> float:
    """A second's worth may leave at once."""
    elapsed = (now - pace.refilled_at).total_seconds()
    return min(float(per_second), pace.tokens + elapsed * per_second)


def _take(number: WhatsAppNumber, *, now: datetime, limit: int) -> list[Claim]:
    rows = run_prepared(_CLAIM, [number.tenant_id, number.pk, now, now, limit, now, now])
    withdrawn = [row[1] for row in rows if row[8] == SendState.CANCELLED]
    if withdrawn:
        take_back(withdrawn, now)
    return [
        Claim(row[0], row[1], row[2], row[3], json.loads(row[4]), row[5], Recipient(row[6], row[7]))
        for row in sorted(rows)
        if row[8] == SendState.SENDING
    ]


def _come_back(number: WhatsAppNumber, due_at: datetime) -> None:
    """The number's pace lets nothing more go before ``due_at``."""
    jobs.defer_at(
        due_at,
        "outbound.lane",
        key=f"pace:{number.pk}",
        tenant_id=str(number.tenant_id),
        number_id=str(number.pk),
    )
