"""What a marketplace must be able to do for us, and what it may answer.

An adapter (``providers/<name>/``) speaks the platform's protocol and hands out these values; nobody
outside its folder sees a field name of the platform. Moments are aware UTC, amounts Decimal, phones E.164.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Any, Protocol

from pydantic import TypeAdapter

from invekto.integrations.claims.contract import Claim
from invekto.integrations.models import OrderStatus


class Piece(StrEnum):
    """What one row of an order is, at a platform that tells lines, parcels and cancellations apart."""

    WHOLE = ""  # the platform tells packages whole
    LINE = "line"  # a line that lies in no parcel yet; its row is keyed by the line
    PARCEL = "parcel"  # the order's lines in one parcel, keyed "<package>/<order number>"
    CANCELLED = "cancelled"  # so many pieces of a line that were cancelled


def parcel_key(package: str, number: str) -> str:
    """A parcel may hold lines of several orders: each order has its own row of it."""
    return f"{package}/{number}"


class Mender(StrEnum):
    """Who can put an account right."""

    OWNER = "owner"
    PLATFORM = "platform"  # nothing to do but wait
    US = "invekto"


class Problem(StrEnum):
    """Why a platform could not be asked. ``text_id`` says it in plain words, with who can fix it."""

    KEY_REFUSED = "key-refused"
    LOGIN_REFUSED = "login-refused"  # a carrier's user and password
    ACCESS_DENIED = "access-denied"
    VERSION_RETIRED = "version-retired"
    REQUEST_REFUSED = "request-refused"
    UNKNOWN_SHAPE = "unknown-shape"
    RATE_LIMITED = "rate-limited"
    PLATFORM_DOWN = "platform-down"
    TEST_ACCESS = "test-access"  # the platform's test environment does not know our address
    NO_ANSWER = "no-answer"
    NOT_LET_IN = "not-let-in"  # no connection at all: the carrier admits known addresses only
    UNREADABLE = "unreadable"
    SECRET_UNREADABLE = "secret-unreadable"  # noqa: S105 - no password
    NOT_SUPPORTED = "not-supported"
    SWITCHED_OFF = "switched-off"  # by the tenant: nothing is done there in its name

    @property
    def text_id(self) -> str:
        return f"integration-problem-{self.value}"

    @property
    def mended_by(self) -> Mender:
        """Whose hand it takes."""
        if self in _OURS:
            return Mender.US
        return Mender.PLATFORM if self in _THEIRS else Mender.OWNER

    @property
    def needs_person(self) -> bool:
        """The tenant must renew or widen the key; calling again before that is pointless."""
        return self in (Problem.KEY_REFUSED, Problem.LOGIN_REFUSED, Problem.ACCESS_DENIED)


_OURS = frozenset(
    {Problem.VERSION_RETIRED, Problem.REQUEST_REFUSED, Problem.UNKNOWN_SHAPE, Problem.NOT_SUPPORTED}
)
_THEIRS = frozenset({Problem.RATE_LIMITED, Problem.PLATFORM_DOWN, Problem.NO_ANSWER, Problem.UNREADABLE})


class ProviderError(Exception):
    """A platform gave no usable answer. ``detail`` is technical and free of secrets and personal data."""

    def __init__(self, problem: Problem, detail: str = "") -> None:
        super().__init__(f"{problem.value}: {detail}" if detail else problem.value)
        self.problem = problem
        self.detail = detail


class TryAgainLater(ProviderError):
    """Network fault, 5xx or rate limit: the same call may work later, not before ``seconds`` if known.

    ``ask_for_less``: the platform did not manage so large an answer.
    """

    def __init__(
        self, problem: Problem, detail: str = "", *, seconds: float | None = None, ask_for_less: bool = False
    ) -> None:
        super().__init__(problem, detail)
        self.seconds = seconds
        self.ask_for_less = ask_for_less

    @property
    def is_our_pause(self) -> bool:
        """Our share of calls is spent, or the platform asked for a pause: no failure of the account."""
        return self.problem is Problem.RATE_LIMITED and self.seconds is not None


class Refused(ProviderError):
    """Bad key, bad request, a shape we do not know: the same call would fail again."""


@dataclass(frozen=True, slots=True)
class OrderLine:
    """One product of a package. ``unit_price`` is what the customer pays for one."""

    line_id: str
    name: str
    sku: str
    barcode: str
    size: str
    color: str
    quantity: int
    unit_price: Decimal
    status: OrderStatus
    product_id: str = ""


@dataclass(frozen=True, slots=True)
class Parcel:
    carrier: str
    tracking_code: str | None
    tracking_url: str | None


@dataclass(frozen=True, slots=True)
class Buyer:
    """Whom the parcel goes to. What the platform hides is empty or None, never a row of asterisks."""

    name: str
    phone: str | None
    email: str | None
    city: str
    district: str
    customer_id: str = ""


@dataclass(frozen=True, slots=True)
class Invoice:
    """``company`` and the tax fields are set only for a corporate purchase."""

    link: str | None = None
    number: str | None = None
    company: str | None = None
    tax_number: str | None = None
    tax_office: str | None = None
    e_invoice: bool | None = None


@dataclass(frozen=True, slots=True)
class Order:
    """A package of an order, one version of it as the platform told it."""

    number: str  # what the customer knows; several packages may carry it
    package_id: str
    status: OrderStatus
    platform_status: str  # the platform's own word
    superseded: bool  # dissolved into other packages (split, partial cancel)
    ordered_at: datetime
    modified_at: datetime
    status_at: datetime
    estimated_from: datetime | None
    estimated_to: datetime | None
    delivered_at: datetime | None
    buyer: Buyer
    parcel: Parcel
    invoice: Invoice
    lines: tuple[OrderLine, ...]
    currency: str
    gross: Decimal
    discount: Decimal
    total: Decimal
    payment: str = ""
    corporate: bool = False
    parents: tuple[str, ...] = ()  # packages this one came out of
    piece: Piece = Piece.WHOLE
    partial: bool = False  # told without its lines or its buyer: what is known of them stands

    def to_json(self) -> dict[str, Any]:
        """As stored in ``orders_cache.order_data_json``: amounts and moments as text."""
        shown: dict[str, Any] = _ORDER.dump_python(self, mode="json")
        return shown

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Order:
        return _ORDER.validate_python(data)


_ORDER = TypeAdapter(Order)


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row of an answer that could not be read: why (no personal data), and the row itself, as a PushReader
    reads it. ``package_id`` (of a claim: its number) where that much could be read."""

    problem: str
    payload: str
    package_id: str | None = None
    is_claim: bool = False  # of a push that may tell of both


@dataclass(frozen=True, slots=True)
class Page:
    """A slice of an answer. ``next_position`` (opaque) continues it; None: there is no more."""

    orders: tuple[Order, ...]
    bad_rows: tuple[BadRow, ...] = ()
    next_position: str | None = None
    dissolved: tuple[str, ...] = ()  # parcels whose lines wait to be packed again
    outdated: tuple[str, ...] = ()  # orders of which something changed that was not told
    claims: tuple[Claim, ...] = ()  # where a webhook tells of them beside orders
    done: float | None = None  # how far through its window, 0..1, where that can be told


@dataclass(frozen=True, slots=True)
class Reach:
    """How a platform lets its changes be read."""

    history: timedelta  # how far back
    span: timedelta  # longest window of one question
    overlap: timedelta  # by how much windows must overlap, whatever the platform thinks of time zones
    counted: timedelta = timedelta(0)  # how far back ``total`` answers; 0: the platform gives no totals


@dataclass(frozen=True, slots=True)
class Limit:
    """At most ``calls`` in any ``seconds``; with 1 these are the seconds between any two calls."""

    calls: int
    seconds: float


class Budget(Protocol):
    """The calls an account may make, shared by every process of the installation."""

    def take(self, endpoint: str, limits: Sequence[Limit], *, patience: float) -> None:
        """Take one call, waiting ``patience`` seconds at most. Raises TryAgainLater with its seconds."""
        ...

    def close(self, endpoint: str, seconds: float) -> None:
        """The platform said no for so long: nobody calls before."""
        ...


class OrderSource(Protocol):
    """A marketplace account. Every method raises TryAgainLater or Refused, nothing else.

    ``timeout`` is the longest the whole call may take, in seconds.
    """

    reach: Reach

    def test(self, *, timeout: float) -> None:
        """Return when the key works."""
        ...

    def changes(
        self,
        *,
        since: datetime,
        until: datetime,
        position: str | None,
        timeout: float,
        size: int | None = None,
        history: bool = False,
    ) -> Page:
        """Packages modified in the window; every call of one reading gets the same window and size.

        ``history``: the window lies before what was read already, so feeds that know no dates have nothing new.
        ``size``: rows of one answer; as many as the platform gives when not said.
        """
        ...

    def total(self, *, since: datetime, until: datetime, timeout: float) -> int | None:
        """How many packages were changed last from ``since`` to before ``until``.

        None: the platform gives no such totals, or the number is too large to be trusted.
        """
        ...

    def by_number(self, number: str, *, now: datetime, deep: bool, timeout: float) -> Page:
        """Packages of one order. ``deep``: also what has not changed for long, where a platform asks for more calls
        to look that far back; elsewhere every look is deep."""
        ...

    def ensure_webhook(self, *, known_id: str | None, url: str, key: str, timeout: float) -> str:
        """Have changes pushed to ``url`` with ``key``, repairing what was switched off; returns its id."""
        ...

    def stop_webhook(self, *, known_id: str, timeout: float) -> None:
        """No more pushes; ``ensure_webhook`` switches them on again. One that is gone is fine too."""
        ...


@dataclass(frozen=True, slots=True)
class PushedRow:
    """A package of a webhook call. ``key`` is the same for the same push; ``payload`` is JSON."""

    key: str
    payload: str


class PushReader(Protocol):
    """How a platform's webhook calls are read; needs no key and no network."""

    def split(self, body: bytes, *, path: str = "") -> list[PushedRow]:
        """``path``: what follows our address, where a platform calls several.

        Empty for news of something else than orders. Raises ValueError for a body that holds no package.
        """
        ...

    def read(self, payloads: Sequence[str]) -> Page: ...
