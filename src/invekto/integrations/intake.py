"""Packages that platforms push to us: kept at once, dealt with by a worker, dropped when done."""

from __future__ import annotations

import hmac
import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from ipaddress import ip_address
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings

from invekto.core import jobs, live
from invekto.core.tenancy import door, tenant_scope
from invekto.integrations.accounts import find_account, secrets_of, webhook_key_of
from invekto.integrations.claims.store import store_claims
from invekto.integrations.contract import Problem, Refused
from invekto.integrations.health import all_accounts
from invekto.integrations.models import IntegrationAccount, ReceivedPackage
from invekto.integrations.queueing import defer_reread
from invekto.integrations.refresh import refresh_number
from invekto.integrations.registry import ORDER_PROVIDERS, OrderProvider, find_provider, source_of
from invekto.integrations.store import Stored, store_page

log = logging.getLogger(__name__)

WEBHOOK_TIMEOUT = 15.0  # seconds for the whole registration
OUTDATED_TIMEOUT = 10.0  # seconds for an order of which something changed
PUSHED = "pushed"  # the id of a webhook that was set up by hand, once it was heard
_BATCH = 200
_LONGEST_TOKEN = 200


class WebhookRefused(Exception):
    """``status`` is the HTTP status to answer with."""

    def __init__(self, status: int) -> None:
        super().__init__(str(status))
        self.status = status


def receive_webhook(
    provider: str, token: str, *, headers: Mapping[str, str], body: bytes, now: datetime, path: str = ""
) -> int:
    """Keep what a platform pushed and have a worker deal with it; returns the number of packages.

    Outside any scope. Raises WebhookRefused, and keeps nothing: 404 for an unknown or switched-off account,
    401 for a wrong key, 400 for a body that holds no package.
    """
    found = find_provider(provider)
    account, key = _by_token(token)
    if found is None or account is None or account.provider != found[0]:
        raise WebhookRefused(404)
    _, entry = found
    if not _is_key(entry.hook_key(headers), key):
        raise WebhookRefused(401)
    if account.status == IntegrationAccount.Status.OFF:
        raise WebhookRefused(404)
    try:
        rows = entry.pushes.split(body, path=path)
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
        if entry.hook_user is not None:
            _note_pushing(account)
        if rows:
            _defer_work(account.tenant_id, account.id)
    return len(rows)


def _note_pushing(account: IntegrationAccount) -> None:
    """That the seller's ticket was served shows in the first call alone."""
    if all_accounts().filter(pk=account.pk, webhook_id=None).update(webhook_id=PUSHED, webhook_problem=None):
        live.announce("account", tenant_id=account.tenant_id, account=account.id)


@dataclass(frozen=True, slots=True)
class HandHook:
    """What a seller gives a platform by ticket, so that it tells us of changes."""

    address: str
    user: str
    password: str


def hooks_by_hand() -> dict[UUID, HandHook]:
    """Of each account of the tenant whose platform waits for a ticket, until it was heard; inside the scope."""
    if not _is_reachable(settings.PUBLIC_URL):
        return {}
    users = {name: entry.hook_user for name, entry in ORDER_PROVIDERS.items() if entry.hook_user is not None}
    waiting = IntegrationAccount.objects.defer("api_key_encrypted").filter(
        provider__in=users, webhook_id=None
    )
    found = {}
    for account in waiting.exclude(status=IntegrationAccount.Status.OFF):
        if key := webhook_key_of(account):
            address = _address(ORDER_PROVIDERS[account.provider], account).rstrip("/")
            found[account.id] = HandHook(address, users[account.provider], key)
    return found


def _address(entry: OrderProvider, account: IntegrationAccount) -> str:
    return f"{settings.PUBLIC_URL.rstrip('/')}/webhooks/{entry.hook_name}/{account.webhook_token}/"


def process_received(tenant_id: UUID, account_id: UUID, *, now: datetime) -> Stored:
    """Store what was pushed, oldest first, a batch at a time; outside any scope. Safe to repeat."""
    with tenant_scope(tenant_id):
        account = find_account(account_id)
        batch = list(
            ReceivedPackage.objects.select_for_update()
            .filter(account=account)
            .order_by("received_at", "id")[:_BATCH]
        )
        if not batch:
            return Stored()
        page = ORDER_PROVIDERS[account.provider].pushes.read([row.payload for row in batch])
        stored = store_page(account, page, now=now, news=True)
        if page.claims:
            store_claims(account, page.claims, now=now)
        ReceivedPackage.objects.filter(id__in=[row.id for row in batch]).delete()
        if len(batch) == _BATCH:
            _defer_work(tenant_id, account_id)
        for number in dict.fromkeys(page.outdated):
            # With what said so: killed here or refused there, the order is still asked for again.
            defer_reread(tenant_id, account_id, number)
    return stored


def reread(tenant_id: UUID, account_id: UUID, number: str, *, now: datetime) -> None:
    """Ask the platform for an order of which it said that something changed; outside any scope.

    Raises TryAgainLater, to be tried again. Whatever else fails is kept on the account.
    """
    try:
        refresh_number(tenant_id, account_id, number, now=now, deep=True, timeout=OUTDATED_TIMEOUT)
    except Refused as error:
        log.info("An order of account %s could not be read again: %s", account_id, error)


def look_after_webhook(tenant_id: UUID, account_id: UUID) -> bool:
    """Have the platform push changes to us, repairing what it switched off; outside any scope.

    An account that is off gets no more pushes; False: it is off, and there is nothing left to look after. Without
    a webhook the account still works, by asking; that says nothing about its health, and its health nothing about
    the webhook. Raises TryAgainLater or Refused, and IntegrationAccount.DoesNotExist.
    """
    with tenant_scope(tenant_id):
        account = find_account(account_id)
        if account.status == IntegrationAccount.Status.OFF and account.webhook_id is None:
            return False
        keys, entry = secrets_of(account), ORDER_PROVIDERS[account.provider]
        key = webhook_key_of(account)
    if account.status == IntegrationAccount.Status.OFF:
        with source_of(account, keys) as source:
            source.stop_webhook(known_id=str(account.webhook_id), timeout=WEBHOOK_TIMEOUT)
        return False
    if key is None:
        raise Refused(Problem.SECRET_UNREADABLE)
    if not _is_reachable(settings.PUBLIC_URL):
        _note_webhook(tenant_id, account_id, problem="integration-webhook-no-address")
        return True
    if entry.hook_user is not None:
        _note_webhook(tenant_id, account_id, problem=None)
        return True
    with source_of(account, keys) as source:
        webhook_id = source.ensure_webhook(
            known_id=account.webhook_id, url=_address(entry, account), key=key, timeout=WEBHOOK_TIMEOUT
        )
    _note_webhook(tenant_id, account_id, webhook_id=webhook_id, problem=None)
    return True


def note_webhook_refused(tenant_id: UUID, account_id: UUID) -> None:
    """Outside any scope: the platform would not register it; people hear of it where they look after the account."""
    _note_webhook(tenant_id, account_id, problem="integration-webhook-refused")


def _note_webhook(
    tenant_id: UUID, account_id: UUID, *, problem: str | None, webhook_id: str | None = None
) -> None:
    with tenant_scope(tenant_id):
        account = all_accounts().select_for_update().get(pk=account_id)
        is_news = account.webhook_problem != problem
        account.webhook_problem, account.webhook_id = problem, webhook_id or account.webhook_id
        account.save(update_fields=["webhook_problem", "webhook_id"])
        if is_news:
            live.announce("account", tenant_id=tenant_id, account=account_id)


def _is_reachable(address: str) -> bool:
    """Whether a platform can call us there; the sandbox stands on this very machine and can."""
    if settings.SANDBOX:
        return True
    host = urlsplit(address).hostname or ""
    try:
        return ip_address(host).is_global
    except ValueError:
        return host != "localhost" and not host.endswith((".localhost", ".local"))


def _defer_work(tenant_id: UUID, account_id: UUID) -> None:
    name = f"received:{account_id}"
    jobs.defer(
        "integrations.received", lock=name, once=name, tenant_id=str(tenant_id), account_id=str(account_id)
    )


def _by_token(token: str) -> tuple[IntegrationAccount | None, str | None]:
    """The account and the key that a push must show; no key when none can be read."""
    if not token.isascii() or not token.isprintable() or len(token) > _LONGEST_TOKEN:
        return None, None
    with door("account_token", token):
        accounts = IntegrationAccount.objects.only("id", "tenant_id", "provider", "status")
        account = accounts.filter(webhook_token=token).first()
        return account, webhook_key_of(account) if account is not None else None


def _is_key(given: str, expected: str | None) -> bool:
    """Compared in constant time; an account without a key takes nothing."""
    return bool(expected) and hmac.compare_digest(given.encode(), str(expected).encode())
