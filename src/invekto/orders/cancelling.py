"""Cancellations that a customer confirmed: prepared, done at the platform, and told.

Done twice is done once: before each call the platform is asked how the order stands, and only what is still there and
with no carrier is cancelled. So it may be killed between the call and our commit, and be run by two at once.
"""

from __future__ import annotations

import contextlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from hashlib import sha256
from typing import Any
from uuid import UUID

from invekto.agent_ai import services as dialogue
from invekto.core import audit, jobs
from invekto.core.tenancy import tenant_scope
from invekto.core.texts import text
from invekto.integrations import services as integrations
from invekto.integrations.models import CachedOrder, OrderStatus
from invekto.integrations.services import LineToCancel, OrderLine, Problem, ProviderError, TryAgainLater
from invekto.messaging.models import Conversation
from invekto.orders.models import Cancellation
from invekto.orders.news import tell_pages_of
from invekto.orders.views import NOT_SHIPPED, OrderView, as_orders

State = Cancellation.State
OPEN = (State.PREPARED, State.DOING)
SHIPPED = "cancel-problem-shipped"  # text id
CALL_TIMEOUT = 15.0  # seconds
# After each of these the platform is asked again; then a person looks.
WAITS = (timedelta(seconds=30), timedelta(minutes=2), timedelta(minutes=10), timedelta(minutes=30))


_MOST_NAMED, _LONGEST_NAME = 8, 60  # products and characters that one question says


@dataclass(frozen=True, slots=True)
class Offer:
    """What can be cancelled of an order now. ``pieces`` as ``Cancellation`` keeps them."""

    pieces: tuple[dict[str, Any], ...]
    amount: Decimal
    currency: str
    is_whole: bool

    @property
    def fingerprint(self) -> str:
        """Another one is another thing to confirm. Short, for it travels in a button."""
        told = ";".join(f"{piece['key']}×{piece['quantity']}" for piece in self.pieces)
        return sha256(f"{told}={self.amount}".encode()).hexdigest()[:16]


def offer(order: OrderView, line_id: str | None = None, count: int | None = None) -> Offer | None:
    """``line_id``: only this line; ``count``: only so many, where ``by_pieces``. None: nothing of it is still with
    the seller."""
    chosen = _chosen(order, line_id)
    if not chosen:
        return None
    wanted, before = Counter[str](), _quantities(order)
    names = {_key(line): _name(line) for line in chosen}
    taken: list[tuple[OrderLine, int]] = []
    for line in chosen:
        many = line.quantity if count is None else min(line.quantity, count - sum(wanted.values()))
        if many > 0:
            taken.append((line, many))
            wanted[_key(line)] += many
    pieces = tuple(
        {"key": key, "name": names[key], "quantity": count, "before": before[key]}
        for key, count in wanted.items()
    )
    amount = sum((line.unit_price * many for line, many in taken), Decimal(0))
    is_whole = sum(wanted.values()) == sum(before.values())
    return Offer(pieces, amount, order.currency, is_whole)


def _chosen(order: OrderView, line_id: str | None) -> list[OrderLine]:
    return [line for _, line in _waiting(order) if line_id is None or line.line_id == line_id]


def by_pieces(order: OrderView, line_id: str | None = None) -> bool:
    """Whether some of the pieces can go while the others stay: one product, and a platform that can do that."""
    chosen = _chosen(order, line_id)
    splits = integrations.cancels_pieces(order.provider) or all(line.quantity == 1 for line in chosen)
    return splits and len({_key(line) for line in chosen}) == 1


def in_words(pieces: Sequence[Mapping[str, Any]], language: str = "tr") -> str:
    """ "Keten Elbise (38), 2 × Saten Gömlek (M)"; of very many the first ones, and how many more there are."""
    counted = ((_cut(piece["name"]), piece["quantity"]) for piece in pieces[:_MOST_NAMED])
    named = ", ".join(name if count == 1 else f"{count} × {name}" for name, count in counted)
    more = len(pieces) - _MOST_NAMED
    return f"{named} {text('order-cancel-more', language, count=more)}" if more > 0 else named


def _cut(name: str) -> str:
    return name if len(name) <= _LONGEST_NAME else f"{name[: _LONGEST_NAME - 1]}…"


def _key(line: OrderLine) -> str:
    """What stays the same when a platform packs anew and renames its lines."""
    return line.sku or line.barcode or line.name


def _name(line: OrderLine) -> str:
    name = line.name.removesuffix(f", {line.size}") if line.size else line.name
    return f"{name} ({line.size})" if line.size else name


def _waiting(order: OrderView) -> list[tuple[str, OrderLine]]:
    """Lines that no carrier has, each with its package."""
    return [
        (package.package_id, line)
        for package in order.packages
        if package.status in NOT_SHIPPED
        for line in package.lines
        if line.status is not OrderStatus.CANCELLED
    ]


def _quantities(order: OrderView) -> Counter[str]:
    """What is not cancelled, wherever it is."""
    found = Counter[str]()
    for package in order.packages:
        if package.status is OrderStatus.CANCELLED:
            continue
        for line in package.lines:
            if line.status is not OrderStatus.CANCELLED:
                found[_key(line)] += line.quantity
    return found


# Prepared and begun, inside the tenant's scope.


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
    _settle(row, State.WITHDRAWN, None, actor=actor, now=now)


# Done, outside any scope.


def carry_out(tenant_id: UUID, cancellation_id: UUID, now: datetime) -> Cancellation | None:
    """Ask the platform, and keep what it says; the settled row, or None while it is not. Safe to run again."""
    with tenant_scope(tenant_id):
        row = Cancellation.objects.filter(id=cancellation_id, state=State.DOING).first()
    if row is None:
        return None
    try:
        state, problem = _ask(row, now)
    except TryAgainLater as error:
        return _later(row, error, now)
    except ProviderError as error:
        state, problem = State.REFUSED, error.problem.text_id
    return _settled(row, state, problem, now=now)


def _ask(row: Cancellation, now: datetime) -> tuple[State, str | None]:
    left, gone = _left(row, now)
    if not left and not gone:
        return State.DONE, None
    if gone:
        return State.REFUSED, SHIPPED
    with tenant_scope(row.tenant_id):
        Cancellation.objects.filter(id=row.id).update(called_at=now)
    was_called, row.called_at = row.called_at is not None, now
    try:
        integrations.cancel_lines(
            row.tenant_id, row.account_id, left, reason=row.reason, timeout=CALL_TIMEOUT
        )
    except TryAgainLater:
        raise
    except ProviderError as error:
        if error.problem is not Problem.REQUEST_REFUSED:
            raise
        # Refused for what is true by now: it was cancelled by somebody, or a carrier took it this minute.
        left, gone = _left(row, now)
        if not left and not gone:
            return State.DONE, None
        if was_called and not gone:
            return State.UNCLEAR, error.problem.text_id
        return State.REFUSED, SHIPPED if gone else error.problem.text_id
    with contextlib.suppress(ProviderError):  # then the next sync brings what the pages show
        _left(row, now)
    return State.DONE, None


def _left(row: Cancellation, now: datetime) -> tuple[Sequence[LineToCancel], bool]:
    """What must still be cancelled, as the platform tells it now, and whether some of it has left."""
    integrations.refresh_number(
        row.tenant_id, row.account_id, row.external_order_id, now=now, deep=True, timeout=CALL_TIMEOUT
    )
    with tenant_scope(row.tenant_id):
        packages = CachedOrder.objects.filter(
            account_id=row.account_id, external_order_id=row.external_order_id
        )
        (order,) = as_orders(packages)
    living, waiting = _quantities(order), _waiting(order)
    lines: list[LineToCancel] = []
    has_left = False
    for piece in row.pieces:
        missing = living[piece["key"]] - (piece["before"] - piece["quantity"])
        for package, line in waiting:
            if missing <= 0:
                break
            if _key(line) == piece["key"]:
                count = min(missing, line.quantity)
                lines.append(LineToCancel(package, line.line_id, count))
                missing -= count
        has_left |= missing > 0
    return lines, has_left


def _later(row: Cancellation, error: TryAgainLater, now: datetime) -> Cancellation | None:
    if row.tries >= len(WAITS):
        was_called = row.called_at is not None
        return _settled(row, State.UNCLEAR if was_called else State.REFUSED, error.problem.text_id, now=now)
    with tenant_scope(row.tenant_id):
        Cancellation.objects.filter(id=row.id).update(tries=row.tries + 1, problem=error.problem.text_id)
        jobs.defer_at(
            now + WAITS[row.tries],
            "orders.cancel",
            key=f"cancel:{row.id}",
            lock=f"cancel:{row.id}",
            tenant_id=str(row.tenant_id),
            cancellation_id=str(row.id),
        )
        tell_pages_of(row.contact_id, row.tenant_id)
    return None


def _settled(row: Cancellation, state: State, problem: str | None, *, now: datetime) -> Cancellation | None:
    """None where another run of the job was sooner: what follows from it happens once."""
    with tenant_scope(row.tenant_id):
        # In the order in which an answer locks them.
        list(Conversation.objects.select_for_update().filter(id=row.conversation_id).values_list("id"))
        locked = Cancellation.objects.select_for_update().filter(id=row.id, state=State.DOING).first()
        if locked is None:
            return None
        _settle(locked, state, problem, actor="system", now=now)
        if locked.by_bot or state is State.DONE:
            # Together with what it tells of: said once, whatever dies in between.
            tell(locked, now)
        return locked


def _settle(row: Cancellation, state: State, problem: str | None, *, actor: str, now: datetime) -> None:
    row.state, row.problem, row.settled_at = state, problem, now
    row.save(update_fields=["state", "problem", "settled_at"])
    _note(row, state.value, actor=actor, now=now)
    tell_pages_of(row.contact_id, row.tenant_id)


def tell(row: Cancellation, now: datetime) -> None:
    """The customer hears from the bot what became of it; where a person speaks, the card offers the words."""
    outcome = _outcome(row)
    dialogue.say_afterwards(
        row.conversation_id,
        f"cancel-told-{outcome}",
        rule="did-told-cancellation",
        now=now,
        while_waiting=outcome == "done",
        next_step=None if outcome in ("done", "shipped") else "cancel-next-look",
        number=row.external_order_id,
        what=named(row),
    )


def _outcome(row: Cancellation) -> str:
    if row.problem == SHIPPED:
        return "shipped"
    return {State.DONE: "done", State.UNCLEAR: "unclear"}.get(State(row.state), "refused")


def said_of(row: Cancellation, language: str) -> str:
    """What a person may send of it; "" while there is nothing to tell."""
    outcome = _outcome(row)
    if row.state not in (State.DONE, State.REFUSED) or outcome == "refused":
        return ""
    return text(
        f"cancel-told-{outcome}", language, number=row.external_order_id, what=in_words(row.pieces, language)
    )


def named(row: Cancellation) -> str:
    return in_words(row.pieces)


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
