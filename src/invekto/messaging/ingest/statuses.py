"""Delivery facts: statuses that only move forward, whatever the order they come in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from invekto.core import live
from invekto.core.statements import update_rows
from invekto.messaging import hooks
from invekto.messaging.ingest.fields import (
    UnreadableItem,
    clean,
    moment,
    needed_text,
    optional_record,
    record,
    records,
    text,
)
from invekto.messaging.models import DeliveryStatus, Message

# ``failed`` stands between: it overrides "sent", and a device that got the message after all overrides it.
_RANKS = {
    DeliveryStatus.QUEUED: 0,
    DeliveryStatus.CANCELLED: 0,
    DeliveryStatus.ACCEPTED: 1,
    DeliveryStatus.SENT: 2,
    DeliveryStatus.FAILED: 3,
    DeliveryStatus.DELIVERED: 4,
    DeliveryStatus.READ: 5,
    DeliveryStatus.PLAYED: 6,
}
_REPORTED = {
    "accepted": DeliveryStatus.ACCEPTED,
    "sent": DeliveryStatus.SENT,
    "delivered": DeliveryStatus.DELIVERED,
    "read": DeliveryStatus.READ,
    "played": DeliveryStatus.PLAYED,
    "failed": DeliveryStatus.FAILED,
}


def is_forward(old: str | None, new: str) -> bool:
    """Whether a message that stands at ``old`` may go on to ``new``."""
    return old is None or _RANKS[DeliveryStatus(new)] > _RANKS[DeliveryStatus(old)]


@dataclass(frozen=True, slots=True)
class DeliveryFact:
    """One status webhook."""

    wamid: str
    status: DeliveryStatus
    at: datetime
    callback: str | None  # what we gave when sending: the ledger row's id
    error_code: int | None
    error_detail: str
    pricing: dict[str, Any] | None


def read_status(payload: dict[str, Any], *, received_at: datetime) -> DeliveryFact:
    """Raises UnreadableItem."""
    item = record(clean(payload), "item")
    status = _REPORTED.get(text(item, "status"))
    if status is None:
        raise UnreadableItem("the status is not one we know")
    errors = records(item, "errors")
    code = errors[0].get("code") if errors else None
    return DeliveryFact(
        wamid=needed_text(item, "id"),
        status=status,
        at=moment(item, "timestamp", otherwise=received_at),
        callback=text(item, "biz_opaque_callback_data") or None,
        error_code=code
        if isinstance(code, int) and not isinstance(code, bool) and 0 <= code < 2**31
        else None,
        error_detail=text(optional_record(errors[0], "error_data"), "details")[:500] if errors else "",
        pricing=optional_record(item, "pricing") or None,
    )


def apply(facts: list[DeliveryFact], *, tenant_id: UUID, now: datetime) -> None:
    """Bring messages up to date. Runs in the tenant's scope."""
    # The ledger first: it knows messages whose WhatsApp id we have not heard yet, and notes it on them.
    hooks.tell_delivery(facts, now)
    messages = {
        message.wamid: message
        for message in Message.objects.select_for_update()
        .filter(wamid__in=[fact.wamid for fact in facts])
        .exclude(status=None)
        .only("tenant", "wamid", "conversation_id", "status", "status_at", "failure_code", "pricing")
        .order_by("id")
    }
    changed: dict[UUID, Message] = {}
    for fact in facts:
        message = messages.get(fact.wamid)
        if message is not None and _apply(fact, message):
            changed[message.pk] = message
    update_rows(Message, changed.values(), ("status", "status_at", "failure_code", "pricing"))
    live.announce_conversations(tenant_id, [message.conversation_id for message in changed.values()])


def _apply(fact: DeliveryFact, message: Message) -> bool:
    changed = False
    if fact.pricing and fact.pricing != message.pricing:
        message.pricing = fact.pricing
        changed = True
    if is_forward(message.status, fact.status):
        message.status, message.status_at = fact.status, fact.at
        message.failure_code = fact.error_code if fact.status == DeliveryStatus.FAILED else None
        changed = True
    return changed
