"""Read what changed of an account's claims: a page, a transaction; where it stands is kept after each window."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum
from functools import partial
from uuid import UUID

from invekto.core import jobs
from invekto.core.tenancy import for_each_tenant, tenant_scope
from invekto.integrations import feeds
from invekto.integrations.accounts import opened
from invekto.integrations.claims.contract import ClaimDecider, ClaimPage, ClaimSource
from invekto.integrations.claims.deciding import keep_reasons
from invekto.integrations.claims.store import note_asked, open_numbers, open_of_orders, store_claims
from invekto.integrations.contract import Problem, ProviderError, Refused
from invekto.integrations.health import all_accounts, is_off, locked
from invekto.integrations.models import IntegrationAccount
from invekto.integrations.registry import ORDER_PROVIDERS

log = logging.getLogger(__name__)

HISTORY = timedelta(days=89)
OVERLAP = timedelta(hours=4)  # whatever the platform thinks of time zones
EDGE = timedelta(minutes=1)  # that two windows share: nobody says to which a boundary belongs
NARROWEST = timedelta(minutes=10)
EVERY = timedelta(minutes=10)
PAUSES = feeds.Pauses(EVERY, timedelta(hours=2), every=EVERY)
REASONS_EVERY = timedelta(days=1)
CALL_TIMEOUT = 15.0  # seconds
GO = 120.0  # seconds; then the job makes way for others and comes again
FRESH = timedelta(minutes=2)  # before a customer is answered
NUMBERS_AT_ONCE = 50
_MOST_PAGES = 200  # of one window
_WORKING = (
    IntegrationAccount.Status.NEW,
    IntegrationAccount.Status.ACTIVE,
    IntegrationAccount.Status.FAILING,
)


def sync_all_claims(now: datetime) -> int:
    """See to it that every account's claims are read; returns how many accounts."""
    return sum(for_each_tenant(partial(_sync_tenant, now=now), having="accounts"))


def _sync_tenant(tenant_id: UUID, *, now: datetime) -> int:
    with tenant_scope(tenant_id):
        due = [account.id for account in _accounts(now) if _is_due(account, now, EVERY / 2)]
        for account_id in due:
            defer_claims(tenant_id, account_id)
    return len(due)


def _accounts(now: datetime) -> list[IntegrationAccount]:
    """That may be asked now: a pause of the account's orders is one of its claims as well."""
    rows = all_accounts().filter(provider__in=list(ORDER_PROVIDERS), status__in=_WORKING)
    return list(rows.exclude(retry_at__gt=now).exclude(claims_retry_at__gt=now))


def _is_due(account: IntegrationAccount, now: datetime, age: timedelta) -> bool:
    return account.claims_at is None or account.claims_at < now - age


def defer_claims(tenant_id: UUID, account_id: UUID) -> None:
    name = f"claims:{account_id}"
    jobs.defer(
        "integrations.claims",
        lock=name,
        once=name,
        priority=-6,
        tenant_id=str(tenant_id),
        account_id=str(account_id),
    )


def freshen_claims(
    tenant_id: UUID, now: datetime, *, orders: Collection[tuple[UUID, str]], timeout: float
) -> None:
    """Before a customer is told of a return; outside any scope. What cannot be read in time stays as it is known.

    ``orders``: theirs, by account and number; what is known of these is asked for first.
    """
    deadline = time.monotonic() + timeout
    with tenant_scope(tenant_id):
        theirs = open_of_orders(orders, asked_before=now - FRESH)
        # The first reading is long, and a job's.
        accounts = [account for account in _accounts(now) if account.claims_at is not None]
    for account in accounts:
        numbers, is_due = theirs.get(account.id, []), _is_due(account, now, FRESH)
        if (numbers or is_due) and (left := deadline - time.monotonic()) > 0:
            _attempt(tenant_id, account.id, now, left, partial(_freshen, numbers=numbers, is_due=is_due))


def sync_claims(tenant_id: UUID, account_id: UUID, now: datetime, *, seconds: float = GO) -> bool:
    """Whether everything up to ``now`` is read; outside any scope. Failures are the next round's: orders tell of the
    account's health, and a key may well be let into one and not into the other."""
    return _attempt(tenant_id, account_id, now, seconds, _read_all)


@dataclass(frozen=True, slots=True)
class _Go:
    """An account, opened for as long as ``deadline`` by ``time.monotonic()`` says."""

    account: IntegrationAccount
    source: ClaimSource
    now: datetime
    deadline: float

    def timeout(self) -> float | None:
        """Of a call; None: the time is over."""
        left = self.deadline - time.monotonic()
        return min(CALL_TIMEOUT, left) if left > 0 else None


def _attempt(
    tenant_id: UUID, account_id: UUID, now: datetime, seconds: float, read: Callable[[_Go], bool]
) -> bool:
    deadline = time.monotonic() + seconds
    try:
        with opened(tenant_id, account_id) as (account, source):
            if not isinstance(source, ClaimSource) or is_off(account):
                return True
            return read(_Go(account, source, now, deadline))
    except ProviderError as error:
        log.warning("The claims of account %s could not be read: %s", account_id, error)
        # That a customer could not wait for it says nothing of the platform.
        if seconds >= CALL_TIMEOUT or error.problem is not Problem.NO_ANSWER:
            _note(tenant_id, account_id, error, now)
        return False
    except IntegrationAccount.DoesNotExist:
        return True


def _read_all(go: _Go) -> bool:
    if not _read_windows(go):
        return False
    with tenant_scope(go.account.tenant_id):
        numbers = open_numbers(go.account.id, go.now, ends=go.source.claim_ends)
    _read_named(go, numbers)
    _read_reasons(go)
    return True


def _freshen(go: _Go, *, numbers: Sequence[str], is_due: bool) -> bool:
    _read_named(go, numbers)
    return not is_due or _read_windows(go)


class _End(Enum):
    READ = "read"
    CUT = "cut"  # the platform has more of it than it shows
    LATE = "late"


def _read_windows(go: _Go) -> bool:
    """One after the other, each kept. What a window cannot show is read in halves of it; none of it is left out."""
    now, known = go.now, go.account.claims_at
    since = max(known - OVERLAP if known else now - HISTORY, now - HISTORY)
    span = go.source.claim_span
    while True:
        until = min(since + span, now + OVERLAP)
        end = _read_window(go, since, until)
        if end is _End.LATE:
            with tenant_scope(go.account.tenant_id):
                defer_claims(go.account.tenant_id, go.account.id)
            return False
        if end is _End.CUT:
            span = (until - since) / 2
            if span < NARROWEST:
                raise Refused(
                    Problem.REQUEST_REFUSED, "claims: more of a few minutes than the platform shows"
                )
            continue
        with tenant_scope(go.account.tenant_id):
            all_accounts().filter(pk=go.account.pk).update(
                claims_at=min(until, now),
                **feeds.well("claims_"),
            )
        if until >= now:
            return True
        since, span = until - EDGE, min(span * 2, go.source.claim_span)


def _read_window(go: _Go, since: datetime, until: datetime) -> _End:
    position: str | None = None
    for _ in range(_MOST_PAGES):
        timeout = go.timeout()
        if timeout is None:
            return _End.LATE
        page = go.source.claims(since=since, until=until, position=position, timeout=timeout)
        _store(go, page)
        if page.is_cut:
            return _End.CUT
        position = page.next_position
        if position is None:
            return _End.READ
    return _End.CUT


def _read_named(go: _Go, numbers: Sequence[str]) -> None:
    """A window may be one of openings, not of changes: what is open is asked for by its number as well."""
    for start in range(0, len(numbers), NUMBERS_AT_ONCE):
        timeout = go.timeout()
        if timeout is None:
            return
        chunk = numbers[start : start + NUMBERS_AT_ONCE]
        page = go.source.claims_named(chunk, timeout=timeout)
        _store(go, page)
        with tenant_scope(go.account.tenant_id):
            note_asked(go.account.id, chunk, go.now)


def _read_reasons(go: _Go) -> None:
    """Once a day; that the list cannot be had now stops no claim."""
    timeout, told = go.timeout(), go.account.claim_reasons_at
    if not isinstance(go.source, ClaimDecider) or timeout is None or (told and told > go.now - REASONS_EVERY):
        return
    try:
        reasons = go.source.reject_reasons(timeout=timeout)
    except ProviderError as error:
        log.warning("The reasons of account %s could not be read: %s", go.account.id, error)
        return
    with tenant_scope(go.account.tenant_id):
        keep_reasons(go.account, reasons, go.now)


def _note(tenant_id: UUID, account_id: UUID, error: ProviderError, now: datetime) -> None:
    with tenant_scope(tenant_id):
        feeds.note_failure(locked(account_id), error, now, PAUSES, prefix="claims_")


def _store(go: _Go, page: ClaimPage) -> None:
    with tenant_scope(go.account.tenant_id):
        store_claims(go.account, page.claims, page.bad_rows, now=go.now)
