"""Which parcels give cause for a message. Once per parcel and kind, whatever is heard how often and how late."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from invekto.core import jobs
from invekto.core.models import Tenant
from invekto.integrations.models import ParcelStep, TrackedParcel
from invekto.integrations.services import stalled_between
from invekto.orders.models import ParcelNotice
from invekto.orders.parcel_news.settings import Kind, wanted
from invekto.outbound import services as outbound
from invekto.outbound.quiet_hours import next_waking

State, Why = ParcelNotice.State, ParcelNotice.Why
NEWS_FOR = timedelta(hours=36)  # a night and a day; what is heard of later is no news any more
_UNTOUCHED = timedelta(days=3)  # how long a queued message may still be withdrawn


def plan(tenant: Tenant, codes: Sequence[str], now: datetime) -> None:
    """Look at these parcels as they are now; inside the tenant's scope. Safe to repeat."""
    parcels = list(TrackedParcel.objects.filter(tracking_code__in=codes))
    known: dict[UUID, list[ParcelNotice]] = {parcel.id: [] for parcel in parcels}
    for notice in ParcelNotice.objects.select_for_update().filter(parcel_id__in=known).order_by("id"):
        known[notice.parcel_id].append(notice)
    for parcel in parcels:
        _withdraw(parcel, known[parcel.id], now)
    kinds = wanted(tenant)
    if not kinds:
        return
    due = next_waking(now, ZoneInfo(tenant.timezone))
    stalled = set(stalled_between(now - NEWS_FOR, now)) if Kind.STALLED in kinds else set()
    found = 0
    for parcel in parcels:
        kind = cause(parcel, known[parcel.id], now, is_stalled=parcel.tracking_code in stalled)
        if kind in kinds:
            assert kind is not None
            ParcelNotice.objects.update_or_create(
                tenant_id=tenant.id,
                parcel_id=parcel.id,
                kind=kind.value,
                defaults={
                    "state": State.PLANNED,
                    "why_not": "",
                    "last_day": parcel.last_day,
                    "due_at": due,
                    "planned_at": now,
                    "settled_at": None,
                },
            )
            found += 1
    if found:
        tell_at(tenant, due)


def tell_at(tenant: Tenant, due: datetime) -> None:
    jobs.defer_at(due, "orders.tell_parcels", key=f"parcel-news:{tenant.id}", tenant_id=str(tenant.id))


def cause(
    parcel: TrackedParcel, told: Sequence[ParcelNotice], now: datetime, *, is_stalled: bool
) -> Kind | None:
    """What there is to tell of it that was not told before, and is still news."""
    # What was overtaken before it left was never told.
    said = {one.kind for one in told if one.why_not != Why.OVERTAKEN}
    days = {one.last_day for one in told if one.why_not != Why.OVERTAKEN}
    is_news = now - parcel.step_at <= NEWS_FOR
    today = now.astimezone(ZoneInfo("Europe/Istanbul")).date()  # carriers name their own days
    step, last_day = parcel.step, parcel.last_day
    if step == ParcelStep.FAILED and is_news and Kind.FAILED not in said:
        return Kind.FAILED
    waits = step in (ParcelStep.FAILED, ParcelStep.AT_BRANCH) and last_day is not None and last_day >= today
    # A day that the customer was told with the failed attempt is not told again.
    if waits and Kind.AT_BRANCH not in said and last_day not in days:
        return Kind.AT_BRANCH
    if step == ParcelStep.RETURNED and is_news and Kind.RETURNED not in said:
        return Kind.RETURNED
    return Kind.STALLED if is_stalled and Kind.STALLED not in said else None


def still_holds(notice: ParcelNotice, parcel: TrackedParcel) -> bool:
    match Kind(notice.kind):
        case Kind.FAILED:
            return parcel.step == ParcelStep.FAILED
        case Kind.AT_BRANCH:
            return parcel.step in (ParcelStep.FAILED, ParcelStep.AT_BRANCH) and parcel.last_day is not None
        case Kind.RETURNED:
            return parcel.step == ParcelStep.RETURNED
        case Kind.STALLED:
            return parcel.step_at < notice.planned_at and parcel.step in (
                ParcelStep.IN_TRANSIT,
                ParcelStep.AT_BRANCH,
                ParcelStep.OUT_FOR_DELIVERY,
            )


def _withdraw(parcel: TrackedParcel, notices: Sequence[ParcelNotice], now: datetime) -> None:
    """What is no longer true is not said, if it has not left yet."""
    for notice in notices:
        if still_holds(notice, parcel):
            continue
        if notice.state == State.PLANNED or (
            notice.state == State.SENT
            and notice.message_id
            and now - notice.planned_at < _UNTOUCHED
            and outbound.cancel_unsent([notice.message_id], now)
        ):
            notice.drop(Why.OVERTAKEN, now)
