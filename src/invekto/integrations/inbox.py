"""Packages that platforms push to us: kept at once, dealt with by a worker, dropped when done."""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.conf import settings

from invekto.core import jobs
from invekto.core.tenancy import door, tenant_scope
from invekto.integrations.accounts import SECRET_COLUMNS, mark_working, secrets_of
from invekto.integrations.models import IntegrationAccount, ReceivedPackage
from invekto.integrations.registry import ORDER_PROVIDERS, find_provider, source_of
from invekto.integrations.store import Stored, store_page

WEBHOOK_TIMEOUT = 15.0  # seconds for the whole registration
_BATCH = 200
_LONGEST_TOKEN = 200


class WebhookRefused(Exception):
    """``status`` is the HTTP status to answer with."""

    def __init__(self, status: int) -> None:
        super().__init__(str(status))
        self.status = status


def receive_webhook(
    provider: str, token: str, *, headers: Mapping[str, str], body: bytes, now: datetime
) -> int:
    """Keep what a platform pushed and have a worker deal with it; returns the number of packages.

    Outside any scope. Raises WebhookRefused, and keeps nothing: 404 for an unknown or switched-off account,
    401 for a wrong key, 400 for a body that holds no package.
    """
    found = find_provider(provider)
    account = _by_token(token)
    if found is None or account is None or account.provider != found[0]:
        raise WebhookRefused(404)
    _, entry = found
    if not _is_key(headers.get(entry.hook_key_header, ""), account):
        raise WebhookRefused(401)
    if account.status == IntegrationAccount.Status.OFF:
        raise WebhookRefused(404)
    try:
        rows = entry.pushes.split(body)
    except ValueError:
        raise WebhookRefused(400) from None
    with tenant_scope(account.tenant_id):
        ReceivedPackage.objects.bulk_create(
            [
                ReceivedPackage(
                    tenant_id=account.tenant_id,
                    account_id=account.id,
                    key=row.key,
                    payload=row.payload,
                    received_at=now,
                )
                for row in rows
            ],
            ignore_conflicts=True,
        )
        _defer_work(account.tenant_id, account.id)
    return len(rows)


def process_received(tenant_id: UUID, account_id: UUID, *, now: datetime) -> Stored:
    """Store what was pushed, oldest first, a batch at a time; outside any scope. Safe to repeat."""
    with tenant_scope(tenant_id):
        account = IntegrationAccount.objects.defer(*SECRET_COLUMNS).get(pk=account_id)
        batch = list(
            ReceivedPackage.objects.select_for_update()
            .filter(account=account)
            .order_by("received_at", "id")[:_BATCH]
        )
        if not batch:
            return Stored()
        page = ORDER_PROVIDERS[account.provider].pushes.read([row.payload for row in batch])
        stored = store_page(account, page, now=now, news=True)
        ReceivedPackage.objects.filter(id__in=[row.id for row in batch]).delete()
        if len(batch) == _BATCH:
            _defer_work(tenant_id, account_id)
    return stored


def ensure_webhook(tenant_id: UUID, account_id: UUID) -> None:
    """Have the platform push changes to us, repairing what it switched off; outside any scope.

    Raises TryAgainLater or Refused. Without a webhook the account still works, by asking.
    """
    with tenant_scope(tenant_id):
        account = IntegrationAccount.objects.get(pk=account_id)
        if account.status == IntegrationAccount.Status.OFF:
            return
        keys, key, entry = secrets_of(account), account.webhook_key or "", ORDER_PROVIDERS[account.provider]
    url = f"{settings.PUBLIC_URL.rstrip('/')}/webhooks/{entry.hook_name}/{account.webhook_token}/"
    with source_of(account, keys) as source:
        webhook_id = source.ensure_webhook(
            known_id=account.webhook_id, url=url, key=key, timeout=WEBHOOK_TIMEOUT
        )
    with tenant_scope(tenant_id):
        IntegrationAccount.objects.filter(pk=account_id).update(webhook_id=webhook_id)
        mark_working(IntegrationAccount.objects.defer(*SECRET_COLUMNS).get(pk=account_id))


def _defer_work(tenant_id: UUID, account_id: UUID) -> None:
    name = f"received:{account_id}"
    jobs.defer(
        "integrations.received", lock=name, once=name, tenant_id=str(tenant_id), account_id=str(account_id)
    )


def _by_token(token: str) -> IntegrationAccount | None:
    if not token.isascii() or not token.isprintable() or len(token) > _LONGEST_TOKEN:
        return None
    with door("account_token", token):
        return (
            IntegrationAccount.objects.only("id", "tenant_id", "provider", "status", "webhook_key")
            .filter(webhook_token=token)
            .first()
        )


def _is_key(given: str, account: IntegrationAccount) -> bool:
    """Compared in constant time; an account without a key takes nothing."""
    expected = account.webhook_key or ""
    return bool(expected) and hmac.compare_digest(given.encode(), expected.encode())
