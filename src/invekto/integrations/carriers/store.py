"""One row per parcel, whoever tells of it: what the marketplace and the carrier say becomes one state.

The state is the largest of everything heard under a fixed order, so late and repeated news change nothing, and
any order of arrival ends in the same row: what is over beats what is under way, the carrier beats the marketplace,
the later moment beats the earlier one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import connection

from invekto.core import events
from invekto.core.ids import new_id
from invekto.integrations.carriers.contract import Movement, Tracked
from invekto.integrations.carriers.learning import limits_of
from invekto.integrations.carriers.pace import next_check
from invekto.integrations.merging import believable
from invekto.integrations.models import CachedOrder, OrderStatus, ParcelEvent, ParcelStep, TrackedParcel
from invekto.integrations.registry import CARRIERS

_RECENT = timedelta(days=60)  # since an order was placed; carriers tell of ninety days
_STEPS: dict[str, ParcelStep] = {
    OrderStatus.SHIPPED: ParcelStep.IN_TRANSIT,
    OrderStatus.AT_PICKUP_POINT: ParcelStep.AT_BRANCH,
    OrderStatus.UNDELIVERED: ParcelStep.FAILED,
    OrderStatus.DELIVERED: ParcelStep.DELIVERED,
    OrderStatus.RETURNED: ParcelStep.RETURNED,
    OrderStatus.CANCELLED: ParcelStep.CANCELLED,
}
_OVER = {ParcelStep.CREATED: 0, ParcelStep.DELIVERED: 2, ParcelStep.CANCELLED: 2, ParcelStep.RETURNED: 3}
_UNDER_WAY = 1
_RANKS = {step: rank for rank, step in enumerate(ParcelStep)}
_CHANGING = (
    "carrier_code",
    "account",
    "step",
    "step_at",
    "sent_at",
    "told_by_carrier",
    "branch",
    "city",
    "expected_on",
    "last_day",
    "delivered_at",
    "delivered_to",
    "reason",
    "tracking_url",
    "checked_at",
    "next_check_at",
)
# Parcels that marketplaces tell of and nobody has noted yet. ILIKE on ASCII letters alone: how a server lowers
# Turkish ones is not to be relied on.
_NOTE = """
INSERT INTO parcels (id, tenant_id, carrier, tracking_code, carrier_code, step, step_at, sent_at, told_by_carrier,
                     branch, city, delivered_to, reason, next_check_at, created_at)
SELECT DISTINCT ON (o.tracking_code) gen_random_uuid(), o.tenant_id, %(carrier)s, o.tracking_code, '', 'in_transit',
       o.status_at, o.status_at, false, '', o.city, '', '', %(now)s, %(now)s
FROM orders_cache o
WHERE o.tenant_id = %(tenant)s AND o.tracking_code IS NOT NULL AND o.tracking_code <> '' AND NOT o.superseded
  AND (%(codes)s::text[] IS NULL OR o.tracking_code = ANY(%(codes)s::text[]))
  AND o.order_status IN ('shipped', 'at_pickup_point', 'undelivered') AND o.ordered_at > %(oldest)s
  AND o.carrier ILIKE %(begins)s
  AND NOT EXISTS (SELECT 1 FROM parcels p WHERE p.tenant_id = o.tenant_id AND p.tracking_code = o.tracking_code)
ORDER BY o.tracking_code, o.status_at DESC
ON CONFLICT (tenant_id, tracking_code) DO NOTHING
"""


@dataclass(frozen=True, slots=True)
class Heard:
    """What is said of a parcel. ``at`` None: now, if it is news."""

    step: ParcelStep
    at: datetime | None
    by_carrier: bool
    movements: tuple[Movement, ...] = ()
    told: Tracked | None = None


def note_parcels(tenant_id: UUID, carrier: str, *, now: datetime, codes: Sequence[str] | None = None) -> int:
    """Take up what the marketplaces say of this carrier's parcels (of ``codes``), inside the scope.

    Returns how many are new.
    """
    _lock(tenant_id)
    with connection.cursor() as cursor:
        cursor.execute(
            _NOTE,
            {
                "tenant": tenant_id,
                "carrier": carrier,
                "oldest": now - _RECENT,
                "begins": f"{CARRIERS[carrier].name_begins}%",
                "now": now,
                "codes": list(codes) if codes is not None else None,
            },
        )
        new = int(cursor.rowcount)
    open_parcels = TrackedParcel.objects.filter(carrier=carrier, next_check_at__isnull=False)
    if codes is not None:
        open_parcels = open_parcels.filter(tracking_code__in=codes)
    orders = CachedOrder.objects.filter(
        tracking_code__in=open_parcels.values("tracking_code"),
        superseded=False,
        order_status__in=list(_STEPS),
    ).only("tracking_code", "order_status", "status_at", "delivered_at")
    heard: dict[str, list[Heard]] = defaultdict(list)
    for order in orders:
        step = _STEPS[order.order_status]
        at = (order.delivered_at if step is ParcelStep.DELIVERED else None) or order.status_at
        told = Heard(step, at, by_carrier=False, movements=(Movement(step, at),))
        heard[str(order.tracking_code)].append(told)
    _hear(tenant_id, {code: _one_answer(several) for code, several in heard.items()}, now=now)
    return new


def _one_answer(several: Sequence[Heard]) -> Heard:
    """A parcel with several packages in it has arrived when all of them have."""
    return min(several, key=lambda one: (_OVER.get(one.step, _UNDER_WAY), one.at))


def store_answers(
    tenant_id: UUID, answers: Mapping[str, tuple[UUID, Tracked]], asked: Iterable[str], *, now: datetime
) -> int:
    """Keep what carriers told of parcels, by our tracking code, inside the scope; returns how many moved.

    ``asked``: every code that a carrier was asked about; unknown ones are asked again later.
    """
    _lock(tenant_id)
    heard = {
        code: Heard(
            told.step,
            believable(told.at, now) if told.at else None,
            by_carrier=True,
            movements=tuple(replace(one, at=believable(one.at, now)) for one in told.movements),
            told=told,
        )
        for code, (_, told) in answers.items()
    }
    accounts = {code: account_id for code, (account_id, _) in answers.items()}
    return _hear(tenant_id, heard, now=now, accounts=accounts, asked=frozenset(asked))


def _hear(
    tenant_id: UUID,
    heard: Mapping[str, Heard],
    *,
    now: datetime,
    accounts: Mapping[str, UUID] | None = None,
    asked: frozenset[str] = frozenset(),
) -> int:
    parcels = {
        row.tracking_code: row
        for row in TrackedParcel.objects.filter(tracking_code__in=[*heard, *asked - heard.keys()])
    }
    moved, changed, happened = [], [], []
    told_anew: set[str] = set()  # what is new for those who wait for it
    for code, parcel in parcels.items():
        before = _state(parcel)
        news = heard.get(code)
        if news is not None:
            if _take(parcel, news, now=now):
                moved.append(parcel)
            happened += _events(parcel, news)
            parcel.sent_at = min(
                (at for at in (parcel.sent_at, *(one.at for one in news.movements)) if at), default=None
            )
        if accounts and code in accounts:
            parcel.account_id = accounts[code]
        if code in asked:
            parcel.checked_at = now
        if _news_of(before) != _news_of(_state(parcel)):
            told_anew.add(code)
        if code in asked or before != _state(parcel):
            parcel.next_check_at = next_check(
                ParcelStep(parcel.step),
                moved_at=max(parcel.step_at, parcel.created_at),
                expected_on=parcel.expected_on,
                now=now,
            )
            changed.append(parcel)
    TrackedParcel.objects.bulk_update(changed, list(_CHANGING))
    ParcelEvent.objects.bulk_create(happened, ignore_conflicts=True)
    _tell(tenant_id, [parcel.tracking_code for parcel in moved], now=now)
    if told_anew:
        events.record("parcels.moved", tenant_id=tenant_id, now=now, codes=sorted(told_anew))
    return len(moved)


def _state(parcel: TrackedParcel) -> tuple[object, ...]:
    return (
        parcel.step,
        parcel.step_at,
        parcel.told_by_carrier,
        parcel.branch,
        parcel.last_day,
        parcel.expected_on,
        parcel.sent_at,
    )


def _news_of(state: tuple[object, ...]) -> tuple[object, ...]:
    """Step, branch and last day: another moment of the same step is none, unless it is one more attempt in vain."""
    step, at, _, branch, last_day, *_ = state
    return step, branch, last_day, at if step == ParcelStep.FAILED else None


def _take(parcel: TrackedParcel, news: Heard, *, now: datetime) -> bool:
    """Whether the parcel moved. What does not beat the present state changes nothing of it."""
    is_same = parcel.step == news.step and parcel.told_by_carrier == news.by_carrier
    at = news.at or (parcel.step_at if is_same else now)
    if _order(news.step, at, news.by_carrier) < _order(
        ParcelStep(parcel.step), parcel.step_at, parcel.told_by_carrier
    ):
        return False
    has_moved = (parcel.step, parcel.branch) != (news.step, news.told.branch if news.told else parcel.branch)
    parcel.step, parcel.step_at, parcel.told_by_carrier = news.step, at, news.by_carrier
    if news.step is ParcelStep.DELIVERED:
        parcel.delivered_at = at
    if (told := news.told) is not None:
        parcel.branch, parcel.reason, parcel.last_day = told.branch, told.reason, told.last_day
        parcel.city = parcel.city or told.city  # where it goes, not where it is
        parcel.carrier_code = told.code or parcel.carrier_code
        parcel.expected_on = told.expected_on or parcel.expected_on
        parcel.delivered_to = told.delivered_to
        parcel.delivered_at = told.delivered_at or parcel.delivered_at
        parcel.tracking_url = told.tracking_url or parcel.tracking_url
    return has_moved


def _order(step: ParcelStep, at: datetime, by_carrier: bool) -> tuple[int, bool, datetime, int]:
    return _OVER.get(step, _UNDER_WAY), by_carrier, at, _RANKS[step]


def _events(parcel: TrackedParcel, news: Heard) -> list[ParcelEvent]:
    return [
        ParcelEvent(
            id=new_id(),
            tenant_id=parcel.tenant_id,
            parcel_id=parcel.id,
            by_carrier=news.by_carrier,
            step=movement.step,
            at=movement.at,
            branch=movement.branch,
            words=movement.words,
        )
        for movement in news.movements
    ]


def _tell(tenant_id: UUID, codes: Sequence[str], *, now: datetime) -> None:
    """Pages that show one of these orders ask for it anew."""
    shown: dict[UUID, set[str]] = defaultdict(set)
    orders = CachedOrder.objects.filter(tracking_code__in=codes) if codes else CachedOrder.objects.none()
    for account_id, number in orders.values_list("account_id", "external_order_id"):
        shown[account_id].add(number)
    for account_id, numbers in shown.items():
        events.record(
            "orders.stored", tenant_id=tenant_id, now=now, subject_id=account_id, numbers=sorted(numbers)
        )


def _lock(tenant_id: UUID) -> None:
    """Until the transaction ends, nobody else writes this tenant's parcels."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"parcels:{tenant_id}"])


@dataclass(frozen=True, slots=True)
class ParcelFacts:
    """Where a parcel is, for those who tell people of it."""

    carrier: str
    step: ParcelStep
    step_at: datetime
    told_by_carrier: bool
    branch: str
    expected_on: date | None
    last_day: date | None
    delivered_at: datetime | None
    delivered_to: str
    reason: str
    tracking_url: str | None
    stalled_from: datetime | None = None  # stands still for too long from then on, if nothing happens to it
    usually_by: datetime | None = None  # when most to this city have arrived; None: not enough is known


def parcel_facts(codes: Iterable[str]) -> dict[str, ParcelFacts]:
    """By tracking code; inside the tenant's scope."""
    wanted = [code for code in codes if code]
    if not wanted:
        return {}
    rows = list(TrackedParcel.objects.filter(tracking_code__in=wanted))
    limits = limits_of([row.id for row in rows])
    return {
        row.tracking_code: ParcelFacts(
            carrier=row.carrier,
            step=ParcelStep(row.step),
            step_at=row.step_at,
            told_by_carrier=row.told_by_carrier,
            branch=row.branch,
            expected_on=row.expected_on,
            last_day=row.last_day,
            delivered_at=row.delivered_at,
            delivered_to=row.delivered_to,
            reason=row.reason,
            tracking_url=row.tracking_url,
            stalled_from=limits[row.id].stalled_from if row.id in limits else None,
            usually_by=limits[row.id].usually_by if row.id in limits else None,
        )
        for row in rows
    }
