"""What a customer confirmed: kept, begun and withdrawn; inside the tenant's scope."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from invekto.core import audit, jobs
from invekto.integrations import services as integrations
from invekto.messaging.models import Conversation
from invekto.orders.cancelling.offers import Offer
from invekto.orders.models import Cancellation
from invekto.orders.news import tell_pages_of
from invekto.orders.views import OrderView

State = Cancellation.State
OPEN = (State.PREPARED, State.DOING)


def prepare(
    conversation: Conversation, order: OrderView, wanted: Offer, now: datetime, *, actor: str | None = None
) -> Cancellation:
    """What the customer confirmed, once; said again for something else it is that. What is being done stays so.

    ``actor``: the colleague to whom they said so; the customer themselves when not given.
    """
    row = open_of(order.account_id, order.number)
    if row is not None and row.state == State.DOING:
        return row
    values = {
        "contact_id": conversation.contact_id,
        "conversation_id": conversation.id,
        "pieces": list(wanted.pieces),
        "amount": wanted.amount,
        "currency": wanted.currency,
    }
    if row is not None and all(getattr(row, name) == value for name, value in values.items()):
        return row
    if row is not None:
        Cancellation.objects.filter(id=row.id).update(**values, confirmed_at=now)
        row.refresh_from_db()
    else:
        row = Cancellation.objects.create(
            tenant_id=conversation.tenant_id,
            account_id=order.account_id,
            external_order_id=order.number,
            confirmed_at=now,
            **values,
        )
    _note(row, "confirmed", actor=actor or f"contact:{row.contact_id}", now=now)
    tell_pages_of(row.contact_id, row.tenant_id)
    return row


def latest_of(contact_id: UUID) -> dict[tuple[UUID, str], Cancellation]:
    """By account and order number, of what this customer confirmed and nobody withdrew."""
    rows = Cancellation.objects.filter(contact_id=contact_id).exclude(state=State.WITHDRAWN)
    return {(row.account_id, row.external_order_id): row for row in rows.order_by("confirmed_at", "id")}


def is_of(cancellation_id: UUID, contact_id: UUID) -> bool:
    return Cancellation.objects.filter(id=cancellation_id, contact_id=contact_id).exists()


def open_of(account_id: UUID, number: str) -> Cancellation | None:
    rows = Cancellation.objects.select_for_update().filter(
        account_id=account_id, external_order_id=number, state__in=OPEN
    )
    return rows.first()


class NotOpen(Exception):
    """Somebody has begun it, or it was withdrawn."""


def begin(
    cancellation_id: UUID, *, reason: str, actor: str, now: datetime, by_bot: bool = False
) -> Cancellation:
    """Have it done; raises NotOpen, also for a foreign one, and ValueError for a reason that is none there."""
    row = Cancellation.objects.select_for_update().filter(id=cancellation_id, state=State.PREPARED).first()
    if row is None:
        raise NotOpen
    provider = integrations.find_account(row.account_id).provider
    if reason not in integrations.cancel_reasons(provider):
        raise ValueError(reason)
    row.state, row.reason, row.by_bot, row.problem = State.DOING, reason, by_bot, None
    row.save(update_fields=["state", "reason", "by_bot", "problem"])
    _note(row, "begun", actor=actor, now=now)
    jobs.defer(
        "orders.cancel", lock=f"cancel:{row.id}", tenant_id=str(row.tenant_id), cancellation_id=str(row.id)
    )
    tell_pages_of(row.contact_id, row.tenant_id)
    return row


def withdraw(cancellation_id: UUID, *, actor: str, now: datetime) -> None:
    """It is not to be done; raises NotOpen."""
    row = Cancellation.objects.select_for_update().filter(id=cancellation_id, state=State.PREPARED).first()
    if row is None:
        raise NotOpen
    settle(row, State.WITHDRAWN, None, actor=actor, now=now)


def settle(row: Cancellation, state: State, problem: str | None, *, actor: str, now: datetime) -> None:
    row.state, row.problem, row.settled_at = state, problem, now
    row.save(update_fields=["state", "problem", "settled_at"])
    _note(row, state.value, actor=actor, now=now)
    tell_pages_of(row.contact_id, row.tenant_id)


def _note(row: Cancellation, what: str, *, actor: str, now: datetime) -> None:
    audit.append(
        f"order.cancellation_{what}",
        tenant_id=row.tenant_id,
        actor=actor,
        now=now,
        subject=row.external_order_id,
        details={
            "pieces": [{"key": piece["key"], "quantity": piece["quantity"]} for piece in row.pieces],
            "amount": str(row.amount),
            "reason": row.reason,
            "problem": row.problem,
        },
    )
