"""What an account has workers do: read its changes, look after its webhook, ask where parcels are."""

from __future__ import annotations

from uuid import UUID

from invekto.core import jobs


def defer_sync(tenant_id: UUID, account_id: UUID) -> None:
    """One sync at a time per account, behind everything a customer waits for."""
    jobs.defer(
        "integrations.sync",
        lock=sync_lock(account_id),
        once=sync_lock(account_id),
        priority=-5,
        tenant_id=str(tenant_id),
        account_id=str(account_id),
    )


def sync_lock(account_id: UUID) -> str:
    return f"sync:{account_id}"


def defer_webhook(tenant_id: UUID, account_id: UUID) -> None:
    jobs.defer(
        "integrations.webhook",
        once=f"webhook:{account_id}",
        tenant_id=str(tenant_id),
        account_id=str(account_id),
    )


def defer_tracking(tenant_id: UUID, carrier: str) -> None:
    """One at a time per tenant and carrier, behind everything a customer waits for."""
    name = f"track:{tenant_id}:{carrier}"
    jobs.defer(
        "integrations.track", lock=name, once=name, priority=-5, tenant_id=str(tenant_id), carrier=carrier
    )


def defer_check(tenant_id: UUID, account_id: UUID) -> None:
    """Never while the account is being synced; behind everything a customer waits for."""
    jobs.defer(
        "integrations.check",
        lock=sync_lock(account_id),
        once=f"check:{account_id}",
        priority=-6,
        tenant_id=str(tenant_id),
        account_id=str(account_id),
    )


def defer_reread(tenant_id: UUID, account_id: UUID, number: str) -> None:
    """The platform said that something of this order changed, and not what."""
    jobs.defer("integrations.reread", tenant_id=str(tenant_id), account_id=str(account_id), number=number)
