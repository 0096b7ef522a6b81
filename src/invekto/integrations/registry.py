"""One line per provider, and what follows from its entry."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from typing import Any

from invekto.integrations.budget import DatabaseBudget
from invekto.integrations.carriers.contract import Carrier
from invekto.integrations.contract import Budget, OrderSource, Problem, Refused
from invekto.integrations.entry import (
    CarrierProvider,
    Entry,
    ListingProvider,
    OrderProvider,
    QuestionProvider,
)
from invekto.integrations.listings.contract import ListingSource
from invekto.integrations.models import IntegrationAccount
from invekto.integrations.providers.aras.entry import ARAS
from invekto.integrations.providers.google_calendar.entry import GOOGLE_CALENDAR
from invekto.integrations.providers.hepsiburada.entry import HEPSIBURADA
from invekto.integrations.providers.trendyol.entry import TRENDYOL
from invekto.integrations.providers.yurtici.entry import YURTICI
from invekto.integrations.questions.contract import QuestionSource

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


@contextmanager
def questions_of(account: IntegrationAccount, secrets: Mapping[str, str]) -> Iterator[QuestionSource]:
    """The account as a QuestionSource. Raises Refused where its platform has none."""
    entry = QUESTION_PROVIDERS.get(account.provider)
    if entry is None:
        raise Refused(Problem.NOT_SUPPORTED, account.provider)
    with closing(
        entry.make(*_of(account, secrets), base_url=entry.base_url(), budget=_budget(account))
    ) as source:
        yield source


@contextmanager
def listings_of(account: IntegrationAccount, secrets: Mapping[str, str]) -> Iterator[ListingSource]:
    """The account as a ListingSource. Raises Refused where its platform has none."""
    entry = LISTING_PROVIDERS.get(account.provider)
    if entry is None:
        raise Refused(Problem.NOT_SUPPORTED, account.provider)
    with closing(
        entry.make(*_of(account, secrets), base_url=entry.base_url(), budget=_budget(account))
    ) as source:
        yield source


def find_provider(name: str) -> tuple[str, OrderProvider] | None:
    """By its own name or its name in webhook addresses."""
    for provider, entry in ORDER_PROVIDERS.items():
        if name in (provider, entry.hook_name):
            return provider, entry
    return None


@contextmanager
def source_of(account: IntegrationAccount, secrets: Mapping[str, str]) -> Iterator[OrderSource]:
    """The account as an OrderSource. Raises Refused when the provider is not spoken yet."""
    entry = ORDER_PROVIDERS.get(account.provider)
    if entry is None:
        raise Refused(Problem.NOT_SUPPORTED, account.provider)
    with closing(
        entry.make(*_of(account, secrets), base_url=entry.base_url(), budget=_budget(account))
    ) as source:
        yield source


@contextmanager
def carrier_of(account: IntegrationAccount, secrets: Mapping[str, str]) -> Iterator[Carrier]:
    """The account as a Carrier. Raises Refused when the carrier is not spoken yet."""
    entry = CARRIERS.get(account.provider)
    if entry is None:
        raise Refused(Problem.NOT_SUPPORTED, account.provider)
    with closing(
        entry.make(*_of(account, secrets), base_url=entry.base_url(), budget=_budget(account))
    ) as carrier:
        yield carrier


def _of(
    account: IntegrationAccount, secrets: Mapping[str, str]
) -> tuple[str, Mapping[str, str], Mapping[str, Any]]:
    return account.external_id, secrets, account.options


def _budget(account: IntegrationAccount) -> Budget:
    return DatabaseBudget(f"{account.provider}:{account.external_id}")


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
