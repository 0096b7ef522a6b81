"""Fresh facts before an answer: ask the platforms for a few seconds at most, and say what stayed stale."""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Q

from invekto.core.tenancy import tenant_scope
from invekto.integrations.accounts import opened
from invekto.integrations.carriers.tracking import parcels_to_refresh, track_for_answer
from invekto.integrations.contract import Problem, ProviderError
from invekto.integrations.health import SECRET_COLUMNS, mark_working, never_worked, note_failure
from invekto.integrations.models import CachedOrder, IntegrationAccount
from invekto.integrations.numbers import plain_number
from invekto.integrations.registry import ORDER_PROVIDERS
from invekto.integrations.store import store_page
from invekto.integrations.sync import End, sync_head
from invekto.integrations.windows import Cursor

MAX_AGE = timedelta(seconds=60)
_SHORTEST_CALL = 0.05  # seconds; less is not worth beginning
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


class NotFresh(Exception):
    """A platform would have to be asked, and there is no time for it."""


def refresh_for_answer(
    tenant_id: UUID,
    *,
    phone: str | None,
    order_number: str | None,
    now: datetime,
    platform: str | None = None,
    max_age: timedelta = MAX_AGE,
    timeout: float = 3.0,
) -> Freshness:
    """Bring the orders of ``phone``, or the order with this number, up to date before telling anybody.

    Outside any scope. ``timeout``: seconds for all accounts together. A platform that does not answer is no
    error here: what is stale and why comes back, and the answer says how old its facts are. With 0 no platform is
    asked: raises NotFresh where one should be. ``platform``: the provider that the customer named, the only one
    asked where the shop has an account there. A number is asked for where it is known to be, else first where
    numbers look like it, and no further once it is found.
    """
    number = plain_number(order_number) if order_number else ""
    if not number and phone is None:
        return Freshness()
    deadline = time.monotonic() + timeout if timeout > 0 else None
    with tenant_scope(tenant_id):
        accounts = list(
            IntegrationAccount.objects.defer(*SECRET_COLUMNS)
            .filter(provider__in=list(ORDER_PROVIDERS))
            .exclude(status=IntegrationAccount.Status.OFF)
            .order_by("created_at", "id")
        )
        accounts = [one for one in accounts if not never_worked(one)] or accounts
        accounts = [one for one in accounts if one.provider == platform] or accounts
        at_home = _accounts_with(number) if number else set()
        accounts = [one for one in accounts if one.id in at_home] or accounts
    accounts.sort(key=lambda one: not _looks_like_its(one, number))
    stale: list[Stale] = []
    for account in accounts:
        if one := _freshen(account, number, now, max_age, deadline):
            stale.append(one)
        elif number and len(accounts) > 1 and not at_home:
            with tenant_scope(tenant_id):
                if account.id in _accounts_with(number):
                    stale.clear()
                    break
    if number and any(_looks_like_its(one, number) for one in accounts):
        # Whether an account that does not answer has it matters only where such numbers are its own.
        of_others = {one.id for one in accounts if not _looks_like_its(one, number)}
        stale = [one for one in stale if one.account_id not in of_others]
    _ask_carriers(tenant_id, phone, number, now, deadline)
    return Freshness(tuple(stale))


def _looks_like_its(account: IntegrationAccount, number: str) -> bool:
    return ORDER_PROVIDERS[account.provider].numbers.fullmatch(number) is not None


def _accounts_with(number: str) -> set[UUID]:
    """Inside the scope."""
    rows = CachedOrder.objects.filter(Q(external_order_id=number) | Q(tracking_code=number))
    return set(rows.values_list("account_id", flat=True))


def _ask_carriers(
    tenant_id: UUID, phone: str | None, number: str, now: datetime, deadline: float | None
) -> None:
    """A carrier knows more than the marketplace; where it does not answer, the marketplace's word stands."""
    with tenant_scope(tenant_id):
        wanted = parcels_to_refresh(tenant_id, phone=phone, number=number, now=now)
    if wanted and deadline is None:
        raise NotFresh
    if wanted and deadline is not None:
        track_for_answer(tenant_id, wanted, now=now, deadline=deadline)


def _freshen(
    account: IntegrationAccount, number: str, now: datetime, max_age: timedelta, deadline: float | None
) -> Stale | None:
    """None when what is stored of this account is fresh enough for this question."""
    if account.status == IntegrationAccount.Status.REFUSED:
        return _stale(account, account.problem)
    cursor = Cursor.from_json(account.cursor)
    max_age = max(max_age, ORDER_PROVIDERS[account.provider].fresh_for)
    # One reading of what changed serves every customer of the next minute; asking number by number would
    # soon spend what the platform allows.
    if cursor.head is not None and (account.synced_at is None or account.synced_at < now - max_age):
        if deadline is None:
            raise NotFresh
        outcome = sync_head(
            account.tenant_id, account.id, now, pages=_PAGES, timeout=deadline - time.monotonic()
        )
        if outcome.end not in (End.COMPLETE, End.OFF):
            return _stale(account, outcome.error.problem.text_id if outcome.error else None)
    if not number:
        # Before the first reading is complete nobody knows whose orders there are.
        return None if cursor.head is not None else _stale(account, account.problem)
    with tenant_scope(account.tenant_id):
        known = list(
            CachedOrder.objects.filter(
                Q(external_order_id=number) | Q(tracking_code=number), account=account
            ).values_list("synced_at", "wants_details", "asked_at")
        )
    # What the platform told in part is asked for before it is answered from.
    in_part = any(wants and (asked is None or asked < now - max_age) for _, wants, asked in known)
    if known and not in_part and (cursor.head is not None or max(row[0] for row in known) >= now - max_age):
        return None
    if deadline is None:
        raise NotFresh
    left = deadline - time.monotonic()
    if left < _SHORTEST_CALL:
        return _stale(account, None)
    try:
        refresh_number(
            account.tenant_id, account.id, number, now=now, deep=cursor.imported < 1.0, timeout=left
        )
    except ProviderError as error:
        return _stale(account, error.problem.text_id)
    return None


def refresh_number(
    tenant_id: UUID, account_id: UUID, number: str, *, now: datetime, deep: bool, timeout: float
) -> int:
    """Ask the platform for one order and store it; returns how many packages it has. Outside any scope.

    Raises TryAgainLater or Refused; a failure that is the account's is kept on it.
    """
    try:
        with opened(tenant_id, account_id) as (account, source):
            page = source.by_number(number, now=now, deep=deep, timeout=timeout)
    except ProviderError as error:
        if error.problem is not Problem.RATE_LIMITED:
            note_failure(tenant_id, account_id, error, now=now)
        raise
    with tenant_scope(tenant_id):
        store_page(account, page, now=now, news=True)
        CachedOrder.objects.filter(account=account, external_order_id=number).update(
            synced_at=now, asked_at=now
        )
        mark_working(IntegrationAccount.objects.defer(*SECRET_COLUMNS).get(pk=account_id), now=now)
    return len(page.orders)


def _stale(account: IntegrationAccount, problem: str | None) -> Stale:
    return Stale(account.id, account.provider, problem, account.synced_at)
