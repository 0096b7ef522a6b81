"""Rows of platforms that could not be read: tried again, and forgotten in time (they hold personal data)."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from uuid import UUID

from django.db.models import Q

from invekto.core import audit, live
from invekto.core.tenancy import for_each_tenant, tenant_scope
from invekto.integrations.contract import Order, Page
from invekto.integrations.models import IntegrationAccount, QuarantinedRow, ReceivedPackage
from invekto.integrations.registry import ORDER_PROVIDERS
from invekto.integrations.store import Stored, lock_account, store_page

TRY_AGAIN = timedelta(hours=1)  # what changes meanwhile is our own reading of it
KEPT = timedelta(days=30)
_BATCH = 200


def read_again(tenant_id: UUID, account_id: UUID, *, now: datetime) -> Stored:
    """Try the rows that have waited long enough; outside any scope. What can be read now is stored."""
    with tenant_scope(tenant_id):
        account = IntegrationAccount.objects.only("id", "tenant_id", "provider").get(pk=account_id)
        waiting = QuarantinedRow.objects.filter(
            Q(tried_at=None) | Q(tried_at__lte=now - TRY_AGAIN), account=account
        )
        if not waiting.exists():
            return Stored()
        lock_account(
            account
        )  # before its rows, as every writer of orders does: two of them never wait crosswise
        due = list(waiting.select_for_update(skip_locked=True).order_by("seen_at", "id")[:_BATCH])
        reader = ORDER_PROVIDERS[account.provider].pushes
        orders: list[Order] = []
        done: list[UUID] = []
        for row in due:
            page = reader.read([row.payload])
            if not page.bad_rows:
                orders += page.orders
                done.append(row.pk)
        QuarantinedRow.objects.filter(pk__in=[row.pk for row in due]).update(tried_at=now)
        QuarantinedRow.objects.filter(pk__in=done).delete()
        return store_page(account, Page(tuple(orders)), now=now, news=True)


@dataclass(frozen=True, slots=True)
class KeptAside:
    """A row as it came, to be looked at. ``payload``: indented where it is JSON."""

    id: UUID
    account_id: UUID
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
            row.package_id,
            row.problem,
            _indented(row.payload),
            row.seen_at,
            row.tried_at,
        )
        for row in rows
    ]


def try_again(row_id: UUID, account_id: UUID, *, now: datetime, actor: str) -> bool:
    """Read one row again, as our reading is now; True: it was read, and its order is stored. Inside the scope.

    Raises QuarantinedRow.DoesNotExist for a missing and a foreign row alike.
    """
    row = QuarantinedRow.objects.get(pk=row_id, account_id=account_id)
    account = IntegrationAccount.objects.only("id", "tenant_id", "provider").get(pk=account_id)
    lock_account(account)  # before the row, as every writer of orders does
    row = QuarantinedRow.objects.select_for_update().get(pk=row_id, account_id=account_id)
    entry = ORDER_PROVIDERS.get(account.provider)
    page = entry.pushes.read([row.payload]) if entry else None
    if page is None or page.bad_rows:
        # Only what is wrong with it may have become another thing.
        problem = page.bad_rows[0].problem if page is not None and page.bad_rows else row.problem
        QuarantinedRow.objects.filter(pk=row_id).update(tried_at=now, problem=problem)
        return False
    QuarantinedRow.objects.filter(pk=row_id).delete()
    store_page(account, page, now=now, news=True)
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
