"""Orders that a platform told in part: the rest is asked for by number, newest first, a few at a time."""

from __future__ import annotations

import logging
import time
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import F, Q

from invekto.core.tenancy import tenant_scope
from invekto.integrations.accounts import opened
from invekto.integrations.contract import Page, Problem, Refused
from invekto.integrations.models import CachedOrder
from invekto.integrations.store import store_page

log = logging.getLogger(__name__)

AT_ONCE = 40  # orders; then the job makes way for others and comes again
CALL_TIMEOUT = 15.0  # seconds
ASK_AGAIN = timedelta(hours=3)  # a tracking number is there once the carrier has scanned the parcel
# What is wrong with one order does not keep the others from being completed.
_OF_ONE_ORDER = (Problem.UNKNOWN_SHAPE, Problem.REQUEST_REFUSED)
STILL_ASKED = timedelta(days=45)  # what a platform has not told by then, it does not know any more


def ask_for_details(tenant_id: UUID, account_id: UUID, *, now: datetime, deadline: float) -> bool:
    """Complete what is known; outside any scope. True: more of it is left.

    ``deadline`` by ``time.monotonic()``. Raises TryAgainLater or Refused, and IntegrationAccount.DoesNotExist.
    """
    numbers = wanting(tenant_id, account_id, now=now)
    if not numbers:
        return False
    with opened(tenant_id, account_id) as (account, source):
        for number in numbers[:AT_ONCE]:
            left = deadline - time.monotonic()
            if left <= 0:
                return True
            try:
                page = source.by_number(number, now=now, deep=True, timeout=min(CALL_TIMEOUT, left))
            except Refused as error:
                if error.problem not in _OF_ONE_ORDER:
                    raise
                log.warning("Order %s of account %s cannot be asked for: %s", number, account_id, error)
                page = Page(())
            with tenant_scope(tenant_id):
                # Nothing that is asked for afterwards is news: what happened was told by the feed that said it.
                store_page(account, page, now=now, news=False)
                note_asked(account_id, number, now)
    return len(numbers) > AT_ONCE


def wanting(tenant_id: UUID, account_id: UUID, *, now: datetime) -> list[str]:
    """Numbers to ask for, one more than are asked at once where there are as many."""
    with tenant_scope(tenant_id):
        rows = (
            CachedOrder.objects.filter(
                Q(asked_at=None) | Q(asked_at__lte=now - ASK_AGAIN),
                account_id=account_id,
                wants_details=True,
                superseded=False,
                modified_at__gt=now - STILL_ASKED,
            )
            .order_by(F("asked_at").asc(nulls_first=True), "-ordered_at")
            .values_list("external_order_id", flat=True)
        )
        # An order may have several rows; ten are more than enough for each.
        return list(dict.fromkeys(rows[: (AT_ONCE + 1) * 10]))[: AT_ONCE + 1]


def note_asked(account_id: UUID, number: str, now: datetime) -> None:
    """Inside the scope."""
    CachedOrder.objects.filter(account_id=account_id, external_order_id=number).update(asked_at=now)
