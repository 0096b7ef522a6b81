"""Accounts at platforms: entered, changed, switched off, and how they are."""

from __future__ import annotations

import json
import re
import secrets as tokens
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, QuerySet

from invekto.core import audit, live
from invekto.core.crypto import SecretUnreadable
from invekto.core.tenancy import tenant_scope
from invekto.integrations.contract import OrderSource, Problem, ProviderError, Refused, TryAgainLater
from invekto.integrations.models import (
    CachedOrder,
    IntegrationAccount,
    Provider,
    QuarantinedRow,
    ReceivedPackage,
    TrackedParcel,
)
from invekto.integrations.queueing import defer_sync, defer_tracking, defer_webhook
from invekto.integrations.registry import CARRIERS, ORDER_PROVIDERS, carrier_of, secrets_needed, source_of
from invekto.integrations.windows import Cursor

FIRST_PAUSE, LONGEST_PAUSE = timedelta(minutes=1), timedelta(hours=1)  # between readings that fail
REFUSED_PAUSE = timedelta(hours=1)  # a refused key is tried again so seldom; a person renews it meanwhile
TEST_TIMEOUT = 10.0  # seconds; a person waits for it
_EXTERNAL_IDS: dict[str, re.Pattern[str]] = {
    Provider.TRENDYOL: re.compile(r"\d{1,12}"),
    Provider.HEPSIBURADA: re.compile(r"[0-9A-Za-z._-]{1,64}"),  # a GUID today
    Provider.ARAS: re.compile(r"[0-9A-Za-z._-]{1,64}"),  # a customer code
    Provider.YURTICI: re.compile(r"[\w.@-]{1,64}"),  # a user name
}
_LONGEST_SECRET = 500


class AccountRefused(Exception):
    """What was entered cannot be an account. ``text_id`` says why, ``field`` where."""

    def __init__(self, text_id: str, field: str) -> None:
        super().__init__(f"{field}: {text_id}")
        self.text_id = text_id
        self.field = field


@dataclass(frozen=True, slots=True)
class Health:
    """How an account is. ``problem``: a text id; ``imported``: how much of the first import is done, 0..1."""

    account_id: UUID
    provider: str
    external_id: str
    status: str
    problem: str | None
    problem_detail: str | None
    problem_at: datetime | None
    synced_at: datetime | None
    imported: float
    has_webhook: bool
    unreadable: int  # orders that came and could not be read
    webhook_problem: str | None  # a text id: why changes are not pushed to us, where a person can mend that


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
    external_id, kept = _checked(provider, external_id, secrets)
    account = _by_external_id(provider, external_id)
    if account is not None:
        if options is not None and account.options != dict(options):
            account.options = dict(options)
            account.save(update_fields=["options"])
        if _is_off(account) or not has_secrets(account, kept):
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


_HEALTH_COLUMNS = ("status", "problem", "problem_detail", "problem_at", "failures", "retry_at")


def _clear(account: IntegrationAccount) -> None:
    account.problem = account.problem_detail = account.problem_at = None
    account.failures = account.retry_at = None


def update_key(
    *, account: IntegrationAccount, secrets: Mapping[str, str], now: datetime, actor: str
) -> IntegrationAccount:
    """Give the account a new key, inside the tenant's scope; it is tried at once. Raises AccountRefused."""
    _, kept = _checked(account.provider, account.external_id, secrets)
    account.api_key_encrypted = json.dumps(kept)
    account.status = IntegrationAccount.Status.NEW
    _clear(account)
    columns = ["api_key_encrypted", *_HEALTH_COLUMNS]
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
    _clear(account)
    account.save(update_fields=list(_HEALTH_COLUMNS))
    _note("account.off", account, actor=actor, now=now)
    if account.webhook_id is not None:
        defer_webhook(account.tenant_id, account.id)  # the platform need not push to a door that is closed
    live.announce("account", tenant_id=account.tenant_id, account=account.id)
    return account


def switch_on(*, account: IntegrationAccount, now: datetime, actor: str) -> IntegrationAccount:
    """Ask the platform again, inside the tenant's scope; what changed meanwhile is fetched."""
    if _is_off(account):
        account.status = IntegrationAccount.Status.NEW
        account.save(update_fields=["status"])
        _note("account.on", account, actor=actor, now=now)
        _start(account)
        live.announce("account", tenant_id=account.tenant_id, account=account.id)
    return account


def is_removable(account_id: UUID) -> bool:
    """Switched off, and nothing of the platform was ever kept under it; inside the tenant's scope."""
    off = IntegrationAccount.objects.filter(pk=account_id, status=IntegrationAccount.Status.OFF).exists()
    return off and not any(
        model.objects.filter(account_id=account_id).exists()
        for model in (CachedOrder, QuarantinedRow, ReceivedPackage, TrackedParcel)
    )


def remove(*, account: IntegrationAccount, now: datetime, actor: str) -> bool:
    """Forget an account that came to nothing (a mistyped number); False when something hangs on it.

    Inside the tenant's scope.
    """
    _locked(account.id)
    if not is_removable(account.id):
        return False
    _note("account.removed", account, actor=actor, now=now)
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
            return replace(health_of(_locked(account_id)), problem=error.problem.text_id, problem_at=None)
    except ProviderError as error:
        return note_failure(tenant_id, account_id, error, now=now)
    return note_success(tenant_id, account_id)


def _ask_whether_it_works(tenant_id: UUID, account_id: UUID) -> None:
    with tenant_scope(tenant_id):
        account = find_account(account_id)
        keys = secrets_of(account)
    with carrier_of(account, keys) if account.provider in CARRIERS else source_of(account, keys) as outside:
        outside.test(timeout=TEST_TIMEOUT)


SECRET_COLUMNS = ("api_key_encrypted", "webhook_key")


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


def all_accounts() -> QuerySet[IntegrationAccount]:
    """Inside the scope. Secrets are read only when they are asked for, so that a lost key of the ring does not
    stand in the way of whoever mends it."""
    return IntegrationAccount.objects.defer(*SECRET_COLUMNS)


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


def health_of(account: IntegrationAccount) -> Health:
    return _health(account, unreadable=QuarantinedRow.objects.filter(account=account).count())


def _health(account: IntegrationAccount, *, unreadable: int) -> Health:
    return Health(
        account_id=account.id,
        provider=account.provider,
        external_id=account.external_id,
        status=account.status,
        problem=account.problem,
        problem_detail=account.problem_detail,
        problem_at=account.problem_at,
        synced_at=account.synced_at,
        # A carrier has no past to be imported: it is asked about what is under way.
        imported=1.0 if account.provider in CARRIERS else Cursor.from_json(account.cursor).imported,
        has_webhook=account.webhook_id is not None,
        unreadable=unreadable,
        webhook_problem=account.webhook_problem,
    )


def health(tenant_id: UUID) -> list[Health]:
    """Every account of the tenant, oldest first; inside the tenant's scope. Two queries."""
    accounts = all_accounts().filter(tenant_id=tenant_id).order_by("created_at", "id")
    counted = QuarantinedRow.objects.values_list("account_id").annotate(Count("id"))
    unreadable: dict[UUID, int] = dict(counted)
    return [_health(account, unreadable=unreadable.get(account.id, 0)) for account in accounts]


def note_failure(tenant_id: UUID, account_id: UUID, error: ProviderError, *, now: datetime) -> Health:
    """Keep what failed; the page hears of it when it is news. Outside any scope."""
    refused = error.problem.needs_person or error.problem is Problem.SECRET_UNREADABLE
    status = IntegrationAccount.Status.REFUSED if refused else IntegrationAccount.Status.FAILING
    with tenant_scope(tenant_id):
        account = _locked(account_id)
        if _is_off(account):
            return health_of(account)
        is_news = (account.status, account.problem) != (status, error.problem.text_id)
        account.status, account.problem = status, error.problem.text_id
        account.problem_detail, account.problem_at = error.detail[:500], now
        # A question asked meanwhile does not put off further what a pause already puts off.
        if not refused and (account.retry_at is None or account.retry_at <= now):
            account.failures = (account.failures or 0) + 1
            asked = error.seconds if isinstance(error, TryAgainLater) else None
            account.retry_at = now + _pause(account.failures, asked)
        account.save(update_fields=list(_HEALTH_COLUMNS))
        if is_news:
            live.announce("account", tenant_id=tenant_id, account=account_id)
        return health_of(account)


def _pause(failures: int, asked: float | None) -> timedelta:
    """1, 2, 4 … minutes, an hour at most; what the platform asked for at least."""
    doublings = min(failures - 1, 10)
    own = min(LONGEST_PAUSE, FIRST_PAUSE * (1 << doublings))
    return max(own, timedelta(seconds=asked or 0.0))


def note_success(tenant_id: UUID, account_id: UUID) -> Health:
    """Outside any scope."""
    with tenant_scope(tenant_id):
        account = _locked(account_id)
        mark_working(account)
        return health_of(account)


def mark_working(account: IntegrationAccount) -> None:
    """Inside the scope: the platform answered with this key."""
    if _is_off(account) or (account.status == IntegrationAccount.Status.ACTIVE and account.problem is None):
        return
    account.status = IntegrationAccount.Status.ACTIVE
    _clear(account)
    account.save(update_fields=list(_HEALTH_COLUMNS))
    live.announce("account", tenant_id=account.tenant_id, account=account.id)


def _note(action: str, account: IntegrationAccount, *, actor: str, now: datetime) -> None:
    audit.append(action, tenant_id=account.tenant_id, actor=actor, now=now, subject=str(account))


def _locked(account_id: UUID) -> IntegrationAccount:
    return all_accounts().select_for_update().get(pk=account_id)


def _is_off(account: IntegrationAccount) -> bool:
    return account.status == IntegrationAccount.Status.OFF


def _by_external_id(provider: str, external_id: str) -> IntegrationAccount | None:
    return all_accounts().filter(provider=provider, external_id=external_id).first()


def _start(account: IntegrationAccount) -> None:
    if account.provider in ORDER_PROVIDERS:
        defer_sync(account.tenant_id, account.id)
        defer_webhook(account.tenant_id, account.id)
    elif account.provider in CARRIERS:
        defer_tracking(account.tenant_id, account.provider)


def _checked(provider: str, external_id: str, secrets: Mapping[str, str]) -> tuple[str, dict[str, str]]:
    if provider not in Provider.values:
        raise AccountRefused("integration-account-provider-unknown", "provider")
    external_id = external_id.strip()
    pattern = _EXTERNAL_IDS.get(provider)
    if (pattern and not pattern.fullmatch(external_id)) or not external_id or "\x00" in external_id:
        kind = "carrier-id" if provider in CARRIERS else "id"
        raise AccountRefused(f"integration-account-{kind}-wrong", "external_id")
    kept = {name: value.strip() for name, value in secrets.items()}
    for name in secrets_needed(provider):
        if not kept.get(name):
            raise AccountRefused("integration-account-secret-missing", name)
    for name, value in kept.items():
        if len(value) > _LONGEST_SECRET or not value.isprintable():
            raise AccountRefused("integration-account-secret-wrong", name)
    return external_id, kept
