"""Ask carriers where parcels are: all that are due, or those of one customer who is waiting for an answer."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import partial
from uuid import UUID

from django.db.models import Q

from invekto.core.tenancy import for_each_tenant, tenant_scope
from invekto.integrations.accounts import REFUSED_PAUSE, find_account, secrets_of
from invekto.integrations.carriers.contract import Answer, By, Carrier, Movement, Tracked
from invekto.integrations.carriers.store import note_parcels, store_answers
from invekto.integrations.contract import BadRow, ProviderError, TryAgainLater
from invekto.integrations.health import SECRET_COLUMNS, mark_working, note_failure
from invekto.integrations.models import (
    CachedOrder,
    IntegrationAccount,
    ParcelStep,
    QuarantinedRow,
    TrackedParcel,
)
from invekto.integrations.queueing import defer_tracking
from invekto.integrations.registry import CARRIERS, carrier_of
from invekto.integrations.store import end_quarantine, keep_aside

CALL_TIMEOUT = 20.0  # seconds
AT_ONCE = 500  # parcels of one go; then the job makes way for others and comes again
FRESH = timedelta(minutes=10)  # a parcel asked so lately is not asked again; Yurtiçi refuses within a minute
IDLE = timedelta(hours=6)
PUT_OFF = timedelta(minutes=30)
_MOST_OF_ONE = 20  # parcels of one customer, the newest
_MOST_MOVEMENTS = 20  # parcels of one page, a call each
_SHORTEST_CALL = 0.2  # seconds; less is not worth beginning


@dataclass(slots=True)
class Tracking:
    """What a go at a carrier came to."""

    asked: set[str] = field(default_factory=set)
    found: dict[str, tuple[UUID, Tracked]] = field(default_factory=dict)
    moved: int = 0


def track_all(now: datetime) -> int:
    """See to it that parcels which are due are asked about; how many carriers are. Run every ten minutes."""
    return sum(for_each_tenant(partial(_track_tenant, now=now), having="carriers"))


def _track_tenant(tenant_id: UUID, *, now: datetime) -> int:
    with tenant_scope(tenant_id):
        carriers = {account.provider for account in _usable(now)}
        for carrier in sorted(carriers):
            defer_tracking(tenant_id, carrier)
    return len(carriers)


def track_carrier(tenant_id: UUID, carrier: str, now: datetime) -> Tracking:
    """Ask about every parcel that is due at this carrier; outside any scope. Safe to repeat.

    Comes again by itself while more are due.
    """
    with tenant_scope(tenant_id):
        note_parcels(tenant_id, carrier, now=now)
        due = list(
            TrackedParcel.objects.filter(carrier=carrier, next_check_at__lte=now)
            .order_by("next_check_at", "id")
            .values_list("tracking_code", flat=True)[:AT_ONCE]
        )
    tracking = _ask(tenant_id, carrier, due, now=now, deadline=None)
    _try_idle(tenant_id, carrier, now=now)
    if len(due) == AT_ONCE and tracking.asked:
        with tenant_scope(tenant_id):
            defer_tracking(tenant_id, carrier)
    return tracking


def _try_idle(tenant_id: UUID, carrier: str, *, now: datetime) -> None:
    """Keys with which nothing was asked for a while are tried: one that died while nothing was under way would
    otherwise be found out by the next parcel."""
    with tenant_scope(tenant_id):
        idle = [
            account
            for account in _usable(now)
            if account.provider == carrier and (account.synced_at or account.created_at) <= now - IDLE
        ]
    for account in idle:
        try:
            with tenant_scope(tenant_id):
                keys = secrets_of(account)
            with carrier_of(account, keys) as source:
                source.test(timeout=CALL_TIMEOUT)
        except TryAgainLater as error:
            if not error.is_our_pause:
                note_failure(tenant_id, account.id, error, now=now)
        except ProviderError as error:
            note_failure(tenant_id, account.id, error, now=now)
        else:
            with tenant_scope(tenant_id):
                mark_working(find_account(account.id), now=now)
                IntegrationAccount.objects.filter(pk=account.id).update(synced_at=now)


def parcels_to_refresh(
    tenant_id: UUID, *, phone: str | None, number: str, now: datetime
) -> dict[str, list[str]]:
    """Carrier → tracking codes of somebody's parcels that were not asked about lately; inside the scope."""
    carriers = {account.provider for account in _usable(now)}
    if not carriers:
        return {}
    whose = Q(external_order_id=number) | Q(tracking_code=number) if number else Q(customer_phone=phone)
    orders = CachedOrder.objects.filter(whose, tracking_code__isnull=False).order_by("-ordered_at")
    theirs = [str(code) for code in orders.values_list("tracking_code", flat=True)[:_MOST_OF_ONE]]
    if not theirs:
        return {}
    for carrier in carriers:
        note_parcels(tenant_id, carrier, now=now, codes=theirs)  # they may be as new as the question
    rows = TrackedParcel.objects.filter(
        Q(checked_at=None) | Q(checked_at__lt=now - FRESH),
        carrier__in=carriers,
        tracking_code__in=theirs,
        next_check_at__isnull=False,
    )
    found: dict[str, list[str]] = {}
    for carrier, code in rows.values_list("carrier", "tracking_code"):
        found.setdefault(carrier, []).append(code)
    return found


def track_for_answer(
    tenant_id: UUID, wanted: dict[str, list[str]], *, now: datetime, deadline: float
) -> None:
    """Ask about these parcels, as far as the time allows; outside any scope.

    A carrier that does not answer is no error here: the marketplace's word stands.
    """
    for carrier, codes in wanted.items():
        if deadline - time.monotonic() < _SHORTEST_CALL:
            return
        _ask(tenant_id, carrier, codes, now=now, deadline=deadline)


def _ask(
    tenant_id: UUID, carrier: str, codes: Sequence[str], *, now: datetime, deadline: float | None
) -> Tracking:
    """Each account is asked for what the ones before it did not know."""
    tracking = Tracking()
    if not codes:
        return tracking
    with tenant_scope(tenant_id):
        accounts = [account.id for account in _usable(now) if account.provider == carrier]
    for account_id in accounts:
        left = [code for code in codes if code not in tracking.found]
        try:
            _ask_account(tenant_id, account_id, left, tracking, now=now, deadline=deadline)
        except TryAgainLater as error:
            if not error.is_our_pause:
                note_failure(tenant_id, account_id, error, now=now)
        except ProviderError as error:
            note_failure(tenant_id, account_id, error, now=now)
    return tracking


def _ask_account(
    tenant_id: UUID,
    account_id: UUID,
    codes: Sequence[str],
    tracking: Tracking,
    *,
    now: datetime,
    deadline: float | None,
) -> None:
    """A page is stored before the next is asked: whatever fails then, it is not asked again."""
    with tenant_scope(tenant_id):
        account = find_account(account_id)
        keys = secrets_of(account)
    with carrier_of(account, keys) as source:
        for start in range(0, len(codes), source.most):
            page = codes[start : start + source.most]
            answer = _both_ways(source, page, deadline)
            if source.separate_movements and deadline is None:  # nobody waits for them
                answer = _with_movements(source, answer, _known(tenant_id, answer))
            tracking.asked |= set(page) - set(answer.put_off)
            found = {told.key: (account_id, told) for told in answer.parcels}
            tracking.found |= found
            with tenant_scope(tenant_id):
                tracking.moved += store_answers(tenant_id, found, set(page) - set(answer.put_off), now=now)
                _ask_later(answer.put_off, now=now)
                keep_aside(account, answer.bad_rows, now=now, kind=QuarantinedRow.Kind.PARCEL)
                end_quarantine(account, QuarantinedRow.Kind.PARCEL, found)
                mark_working(find_account(account_id), now=now)
                IntegrationAccount.objects.filter(pk=account_id).update(synced_at=now)


def _ask_later(codes: Sequence[str], *, now: datetime) -> None:
    """Behind all that can be asked: what the carrier stumbles over each time keeps nobody else waiting."""
    due = TrackedParcel.objects.filter(tracking_code__in=codes, next_check_at__lte=now)
    due.update(next_check_at=now + PUT_OFF)


def _both_ways(source: Carrier, codes: Sequence[str], deadline: float | None) -> Answer:
    """Whether a marketplace's number is the sender's key or the carrier's own, nobody says: either may be."""
    first = source.track(codes, by=By.REFERENCE, timeout=_time_left(deadline))
    known = {told.key for told in first.parcels} | set(first.put_off) | _named(first.bad_rows)
    left = [code for code in codes if code not in known and code.isdigit()]
    if not left:
        return first
    second = source.track(left, by=By.CODE, timeout=_time_left(deadline))
    return Answer(
        first.parcels + second.parcels, first.bad_rows + second.bad_rows, first.put_off + second.put_off
    )


def _known(tenant_id: UUID, answer: Answer) -> dict[str, tuple[str, datetime]]:
    """Tracking code → step and moment, as they are kept."""
    codes = [told.key for told in answer.parcels]
    with tenant_scope(tenant_id):
        rows = TrackedParcel.objects.filter(tracking_code__in=codes)
        return {code: (step, at) for code, step, at in rows.values_list("tracking_code", "step", "step_at")}


def _with_movements(source: Carrier, answer: Answer, known: Mapping[str, tuple[str, datetime]]) -> Answer:
    """Of parcels that moved, what happened to them on the way; those that are not asked this time move again."""
    moved = [told for told in answer.parcels if known.get(told.key, ("", None)) != (told.step, told.at)]
    better: dict[str, Tracked] = {}
    for told in moved[:_MOST_MOVEMENTS]:
        try:
            better[told.key] = _enriched(told, source.movements(told, timeout=CALL_TIMEOUT))
        except ProviderError:
            break  # the states are told, and worth keeping
    parcels = tuple(better.get(told.key, told) for told in answer.parcels)
    return Answer(parcels, answer.bad_rows, answer.put_off)


def _enriched(told: Tracked, movements: tuple[Movement, ...]) -> Tracked:
    """Where it is, since when and why, as far as the state did not say."""
    if not movements:
        return told
    last = movements[-1]
    is_moving = told.step is ParcelStep.IN_TRANSIT
    failed = [one for one in movements if one.step is ParcelStep.FAILED]
    reason = told.reason or (failed[-1].words if failed and told.step is ParcelStep.FAILED else "")
    return replace(
        told,
        at=told.at or last.at,
        branch=(last.branch if is_moving else told.branch) or told.branch or last.branch,
        reason=reason,
        movements=(*told.movements, *movements),
    )


def _named(rows: Sequence[BadRow]) -> set[str]:
    return {row.package_id for row in rows if row.package_id}


def _time_left(deadline: float | None) -> float:
    return CALL_TIMEOUT if deadline is None else max(_SHORTEST_CALL, deadline - time.monotonic())


def _usable(now: datetime) -> list[IntegrationAccount]:
    """Accounts at carriers that may be asked now, inside the scope; oldest first."""
    Status = IntegrationAccount.Status
    rows = IntegrationAccount.objects.defer(*SECRET_COLUMNS).filter(provider__in=list(CARRIERS))
    return list(
        rows.exclude(status=Status.OFF)
        .exclude(status=Status.REFUSED, problem_at__gt=now - REFUSED_PAUSE)
        .exclude(retry_at__gt=now)
        .order_by("created_at", "id")
    )
