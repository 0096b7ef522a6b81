"""Rows of platforms that could not be read: tried again, and forgotten in time (they hold personal data)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from uuid import UUID

from django.db.models import Q

from invekto.core import audit, live
from invekto.core.tenancy import for_each_tenant, tenant_scope
from invekto.integrations.claims.store import store_claims
from invekto.integrations.contract import BadRow, Page
from invekto.integrations.models import IntegrationAccount, QuarantinedRow, ReceivedPackage
from invekto.integrations.providers.aside import is_whole
from invekto.integrations.queueing import defer_reread
from invekto.integrations.registry import ORDER_PROVIDERS
from invekto.integrations.store import Stored, lock_account, store_page

Kind = QuarantinedRow.Kind
TRY_AGAIN = timedelta(hours=1)  # what changes meanwhile is our own reading of it
KEPT = timedelta(days=30)
_BATCH = 200


def read_again(tenant_id: UUID, account_id: UUID, *, now: datetime) -> Stored:
    """Try the rows that have waited long enough; outside any scope. What can be read now is stored."""
    with tenant_scope(tenant_id):
        account = IntegrationAccount.objects.only("id", "tenant_id", "provider").get(pk=account_id)
        waiting = QuarantinedRow.objects.filter(
            Q(tried_at=None) | Q(tried_at__lte=now - TRY_AGAIN), account=account
        ).exclude(kind=Kind.PARCEL)
        if not waiting.exists():
            return Stored()
        # Before its rows, as every writer of orders does: two of them never wait crosswise.
        lock_account(account)
        due = list(waiting.select_for_update(skip_locked=True).order_by("seen_at", "id")[:_BATCH])
        read = {row.pk: page for row in due if not (page := _read(account, row)).bad_rows}
        QuarantinedRow.objects.filter(pk__in=[row.pk for row in due]).update(tried_at=now)
        QuarantinedRow.objects.filter(pk__in=list(read)).delete()
        return _store(account, list(read.values()), now)


def _read(account: IntegrationAccount, row: QuarantinedRow) -> Page:
    """As our reading of such rows is now."""
    entry = ORDER_PROVIDERS.get(account.provider)
    if entry is None or row.kind == Kind.PARCEL or not is_whole(row.payload):
        return Page((), (BadRow(row.problem, row.payload),))
    if row.kind == Kind.CLAIM and entry.read_claim is not None:
        told = entry.read_claim(row.payload)
        return Page((), tuple(BadRow(bad.problem, bad.payload) for bad in told.bad_rows), claims=told.claims)
    return entry.pushes.read([row.payload])


def _store(account: IntegrationAccount, pages: Sequence[Page], now: datetime) -> Stored:
    """All that came out of it: orders, parcels that are no more, claims, and orders to be asked for again."""
    whole = Page(
        tuple(order for page in pages for order in page.orders),
        dissolved=tuple(package for page in pages for package in page.dissolved),
    )
    stored = store_page(account, whole, now=now, news=True)
    if claims := [claim for page in pages for claim in page.claims]:
        store_claims(account, claims, now=now)
    for number in {number for page in pages for number in page.outdated}:
        defer_reread(account.tenant_id, account.id, number)
    return stored


@dataclass(frozen=True, slots=True)
class KeptAside:
    """A row as it came, to be looked at. ``payload``: indented where it is JSON."""

    id: UUID
    account_id: UUID
    kind: str  # QuarantinedRow.Kind
    package_id: str | None
    problem: str
    payload: str
    seen_at: datetime
    tried_at: datetime | None


def kept_aside(account_id: UUID, *, limit: int = 100) -> list[KeptAside]:
    """The newest first; inside the scope."""
    rows = QuarantinedRow.objects.filter(account_id=account_id).order_by("-seen_at", "-id")[:limit]
    return [
        KeptAside(
            row.id,
            row.account_id,
            row.kind,
            row.package_id,
            row.problem,
            _indented(row.payload),
            row.seen_at,
            row.tried_at,
        )
        for row in rows
    ]


def try_again(row_id: UUID, account_id: UUID, *, now: datetime, actor: str) -> bool:
    """Read one row again, as our reading is now; True: it was read, and what it tells is stored. Inside the scope.

    A carrier's is not: the carrier is asked about its parcel when that is due.
    Raises QuarantinedRow.DoesNotExist for a missing and a foreign row alike.
    """
    row = QuarantinedRow.objects.get(pk=row_id, account_id=account_id)
    account = IntegrationAccount.objects.only("id", "tenant_id", "provider").get(pk=account_id)
    lock_account(account)  # before the row, as every writer of orders does
    row = QuarantinedRow.objects.select_for_update().get(pk=row_id, account_id=account_id)
    page = _read(account, row)
    if page.bad_rows:
        # Only what is wrong with it may have become another thing. Of a parcel nothing was tried.
        tried_at = row.tried_at if row.kind == Kind.PARCEL else now
        QuarantinedRow.objects.filter(pk=row_id).update(tried_at=tried_at, problem=page.bad_rows[0].problem)
        return False
    QuarantinedRow.objects.filter(pk=row_id).delete()
    _store(account, [page], now)
    _note("quarantine.read", account, row, actor, now)
    return True


def dismiss(row_id: UUID, account_id: UUID, *, now: datetime, actor: str) -> None:
    """Forget one row; the platform may tell it anew. Inside the scope. Raises as above."""
    row = QuarantinedRow.objects.select_for_update().get(pk=row_id, account_id=account_id)
    account = IntegrationAccount.objects.only("id", "tenant_id", "provider", "external_id").get(pk=account_id)
    row.delete()
    _note("quarantine.dismissed", account, row, actor, now)


def _note(action: str, account: IntegrationAccount, row: QuarantinedRow, actor: str, now: datetime) -> None:
    audit.append(
        action, tenant_id=account.tenant_id, actor=actor, now=now, subject=row.package_id or row.digest[:12]
    )
    live.announce("account", tenant_id=account.tenant_id, account=account.id)


def _indented(payload: str) -> str:
    try:
        return json.dumps(json.loads(payload), ensure_ascii=False, indent=2)
    except (ValueError, RecursionError):
        return payload  # cut off, or no JSON


def forget_old(now: datetime) -> int:
    """Delete what has been kept aside for KEPT, of every tenant; returns how many rows."""
    return sum(for_each_tenant(partial(_forget, before=now - KEPT)))


def _forget(tenant_id: UUID, *, before: datetime) -> int:
    with tenant_scope(tenant_id):
        rows = QuarantinedRow.objects.filter(seen_at__lt=before).delete()[0]
        return rows + ReceivedPackage.objects.filter(received_at__lt=before).delete()[0]
