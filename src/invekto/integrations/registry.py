"""One line per provider, and what follows from its entry."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from invekto.integrations.budget import DatabaseBudget
from invekto.integrations.contract import Budget, Problem, Refused
from invekto.integrations.entry import (
    CarrierProvider,
    Entry,
    ListingProvider,
    OrderProvider,
    QuestionProvider,
    Role,
)
from invekto.integrations.models import IntegrationAccount
from invekto.integrations.providers.aras.entry import ARAS
from invekto.integrations.providers.google_calendar.entry import GOOGLE_CALENDAR
from invekto.integrations.providers.hepsiburada.entry import HEPSIBURADA
from invekto.integrations.providers.trendyol.entry import TRENDYOL
from invekto.integrations.providers.yurtici.entry import YURTICI

# In the order in which people see them.
ENTRIES: dict[str, Entry] = {}
ORDER_PROVIDERS: dict[str, OrderProvider] = {}
CARRIERS: dict[str, CarrierProvider] = {}
QUESTION_PROVIDERS: dict[str, QuestionProvider] = {}
LISTING_PROVIDERS: dict[str, ListingProvider] = {}


def add(entry: Entry) -> None:
    ENTRIES[entry.name] = entry
    if entry.orders:
        ORDER_PROVIDERS[entry.name] = entry.orders
    if entry.carrier:
        CARRIERS[entry.name] = entry.carrier
    if entry.questions:
        QUESTION_PROVIDERS[entry.name] = entry.questions
    if entry.listings:
        LISTING_PROVIDERS[entry.name] = entry.listings


add(TRENDYOL)
add(HEPSIBURADA)
add(ARAS)
add(YURTICI)
add(GOOGLE_CALENDAR)


def find_provider(name: str) -> tuple[str, OrderProvider] | None:
    """By its own name or its name in webhook addresses."""
    for provider, entry in ORDER_PROVIDERS.items():
        if name in (provider, entry.hook_name):
            return provider, entry
    return None


class _Closes(Protocol):
    def close(self) -> None: ...


Source = TypeVar("Source", bound=_Closes)


@dataclass(frozen=True, slots=True)
class Opener(Generic[Source]):
    """Opens an account in one of the roles that its provider may have."""

    roles: Mapping[str, Role[Source]]

    @contextmanager
    def __call__(self, account: IntegrationAccount, secrets: Mapping[str, str]) -> Iterator[Source]:
        """Raises Refused where its provider has no such role, or is not spoken yet."""
        role = self.roles.get(account.provider)
        if role is None:
            raise Refused(Problem.NOT_SUPPORTED, account.provider)
        budget = _budget(account)
        made = role.make(
            account.external_id, secrets, account.options, base_url=role.base_url(), budget=budget
        )
        with closing(made) as source:
            yield source


source_of = Opener(ORDER_PROVIDERS)
carrier_of = Opener(CARRIERS)
questions_of = Opener(QUESTION_PROVIDERS)
listings_of = Opener(LISTING_PROVIDERS)


def _budget(account: IntegrationAccount) -> Budget:
    shared = f"{account.provider}:{account.external_id}"
    # Whoever enters a stranger's number with a key that was never let in spends calls of their own, not theirs.
    return DatabaseBudget(shared if _was_let_in(account) else f"{shared}:{account.tenant_id}")


def _was_let_in(account: IntegrationAccount) -> bool:
    Status = IntegrationAccount.Status
    return account.status == Status.ACTIVE or (
        account.status == Status.FAILING and account.synced_at is not None
    )


def secrets_needed(provider: str) -> tuple[str, ...]:
    """What must be entered for an account besides its id."""
    entry = ENTRIES.get(provider)
    return tuple(key.name for key in entry.form_keys) if entry else ()


__all__ = [
    "CARRIERS",
    "ENTRIES",
    "LISTING_PROVIDERS",
    "ORDER_PROVIDERS",
    "QUESTION_PROVIDERS",
    "CarrierProvider",
    "Entry",
    "OrderProvider",
    "QuestionProvider",
    "add",
    "carrier_of",
    "find_provider",
    "listings_of",
    "questions_of",
    "secrets_needed",
    "source_of",
]
