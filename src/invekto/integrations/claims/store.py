"""Versions of a claim come late, twice and in any order: what the stored row becomes."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import F, Min, Q

from invekto.core import events
from invekto.integrations.claims.contract import BadClaim, Claim
from invekto.integrations.claims.models import ClaimStatus, KnownClaim
from invekto.integrations.contract import BadRow
from invekto.integrations.models import CachedOrder, IntegrationAccount, QuarantinedRow
from invekto.integrations.store import end_quarantine, keep_aside, lock_account

# The parcel does not go back to the customer by itself, nor the money; in between the later word counts, since a
# rejection may become a dispute, and that a rejection or an acceptance.
_STAGES = {
    ClaimStatus.UNKNOWN: -1,
    ClaimStatus.OPENED: 0,
    ClaimStatus.WAITING: 1,
    ClaimStatus.CHECKING: 1,
    ClaimStatus.REJECTED: 2,
    ClaimStatus.DISPUTED: 2,
    ClaimStatus.ACCEPTED: 2,
    ClaimStatus.REFUNDED: 3,
    ClaimStatus.CANCELLED: 3,
}
_WATCHED = timedelta(days=90)  # what has not come to an end by then is not asked for any more
# Changed within → asked again after; the longer it stands still, the less often.
_PACES = (
    (timedelta(days=1), timedelta(minutes=5)),
    (timedelta(days=7), timedelta(hours=1)),
    (_WATCHED, timedelta(hours=6)),
)
_CHANGING = (
    *("status", "platform_status", "as_of", "reason", "deadline", "refund_amount", "refunded_at"),
    *("tracking_code", "product", "quantity", "synced_at"),
)


def store_claims(
    account: IntegrationAccount, claims: Sequence[Claim], bad_rows: Sequence[BadClaim] = (), *, now: datetime
) -> int:
    """Inside the tenant's scope; how many are new or changed. Applying it again changes nothing."""
    lock_account(account)
    aside = [BadRow(bad.problem, bad.payload, bad.number) for bad in bad_rows]
    keep_aside(account, aside, now=now, kind=QuarantinedRow.Kind.CLAIM)
    end_quarantine(account, QuarantinedRow.Kind.CLAIM, {claim.number for claim in claims})
    incoming: dict[str, KnownClaim] = {}
    for claim in claims:
        row = _as_row(claim, account, now)
        known = incoming.get(claim.key)
        incoming[claim.key] = _merged(known, row) if known else row
    stored = {row.key: row for row in KnownClaim.objects.filter(account=account, key__in=list(incoming))}
    changed = []
    for key, row in incoming.items():
        old = stored.get(key)
        before = [getattr(old, name) for name in _CHANGING[:-1]] if old else None
        result = _merged(old, row) if old else row
        if before != [getattr(result, name) for name in _CHANGING[:-1]]:
            changed.append(result)
    if changed:
        KnownClaim.objects.bulk_create(
            changed,
            update_conflicts=True,
            unique_fields=["tenant", "account", "key"],
            update_fields=list(_CHANGING),
        )
        # Open pages that show the order ask for it anew.
        numbers = sorted({row.external_order_id for row in changed})
        events.record(
            "orders.stored", tenant_id=account.tenant_id, now=now, subject_id=account.id, numbers=numbers
        )
    KnownClaim.objects.filter(account=account, key__in=list(incoming)).update(asked_at=now)
    return len(changed)


def _as_row(claim: Claim, account: IntegrationAccount, now: datetime) -> KnownClaim:
    return KnownClaim(
        tenant_id=account.tenant_id,
        account_id=account.id,
        key=claim.key,
        number=claim.number,
        external_order_id=claim.order_number,
        line_id=claim.line_id,
        product=claim.product,
        quantity=claim.quantity,
        status=claim.status,
        platform_status=claim.platform_status,
        as_of=claim.as_of or now,
        reason=claim.reason,
        opened_at=claim.opened_at,
        deadline=claim.deadline,
        refund_amount=claim.refund_amount,
        refunded_at=claim.refunded_at,
        tracking_code=claim.tracking_code,
        synced_at=now,
    )


def _merged(old: KnownClaim, new: KnownClaim) -> KnownClaim:
    """``old``, with what ``new`` knows better."""
    stages = (_STAGES[ClaimStatus(old.status)], _STAGES[ClaimStatus(new.status)])
    if stages[1] < stages[0] or (stages[1] == stages[0] and new.as_of < old.as_of):
        return old
    if old.status == new.status and new.as_of >= old.as_of and _same(old, new):
        return old  # the platform says nothing new, only later
    for name in ("status", "platform_status", "as_of", "reason", "deadline", "synced_at"):
        setattr(old, name, getattr(new, name))
    for name in ("refund_amount", "refunded_at", "tracking_code", "product", "quantity"):
        setattr(old, name, getattr(new, name) or getattr(old, name))
    return old


def _same(old: KnownClaim, new: KnownClaim) -> bool:
    def told(row: KnownClaim) -> tuple[object, ...]:
        return (row.reason, row.deadline, row.refund_amount, row.refunded_at, row.tracking_code)

    return told(old) == told(new)


def open_numbers(account_id: UUID, now: datetime, *, ends: Collection[ClaimStatus]) -> list[str]:
    """Claims that may still change and whose turn it is; those that waited longest first. Inside the scope."""
    due = Q(asked_at=None)
    for age, pause in _PACES:
        due |= Q(as_of__gt=now - age, asked_at__lte=now - pause)
    due |= Q(as_of__lte=now - _WATCHED, asked_at__lte=now - _PACES[-1][1])
    rows = KnownClaim.objects.filter(due, account_id=account_id, opened_at__gt=now - _WATCHED)
    waiting = rows.exclude(status__in=ends).values("number").annotate(last=Min("asked_at"))
    return list(waiting.order_by(F("last").asc(nulls_first=True), "number").values_list("number", flat=True))


def open_of_orders(orders: Collection[tuple[UUID, str]], *, asked_before: datetime) -> dict[UUID, list[str]]:
    """Account → claims of these orders that were not asked about since; inside the scope."""
    rows = KnownClaim.objects.filter(
        Q(asked_at=None) | Q(asked_at__lt=asked_before),
        account_id__in={account for account, _ in orders},
        external_order_id__in={number for _, number in orders},
    ).order_by("-opened_at", "number")
    found: dict[UUID, list[str]] = {}
    for account, order, number in rows.values_list("account_id", "external_order_id", "number"):
        if (account, order) in orders and number not in found.setdefault(account, []):
            found[account].append(number)
    return found


def note_asked(account_id: UUID, numbers: Sequence[str], now: datetime) -> None:
    """Whatever was told of them; inside the scope."""
    KnownClaim.objects.filter(account_id=account_id, number__in=numbers).update(asked_at=now)


def claims_of(orders: Sequence[tuple[UUID, str]]) -> dict[tuple[UUID, str], list[Claim]]:
    """By (account, order number), the newest first; units of a line that stand alike are one. Inside the scope."""
    wanted = set(orders)
    rows = KnownClaim.objects.filter(
        account_id__in={account for account, _ in wanted}, external_order_id__in={n for _, n in wanted}
    ).order_by("-opened_at", "number", "key")
    found: dict[tuple[UUID, str], list[_Shown]] = {}
    for row in rows:
        order = (row.account_id, row.external_order_id)
        if order in wanted:
            found.setdefault(order, []).append(_Shown(row.line_id, _as_claim(row)))
    names = _line_names(wanted) if found else {}
    return {order: _together(shown, names) for order, shown in found.items()}


@dataclass(frozen=True, slots=True)
class _Shown:
    line: str
    claim: Claim


def _together(shown: Sequence[_Shown], names: dict[str, str]) -> list[Claim]:
    groups: dict[tuple[object, ...], Claim] = {}
    for one in shown:
        claim = one.claim if one.claim.product else replace(one.claim, product=names.get(one.line, ""))
        alike = (claim.number, claim.line_id, claim.status, claim.deadline)
        known = groups.get(alike)
        groups[alike] = _joined(known, claim) if known else claim
    return list(groups.values())


def _joined(one: Claim, other: Claim) -> Claim:
    return replace(one, quantity=one.quantity + other.quantity, units=one.units + other.units)


def _line_names(orders: set[tuple[UUID, str]]) -> dict[str, str]:
    rows = CachedOrder.objects.filter(
        account_id__in={account for account, _ in orders}, external_order_id__in={n for _, n in orders}
    ).values_list("order_data_json", flat=True)
    return {line["line_id"]: line["name"] for data in rows for line in data["lines"] if line["name"]}


def _as_claim(row: KnownClaim) -> Claim:
    return Claim(
        key=row.key,
        number=row.number,
        order_number=row.external_order_id,
        line_id=row.line_id,
        product=row.product,
        quantity=row.quantity,
        status=ClaimStatus(row.status),
        platform_status=row.platform_status,
        opened_at=row.opened_at,
        as_of=row.as_of,
        reason=row.reason,
        deadline=row.deadline,
        refund_amount=row.refund_amount,
        refunded_at=row.refunded_at,
        tracking_code=row.tracking_code,
        units=(row.key,),
    )
