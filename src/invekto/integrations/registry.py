"""One line per provider. What is not here yet can be entered as an account, and is not called."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Protocol

from django.conf import settings

from invekto.integrations.budget import DatabaseBudget
from invekto.integrations.carriers.contract import Carrier
from invekto.integrations.contract import Budget, OrderSource, Problem, PushReader, Refused
from invekto.integrations.models import IntegrationAccount, Provider
from invekto.integrations.providers.aras.adapter import Aras
from invekto.integrations.providers.hepsiburada import cancelling as hepsiburada_cancelling
from invekto.integrations.providers.hepsiburada.adapter import Hepsiburada
from invekto.integrations.providers.hepsiburada.pushes import HOOK_USER, HepsiburadaPushes, hook_key
from invekto.integrations.providers.hepsiburada.questions import HepsiburadaQuestions
from invekto.integrations.providers.trendyol import cancelling as trendyol_cancelling
from invekto.integrations.providers.trendyol.adapter import Trendyol
from invekto.integrations.providers.trendyol.pushes import TrendyolPushes
from invekto.integrations.providers.trendyol.questions import TrendyolQuestions
from invekto.integrations.providers.yurtici.adapter import Yurtici
from invekto.integrations.questions.contract import AnswerRules, QuestionSource


class _Closable(OrderSource, Protocol):
    def close(self) -> None: ...


class _ClosableCarrier(Carrier, Protocol):
    def close(self) -> None: ...


class _CarrierMaker(Protocol):
    def __call__(
        self,
        external_id: str,
        secrets: Mapping[str, str],
        options: Mapping[str, Any],
        /,
        *,
        base_url: str,
        budget: Budget,
    ) -> _ClosableCarrier: ...


class _Maker(Protocol):
    def __call__(
        self,
        external_id: str,
        secrets: Mapping[str, str],
        options: Mapping[str, Any],
        /,
        *,
        base_url: str,
        budget: Budget,
    ) -> _Closable: ...


@dataclass(frozen=True, slots=True)
class OrderProvider:
    make: _Maker
    base_url: Callable[[], str]
    secrets: tuple[str, ...]  # what an account must have
    numbers: re.Pattern[str]  # how its order numbers usually look; a hint where to ask first, and no more
    # Our name for it in webhook addresses: some platforms refuse an address that contains theirs.
    hook_name: str
    pushes: PushReader
    hook_key: Callable[
        [Mapping[str, str]], str
    ]  # what a call shows of our key, by its headers in small letters
    hook_user: str | None = None  # set: the seller gives the platform our address by hand, with this user
    # A reading of a platform with many feeds costs seconds: between two of them its orders count as fresh.
    fresh_for: timedelta = timedelta(0)
    cancel_reasons: tuple[
        str, ...
    ] = ()  # that a seller may give; each has a text cancel-reason-<provider>-<id>


ORDER_PROVIDERS: dict[str, OrderProvider] = {
    Provider.TRENDYOL: OrderProvider(
        make=Trendyol,
        base_url=lambda: settings.TRENDYOL_API_URL,
        secrets=("api_key", "api_secret"),
        numbers=re.compile(r"1\d{8,10}"),
        hook_name="ty",
        hook_key=lambda headers: headers.get("x-api-key", ""),
        pushes=TrendyolPushes(),
        cancel_reasons=trendyol_cancelling.REASONS,
    ),
    Provider.HEPSIBURADA: OrderProvider(
        make=Hepsiburada,
        base_url=lambda: settings.HEPSIBURADA_API_URL,
        secrets=("username", "password"),  # the developer's user name, the service key
        numbers=re.compile(r"4\d{9}"),
        hook_name="hepsiburada",
        hook_key=hook_key,
        hook_user=HOOK_USER,
        pushes=HepsiburadaPushes(),
        fresh_for=timedelta(minutes=4),
        cancel_reasons=hepsiburada_cancelling.REASONS,
    ),
}


@dataclass(frozen=True, slots=True)
class CarrierProvider:
    make: _CarrierMaker
    base_url: Callable[[], str]
    secrets: tuple[str, ...]  # what an account must have
    # How marketplaces begin its name, in whatever case; ASCII letters only, since this is compared in SQL.
    name_begins: str


CARRIERS: dict[str, CarrierProvider] = {
    Provider.ARAS: CarrierProvider(
        make=Aras,
        base_url=lambda: settings.ARAS_API_URL,
        secrets=("username", "password"),
        name_begins="aras",
    ),
    Provider.YURTICI: CarrierProvider(
        make=Yurtici,
        base_url=lambda: settings.YURTICI_API_URL,
        secrets=("password",),  # the account's id is the user name, unless one is given besides
        name_begins="yurt",
    ),
}


class _ClosableQuestions(QuestionSource, Protocol):
    def close(self) -> None: ...


class _QuestionsMaker(Protocol):
    def __call__(
        self,
        external_id: str,
        secrets: Mapping[str, str],
        options: Mapping[str, Any],
        /,
        *,
        base_url: str,
        budget: Budget,
    ) -> _ClosableQuestions: ...


@dataclass(frozen=True, slots=True)
class QuestionProvider:
    make: _QuestionsMaker
    base_url: Callable[[], str]
    rules: AnswerRules
    about_orders: bool  # may name an order; else they are asked before a purchase


QUESTION_PROVIDERS: dict[str, QuestionProvider] = {
    Provider.TRENDYOL: QuestionProvider(
        make=TrendyolQuestions,
        base_url=lambda: settings.TRENDYOL_API_URL,
        rules=AnswerRules(shortest=10, longest=2000),
        about_orders=False,
    ),
    Provider.HEPSIBURADA: QuestionProvider(
        make=HepsiburadaQuestions,
        base_url=lambda: settings.HEPSIBURADA_QUESTIONS_URL,
        rules=AnswerRules(shortest=2, longest=2000),
        about_orders=True,
    ),
}


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
    entry = ORDER_PROVIDERS.get(provider) or CARRIERS.get(provider)
    return entry.secrets if entry else ()


__all__ = [
    "CARRIERS",
    "ORDER_PROVIDERS",
    "QUESTION_PROVIDERS",
    "CarrierProvider",
    "OrderProvider",
    "QuestionProvider",
    "carrier_of",
    "find_provider",
    "questions_of",
    "secrets_needed",
    "source_of",
]
