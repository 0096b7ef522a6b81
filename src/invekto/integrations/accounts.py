"""Accounts at platforms: entered, changed, switched off, and how they are."""

from __future__ import annotations

import json
import secrets as tokens
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from invekto.core import audit, live
from invekto.core.crypto import SecretUnreadable
from invekto.core.tenancy import tenant_scope
from invekto.integrations.contract import OrderSource, Problem, ProviderError, Refused, TryAgainLater
from invekto.integrations.gaps import ledger
from invekto.integrations.health import (
    HEALTH_COLUMNS,
    Health,
    all_accounts,
    clear,
    health_of,
    is_off,
    locked,
    note_failure,
    note_success,
)
from invekto.integrations.models import (
    AccountAlert,
    CachedOrder,
    IntegrationAccount,
    KnownClaim,
    Listing,
    ListingFeed,
    MarketplaceQuestion,
    QuarantinedRow,
    QuestionFeed,
    ReceivedPackage,
    TrackedParcel,
)
from invekto.integrations.queueing import defer_sync, defer_tracking, defer_webhook
from invekto.integrations.registry import (
    CARRIERS,
    ENTRIES,
    ORDER_PROVIDERS,
    carrier_of,
    secrets_needed,
    source_of,
)

REFUSED_PAUSE = timedelta(hours=1)  # a refused key is tried again so seldom; a person renews it meanwhile
TEST_TIMEOUT = 10.0  # seconds; a person waits for it
_LONGEST_SECRET = 500


class AccountRefused(Exception):
    """What was entered cannot be an account. ``text_id`` says why, ``field`` where."""

    def __init__(self, text_id: str, field: str) -> None:
        super().__init__(f"{field}: {text_id}")
        self.text_id = text_id
        self.field = field


def add_account(
    *,
    tenant_id: UUID,
    provider: str,
    external_id: str,
    secrets: Mapping[str, str],
    now: datetime,
    actor: str,
    options: Mapping[str, Any] | None = None,
) -> IntegrationAccount:
    """Enter an account inside the tenant's scope; its first import begins in the background.

    The same account again with the same key changes nothing, with another key renews it, and switches on
    what was off. Raises AccountRefused.
    """
    external_id, kept = checked(provider, external_id, secrets)
    account = _by_external_id(provider, external_id)
    if account is not None:
        if options is not None and account.options != dict(options):
            account.options = dict(options)
            account.save(update_fields=["options"])
        if is_off(account) or not has_secrets(account, kept):
            update_key(account=account, secrets=kept, now=now, actor=actor)
        return account
    webhook_token, webhook_key = _fresh_webhook()
    account = IntegrationAccount.objects.create(
        tenant_id=tenant_id,
        provider=provider,
        external_id=external_id,
        api_key_encrypted=json.dumps(kept),
        webhook_token=webhook_token,
        webhook_key=webhook_key,
        options=dict(options or {}),
        created_at=now,
    )
    _note("account.added", account, actor=actor, now=now)
    _start(account)
    return account


def update_key(
    *, account: IntegrationAccount, secrets: Mapping[str, str], now: datetime, actor: str
) -> IntegrationAccount:
    """Give the account a new key, inside the tenant's scope; it is tried at once. Raises AccountRefused."""
    _, kept = checked(account.provider, account.external_id, secrets)
    account.api_key_encrypted = json.dumps(kept)
    account.status = IntegrationAccount.Status.NEW
    clear(account)
    account.claims_failures, account.claims_retry_at = 0, None
    columns = ["api_key_encrypted", "claims_failures", "claims_retry_at", *HEALTH_COLUMNS]
    if webhook_key_of(account) is None:
        # The platform takes another key together with another address only.
        account.webhook_token, account.webhook_key = _fresh_webhook()
        columns += ["webhook_token", "webhook_key"]
    account.save(update_fields=columns)
    audit.append(
        "account.key_renewed", tenant_id=account.tenant_id, actor=actor, now=now, subject=str(account)
    )
    _start(account)
    live.announce("account", tenant_id=account.tenant_id, account=account.id)
    return account


def switch_off(*, account: IntegrationAccount, now: datetime, actor: str) -> IntegrationAccount:
    """Stop asking the platform, inside the tenant's scope; what was imported stays."""
    account.status = IntegrationAccount.Status.OFF
    clear(account)
    account.alerted = ""
    account.save(update_fields=list(HEALTH_COLUMNS))
    _note("account.off", account, actor=actor, now=now)
    if account.webhook_id is not None:
        defer_webhook(account.tenant_id, account.id)  # the platform need not push to a door that is closed
    live.announce("account", tenant_id=account.tenant_id, account=account.id)
    return account


def switch_on(*, account: IntegrationAccount, now: datetime, actor: str) -> IntegrationAccount:
    """Ask the platform again, inside the tenant's scope; what changed meanwhile is fetched."""
    if is_off(account):
        account.status = IntegrationAccount.Status.NEW
        account.save(update_fields=["status"])
        _note("account.on", account, actor=actor, now=now)
        _start(account)
        live.announce("account", tenant_id=account.tenant_id, account=account.id)
    return account


def pause_import(
    *, account: IntegrationAccount, paused: bool, now: datetime, actor: str
) -> IntegrationAccount:
    """Stop the first import, or go on where it stopped; what changes now is read all the same. Inside the scope."""
    if account.import_paused != paused:
        account.import_paused = paused
        account.save(update_fields=["import_paused"])
        _note("account.import_paused" if paused else "account.import_resumed", account, actor=actor, now=now)
        if not paused and not is_off(account):
            _start(account)
        live.announce("account", tenant_id=account.tenant_id, account=account.id)
    return account


def is_removable(account_id: UUID) -> bool:
    """Switched off, and nothing of the platform was ever kept under it; inside the tenant's scope."""
    off = IntegrationAccount.objects.filter(pk=account_id, status=IntegrationAccount.Status.OFF).exists()
    return off and not any(
        model.objects.filter(account_id=account_id).exists()
        for model in (
            CachedOrder,
            KnownClaim,
            MarketplaceQuestion,
            QuarantinedRow,
            ReceivedPackage,
            TrackedParcel,
        )
    )


def remove(*, account: IntegrationAccount, now: datetime, actor: str) -> bool:
    """Forget an account that came to nothing (a mistyped number); False when something hangs on it.

    Inside the tenant's scope.
    """
    locked(account.id)
    if not is_removable(account.id):
        return False
    _note("account.removed", account, actor=actor, now=now)
    ledger.forget([account.id])
    AccountAlert.objects.filter(account=account).delete()
    QuestionFeed.objects.filter(account_id=account.id).delete()
    ListingFeed.objects.filter(account_id=account.id).delete()
    Listing.objects.filter(account_id=account.id).delete()
    IntegrationAccount.objects.filter(pk=account.id).delete()
    live.announce("account", tenant_id=account.tenant_id, account=account.id)
    return True


def test_account(tenant_id: UUID, account_id: UUID, *, now: datetime) -> Health:
    """Ask the platform whether the key works and keep the answer; outside any scope.

    Raises IntegrationAccount.DoesNotExist for a missing and for a foreign account alike.
    """
    try:
        _ask_whether_it_works(tenant_id, account_id)
    except TryAgainLater as error:
        if not error.is_our_pause:
            return note_failure(tenant_id, account_id, error, now=now)
        # Nothing was asked, so nothing is known that was not known before: said once, and not kept.
        with tenant_scope(tenant_id):
            return replace(health_of(locked(account_id)), problem=error.problem.text_id, problem_at=None)
    except ProviderError as error:
        return note_failure(tenant_id, account_id, error, now=now)
    with tenant_scope(tenant_id):
        _forget_refusals(account_id)
    return note_success(tenant_id, account_id, now=now)


def _forget_refusals(account_id: UUID) -> None:
    """The key works again: what questions, returns and stock said of it is over. Each is read again in its turn, and
    says so itself where the key opens one door and not another."""
    refusals = [problem.text_id for problem in Problem if problem.needs_person]
    IntegrationAccount.objects.filter(pk=account_id, claims_problem__in=refusals).update(
        claims_problem=None, claims_problem_at=None
    )
    for feed in (QuestionFeed, ListingFeed):
        feed.objects.filter(account_id=account_id, problem__in=refusals).update(problem=None, problem_at=None)


def _ask_whether_it_works(tenant_id: UUID, account_id: UUID) -> None:
    with tenant_scope(tenant_id):
        account = find_account(account_id)
        keys = secrets_of(account)
    with carrier_of(account, keys) if account.provider in CARRIERS else source_of(account, keys) as outside:
        outside.test(timeout=TEST_TIMEOUT)


@contextmanager
def acting(tenant_id: UUID, account_id: UUID) -> Iterator[tuple[IntegrationAccount, OrderSource]]:
    """As ``opened``, to change something there: refused where the account is switched off, whatever waited for it."""
    with opened(tenant_id, account_id) as (account, source):
        if account.status == IntegrationAccount.Status.OFF:
            raise Refused(Problem.SWITCHED_OFF)
        yield account, source


@contextmanager
def opened(tenant_id: UUID, account_id: UUID) -> Iterator[tuple[IntegrationAccount, OrderSource]]:
    """The account and its platform, to be asked outside any scope.

    Raises Refused when no key of the ring opens the secrets, and IntegrationAccount.DoesNotExist.
    """
    with tenant_scope(tenant_id):
        account = find_account(account_id)
        keys = secrets_of(account)
    with source_of(account, keys) as source:
        yield account, source


def find_account(account_id: UUID) -> IntegrationAccount:
    """As in ``all_accounts``. Raises IntegrationAccount.DoesNotExist for a missing and a foreign one alike."""
    return all_accounts().get(pk=account_id)


def secrets_of(account: IntegrationAccount) -> Mapping[str, str]:
    """Inside the scope. Raises Refused when no key of the ring opens them."""
    try:
        kept: dict[str, str] = json.loads(account.api_key_encrypted)
    except SecretUnreadable as error:
        raise Refused(Problem.SECRET_UNREADABLE) from error
    return kept


def has_secrets(account: IntegrationAccount, kept: Mapping[str, str]) -> bool:
    """Inside the scope. What no key of the ring opens is another secret than any that is entered."""
    try:
        return secrets_of(account) == kept
    except Refused:
        return False


def webhook_key_of(account: IntegrationAccount) -> str | None:
    """Inside the scope; None when no key of the ring opens it."""
    try:
        return account.webhook_key or ""
    except SecretUnreadable:
        return None


def _fresh_webhook() -> tuple[str, str]:
    """The token in the address that a platform pushes to, and the key it shows there."""
    return tokens.token_urlsafe(24), tokens.token_urlsafe(32)


def _note(action: str, account: IntegrationAccount, *, actor: str, now: datetime) -> None:
    audit.append(action, tenant_id=account.tenant_id, actor=actor, now=now, subject=str(account))


def _by_external_id(provider: str, external_id: str) -> IntegrationAccount | None:
    # Nobody has two shops whose ids differ in their capitals; one is a slip.
    return all_accounts().filter(provider=provider, external_id__iexact=external_id).first()


def _start(account: IntegrationAccount) -> None:
    if account.provider in ORDER_PROVIDERS:
        defer_sync(account.tenant_id, account.id)
        defer_webhook(account.tenant_id, account.id)
    elif account.provider in CARRIERS:
        defer_tracking(account.tenant_id, account.provider)


def checked(provider: str, external_id: str, secrets: Mapping[str, str]) -> tuple[str, dict[str, str]]:
    """Id and keys without what was typed around them. Raises AccountRefused."""
    entry = ENTRIES.get(provider)
    if entry is None:
        raise AccountRefused("integration-account-provider-unknown", "provider")
    external_id = external_id.strip()
    if not entry.account_id.pattern.fullmatch(external_id) or "\x00" in external_id:
        kind = "carrier-id" if entry.carrier else "id"
        raise AccountRefused(f"integration-account-{kind}-wrong", "external_id")
    kept = {name: value.strip() for name, value in secrets.items()}
    for name in secrets_needed(provider):
        if not kept.get(name):
            raise AccountRefused("integration-account-secret-missing", name)
    for name, value in kept.items():
        if len(value) > _LONGEST_SECRET or not value.isprintable():
            raise AccountRefused("integration-account-secret-wrong", name)
    return external_id, kept
