"""Keep listings as the platforms have them: everything every few hours, what changed every few minutes.

A whole reading stands at a position that is kept after each page, so that a killed one goes on.
"""

from __future__ import annotations

import logging
import time
from datetime import datetime, timedelta
from functools import partial
from uuid import UUID

from invekto.core import jobs
from invekto.core.tenancy import for_each_tenant, tenant_scope
from invekto.integrations import feeds
from invekto.integrations.accounts import secrets_of
from invekto.integrations.contract import ProviderError
from invekto.integrations.health import SECRET_COLUMNS
from invekto.integrations.listings.contract import ListingSource
from invekto.integrations.listings.models import ListingFeed
from invekto.integrations.listings.store import mark_gone, store
from invekto.integrations.models import IntegrationAccount
from invekto.integrations.registry import LISTING_PROVIDERS, listings_of

log = logging.getLogger(__name__)

WHOLE_EVERY = timedelta(hours=4)
SURELY_GONE = 2 * WHOLE_EVERY  # three readings in a row did not hold it
OVERLAP = timedelta(minutes=10)  # whatever the platform's clock and index lag
PAGE_TIMEOUT = 20.0  # seconds
GO = 120.0  # seconds; then the job makes way for others and comes again
MOST_PAGES = 100  # of changes in one round
PAUSES = feeds.Pauses(timedelta(minutes=10), timedelta(hours=2), every=timedelta(minutes=10))


def read_all(now: datetime) -> int:
    """See to it that every shop's listings are read. Every ten minutes."""
    return sum(for_each_tenant(partial(_begin, now=now), having="accounts"))


def _begin(tenant_id: UUID, *, now: datetime) -> int:
    with tenant_scope(tenant_id):
        due = feeds.awake(feeds.accounts_of(LISTING_PROVIDERS), ListingFeed, now)
        for account_id in due:
            _defer(tenant_id, account_id)
        return len(due)


def _defer(tenant_id: UUID, account_id: UUID) -> None:
    name = f"listings:{account_id}"
    jobs.defer(
        "integrations.listings",
        lock=name,
        once=name,
        priority=-8,
        tenant_id=str(tenant_id),
        account_id=str(account_id),
    )


def read_account(tenant_id: UUID, account_id: UUID, now: datetime) -> None:
    """One round of an account, outside any scope. Safe to repeat.

    Raises IntegrationAccount.DoesNotExist for a missing and a foreign account alike.
    """
    try:
        with tenant_scope(tenant_id):
            account = IntegrationAccount.objects.defer(SECRET_COLUMNS[1]).get(pk=account_id)
            if account.status == IntegrationAccount.Status.OFF:
                return
            keys = secrets_of(account)
            feed, _ = ListingFeed.objects.get_or_create(tenant_id=tenant_id, account=account)
        with listings_of(account, keys) as source:
            is_due = feed.whole_at is None or feed.whole_at <= now - WHOLE_EVERY
            if feed.begun_at is not None or is_due:
                _read_whole(account, source, feed, now)
            else:
                _read_changed(account, source, feed, now)
    except ProviderError as error:
        _note(tenant_id, account_id, error, now)


def _read_whole(account: IntegrationAccount, source: ListingSource, feed: ListingFeed, now: datetime) -> None:
    deadline = time.monotonic() + GO
    if feed.begun_at is None or feed.begun_at <= now - WHOLE_EVERY:  # one that was left long ago begins anew
        feed.begun_at, feed.position, feed.is_unsure, feed.counted = now, None, False, 0
    begun = feed.begun_at
    while True:
        page = source.listings(changed_since=None, until=now, position=feed.position, timeout=PAGE_TIMEOUT)
        if page.unreadable:
            feed.is_unsure = True
            log.warning("Listings of account %s could not be read: %s", account.id, page.unreadable[:3])
        feed.total = page.total if feed.counted == 0 or feed.total == page.total else None
        feed.counted += page.rows
        is_over = page.next_position is None
        with tenant_scope(account.tenant_id):
            store(account, page.listings, now=now)
            feed.position = page.next_position
            if is_over:
                # An empty answer, or one with rows that cannot be read, proves nothing gone.
                if not feed.is_unsure and (page.listings or begun != now):
                    # Where rows came or went meanwhile, one may have slipped over the border of two pages.
                    is_whole = feed.total == feed.counted
                    mark_gone(account, unseen_since=begun if is_whole else begun - SURELY_GONE, now=now)
                feed.whole_at = feed.changed_until = begun
                feed.begun_at = None
                for name, value in feeds.well().items():
                    setattr(feed, name, value)
            feed.save()
        if is_over:
            return
        if time.monotonic() >= deadline:
            with tenant_scope(account.tenant_id):
                _defer(account.tenant_id, account.id)
            return


def _read_changed(
    account: IntegrationAccount, source: ListingSource, feed: ListingFeed, now: datetime
) -> None:
    position = None
    since = (feed.changed_until or now) - OVERLAP
    for _ in range(MOST_PAGES):
        page = source.listings(changed_since=since, until=now, position=position, timeout=PAGE_TIMEOUT)
        with tenant_scope(account.tenant_id):
            store(account, page.listings, now=now)
        position = page.next_position
        if position is None:
            break
    else:
        return  # more changed than a round holds: the whole reading will tell
    with tenant_scope(account.tenant_id):
        ListingFeed.objects.filter(pk=feed.pk).update(changed_until=now, **feeds.well())


def _note(tenant_id: UUID, account_id: UUID, error: ProviderError, now: datetime) -> None:
    with tenant_scope(tenant_id):
        feed = ListingFeed.objects.select_for_update().get(account_id=account_id)
        feeds.note_failure(feed, error, now, PAUSES)
