"""An order is told only to its owner (mission 2.4.4, and common sense).

The owner is who writes from the order's phone number, which WhatsApp vouches for, or who knows the order's
number and one more fact about the owner, or what was bought on which day and the owner's name
(``orders.described``). Where the platform hides the phone, only the other ways are left.
Three wrong tries within a day need a person, also when the fourth would be right.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Q, QuerySet

from invekto.core.folding import fold
from invekto.integrations.models import CachedOrder, OrderStatus
from invekto.integrations.services import plain_number
from invekto.messaging.models import Contact
from invekto.messaging.services import phones_of
from invekto.orders.beside import may_name, weigh
from invekto.orders.described import Described, matching, remember
from invekto.orders.facts import Facts, Verdict, askable
from invekto.orders.models import IdentityTry, OrderProof, OrderVerdict
from invekto.orders.news import tell_pages_of
from invekto.orders.views import ACTIVE, OrderView, as_orders

MAX_TRIES = 3
TRIES_WINDOW = timedelta(hours=24)
_MOST_ORDERS = 20  # of one customer; older ones are found by their number


@dataclass(frozen=True, slots=True)
class Identified:
    """The order is the customer's, and there is no doubt which one is meant."""

    order: OrderView


@dataclass(frozen=True, slots=True)
class Several:
    """All of these are the customer's; which one is meant? What is under way first."""

    orders: tuple[OrderView, ...]


@dataclass(frozen=True, slots=True)
class NeedsNumber:
    """No order is known to be theirs: ask for its number."""


@dataclass(frozen=True, slots=True)
class NeedsFact:
    """Ask for one of ``askable`` (name, district, phone: its last digits). Say nothing about the order.

    ``number`` is empty where the order was described instead.
    ``was_wrong``: a fact was offered that is not true of it; ``tries_left`` before a person is needed.
    """

    number: str
    askable: tuple[str, ...]
    was_wrong: bool
    tries_left: int


@dataclass(frozen=True, slots=True)
class NotFound:
    """No order has this number, as far as is known."""

    number: str
    tries_left: int


@dataclass(frozen=True, slots=True)
class NeedsPerson:
    """``reason``: too_many_tries, or nothing_to_compare (the platform hides everything about the owner)."""

    reason: str


Identity = Identified | Several | NeedsNumber | NeedsFact | NotFound | NeedsPerson


def orders_of(contact: Contact, now: datetime) -> list[OrderView]:
    """Orders that are the contact's beyond doubt, under way first, then newest; inside the tenant's scope."""
    owned = _owned(contact)
    if owned is None:
        return []
    pairs = list(
        CachedOrder.objects.filter(owned, ordered_at__lte=now + TRIES_WINDOW)
        .order_by("-ordered_at")
        .values_list("account_id", "external_order_id")[: _MOST_ORDERS * 3]
    )
    pairs = list(dict.fromkeys(pairs))[:_MOST_ORDERS]
    wanted = set(pairs)
    rows = CachedOrder.objects.filter(
        account_id__in={account for account, _ in pairs},
        external_order_id__in=[number for _, number in pairs],
    )
    return as_orders(row for row in rows if (row.account_id, row.external_order_id) in wanted)


def identify(
    contact: Contact,
    *,
    order_number: str | None,
    facts: Facts,
    now: datetime,
    wanted: frozenset[OrderStatus] = ACTIVE,
    product: str = "",
    platform: str | None = None,
    is_fresh: bool = True,
    described: Described | None = None,
) -> Identity:
    """Which order does the customer mean, and may they hear of it? Inside the tenant's scope.

    Without a number: among their own orders those with a status in ``wanted`` are preferred, and of these
    the ones with ``product`` in a line. A wrong number or fact is counted (IdentityTry); a right fact is
    remembered (OrderProof). ``platform``: the provider they named; its orders are meant where they have some there.
    ``is_fresh``: every platform could be asked; else a number that is not known here
    may well exist, and asking for it is no wrong try. ``described``: product and day, where nothing is known to
    be theirs and they name no number.
    """
    mine = orders_of(contact, now)
    there = [order for order in mine if order.provider == platform]
    if order_number is None or not (number := plain_number(order_number)):
        if not mine and described is not None and described.is_enough:
            return _prove_described(contact, described, facts, now, platform=platform, is_fresh=is_fresh)
        return choose(there or mine, wanted=wanted, product=product)
    named = [
        order
        for order in mine
        if number in (order.number, *(package.tracking_code for package in order.packages))
    ]
    if named:
        # Two platforms may have given the same number. What is theirs is theirs, whatever platform they name.
        named = [order for order in named if order in there] or named
        return Identified(named[0]) if len(named) == 1 else Several(tuple(named))
    return _prove(contact, number, facts, now, platform=platform, is_fresh=is_fresh)


def choose(orders: list[OrderView], *, wanted: frozenset[OrderStatus], product: str = "") -> Identity:
    """Of a customer's own orders the one that is meant, or those it could be."""
    if not orders:
        return NeedsNumber()
    fitting = [order for order in orders if order.status in wanted]
    if product:
        fitting = [order for order in fitting or orders if _has_product(order, product)] or fitting
    if len(fitting) > 1:
        return Several(tuple(fitting))
    return Identified(fitting[0] if fitting else max(orders, key=lambda order: order.ordered_at))


def tries_left(contact: Contact, now: datetime) -> int:
    return max(0, MAX_TRIES - _recent_tries(contact, now).count())


def forgive(*contacts: Contact | UUID) -> None:
    """A person knows who these are: earlier wrong tries no longer count; inside the tenant's scope."""
    IdentityTry.objects.filter(contact__in=contacts).delete()


def _owned(contact: Contact) -> Q | None:
    phones = phones_of(contact)
    owned = Q(customer_phone__in=phones) if phones else None
    proofs: list[OrderProof | OrderVerdict] = list(
        OrderProof.objects.filter(contact=contact).order_by("-proven_at")[:_MOST_ORDERS]
    )
    verdicts = list(OrderVerdict.objects.filter(contact=contact).order_by("-decided_at")[: _MOST_ORDERS * 2])
    for proof in (*proofs, *(one for one in verdicts if one.is_theirs)):
        proven = _is_order(proof)
        owned = proven if owned is None else owned | proven
    for refused in (one for one in verdicts if not one.is_theirs):
        owned = owned and owned & ~_is_order(refused)
    return owned


def _is_order(named: OrderProof | OrderVerdict) -> Q:
    return Q(account_id=named.account_id, external_order_id=named.external_order_id)


def _prove(
    contact: Contact, number: str, facts: Facts, now: datetime, *, platform: str | None, is_fresh: bool
) -> Identity:
    left = tries_left(contact, now)
    if not left:
        return NeedsPerson("too_many_tries")
    rows = list(CachedOrder.objects.filter(Q(external_order_id=number) | Q(tracking_code=number)))
    # Two platforms may have given the same number.
    rows = [row for row in rows if row.provider == platform] or rows
    if not rows and not is_fresh:
        return NotFound(number, left)
    if not rows:
        return _wrong(contact, number, now) or NotFound(number, left - 1)
    if _is_refused(contact, rows):
        return NeedsPerson("nothing_to_compare")
    judgements = [(row, weigh(facts, row)) for row in rows]
    proven = {
        (row.account_id, row.external_order_id): (row, judgement.fact)
        for row, judgement in reversed(judgements)
        if judgement.verdict is Verdict.PROVEN
    }
    if proven:
        return _proven(contact, list(proven.values()), number, now)
    can_ask = _askable(rows)
    was_wrong = any(judgement.verdict is Verdict.WRONG for _, judgement in judgements)
    tried = was_wrong or any(judgement.verdict is Verdict.TRIED for _, judgement in judgements)
    person = _wrong(contact, number, now) if tried else _asked(contact, number, now)
    if not can_ask:
        return NeedsPerson("nothing_to_compare")
    return person or NeedsFact(number, can_ask, was_wrong, tries_left(contact, now))


def _proven(contact: Contact, found: list[tuple[CachedOrder, str]], number: str, now: datetime) -> Identity:
    for row, fact in found:
        remember(contact, row, fact, now)
    IdentityTry.objects.filter(contact=contact, order_number=number).delete()
    tell_pages_of(contact.id, contact.tenant_id)
    orders = tuple(_whole_order(row) for row, _ in found)
    return Identified(orders[0]) if len(orders) == 1 else Several(orders)


def _prove_described(
    contact: Contact,
    described: Described,
    facts: Facts,
    now: datetime,
    *,
    platform: str | None,
    is_fresh: bool,
) -> Identity:
    """The same answers whether such an order exists or not, until all of it is right."""
    left = tries_left(contact, now)
    if not left:
        return NeedsPerson("too_many_tries")
    offered = bool(facts.name or facts.answer or facts.phone)
    if not offered and not may_name(facts):
        return NeedsFact("", ("name",), was_wrong=False, tries_left=left)
    if found := matching(contact, described, facts, platform=platform):
        return _proven(contact, found[:1], "", now)
    if offered and not is_fresh:
        return NotFound("", left)
    return _wrong(contact, "", now) or NeedsFact("", ("name",), was_wrong=offered, tries_left=left - 1)


def _is_refused(contact: Contact, rows: Iterable[CachedOrder]) -> bool:
    """A colleague said that one of these is not theirs: no fact they name makes it so."""
    refused = OrderVerdict.objects.filter(contact=contact, is_theirs=False)
    named = set(refused.values_list("account_id", "external_order_id"))
    return any((row.account_id, row.external_order_id) in named for row in rows)


def _wrong(contact: Contact, number: str, now: datetime) -> NeedsPerson | None:
    """Count a wrong try; NeedsPerson when it was the last. The first wrong fact is part of having asked."""
    if not _recent_tries(contact, now).filter(order_number=number, only_asked=True).update(only_asked=False):
        _count(contact, number, now)
    return None if tries_left(contact, now) else NeedsPerson("too_many_tries")


def _asked(contact: Contact, number: str, now: datetime) -> NeedsPerson | None:
    """Asking for an order counts once, as asking for one that is not there does: the limit tells nobody which is.

    What is proven later is no try any more.
    """
    if _recent_tries(contact, now).filter(order_number=number).exists():
        return None
    _count(contact, number, now, only_asked=True)
    return None if tries_left(contact, now) else NeedsPerson("too_many_tries")


def _count(contact: Contact, number: str, now: datetime, *, only_asked: bool = False) -> None:
    IdentityTry.objects.create(
        tenant_id=contact.tenant_id,
        contact=contact,
        order_number=number,
        only_asked=only_asked,
        tried_at=now,
    )


def _recent_tries(contact: Contact, now: datetime) -> QuerySet[IdentityTry]:
    return IdentityTry.objects.filter(contact=contact, tried_at__gt=now - TRIES_WINDOW)


def _askable(rows: Iterable[CachedOrder]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(fact for row in rows for fact in askable(row)))


def _whole_order(row: CachedOrder) -> OrderView:
    packages = CachedOrder.objects.filter(account_id=row.account_id, external_order_id=row.external_order_id)
    return as_orders(packages)[0]


def _has_product(order: OrderView, product: str) -> bool:
    said = fold(product).split()
    return any(all(word in fold(line.name) for word in said) for line in order.lines)
