"""Look for gaps in an account's orders and fill them; one page, one transaction, the place in it with it.

Where the platform tells totals by date (``Reach.counted``), they are compared with what is kept, hour by hour.
Where it does not, what should be closed is read again: what then comes new was missing.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from typing import Any
from uuid import UUID

from invekto.core import jobs, live
from invekto.core.tenancy import for_each_tenant, tenant_scope
from invekto.integrations.accounts import find_account, secrets_of
from invekto.integrations.contract import OrderSource, Problem, ProviderError, Refused, TryAgainLater
from invekto.integrations.gaps import ledger
from invekto.integrations.gaps.counting import LOOKS, Count
from invekto.integrations.gaps.ledger import HOUR, Hour, floor_hour
from invekto.integrations.health import note_failure
from invekto.integrations.models import IntegrationAccount, OrderCheck
from invekto.integrations.queueing import defer_check, sync_lock
from invekto.integrations.registry import ORDER_PROVIDERS, source_of
from invekto.integrations.store import Stored, lock_account, store_page
from invekto.integrations.sync import End, sync_head
from invekto.integrations.windows import Cursor

PAGE_TIMEOUT = 30.0  # seconds
AT_ONCE = 90.0  # seconds; then the job makes way for others and comes again
HEAD_PAGES = 100
LONGEST_SUM = timedelta(days=14)  # of one question for a total
LAST = timedelta(hours=24)  # read again every hour where there are no totals
DEEP, DEEP_EVERY = timedelta(days=31), timedelta(hours=24)  # and this far once a day
MOST_TRIES = 3  # then what the platform counts and does not show is not waited for any longer
KEPT = timedelta(days=95)


@dataclass(frozen=True, slots=True)
class Checked:
    """``is_done``: nothing is left to be read again now. ``missing``: rows that came by it."""

    is_done: bool = True
    missing: int = 0
    error: ProviderError | None = None


@dataclass(frozen=True, slots=True)
class _State:
    """Where a check is; in ``integration_accounts.checking``."""

    queue: tuple[tuple[datetime, datetime], ...] = ()  # to be read again, the first first
    position: str | None = None  # in the first
    bad: int = 0  # rows of the first that cannot be read
    deep_at: datetime | None = None

    def to_json(self) -> dict[str, Any]:
        return {
            "queue": [[since.isoformat(), until.isoformat()] for since, until in self.queue],
            "position": self.position,
            "bad": self.bad,
            "deep_at": self.deep_at.isoformat() if self.deep_at else None,
        }

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> _State:
        moment = datetime.fromisoformat
        deep = data.get("deep_at")
        return cls(
            tuple((moment(since), moment(until)) for since, until in data.get("queue", ())),
            data.get("position"),
            int(data.get("bad", 0)),
            moment(deep) if deep else None,
        )


def check_all(now: datetime) -> int:
    """See to it that every account is looked at; returns how many. Run every hour."""
    return sum(for_each_tenant(partial(_check_tenant, now=now), having="accounts"))


def _check_tenant(tenant_id: UUID, *, now: datetime) -> int:
    with tenant_scope(tenant_id):
        OrderCheck.objects.filter(hour__lt=now - KEPT).delete()
        working = IntegrationAccount.objects.only("id").filter(
            provider__in=list(ORDER_PROVIDERS), status=IntegrationAccount.Status.ACTIVE
        )
        due = [account.id for account in working]
        for account_id in due:
            defer_check(tenant_id, account_id)
    return len(due)


def check_account(tenant_id: UUID, account_id: UUID, now: datetime, *, seconds: float = AT_ONCE) -> Checked:
    """Compare, then read again what lacks something; outside any scope. Comes again by itself while some is left.

    Raises IntegrationAccount.DoesNotExist for a missing and a foreign account alike.
    """
    deadline = time.monotonic() + seconds
    # What changed a moment ago must not look as if it had been missed.
    head = sync_head(tenant_id, account_id, now, pages=HEAD_PAGES, timeout=seconds / 2)
    if head.end is not End.COMPLETE:
        return Checked(is_done=head.end is End.OFF, error=head.error)
    missing = 0
    try:
        with tenant_scope(tenant_id):
            account = find_account(account_id)
            keys = secrets_of(account)
            cursor, state = Cursor.from_json(account.cursor), _State.from_json(account.checking)
        if cursor.head is None:
            return Checked()
        with source_of(account, keys) as source:
            if not state.queue:
                state = _plan(account, cursor, source, state, now, deadline)
            while state.queue:
                if time.monotonic() >= deadline:
                    with tenant_scope(tenant_id):
                        defer_check(tenant_id, account_id)
                    return Checked(is_done=False, missing=missing)
                state, stored = _read_page(account, source, state, now, deadline)
                missing += stored.new + stored.changed
    except TryAgainLater as error:
        _come_again(tenant_id, account_id, error, now)
        return Checked(is_done=False, missing=missing, error=error)
    except Refused as error:
        note_failure(tenant_id, account_id, error, now=now)
        return Checked(is_done=False, missing=missing, error=error)
    return Checked(missing=missing)


def _come_again(tenant_id: UUID, account_id: UUID, error: TryAgainLater, now: datetime) -> None:
    if not error.is_our_pause:
        note_failure(tenant_id, account_id, error, now=now)  # the next hour's look goes on
        return
    with tenant_scope(tenant_id):
        jobs.defer_at(
            now + timedelta(seconds=max(error.seconds or 0.0, 30.0)),  # the others' calls come first
            "integrations.check",
            key=f"check:{account_id}:later",
            lock=sync_lock(account_id),
            tenant_id=str(tenant_id),
            account_id=str(account_id),
        )


def _plan(
    account: IntegrationAccount,
    cursor: Cursor,
    source: OrderSource,
    state: _State,
    now: datetime,
    deadline: float,
) -> _State:
    assert cursor.head is not None
    if source.reach.counted:
        queue = _plan_by_totals(account, cursor, source, now, deadline)
        return _keep(account, replace(state, queue=queue, position=None, bad=0))
    is_deep = state.deep_at is not None and state.deep_at <= now - DEEP_EVERY
    stretch = (cursor.head - (DEEP if is_deep else LAST), cursor.head)
    deep_at = now if is_deep or state.deep_at is None else state.deep_at
    return _keep(account, _State(queue=(stretch,), deep_at=deep_at))


def _plan_by_totals(
    account: IntegrationAccount, cursor: Cursor, source: OrderSource, now: datetime, deadline: float
) -> tuple[tuple[datetime, datetime], ...]:
    """Stretches of hours that lack something, at most LAST long."""
    assert cursor.head is not None
    closed = floor_hour(cursor.head)
    oldest = floor_hour(max(now - source.reach.counted, cursor.past or cursor.head)) + HOUR
    if oldest >= closed:
        return ()
    with tenant_scope(account.tenant_id):
        count = Count(source, ledger.hours(account, oldest, closed), deadline=deadline)
    try:
        count.alone(closed)
        until = closed
        while until > oldest:
            since = max(oldest, until - LONGEST_SUM)
            count.together(since, until)
            until = since
    finally:
        # What was compared before a call failed need not be compared again.
        with tenant_scope(account.tenant_id):
            ledger.write(account, [_aged(one, closed) for one in count.looked.values()], now=now)
            if any(one.is_open for one in count.looked.values()):
                live.announce("account", tenant_id=account.tenant_id, account=account.id)
    return _stretches([one for one in count.hours.values() if one.is_open])


def _aged(one: Hour, closed: datetime) -> Hour:
    """Hours older than any look of their own are looked at by sums alone."""
    return replace(one, looks=len(LOOKS)) if one.end + LOOKS[-1] + HOUR <= closed else one


def _stretches(open_hours: list[Hour]) -> tuple[tuple[datetime, datetime], ...]:
    found: list[tuple[datetime, datetime]] = []
    for one in open_hours:
        if found and found[-1][1] == one.start and one.end - found[-1][0] <= LAST:
            found[-1] = (found[-1][0], one.end)
        else:
            found.append((one.start, one.end))
    return tuple(reversed(found))  # the newest are asked about


def _read_page(
    account: IntegrationAccount, source: OrderSource, state: _State, now: datetime, deadline: float
) -> tuple[_State, Stored]:
    (since, until), *later = state.queue
    reach = source.reach
    try:
        page = source.changes(
            # Wider on both sides: the platform may take our moments for another clock's.
            since=max(since - reach.overlap, now - reach.history),
            until=until + reach.overlap,
            position=state.position,
            timeout=max(1.0, min(PAGE_TIMEOUT, deadline - time.monotonic())),
        )
    except Refused as error:
        if error.problem is not Problem.REQUEST_REFUSED or state.position is None:
            raise
        return _keep(account, replace(state, position=None, bad=0)), Stored()  # it no longer knows our place
    bad = state.bad + len(page.bad_rows)
    going_on = replace(state, position=page.next_position, bad=bad)
    following = going_on if page.next_position else replace(state, queue=tuple(later), position=None, bad=0)
    with tenant_scope(account.tenant_id):
        fresh = find_account(account.id)
        lock_account(fresh)
        stored = store_page(fresh, page, now=now, news=True)
        if stored.moments and not reach.counted:
            # An order in pieces may carry an older moment than the piece that was missed.
            last = until - timedelta(microseconds=1)
            ledger.note_found(fresh, [min(max(one, since), last) for one in stored.moments], now=now)
            live.announce("account", tenant_id=account.tenant_id, account=account.id)
        if page.next_position is None:
            _close(fresh, since, until, now=now, bad=bad, counted=bool(reach.counted))
        _put(fresh, following)
    return following, stored


def _close(
    account: IntegrationAccount, since: datetime, until: datetime, *, now: datetime, bad: int, counted: bool
) -> None:
    """The stretch is read: what its hours lack now, and whether that is waited for. Inside the scope."""
    first = floor_hour(since)
    last = floor_hour(until) if floor_hour(until) == until else floor_hour(until) + HOUR
    found = ledger.hours(account, first, last)
    lacking = sum(max(0, (one.told or 0) - one.kept) for one in found if one.is_open) if counted else 0
    is_explained = lacking <= bad
    closed: list[Hour] = []
    for one in found:
        if not one.is_open:
            if not counted and one.end <= until:
                closed.append(replace(one, looks=min(one.looks + 1, len(LOOKS))))
            continue
        lacks = max(0, (one.told or 0) - one.kept) if counted else 0
        if lacks and not is_explained and one.tries + 1 < MOST_TRIES:
            closed.append(replace(one, tries=one.tries + 1))
        else:
            closed.append(replace(one, aside=lacks, tries=0, is_open=False, is_filled=True))
    ledger.write(account, closed, now=now)
    if any(one.is_filled for one in closed):
        live.announce("account", tenant_id=account.tenant_id, account=account.id)


def _keep(account: IntegrationAccount, state: _State) -> _State:
    with tenant_scope(account.tenant_id):
        _put(account, state)
    return state


def _put(account: IntegrationAccount, state: _State) -> None:
    IntegrationAccount.objects.filter(pk=account.id).update(checking=state.to_json())
