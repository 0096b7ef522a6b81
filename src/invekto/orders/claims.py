"""Returns at the platforms in the customer's words: how each stands, until when, and what comes back."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from invekto.core.tenancy import tenant_scope
from invekto.core.texts import text
from invekto.integrations.services import Claim, ClaimStatus, claims_of, freshen_claims
from invekto.messaging.models import Contact
from invekto.orders.identity import orders_of
from invekto.orders.views import OrderView
from invekto.orders.wording import day, money, platform_text_id

_MOST_TOLD = 5


def freshen_claims_for(contact: Contact, now: datetime, *, timeout: float) -> None:
    """Ask the platforms before the customer is told; outside any scope. At most ``timeout`` seconds."""
    with tenant_scope(contact.tenant_id):
        mine = {(order.account_id, order.number) for order in orders_of(contact, now)}
    freshen_claims(contact.tenant_id, now, orders=mine, timeout=timeout)


def claims_told(
    contact: Contact, *, number: str | None, language: str, now: datetime, zone: ZoneInfo
) -> str | None:
    """Of the customer's own orders (of this one alone, where ``number`` is given); None where no return is known."""
    mine = [order for order in orders_of(contact, now) if number is None or order.number == number]
    claims = claims_of([(order.account_id, order.number) for order in mine])
    told = [
        _told(claim, order, language, zone)
        for order in mine
        for claim in claims.get((order.account_id, order.number), ())
    ]
    return "\n".join(told[:_MOST_TOLD]) or None


def _told(claim: Claim, order: OrderView, language: str, zone: ZoneInfo) -> str:
    what = claim.product if claim.quantity == 1 else f"{claim.quantity} × {claim.product}"
    opened = day(claim.opened_at, language=language, zone=zone)
    head = text("claim-told", language, number=order.number, what=what or order.number, day=opened)
    platform = text(platform_text_id(order.provider), language)
    how = text(f"claim-is-{claim.status}", language, platform=platform)
    parts = [head, how]
    amount = (
        money(claim.refund_amount, currency=order.currency, language=language) if claim.refund_amount else ""
    )
    if claim.status is ClaimStatus.WAITING and claim.deadline:
        until = day(claim.deadline, language=language, zone=zone)
        parts.append(text("claim-decided-by", language, day=until))
    if claim.status is ClaimStatus.REFUNDED and claim.refunded_at:
        paid = day(claim.refunded_at, language=language, zone=zone)
        parts.append(text("claim-refunded-on", language, day=paid, amount=amount or "–"))
    elif claim.status in (ClaimStatus.ACCEPTED, ClaimStatus.REFUNDED) and amount:
        parts.append(text("claim-refund-amount", language, amount=amount))
    return " ".join(parts)
