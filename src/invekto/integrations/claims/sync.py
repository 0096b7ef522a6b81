"""Read what changed of an account's claims: a page, a transaction; where it stands is kept after each window."""

from __future__ import annotations

import logging
import time
from datetime import datetime, timedelta
from functools import partial
from uuid import UUID

from invekto.core import jobs
from invekto.core.tenancy import for_each_tenant, tenant_scope
from invekto.integrations.accounts import opened
from invekto.integrations.claims.contract import ClaimDecider, ClaimPage, ClaimSource
from invekto.integrations.claims.deciding import keep_reasons
from invekto.integrations.claims.store import open_numbers, store_claims
from invekto.integrations.contract import ProviderError, TryAgainLater
from invekto.integrations.health import all_accounts
from invekto.integrations.models import IntegrationAccount
from invekto.integrations.registry import ORDER_PROVIDERS

log = logging.getLogger(__name__)

HISTORY = timedelta(days=89)
OVERLAP = timedelta(hours=4)  # whatever the platform thinks of time zones
EVERY = timedelta(minutes=10)
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
        due = [account.id for account in _accounts() if _is_due(account, now, EVERY / 2)]
        for account_id in due:
            defer_claims(tenant_id, account_id)
    return len(due)


def _accounts() -> list[IntegrationAccount]:
    return list(all_accounts().filter(provider__in=list(ORDER_PROVIDERS), status__in=_WORKING))


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


def freshen_claims(tenant_id: UUID, now: datetime, *, timeout: float) -> None:
    """Before a customer is told of a return; outside any scope. What cannot be read in time stays as it is known."""
    deadline = time.monotonic() + timeout
    with tenant_scope(tenant_id):
        due = [account for account in _accounts() if _is_due(account, now, FRESH)]
    for account in due:
        # The first reading is long, and a job's.
        if account.claims_at is not None and time.monotonic() < deadline:
            sync_claims(tenant_id, account.id, now, seconds=deadline - time.monotonic())


def sync_claims(tenant_id: UUID, account_id: UUID, now: datetime, *, seconds: float = GO) -> bool:
    """Whether everything up to ``now`` is read; outside any scope. Failures are the next round's: orders tell of the
    account's health, and a key may well be let into one and not into the other."""
    deadline = time.monotonic() + seconds
    try:
        with opened(tenant_id, account_id) as (account, source):
            if not isinstance(source, ClaimSource):
                return True
            if not _read_windows(account, source, now, deadline):
                with tenant_scope(tenant_id):
                    defer_claims(tenant_id, account_id)
                return False
            _read_open(account, source, now, deadline)
            _read_reasons(account, source, now, deadline)
    except ProviderError as error:
        log.warning("The claims of account %s could not be read: %s", account_id, error)
        _note(tenant_id, account_id, error, now)
        return False
    except IntegrationAccount.DoesNotExist:
        return True
    return True


def _read_windows(account: IntegrationAccount, source: ClaimSource, now: datetime, deadline: float) -> bool:
    since = max(account.claims_at - OVERLAP if account.claims_at else now - HISTORY, now - HISTORY)
    while True:
        until = min(since + source.claim_span, now + OVERLAP)
        position: str | None = None
        for _ in range(_MOST_PAGES):
            left = deadline - time.monotonic()
            if left <= 0:
                return False
            page = source.claims(since=since, until=until, position=position, timeout=min(CALL_TIMEOUT, left))
            _store(account, page, now)
            position = page.next_position
            if position is None:
                break
        with tenant_scope(account.tenant_id):
            all_accounts().filter(pk=account.pk).update(
                claims_at=min(until, now), claims_problem=None, claims_problem_at=None
            )
        if until >= now:
            return True
        since = until - OVERLAP


def _read_open(account: IntegrationAccount, source: ClaimSource, now: datetime, deadline: float) -> None:
    """A window may be one of openings, not of changes: what is open is asked for by its number as well."""
    with tenant_scope(account.tenant_id):
        numbers = open_numbers(account.id, now, seen_before=now)
    for start in range(0, len(numbers), NUMBERS_AT_ONCE):
        left = deadline - time.monotonic()
        if left <= 0:
            return
        chunk = numbers[start : start + NUMBERS_AT_ONCE]
        _store(account, source.claims_named(chunk, timeout=min(CALL_TIMEOUT, left)), now)


def _read_reasons(account: IntegrationAccount, source: ClaimSource, now: datetime, deadline: float) -> None:
    """Once a day; that the list cannot be had now stops no claim."""
    left = deadline - time.monotonic()
    told = account.claim_reasons_at
    if not isinstance(source, ClaimDecider) or left <= 0 or (told and told > now - REASONS_EVERY):
        return
    try:
        reasons = source.reject_reasons(timeout=min(CALL_TIMEOUT, left))
    except ProviderError as error:
        log.warning("The reasons of account %s could not be read: %s", account.id, error)
        return
    with tenant_scope(account.tenant_id):
        keep_reasons(account, reasons, now)


def _note(tenant_id: UUID, account_id: UUID, error: ProviderError, now: datetime) -> None:
    """Said beside the account's orders, which may be well. Our own pause is no failure."""
    if isinstance(error, TryAgainLater) and error.is_our_pause:
        return
    with tenant_scope(tenant_id):
        all_accounts().filter(pk=account_id).update(
            claims_problem=error.problem.text_id, claims_problem_at=now
        )


def _store(account: IntegrationAccount, page: ClaimPage, now: datetime) -> None:
    with tenant_scope(account.tenant_id):
        store_claims(account, page.claims, page.bad_rows, now=now)
