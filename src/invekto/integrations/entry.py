"""What a provider is, in one value: ``providers/<name>/entry.py`` writes it, the registry lists it.

The tenant file, the form on the connections page, the API's description, the check of what was entered and the
addresses are all made of it. Its words stand beside it, in ``providers/<name>/texts/<language>/``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Any, Protocol, TypeVar

from django.conf import settings

from invekto.core import env
from invekto.integrations.carriers.contract import Carrier
from invekto.integrations.claims.contract import ClaimPage
from invekto.integrations.contract import Budget, OrderSource, PushReader
from invekto.integrations.listings.contract import ListingSource
from invekto.integrations.questions.contract import AnswerRules, QuestionSource


class _Closable(OrderSource, Protocol):
    def close(self) -> None: ...


class _ClosableCarrier(Carrier, Protocol):
    def close(self) -> None: ...


class _ClosableQuestions(QuestionSource, Protocol):
    def close(self) -> None: ...


class _ClosableListings(ListingSource, Protocol):
    def close(self) -> None: ...


Made = TypeVar("Made", covariant=True)


class _Maker(Protocol[Made]):
    def __call__(
        self,
        external_id: str,
        secrets: Mapping[str, str],
        options: Mapping[str, Any],
        /,
        *,
        base_url: str,
        budget: Budget,
    ) -> Made: ...


class Role(Protocol[Made]):
    """What a provider can be to us: a marketplace's orders, its questions, its listings, a carrier."""

    @property
    def make(self) -> _Maker[Made]: ...

    @property
    def base_url(self) -> Address: ...


@dataclass(frozen=True, slots=True)
class Address:
    """Where a platform is. ``sandbox``: the path of its twin in the demo."""

    variable: str  # of the environment, "INVEKTO_<setting>"
    default: str
    sandbox: str

    @property
    def setting(self) -> str:
        return self.variable.removeprefix("INVEKTO_")

    def __call__(self) -> str:
        """Raises ImproperlyConfigured for what is no address."""
        set_in_code: str | None = getattr(settings, self.setting, None)
        if set_in_code is not None:
            return set_in_code
        if settings.SANDBOX_URL:
            return f"{settings.SANDBOX_URL}/{self.sandbox}"
        return env.http_url(self.variable, self.default)


class IdKind(StrEnum):
    TEXT = "text"
    NUMBER = "number"
    DOCTOR = "doctor"  # the account is a doctor's


@dataclass(frozen=True, slots=True)
class AccountId:
    """What names an account at the platform. Its texts are connections-id-<provider> and …-id-hint-<provider>."""

    file_key: str | None  # in a tenant file; None: there is one account, and nothing names it there
    pattern: re.Pattern[str] = re.compile(r"[0-9A-Za-z._-]{1,64}")
    kind: IdKind = IdKind.TEXT


@dataclass(frozen=True, slots=True)
class Key:
    """One of the things an account's owner got from the platform; all are kept encrypted."""

    name: str
    text: str = ""  # text id of its label; several providers may share one
    is_hidden: bool = False  # while it is typed
    in_form: bool = True  # asked for on the page, and needed; otherwise only a tenant file knows it
    default: str | None = None  # set: no secret, and a tenant file may leave it out


@dataclass(frozen=True, slots=True)
class OrderProvider:
    make: _Maker[_Closable]
    base_url: Address
    numbers: re.Pattern[str]  # how its order numbers usually look; a hint where to ask first, and no more
    # Our name for it in webhook addresses: some platforms refuse an address that contains theirs.
    hook_name: str
    pushes: PushReader
    # What a call shows of our key, by its headers in small letters.
    hook_key: Callable[[Mapping[str, str]], str]
    hook_user: str | None = None  # set: the seller gives the platform our address by hand, with this user
    # A reading of a platform with many feeds costs seconds: between two of them its orders count as fresh.
    fresh_for: timedelta = timedelta(0)
    # That a seller may give; each has a text cancel-reason-<provider>-<id>. None: nothing is cancelled there.
    cancel_reasons: tuple[str, ...] = ()
    # Why a return may be rejected, each with a text claim-reason-<provider>-<id>; those a platform tells have words.
    claim_reasons: tuple[str, ...] = ()
    read_claim: Callable[[str], ClaimPage] | None = None  # one that was kept aside; None: ``pushes`` reads it
    cancels_pieces: bool = False  # some pieces of a line, and not only the whole line
    named: re.Pattern[str] | None = None  # as customers write its name, folded (core.folding)


@dataclass(frozen=True, slots=True)
class CarrierProvider:
    make: _Maker[_ClosableCarrier]
    base_url: Address
    # How marketplaces begin its name, in whatever case; ASCII letters only, since this is compared in SQL.
    name_begins: str


@dataclass(frozen=True, slots=True)
class QuestionProvider:
    make: _Maker[_ClosableQuestions]
    base_url: Address
    rules: AnswerRules
    about_orders: bool  # may name an order; else they are asked before a purchase


@dataclass(frozen=True, slots=True)
class ListingProvider:
    make: _Maker[_ClosableListings]
    base_url: Address
    more: tuple[Address, ...] = ()  # hosts that its adapter asks besides


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A provider. Claims and cancelling are what its orders' adapter can (``ClaimSource``,
    ``ClaimDecider``, ``OrderCanceller``)."""

    name: str  # stored with every row of it, so it never changes
    account_id: AccountId
    keys: tuple[Key, ...]
    orders: OrderProvider | None = None
    carrier: CarrierProvider | None = None
    questions: QuestionProvider | None = None
    listings: ListingProvider | None = None

    @property
    def form_keys(self) -> tuple[Key, ...]:
        return tuple(key for key in self.keys if key.in_form)

    @property
    def is_spoken(self) -> bool:
        """There is an adapter; otherwise an account can be entered, and is not called."""
        return self.orders is not None or self.carrier is not None

    @property
    def addresses(self) -> tuple[Address, ...]:
        """Where it may be, each once."""
        roles = (self.orders, self.carrier, self.questions, self.listings)
        more = self.listings.more if self.listings else ()
        return tuple(dict.fromkeys([*(role.base_url for role in roles if role is not None), *more]))

    @property
    def text_ids(self) -> tuple[str, ...]:
        """Every text that people may see of it; they exist in every language."""
        name = self.name
        ids = [f"order-platform-{name.replace('_', '-')}"]
        if self.is_spoken:
            ids += [f"connections-{part}-{name}" for part in ("add-title", "add-lead", "id", "id-hint")]
            ids += [key.text for key in self.form_keys]
        if self.orders:
            ids += [f"cancel-reason-{name}-{reason}" for reason in self.orders.cancel_reasons]
            ids += [f"claim-reason-{name}-{reason}" for reason in self.orders.claim_reasons]
        if self.questions:
            ids.append(f"channel-{name}")
        return tuple(ids)
