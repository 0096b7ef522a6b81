"""How accounts are: what failed, who can put it right, how complete their orders are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Count, QuerySet

from invekto.core import live
from invekto.core.tenancy import tenant_scope
from invekto.integrations import alarm
from invekto.integrations.contract import Problem, ProviderError, TryAgainLater
from invekto.integrations.feeds import Pauses
from invekto.integrations.gaps import ledger
from invekto.integrations.models import IntegrationAccount, QuarantinedRow
from invekto.integrations.registry import CARRIERS
from invekto.integrations.windows import Cursor

PAUSES = Pauses(timedelta(minutes=1), timedelta(hours=1))
SECRET_COLUMNS = ("api_key_encrypted", "webhook_key")
HEALTH_COLUMNS = (
    "status",
    "problem",
    "problem_detail",
    "problem_at",
    "failures",
    "retry_at",
    "failing_since",
    "alerted",
)


def clear(account: IntegrationAccount) -> None:
    account.problem = account.problem_detail = account.problem_at = None
    account.failures = account.retry_at = account.failing_since = None


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
    mended_by: str | None = None  # who can put ``problem`` right: integrations.contract.Mender
    gaps: tuple[ledger.Gap, ...] = ()  # what is missing and being filled
    is_import_paused: bool = False
    never_worked: bool = False  # refused from the first: it says nothing of anybody's orders
    imported_to: datetime | None = (
        None  # everything since this moment is here, while the first import goes on
    )

    @property
    def complete_to(self) -> datetime | None:
        """Nothing that the platform changed up to here is missing."""
        if self.synced_at is None or not self.gaps:
            return self.synced_at
        return min(self.synced_at, self.gaps[0].since)


def never_worked(account: IntegrationAccount) -> bool:
    """Its key was refused before anything was read with it: most likely it was mistyped."""
    if account.status != IntegrationAccount.Status.REFUSED or account.synced_at is not None:
        return False
    return Cursor.from_json(account.cursor) == Cursor()


def all_accounts() -> QuerySet[IntegrationAccount]:
    """Inside the scope. Secrets are read only when they are asked for, so that a lost key of the ring does not
    stand in the way of whoever mends it."""
    return IntegrationAccount.objects.defer(*SECRET_COLUMNS)


def health_of(account: IntegrationAccount) -> Health:
    return _health(
        account,
        unreadable=QuarantinedRow.objects.filter(account=account).count(),
        gaps=ledger.open_gaps([account.id]).get(account.id, []),
    )


def _health(account: IntegrationAccount, *, unreadable: int, gaps: Sequence[ledger.Gap]) -> Health:
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
        mended_by=mender_of(account.problem),
        gaps=tuple(gaps),
        is_import_paused=account.import_paused,
        never_worked=never_worked(account),
        imported_to=Cursor.from_json(account.cursor).past,
    )


def mender_of(problem: str | None) -> str | None:
    known = {one.text_id: one for one in Problem}
    return known[problem].mended_by.value if problem in known else None


def health(tenant_id: UUID) -> list[Health]:
    """Every account of the tenant, oldest first; inside the tenant's scope. Three queries."""
    accounts = all_accounts().filter(tenant_id=tenant_id).order_by("created_at", "id")
    counted = QuarantinedRow.objects.values_list("account_id").annotate(Count("id"))
    unreadable: dict[UUID, int] = dict(counted)
    gaps = ledger.open_gaps()
    return [
        _health(account, unreadable=unreadable.get(account.id, 0), gaps=gaps.get(account.id, []))
        for account in accounts
    ]


def note_failure(tenant_id: UUID, account_id: UUID, error: ProviderError, *, now: datetime) -> Health:
    """Keep what failed; the page hears of it when it is news. Outside any scope."""
    refused = error.problem.needs_person or error.problem is Problem.SECRET_UNREADABLE
    status = IntegrationAccount.Status.REFUSED if refused else IntegrationAccount.Status.FAILING
    with tenant_scope(tenant_id):
        account = locked(account_id)
        if is_off(account):
            return health_of(account)
        is_news = (account.status, account.problem) != (status, error.problem.text_id)
        account.status, account.problem = status, error.problem.text_id
        account.problem_detail, account.problem_at = error.detail[:500], now
        account.failing_since = account.failing_since or now
        # A question asked meanwhile does not put off further what a pause already puts off.
        if not refused and (account.retry_at is None or account.retry_at <= now):
            account.failures = (account.failures or 0) + 1
            asked = error.seconds if isinstance(error, TryAgainLater) else None
            account.retry_at = now + PAUSES.after(account.failures, asked)
        alarm.on_failure(account, now=now)
        account.save(update_fields=list(HEALTH_COLUMNS))
        if is_news:
            live.announce("account", tenant_id=tenant_id, account=account_id)
        return health_of(account)


def note_success(tenant_id: UUID, account_id: UUID, *, now: datetime) -> Health:
    """Outside any scope."""
    with tenant_scope(tenant_id):
        account = locked(account_id)
        mark_working(account, now=now)
        return health_of(account)


def mark_working(account: IntegrationAccount, *, now: datetime) -> None:
    """Inside the scope: the platform answered with this key. ``account`` has afterwards what is stored."""
    if _works(account):
        return
    fresh = locked(
        account.pk
    )  # it may have been switched off, or failed for somebody else, since it was read
    if not is_off(fresh) and not _works(fresh):
        fresh.status = IntegrationAccount.Status.ACTIVE
        alarm.on_success(fresh, now=now)
        clear(fresh)
        fresh.save(update_fields=list(HEALTH_COLUMNS))
        live.announce("account", tenant_id=fresh.tenant_id, account=fresh.id)
    for name in HEALTH_COLUMNS:
        setattr(account, name, getattr(fresh, name))


def _works(account: IntegrationAccount) -> bool:
    return account.status == IntegrationAccount.Status.ACTIVE and account.problem is None


def locked(account_id: UUID) -> IntegrationAccount:
    return all_accounts().select_for_update().get(pk=account_id)


def is_off(account: IntegrationAccount) -> bool:
    return account.status == IntegrationAccount.Status.OFF
