"""Rows of platforms that could not be read: tried again, and forgotten in time (they hold personal data)."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial
from uuid import UUID

from django.db.models import Q

from invekto.core.tenancy import for_each_tenant, tenant_scope
from invekto.integrations.contract import Order, Page
from invekto.integrations.models import IntegrationAccount, QuarantinedRow, ReceivedPackage
from invekto.integrations.registry import ORDER_PROVIDERS
from invekto.integrations.store import Stored, store_page

TRY_AGAIN = timedelta(hours=1)  # what changes meanwhile is our own reading of it
KEPT = timedelta(days=30)
_BATCH = 200


def read_again(tenant_id: UUID, account_id: UUID, *, now: datetime) -> Stored:
    """Try the rows that have waited long enough; outside any scope. What can be read now is stored."""
    with tenant_scope(tenant_id):
        account = IntegrationAccount.objects.only("id", "tenant_id", "provider").get(pk=account_id)
        due = list(
            QuarantinedRow.objects.select_for_update(skip_locked=True)
            .filter(Q(tried_at=None) | Q(tried_at__lte=now - TRY_AGAIN), account=account)
            .order_by("seen_at", "id")[:_BATCH]
        )
        if not due:
            return Stored()
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


def forget_old(now: datetime) -> int:
    """Delete what has been kept aside for KEPT, of every tenant; returns how many rows."""
    return sum(for_each_tenant(partial(_forget, before=now - KEPT)))


def _forget(tenant_id: UUID, *, before: datetime) -> int:
    with tenant_scope(tenant_id):
        rows = QuarantinedRow.objects.filter(seen_at__lt=before).delete()[0]
        return rows + ReceivedPackage.objects.filter(received_at__lt=before).delete()[0]
