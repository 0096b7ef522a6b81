"""Keys that somebody types are tried before they are kept: a slip is told where it was made, and nowhere else."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from invekto.core.tenancy import tenant_scope
from invekto.integrations.accounts import (
    TEST_TIMEOUT,
    AccountRefused,
    add_account,
    checked,
    find_account,
    update_key,
)
from invekto.integrations.contract import ProviderError
from invekto.integrations.health import Health, note_failure, note_success
from invekto.integrations.models import IntegrationAccount
from invekto.integrations.registry import CARRIERS, carrier_of, source_of


def connect(
    *,
    tenant_id: UUID,
    provider: str,
    external_id: str,
    secrets: Mapping[str, str],
    now: datetime,
    actor: str,
) -> Health:
    """Add the account if its platform takes the keys, or cannot be asked now; outside any scope.

    Raises AccountRefused, and keeps nothing, where they are no keys or the platform refuses them.
    """
    error = _tried(tenant_id, provider, external_id, secrets)
    with tenant_scope(tenant_id):
        account = add_account(
            tenant_id=tenant_id,
            provider=provider,
            external_id=external_id,
            secrets=secrets,
            now=now,
            actor=actor,
        )
    return _note(tenant_id, account.id, error, now)


def renew(
    *, tenant_id: UUID, account_id: UUID, secrets: Mapping[str, str], now: datetime, actor: str
) -> Health:
    """New keys for an account, as above; those it has stay where these are refused.

    Raises AccountRefused, and IntegrationAccount.DoesNotExist for a missing and a foreign account alike.
    """
    with tenant_scope(tenant_id):
        known = find_account(account_id)
    error = _tried(tenant_id, known.provider, known.external_id, secrets)
    with tenant_scope(tenant_id):
        update_key(account=find_account(account_id), secrets=secrets, now=now, actor=actor)
    return _note(tenant_id, account_id, error, now)


def _tried(
    tenant_id: UUID, provider: str, external_id: str, secrets: Mapping[str, str]
) -> ProviderError | None:
    """Why the platform could not be asked; None: it takes them."""
    external_id, kept = checked(provider, external_id, secrets)
    account = IntegrationAccount(tenant_id=tenant_id, provider=provider, external_id=external_id, options={})
    try:
        with carrier_of(account, kept) if provider in CARRIERS else source_of(account, kept) as outside:
            outside.test(timeout=TEST_TIMEOUT)
    except ProviderError as error:
        if error.problem.needs_person:
            whose = "carrier-refused" if provider in CARRIERS else "refused"
            raise AccountRefused(f"integration-account-{whose}", "") from error
        return error
    return None


def _note(tenant_id: UUID, account_id: UUID, error: ProviderError | None, now: datetime) -> Health:
    if error is None:
        return note_success(tenant_id, account_id, now=now)
    return note_failure(tenant_id, account_id, error, now=now)
