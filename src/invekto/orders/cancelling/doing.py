"""Done at the platform, outside any scope.

Done twice is done once: before each call the platform is asked how the order stands, and only what is still there and
with no carrier is cancelled. So it may be killed between the call and our commit, and be run by two at once.
"""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from invekto.core import jobs
from invekto.core.tenancy import tenant_scope
from invekto.integrations import services as integrations
from invekto.integrations.models import CachedOrder
from invekto.integrations.services import LineToCancel, OrderLine, Problem, ProviderError, TryAgainLater
from invekto.messaging.models import Conversation
from invekto.orders.cancelling.offers import key_of, living_pieces, waiting_lines
from invekto.orders.cancelling.rows import State, settle
from invekto.orders.cancelling.telling import IN_PART, SHIPPED, UNDIVIDED, tell
from invekto.orders.models import Cancellation
from invekto.orders.news import tell_pages_of
from invekto.orders.views import as_orders

CALL_TIMEOUT = 15.0  # seconds
# After each of these the platform is asked again; then a person looks.
WAITS = (timedelta(seconds=30), timedelta(minutes=2), timedelta(minutes=10), timedelta(minutes=30))


def carry_out(tenant_id: UUID, cancellation_id: UUID, now: datetime) -> Cancellation | None:
    """Ask the platform, and keep what it says; the settled row, or None while it is not. Safe to run again."""
    with tenant_scope(tenant_id):
        row = Cancellation.objects.filter(id=cancellation_id, state=State.DOING).first()
    if row is None:
        return None
    was_called = row.called_at is not None
    try:
        state, problem = _ask(row, now)
    except TryAgainLater as error:
        return _later(row, error, now)
    except ProviderError as error:
        state, problem = State.UNCLEAR if was_called else State.REFUSED, error.problem.text_id
    return _settled(row, state, problem, now=now)


def _ask(row: Cancellation, now: datetime) -> tuple[State, str | None]:
    left = _left(row, now)
    if (settled := left.settled) is not None:
        return settled
    with tenant_scope(row.tenant_id):
        Cancellation.objects.filter(id=row.id).update(called_at=now)
    was_called, row.called_at = row.called_at is not None, now
    try:
        integrations.cancel_lines(
            row.tenant_id, row.account_id, left.lines, reason=row.reason, timeout=CALL_TIMEOUT
        )
    except TryAgainLater:
        raise
    except ProviderError as error:
        if error.problem is not Problem.REQUEST_REFUSED:
            raise
        # Refused for what is true by now: it was cancelled by somebody, or a carrier took it this minute.
        left = _left(row, now)
        if (settled := left.settled) is not None:
            return settled
        return State.UNCLEAR if was_called or left.is_begun else State.REFUSED, error.problem.text_id
    with contextlib.suppress(ProviderError):  # then the next sync brings what the pages show
        _left(row, now)
    return State.DONE, None


@dataclass(frozen=True, slots=True)
class _Left:
    """What must still be cancelled. ``is_begun``: some of it is cancelled; ``has_shipped``: some of it cannot be any
    more; ``is_undivided``: what is left shares a line with what stays, and the platform cancels whole lines."""

    lines: tuple[LineToCancel, ...]
    is_begun: bool
    has_shipped: bool
    is_undivided: bool

    @property
    def settled(self) -> tuple[State, str | None] | None:
        """None: there is something to ask the platform for."""
        if self.has_shipped:
            return State.REFUSED, IN_PART if self.is_begun else SHIPPED
        if self.is_undivided:
            return State.UNCLEAR if self.is_begun else State.REFUSED, UNDIVIDED
        return None if self.lines else (State.DONE, None)


def _left(row: Cancellation, now: datetime) -> _Left:
    """As the platform tells it now."""
    integrations.refresh_number(
        row.tenant_id, row.account_id, row.external_order_id, now=now, deep=True, timeout=CALL_TIMEOUT
    )
    with tenant_scope(row.tenant_id):
        packages = CachedOrder.objects.filter(
            account_id=row.account_id, external_order_id=row.external_order_id
        )
        (order,) = as_orders(packages)
    living, waiting = living_pieces(order), waiting_lines(order)
    splits = integrations.cancels_pieces(order.provider)
    lines: list[LineToCancel] = []
    is_begun = has_shipped = is_undivided = False
    for piece in row.pieces:
        gone = min(max(0, piece["before"] - living[piece["key"]]), piece["quantity"])
        piece["done"] = gone
        is_begun |= gone > 0
        missing = piece["quantity"] - gone
        there = [(package, line) for package, line in waiting if key_of(line) == piece["key"]]
        if sum(line.quantity for _, line in there) < missing:
            has_shipped = True
            continue
        taken = _pieces_of(there, missing) if splits else _whole_lines(there, missing)
        is_undivided |= taken is None
        lines += taken or ()
    return _Left(tuple(lines), is_begun, has_shipped, is_undivided)


def _pieces_of(there: Sequence[tuple[str, OrderLine]], missing: int) -> list[LineToCancel]:
    taken = []
    for package, line in there:
        if (count := min(missing, line.quantity)) > 0:
            taken.append(LineToCancel(package, line.line_id, count))
            missing -= count
    return taken


def _whole_lines(there: Sequence[tuple[str, OrderLine]], missing: int) -> list[LineToCancel] | None:
    """Lines that hold just so many together; None where there are none."""
    ways: dict[int, list[LineToCancel]] = {0: []}
    for package, line in there:
        for count, way in list(ways.items()):
            if count + line.quantity <= missing:
                ways.setdefault(
                    count + line.quantity, [*way, LineToCancel(package, line.line_id, line.quantity)]
                )
    return ways.get(missing)


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
        if problem == IN_PART:
            locked.pieces = row.pieces  # what is done of each
            locked.save(update_fields=["pieces"])
        settle(locked, state, problem, actor="system", now=now)
        if locked.by_bot or state is State.DONE:
            # Together with what it tells of: said once, whatever dies in between.
            tell(locked, now)
        return locked
