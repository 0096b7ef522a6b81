"""Fresh facts before an answer: ask the platforms for a few seconds at most, and say what stayed stale."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from invekto.core.tenancy import tenant_scope
from invekto.integrations.accounts import SECRET_COLUMNS, mark_working, note_failure, secrets_of
from invekto.integrations.contract import Problem, ProviderError, Refused
from invekto.integrations.models import CachedOrder, IntegrationAccount
from invekto.integrations.registry import ORDER_PROVIDERS, source_of
from invekto.integrations.store import store_page
from invekto.integrations.sync import End, sync_head

MAX_AGE = timedelta(seconds=60)
_PAGES = 3  # of changes; a shop where more changed within minutes is answered from what is known


@dataclass(frozen=True, slots=True)
class Stale:
    """An account whose orders may be older than asked for. ``problem``: a text id; None: it took too long."""

    account_id: UUID
    provider: str
    problem: str | None
    synced_at: datetime | None


@dataclass(frozen=True, slots=True)
class Freshness:
    stale: tuple[Stale, ...] = ()

    @property
    def is_fresh(self) -> bool:
        return not self.stale


def refresh_for_answer(
    tenant_id: UUID,
    *,
    phone: str | None,
    order_number: str | None,
    now: datetime,
    max_age: timedelta = MAX_AGE,
    timeout: float = 3.0,
) -> Freshness:
    """Bring the orders of ``phone``, or the order with this number, up to date before telling anybody.

    Outside any scope. ``timeout``: seconds for all accounts together. A platform that does not answer is no
    error here: what is stale and why comes back, and the answer says how old its facts are.
    """
    deadline = time.monotonic() + timeout
    with tenant_scope(tenant_id):
        accounts = list(
            IntegrationAccount.objects.defer(*SECRET_COLUMNS)
            .filter(provider__in=list(ORDER_PROVIDERS))
            .exclude(status=IntegrationAccount.Status.OFF)
            .order_by("created_at", "id")
        )
        wanted = {account.id: _wanted(account, order_number, now, max_age) for account in accounts}
    stale: list[Stale] = []
    for account in accounts:
        is_recent = account.synced_at is not None and account.synced_at >= now - max_age
        asked = wanted[account.id]
        if asked is None and (is_recent or order_number is not None or phone is None):
            continue
        if account.status == IntegrationAccount.Status.REFUSED:
            stale.append(_stale(account, account.problem))
            continue
        left = deadline - time.monotonic()
        if left <= 0.05:
            stale.append(_stale(account, None))
        elif asked:
            _ask_number(account, asked, now=now, timeout=left, stale=stale)
        else:
            outcome = sync_head(tenant_id, account.id, now, pages=_PAGES, timeout=left)
            if outcome.end is not End.COMPLETE and outcome.end is not End.OFF:
                stale.append(_stale(account, outcome.error.problem.text_id if outcome.error else None))
    return Freshness(tuple(stale))


@dataclass(frozen=True, slots=True)
class _Wanted:
    number: str
    is_known: bool  # somewhere in orders_cache


def _wanted(
    account: IntegrationAccount, order_number: str | None, now: datetime, max_age: timedelta
) -> _Wanted | None:
    """What has to be asked by number: unknown here, or looked at too long ago. Inside the scope."""
    if order_number is None:
        return None
    seen = list(
        CachedOrder.objects.filter(account=account, external_order_id=order_number).values_list(
            "synced_at", flat=True
        )
    )
    # Whatever changed up to the account's own mark is stored already.
    looked_at = max([*seen, *([account.synced_at] if seen and account.synced_at else [])], default=None)
    if looked_at is not None and looked_at >= now - max_age:
        return None
    return _Wanted(order_number, bool(seen))


def _ask_number(
    account: IntegrationAccount,
    wanted: _Wanted,
    *,
    now: datetime,
    timeout: float,
    stale: list[Stale],
) -> None:
    try:
        refresh_number(
            account.tenant_id,
            account.id,
            wanted.number,
            now=now,
            deep=not wanted.is_known,
            timeout=timeout,
        )
    except ProviderError as error:
        stale.append(_stale(account, error.problem.text_id))


def refresh_number(
    tenant_id: UUID, account_id: UUID, number: str, *, now: datetime, deep: bool, timeout: float
) -> int:
    """Ask the platform for one order and store it; returns how many packages it has. Outside any scope.

    Raises TryAgainLater or Refused; a failure that is the account's is kept on it.
    """
    with tenant_scope(tenant_id):
        account = IntegrationAccount.objects.defer(*SECRET_COLUMNS).get(pk=account_id)
        try:
            keys: Mapping[str, str] | ProviderError = secrets_of(account)
        except Refused as error:
            keys = error
    try:
        if isinstance(keys, ProviderError):
            raise keys
        with source_of(account, keys) as source:
            page = source.by_number(number, now=now, deep=deep, timeout=timeout)
    except ProviderError as error:
        if error.problem is not Problem.RATE_LIMITED:
            note_failure(tenant_id, account_id, error, now=now)
        raise
    with tenant_scope(tenant_id):
        store_page(account, page, now=now, news=True)
        CachedOrder.objects.filter(account=account, external_order_id=number).update(synced_at=now)
        mark_working(IntegrationAccount.objects.defer(*SECRET_COLUMNS).get(pk=account_id))
    return len(page.orders)


def _stale(account: IntegrationAccount, problem: str | None) -> Stale:
    return Stale(account.id, account.provider, problem, account.synced_at)
