"""Bring an account's orders up to date: one page, one transaction, the cursor with it."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from functools import partial
from uuid import UUID

from invekto.core import jobs, live
from invekto.core.tenancy import for_each_tenant, tenant_scope
from invekto.integrations.accounts import REFUSED_PAUSE, secrets_of
from invekto.integrations.contract import OrderSource, Page, Problem, ProviderError, Refused, TryAgainLater
from invekto.integrations.details import ask_for_details
from invekto.integrations.health import SECRET_COLUMNS, mark_working, note_failure
from invekto.integrations.models import IntegrationAccount
from invekto.integrations.quarantine import read_again
from invekto.integrations.queueing import defer_sync, sync_lock
from invekto.integrations.registry import ORDER_PROVIDERS, source_of
from invekto.integrations.store import Stored, lock_account, store_page
from invekto.integrations.windows import Cursor, Lane, Window

PAGE_TIMEOUT = 30.0  # seconds for one page of 200 packages
MOST_ROWS, FEWEST_ROWS = 200, 10  # of one answer, when a platform does not manage its most
HEAD_AGE = timedelta(seconds=60)  # while the first import goes on, the head need not be read again before
PAGES_AT_ONCE = 20  # then the job makes way for others and comes again


class End(StrEnum):
    COMPLETE = "complete"
    MORE = "more"  # pages are left
    WAIT = "wait"  # our share of calls is spent, or the platform asked for a pause
    FAILED = "failed"
    OFF = "off"


@dataclass(slots=True)
class Outcome:
    end: End = End.COMPLETE
    pages: int = 0
    new: int = 0
    changed: int = 0
    quarantined: int = 0
    error: ProviderError | None = None

    def count(self, stored: Stored) -> None:
        self.pages += 1
        self.new += stored.new
        self.changed += stored.changed
        self.quarantined += stored.quarantined


@dataclass(slots=True)
class _Reading:
    """One go at an account: how many pages and seconds it may take."""

    tenant_id: UUID
    account_id: UUID
    now: datetime
    pages: int
    deadline: float  # of time.monotonic()
    outcome: Outcome = field(default_factory=Outcome)


def sync_all(now: datetime) -> int:
    """See to it that every account of every tenant is synced; returns how many. Run every two minutes."""
    return sum(for_each_tenant(partial(_sync_tenant, now=now), having="accounts"))


def _sync_tenant(tenant_id: UUID, *, now: datetime) -> int:
    with tenant_scope(tenant_id):
        due = [
            account
            for account in IntegrationAccount.objects.defer(*SECRET_COLUMNS).filter(
                provider__in=list(ORDER_PROVIDERS)
            )
            if _is_due(account, now)
        ]
        for account in due:
            defer_sync(tenant_id, account.id)
    return len(due)


def _is_due(account: IntegrationAccount, now: datetime) -> bool:
    if account.status == IntegrationAccount.Status.REFUSED:
        return account.problem_at is None or account.problem_at <= now - REFUSED_PAUSE
    if account.retry_at is not None and account.retry_at > now:
        return False
    return account.status != IntegrationAccount.Status.OFF


def sync_account(
    tenant_id: UUID, account_id: UUID, now: datetime, *, seconds: float = PAGE_TIMEOUT * PAGES_AT_ONCE
) -> Outcome:
    """Read what changed, then go on with the first import; outside any scope.

    Comes again by itself while pages are left. Raises IntegrationAccount.DoesNotExist for a missing and a
    foreign account alike.
    """
    deadline = time.monotonic() + seconds
    reading = _Reading(tenant_id, account_id, now, PAGES_AT_ONCE, deadline)
    outcome = _read(reading, ("head", "past"))
    if outcome.end is not End.OFF:
        read_again(tenant_id, account_id, now=now)
    if outcome.end is End.COMPLETE:
        _fill_in(outcome, tenant_id, account_id, now=now, deadline=deadline)
    if outcome.end is End.MORE:
        with tenant_scope(tenant_id):
            defer_sync(tenant_id, account_id)
    elif outcome.end is End.WAIT and isinstance(outcome.error, TryAgainLater):
        with tenant_scope(tenant_id):
            jobs.defer_at(
                now + timedelta(seconds=outcome.error.seconds or 1.0),
                "integrations.sync",
                key=f"{sync_lock(account_id)}:later",
                lock=sync_lock(account_id),
                tenant_id=str(tenant_id),
                account_id=str(account_id),
            )
    return outcome


def _fill_in(outcome: Outcome, tenant_id: UUID, account_id: UUID, *, now: datetime, deadline: float) -> None:
    """Ask for what the platform told in part."""
    try:
        if ask_for_details(tenant_id, account_id, now=now, deadline=deadline):
            outcome.end = End.MORE
    except TryAgainLater as error:
        outcome.error = error
        outcome.end = End.WAIT if error.is_our_pause else End.FAILED
    except Refused as error:
        outcome.error, outcome.end = error, End.FAILED
    if outcome.end is End.FAILED and outcome.error is not None:
        note_failure(tenant_id, account_id, outcome.error, now=now)


def sync_head(tenant_id: UUID, account_id: UUID, now: datetime, *, pages: int, timeout: float) -> Outcome:
    """Only what changed lately, within ``timeout`` seconds; outside any scope."""
    return _read(_Reading(tenant_id, account_id, now, pages, time.monotonic() + timeout), ("head",))


def _read(reading: _Reading, lanes: tuple[Lane, ...]) -> Outcome:
    outcome = reading.outcome
    account, keys = _load(reading)
    if account.status == IntegrationAccount.Status.OFF:
        outcome.end = End.OFF
        return outcome
    try:
        if isinstance(keys, ProviderError):
            raise keys
        with source_of(account, keys) as source:
            for lane in lanes:
                _read_lane(reading, source, lane)
                if outcome.end is not End.COMPLETE:
                    break
    except TryAgainLater as error:
        outcome.error = error
        if error.is_our_pause:
            outcome.end = End.WAIT
        else:
            outcome.end = End.FAILED
            note_failure(reading.tenant_id, reading.account_id, error, now=reading.now)
    except Refused as error:
        outcome.error, outcome.end = error, End.FAILED
        note_failure(reading.tenant_id, reading.account_id, error, now=reading.now)
    return outcome


def _read_lane(reading: _Reading, source: OrderSource, lane: Lane) -> None:
    retried = False
    while True:
        cursor, is_paused = _cursor(reading)
        if lane == "past" and is_paused:
            return
        window = cursor.next_window(now=reading.now, reach=source.reach, lane=lane) if cursor else None
        if cursor is None:
            reading.outcome.end = End.OFF
            return
        is_importing = 0 < cursor.imported < 1.0 and not is_paused
        if lane == "head" and is_importing and cursor.is_up_to(reading.now - HEAD_AGE):
            return  # the past has its turn: a platform that wants a rest between calls lets only one of them through
        if window is None:
            if lane == "past" and cursor.imported < 1.0 and cursor.head is not None:
                _save(reading, None, expected=cursor, following=cursor.nothing_older())
            return
        if reading.pages <= 0 or time.monotonic() >= reading.deadline:
            reading.outcome.end = End.MORE
            return
        reading.pages -= 1
        try:
            page = source.changes(
                since=window.since,
                until=window.until,
                position=window.position,
                size=window.size,
                timeout=min(PAGE_TIMEOUT, reading.deadline - time.monotonic()),
                history=lane == "past",
            )
        except TryAgainLater as error:
            less = cursor.with_less(window, most=MOST_ROWS, least=FEWEST_ROWS) if error.ask_for_less else None
            if less is not None:
                _save(reading, None, expected=cursor, following=less)
            raise
        except Refused as error:
            if error.problem is not Problem.REQUEST_REFUSED or window.position is None or retried:
                raise
            # The platform no longer knows our place (cursors do not live for ever): from the start again.
            retried = True
            _save(reading, None, expected=cursor, following=cursor.forget_position(lane))
            continue
        following = cursor.after_page(window, page.next_position, reach=source.reach, done=page.done)
        _save(reading, page, expected=cursor, following=following, window=window)
        if lane == "head" and following.is_up_to(window.began):
            return


def _load(reading: _Reading) -> tuple[IntegrationAccount, Mapping[str, str] | ProviderError]:
    with tenant_scope(reading.tenant_id):
        account = IntegrationAccount.objects.defer(*SECRET_COLUMNS).get(pk=reading.account_id)
        try:
            return account, secrets_of(account)
        except Refused as error:
            return account, error


def _cursor(reading: _Reading) -> tuple[Cursor | None, bool]:
    """Read afresh before each page: None when the account was switched off meanwhile, and whether the import waits."""
    with tenant_scope(reading.tenant_id):
        account = IntegrationAccount.objects.only("cursor", "status", "import_paused").get(
            pk=reading.account_id
        )
    is_off = account.status == IntegrationAccount.Status.OFF
    return None if is_off else Cursor.from_json(account.cursor), account.import_paused


def _save(
    reading: _Reading, page: Page | None, *, expected: Cursor, following: Cursor, window: Window | None = None
) -> None:
    """The page and the cursor in one transaction: a killed worker repeats a page, and loses none."""
    with tenant_scope(reading.tenant_id):
        account = IntegrationAccount.objects.defer(*SECRET_COLUMNS).get(pk=reading.account_id)
        lock_account(account)
        if page is not None:
            # Before the head was complete once, everything is history to this installation.
            news = window is not None and window.lane == "head" and expected.head is not None
            reading.outcome.count(store_page(account, page, now=reading.now, news=news))
        account.refresh_from_db(fields=["cursor", "status", "problem", "synced_at"])
        # Another reading (a customer is waiting for an answer) may have gone on meanwhile: its cursor stands.
        if Cursor.from_json(account.cursor) == expected:
            account.cursor = following.to_json()
            account.synced_at = following.head
            account.save(update_fields=["cursor", "synced_at"])
        if page is not None:
            mark_working(account, now=reading.now)
            if expected.imported < 1.0:
                live.announce("account", tenant_id=account.tenant_id, account=account.id)
