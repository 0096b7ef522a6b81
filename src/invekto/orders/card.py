"""The order card beside a conversation (mission 2.3.1): words that a page shows as they are."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from uuid import UUID
from zoneinfo import ZoneInfo

from invekto.core.models import Tenant
from invekto.integrations.models import CachedOrder, OrderStatus
from invekto.integrations.services import (
    Claim,
    ClaimReason,
    ClaimStatus,
    Health,
    OrderLine,
    cancel_reasons,
    claims_of,
    health,
    reject_reasons,
)
from invekto.messaging.models import Contact
from invekto.orders.cancelling import OPEN, latest_of, named, offer
from invekto.orders.cancelling import said_of as cancellation_said
from invekto.orders.deciding import fingerprint, latest, may_say
from invekto.orders.identity import orders_of
from invekto.orders.models import Cancellation, ClaimDecision
from invekto.orders.verdicts import said_of
from invekto.orders.views import OrderView, PackageView, as_orders
from invekto.orders.wording import (
    day,
    day_range,
    money,
    platform_text_id,
    products,
    status_answer,
    status_text_id,
    whereabouts,
)

STEPS = (OrderStatus.CREATED, OrderStatus.PREPARING, OrderStatus.SHIPPED, OrderStatus.DELIVERED)
_TONES = {
    OrderStatus.DELIVERED: "ok",
    OrderStatus.CANCELLED: "muted",
    OrderStatus.RETURNED: "muted",
    OrderStatus.UNDELIVERED: "danger",
    OrderStatus.AT_PICKUP_POINT: "warning",
    OrderStatus.UNKNOWN: "muted",
}
_MOST_EARLIER = 5


@dataclass(frozen=True, slots=True)
class CardParcel:
    """``where`` is a sentence or two; ``steps_done`` counts STEPS, None off the way (cancelled …)."""

    status: str
    status_text: str  # text id
    tone: str  # ok, info, warning, danger, muted
    where: str
    carrier: str
    tracking_code: str | None
    tracking_url: str | None
    expected: str | None
    is_late: bool
    steps_done: int | None


@dataclass(frozen=True, slots=True)
class CardCancellation:
    """What the customer confirmed to have cancelled. ``reasons``: (id, text id) of what the platform may be told;
    none where its API cancels nothing for a seller."""

    id: UUID
    state: str
    state_text: str  # text id
    what: str
    amount_shown: str
    problem: str | None  # text id
    reasons: tuple[tuple[str, str], ...]
    said: str = ""  # to the customer, once it is settled


@dataclass(frozen=True, slots=True)
class CardReason:
    """``text``: a text id, where the platform tells no words of its own."""

    id: str
    name: str
    text: str
    needs_file: bool


@dataclass(frozen=True, slots=True)
class CardDecision:
    """What a colleague decided of a return."""

    state: str
    state_text: str  # text id
    person: str
    at: datetime
    problem: str | None  # text id


@dataclass(frozen=True, slots=True)
class CardClaim:
    """A return at the platform; ``deadline``: the shop's, to decide."""

    number: str
    status: str
    status_text: str  # text id
    tone: str
    what: str
    reason: str
    deadline: datetime | None
    refund_shown: str | None
    seen: str = ""  # names its units, for whoever decides; "" where nothing is to be decided here
    reasons: tuple[CardReason, ...] = ()  # a rejection may have
    reasons_read: bool = True
    takes_file: bool = False
    decision: CardDecision | None = None


@dataclass(frozen=True, slots=True)
class CardOrder:
    """``said``: the answer to "where is it?" as the bot would word it, to be sent by a person."""

    account_id: UUID
    number: str
    platform_text: str  # text id
    status: str
    status_text: str  # text id
    tone: str
    ordered_at: datetime
    ordered_on: str
    products: str
    lines: tuple[OrderLine, ...]
    total: Decimal
    total_shown: str
    payment: str
    corporate: bool
    delivery_to: str  # "Bornova, İzmir"
    invoice_link: str | None
    parcels: tuple[CardParcel, ...]
    said: str
    cancellation: CardCancellation | None = None
    claims: tuple[CardClaim, ...] = ()
    can_cancel: bool = False  # no carrier has it, and no cancellation of it waits


@dataclass(frozen=True, slots=True)
class CardVerdict:
    """What a colleague said: the order is theirs, or is not, whatever its phone says."""

    account_id: UUID
    number: str
    is_theirs: bool
    person: str


@dataclass(frozen=True, slots=True)
class OrderCard:
    """``order`` is the one to show first; None when the contact has none that is theirs beyond doubt.

    ``degraded``: a platform could not be asked, so that what is shown may be old; ``problem_text`` (a text
    id) says why and who can fix it, ``as_of`` how old it may be.
    """

    order: CardOrder | None
    earlier: tuple[CardOrder, ...]
    has_accounts: bool
    degraded: bool
    problem_text: str | None
    problem_platform_text: str | None
    as_of: datetime | None
    verdicts: tuple[CardVerdict, ...] = ()


def order_card(contact: Contact, now: datetime, *, language: str | None = None) -> OrderCard:
    """Inside the tenant's scope. ``language``: the reader's; the tenant's own when not given."""
    tenant = Tenant.objects.only("language", "timezone").get(pk=contact.tenant_id)
    zone, words = ZoneInfo(tenant.timezone), language or tenant.language
    spoken = contact.language or tenant.language
    found = orders_of(contact, now)
    confirmed = latest_of(contact.id)
    keys = [(order.account_id, order.number) for order in found]
    claims = claims_of(keys)
    decided = latest(keys) if claims else {}
    reasons = {account: reject_reasons(account) for account, _ in claims}
    accounts = [account for account in health(contact.tenant_id) if account.status != "off"]
    acts = {account.account_id for account in accounts}
    orders = [
        replace(
            _order(order, language=words, spoken=spoken, now=now, zone=zone),
            cancellation=_cancellation(confirmed.get((order.account_id, order.number)), order, words, spoken),
            can_cancel=order.account_id in acts
            and _can_cancel(confirmed.get((order.account_id, order.number)), order),
            claims=tuple(
                _claim(claim, order, words, decided, reasons, now, acts=order.account_id in acts)
                for claim in claims.get((order.account_id, order.number), ())
            ),
        )
        for order in found
    ]
    # Of what is shown only its own platform can make it old; where nothing is shown, any that ever worked.
    shown = {order.account_id for order in found}
    behind = [one for one in accounts if (one.account_id in shown if shown else not one.never_worked)]
    failing = _worst(behind)
    synced = [account.synced_at for account in behind if account.synced_at]
    return OrderCard(
        order=orders[0] if orders else None,
        earlier=tuple(orders[1 : _MOST_EARLIER + 1]),
        has_accounts=bool(accounts),
        degraded=failing is not None,
        problem_text=failing.problem if failing else None,
        problem_platform_text=platform_text_id(failing.provider) if failing else None,
        as_of=min(synced, default=None),
        verdicts=tuple(
            CardVerdict(one.account_id, one.external_order_id, one.is_theirs, one.user.name)
            for one in said_of(contact)
        ),
    )


def shown_order(account_id: UUID, number: str, now: datetime, *, language: str) -> CardOrder | None:
    """An order as a colleague sees it who answers a question about it; inside the tenant's scope. None: not known."""
    rows = CachedOrder.objects.filter(account_id=account_id, external_order_id=number)
    found = as_orders(rows)
    if not found:
        return None
    zone = ZoneInfo(Tenant.objects.only("timezone").get().timezone)
    return _order(found[0], language=language, spoken=language, now=now, zone=zone)


def _can_cancel(row: Cancellation | None, order: OrderView) -> bool:
    is_open = row is not None and row.state in OPEN
    return not is_open and bool(cancel_reasons(order.provider)) and offer(order) is not None


def _cancellation(
    row: Cancellation | None, order: OrderView, language: str, spoken: str
) -> CardCancellation | None:
    if row is None:
        return None
    reasons = cancel_reasons(order.provider) if row.state == Cancellation.State.PREPARED else ()
    return CardCancellation(
        id=row.id,
        state=row.state,
        state_text=f"cancel-state-{row.state}",
        what=named(row),
        amount_shown=money(row.amount, currency=row.currency, language=language),
        problem=row.problem,
        reasons=tuple((reason, f"cancel-reason-{order.provider}-{reason}") for reason in reasons),
        said=cancellation_said(row, spoken),
    )


_CLAIM_TONES = {
    ClaimStatus.WAITING: "warning",
    ClaimStatus.DISPUTED: "danger",
    ClaimStatus.ACCEPTED: "ok",
    ClaimStatus.REFUNDED: "ok",
    ClaimStatus.CANCELLED: "muted",
    ClaimStatus.UNKNOWN: "muted",
}


def _claim(
    claim: Claim,
    order: OrderView,
    language: str,
    decided: dict[tuple[UUID, str, str], ClaimDecision],
    reasons: dict[UUID, tuple[ClaimReason, ...]],
    now: datetime,
    *,
    acts: bool,
) -> CardClaim:
    amount = claim.refund_amount
    row = decided.get((order.account_id, claim.number, claim.line_id))
    busy = any(
        one.state == ClaimDecision.State.DOING
        for (account, number, _), one in decided.items()
        if (account, number) == (order.account_id, claim.number)
    )
    is_done = row is not None and row.state == ClaimDecision.State.DONE
    is_open = claim.status is ClaimStatus.WAITING and (claim.deadline is None or claim.deadline > now)
    told = [one for one in reasons.get(order.account_id, ()) if may_say(one, claim.opened_at, now)]
    return CardClaim(
        number=claim.number,
        status=claim.status,
        status_text=f"claim-status-{claim.status}",
        tone=_CLAIM_TONES.get(claim.status, "info"),
        what=claim.product if claim.quantity == 1 else f"{claim.quantity} × {claim.product}",
        reason=claim.reason,
        deadline=claim.deadline,
        refund_shown=money(amount, currency=order.currency, language=language) if amount else None,
        seen=fingerprint(claim.units) if acts and is_open and not busy and not is_done else "",
        reasons=tuple(
            CardReason(one.id, one.name, f"claim-reason-{order.provider}-{one.id}", one.needs_file)
            for one in told
        ),
        reasons_read=bool(told),
        takes_file=any(one.needs_file for one in told),
        decision=_decision(row) if row else None,
    )


def _decision(row: ClaimDecision) -> CardDecision:
    return CardDecision(
        state=row.state,
        state_text=f"claim-{row.verdict}-{row.state}",
        person=row.user.name,
        at=row.decided_at,
        problem=row.problem,
    )


def _worst(accounts: list[Health]) -> Health | None:
    failing = [account for account in accounts if account.problem]
    return min(failing, key=lambda account: account.problem_at or account.synced_at or _NEVER, default=None)


_NEVER = datetime.max.replace(tzinfo=ZoneInfo("UTC"))


def _order(order: OrderView, *, language: str, spoken: str, now: datetime, zone: ZoneInfo) -> CardOrder:
    return CardOrder(
        account_id=order.account_id,
        number=order.number,
        platform_text=platform_text_id(order.provider),
        status=order.status,
        status_text=status_text_id(order.status),
        tone=_TONES.get(order.status, "info"),
        ordered_at=order.ordered_at,
        ordered_on=day(order.ordered_at, language=language, zone=zone),
        products=products(order, language=language),
        lines=order.lines,
        total=order.total,
        total_shown=money(order.total, currency=order.currency, language=language),
        payment=order.payment,
        corporate=order.corporate,
        delivery_to=", ".join(part for part in (order.district, order.city) if part),
        invoice_link=next((p.invoice.link for p in order.packages if p.invoice.link), None),
        parcels=tuple(
            _parcel(package, language=language, now=now, zone=zone, is_part=bool(order.dropped))
            for package in order.packages
        ),
        said=status_answer(order, language=spoken, now=now, zone=zone),
    )


def _parcel(
    package: PackageView, *, language: str, now: datetime, zone: ZoneInfo, is_part: bool
) -> CardParcel:
    last = package.estimated_to or package.estimated_from
    expected = day_range(package.estimated_from, package.estimated_to, language=language, zone=zone)
    under_way = package.status in STEPS[:3] or package.status is OrderStatus.AT_PICKUP_POINT
    return CardParcel(
        status=package.status,
        status_text=status_text_id(package.status),
        tone=_TONES.get(package.status, "info"),
        where=whereabouts(package, language=language, now=now, zone=zone, is_part=is_part),
        carrier=package.carrier,
        tracking_code=package.tracking_code,
        tracking_url=None if package.status is OrderStatus.CANCELLED else package.tracking_url,
        expected=expected,
        is_late=bool(under_way and last and last.astimezone(zone).date() < now.astimezone(zone).date()),
        steps_done=_steps_done(package.status),
    )


def _steps_done(status: OrderStatus) -> int | None:
    if status in (OrderStatus.AT_PICKUP_POINT, OrderStatus.UNDELIVERED):
        return STEPS.index(OrderStatus.SHIPPED) + 1
    if status is OrderStatus.AWAITING:
        return 0
    return STEPS.index(status) + 1 if status in STEPS else None
