"""Write a page of packages into ``orders_cache`` and tell who listens what became of them."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection

from invekto.core import events
from invekto.integrations.contract import BadRow, Page, Piece
from invekto.integrations.merging import CHANGING, as_row, differs, is_piece, merged
from invekto.integrations.models import CachedOrder, IntegrationAccount, OrderStatus, QuarantinedRow

# What happened longer ago is no news: nobody gets a message about it (an import, the end of a long outage).
NEWS_AGE = timedelta(days=3)

_EVENTS: dict[str, str] = {
    OrderStatus.SHIPPED: "order.shipped",
    OrderStatus.DELIVERED: "order.delivered",
    OrderStatus.CANCELLED: "order.cancelled",
}
# A package dissolved into others names them nowhere; they name it, whichever of the two comes first.
_SUPERSEDE = """
UPDATE orders_cache AS parent SET superseded = true
WHERE parent.tenant_id = %(tenant)s AND parent.account_id = %(account)s
  AND parent.external_order_id = ANY(%(numbers)s) AND NOT parent.superseded
  AND EXISTS (
    SELECT 1 FROM orders_cache AS child
    WHERE child.tenant_id = parent.tenant_id AND child.account_id = parent.account_id
      AND child.external_order_id = parent.external_order_id
      AND child.order_data_json -> 'parents' ? parent.package_id
  )
"""
# Its lines wait to be packed again; whichever orders they are of, their keys begin with the parcel.
_DISSOLVE = """
UPDATE orders_cache AS packed SET superseded = true
FROM unnest(%(packages)s::text[]) AS gone (package)
WHERE packed.tenant_id = %(tenant)s AND packed.account_id = %(account)s AND NOT packed.superseded
  AND packed.package_id >= gone.package || '/' AND packed.package_id < gone.package || '0'
  AND packed.order_data_json ->> 'piece' = 'parcel'
RETURNING packed.external_order_id
"""
# A line counts by itself exactly while no parcel holds it: packed it does not, unpacked it does again.
_SETTLE_LINES = """
UPDATE orders_cache AS line SET superseded = NOT line.superseded
WHERE line.tenant_id = %(tenant)s AND line.account_id = %(account)s
  AND line.external_order_id = ANY(%(numbers)s) AND line.order_data_json ->> 'piece' = 'line'
  AND line.superseded <> EXISTS (
    SELECT 1 FROM orders_cache AS packed
    WHERE packed.tenant_id = line.tenant_id AND packed.account_id = line.account_id
      AND packed.external_order_id = line.external_order_id AND NOT packed.superseded
      AND packed.order_data_json ->> 'piece' = 'parcel'
      AND packed.order_data_json -> 'lines' @> jsonb_build_array(jsonb_build_object('line_id', line.package_id))
  )
"""


@dataclass(frozen=True, slots=True)
class Stored:
    new: int = 0
    changed: int = 0
    quarantined: int = 0
    moments: tuple[datetime, ...] = ()  # of each new or changed row: when the platform says it was changed


def store_page(account: IntegrationAccount, page: Page, *, now: datetime, news: bool) -> Stored:
    """Store ``page`` inside the tenant's scope; applying it again changes nothing.

    ``news``: record domain events for what happened within NEWS_AGE. One writer at a time per account,
    so that an event is recorded once per package and status.
    """
    lock_account(account)
    quarantined = keep_aside(account, page.bad_rows, now=now)
    incoming = _one_per_package(as_row(order, account, now=now) for order in page.orders)
    if not incoming:
        _settle(account, dissolve(account, page.dissolved))
        return Stored(quarantined=quarantined)
    end_quarantine(account, QuarantinedRow.Kind.ORDER, incoming)
    stored = {
        row.package_id: row
        for row in CachedOrder.objects.filter(account=account, package_id__in=list(incoming))
    }
    changed: list[CachedOrder] = []
    before: dict[str, CachedOrder | None] = {}
    for package_id, row in incoming.items():
        old = stored.get(package_id)
        result = merged(old, row) if old else row
        if old is None or differs(old, result):
            changed.append(result)
            before[package_id] = old
    if not changed:
        _settle(account, dissolve(account, page.dissolved))
        return Stored(quarantined=quarantined)
    known = _known_numbers(account, changed)
    CachedOrder.objects.bulk_create(
        changed,
        update_conflicts=True,
        unique_fields=["tenant", "account", "package_id"],
        update_fields=list(CHANGING),
    )
    superseded = _mark_superseded(account, changed)
    _settle(
        account,
        dissolve(account, page.dissolved) | {row.external_order_id for row in changed if is_piece(row)},
    )
    if news:
        told: set[tuple[str, str]] = set()  # of an order in pieces, each thing once
        for row in changed:
            row.superseded = row.superseded or row.package_id in superseded
            _tell(row, before[row.package_id], now=now, known=known, told=told)
    events.record(
        "orders.stored",
        tenant_id=account.tenant_id,
        now=now,
        subject_id=account.id,
        numbers=sorted({row.external_order_id for row in changed}),
    )
    new = sum(old is None for old in before.values())
    moments = tuple(incoming[row.package_id].modified_at for row in changed)
    return Stored(new=new, changed=len(changed) - new, quarantined=quarantined, moments=moments)


def lock_account(account: IntegrationAccount) -> None:
    """Until the transaction ends, nobody else writes this account's orders or cursor."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))",
            [f"orders:{account.tenant_id}:{account.id}"],
        )


def _one_per_package(rows: Iterable[CachedOrder]) -> dict[str, CachedOrder]:
    """A page may show a package twice when it moved while pages were read."""
    found: dict[str, CachedOrder] = {}
    for row in rows:
        earlier = found.get(row.package_id)
        found[row.package_id] = merged(earlier, row) if earlier else row
    return found


def _known_numbers(account: IntegrationAccount, changed: Sequence[CachedOrder]) -> set[str]:
    """Orders in pieces of which some piece was stored before."""
    numbers = {row.external_order_id for row in changed if is_piece(row)}
    if not numbers:
        return set()
    found = CachedOrder.objects.filter(account=account, external_order_id__in=numbers)
    return set(found.exclude(order_status=OrderStatus.AWAITING).values_list("external_order_id", flat=True))


def dissolve(account: IntegrationAccount, packages: Sequence[str]) -> set[str]:
    """Mark the parcels; returns the orders that had lines in them."""
    if not packages:
        return set()
    with connection.cursor() as cursor:
        cursor.execute(
            _DISSOLVE,
            {"tenant": account.tenant_id, "account": account.id, "packages": list(packages)},
        )
        return {row[0] for row in cursor.fetchall()}


def _settle(account: IntegrationAccount, numbers: set[str]) -> None:
    """Decide which lines of these orders count by themselves."""
    if not numbers:
        return
    with connection.cursor() as cursor:
        cursor.execute(
            _SETTLE_LINES,
            {"tenant": account.tenant_id, "account": account.id, "numbers": sorted(numbers)},
        )


def _mark_superseded(account: IntegrationAccount, changed: Sequence[CachedOrder]) -> set[str]:
    numbers = {row.external_order_id for row in changed}
    with connection.cursor() as cursor:
        cursor.execute(
            _SUPERSEDE + " RETURNING package_id",
            {"tenant": account.tenant_id, "account": account.id, "numbers": list(numbers)},
        )
        return {row[0] for row in cursor.fetchall()}


def _tell(
    row: CachedOrder, old: CachedOrder | None, *, now: datetime, known: set[str], told: set[tuple[str, str]]
) -> None:
    """``known``: orders in pieces that are no news; ``told``: what was told of such orders, and is not again."""
    if row.superseded or row.order_status in (OrderStatus.AWAITING, OrderStatus.UNKNOWN):
        return
    names: list[tuple[str, datetime]] = []
    was_order = old is not None and old.order_status not in (OrderStatus.AWAITING, OrderStatus.UNKNOWN)
    is_new = not was_order and row.external_order_id not in known
    if is_new and not row.order_data_json["parents"] and row.order_data_json.get("piece") != Piece.CANCELLED:
        names.append(("order.created", row.ordered_at))
    status_event = _EVENTS.get(row.order_status)
    if status_event and (old is None or old.order_status != row.order_status):
        names.append((status_event, row.status_at))
    for name, happened_at in names:
        if is_piece(row):
            if (name, row.external_order_id) in told:
                continue
            told.add((name, row.external_order_id))
        if happened_at >= now - NEWS_AGE:
            events.record(
                name,
                tenant_id=row.tenant_id,
                now=now,
                subject_id=row.id,
                number=row.external_order_id,
                provider=row.provider,
                status=row.order_status,
                happened_at=happened_at.isoformat(),
            )


def keep_aside(
    account: IntegrationAccount,
    bad_rows: Sequence[BadRow],
    *,
    now: datetime,
    kind: QuarantinedRow.Kind = QuarantinedRow.Kind.ORDER,
) -> int:
    """Inside the scope; the same row again is kept once."""
    rows = [
        QuarantinedRow(
            tenant_id=account.tenant_id,
            account_id=account.id,
            digest=hashlib.sha256(bad.payload.encode()).hexdigest(),
            problem=bad.problem,
            payload=bad.payload,
            package_id=bad.package_id,
            kind=QuarantinedRow.Kind.CLAIM if bad.is_claim else kind,
            seen_at=now,
            tried_at=now,
        )
        for bad in bad_rows
    ]
    QuarantinedRow.objects.bulk_create(rows, ignore_conflicts=True)
    return len(rows)


def end_quarantine(account: IntegrationAccount, kind: QuarantinedRow.Kind, keys: Collection[str]) -> None:
    """What was read of these ends what was kept aside of them; inside the scope."""
    if keys:
        QuarantinedRow.objects.filter(account=account, kind=kind, package_id__in=list(keys)).delete()
