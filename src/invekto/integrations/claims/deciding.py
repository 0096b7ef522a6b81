"""What a seller decides of a return that arrived; who may, and when, the orders room says."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import contextmanager
from dataclasses import asdict
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from invekto.core.tenancy import tenant_scope
from invekto.integrations.accounts import acting, find_account, opened
from invekto.integrations.claims.contract import ClaimDecider, ClaimReason, Rejection
from invekto.integrations.claims.models import ClaimStatus, KnownClaim
from invekto.integrations.claims.store import store_claims
from invekto.integrations.contract import Problem, Refused

if TYPE_CHECKING:
    from collections.abc import Iterator

    from invekto.integrations.models import IntegrationAccount


def waiting_units(account_id: UUID, number: str) -> list[KnownClaim]:
    """Those of the claim that await the seller's word, held; inside the scope."""
    rows = KnownClaim.objects.select_for_update().filter(
        account_id=account_id, number=number, status=ClaimStatus.WAITING
    )
    return list(rows.order_by("key"))


def reject_reasons(account_id: UUID) -> tuple[ClaimReason, ...]:
    """As the platform told them last; none before it did. Inside the scope."""
    return reasons_of(find_account(account_id))


def reasons_of(account: IntegrationAccount) -> tuple[ClaimReason, ...]:
    return tuple(ClaimReason(**kept) for kept in account.claim_reasons or ())


def keep_reasons(account: IntegrationAccount, reasons: Sequence[ClaimReason], now: datetime) -> None:
    """Inside the scope."""
    account.claim_reasons = [asdict(reason) for reason in reasons]
    account.claim_reasons_at = now
    account.save(update_fields=["claim_reasons", "claim_reasons_at"])


def statuses_now(
    tenant_id: UUID, account_id: UUID, number: str, *, opened_at: datetime, now: datetime, timeout: float
) -> dict[str, ClaimStatus]:
    """By unit, as the platform tells them now, and kept; outside any scope. Raises TryAgainLater or Refused."""
    with _decider(tenant_id, account_id) as (account, source):
        page = source.claim_now(number, opened_at=opened_at, timeout=timeout)
    units = [claim for claim in page.claims if claim.number == number]
    if not units:
        raise Refused(Problem.UNKNOWN_SHAPE, "claim: not among those it tells")
    with tenant_scope(tenant_id):
        store_claims(account, units, now=now)
    return {claim.key: claim.status for claim in units}


def accept_claim(
    tenant_id: UUID, account_id: UUID, number: str, units: Sequence[str], *, timeout: float
) -> None:
    """Outside any scope. Raises TryAgainLater or Refused."""
    with _decider(tenant_id, account_id, acts=True) as (_, source):
        source.accept_claim(number, units, timeout=timeout)


def reject_claim(
    tenant_id: UUID,
    account_id: UUID,
    number: str,
    units: Sequence[str],
    rejection: Rejection,
    *,
    timeout: float,
) -> None:
    """Outside any scope. Raises TryAgainLater or Refused."""
    with _decider(tenant_id, account_id, acts=True) as (_, source):
        source.reject_claim(number, units, rejection, timeout=timeout)


@contextmanager
def _decider(
    tenant_id: UUID, account_id: UUID, *, acts: bool = False
) -> Iterator[tuple[IntegrationAccount, ClaimDecider]]:
    with (acting if acts else opened)(tenant_id, account_id) as (account, source):
        if not isinstance(source, ClaimDecider):
            raise Refused(Problem.NOT_SUPPORTED, "claims")
        yield account, source
