"""A colleague says whose an order is: "not this customer's", "this one is"; each can be taken back."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.models import Q

from invekto.core import audit
from invekto.core.models import User
from invekto.integrations.models import CachedOrder
from invekto.integrations.services import plain_number
from invekto.messaging.contacts import with_phone
from invekto.messaging.models import Contact, Conversation
from invekto.messaging.visibility import sees_all, visible
from invekto.orders.models import OrderVerdict
from invekto.orders.news import tell_pages_of


class OrderUnknown(Exception):
    """No order has this number, as far as is known."""


def detach(contact: Contact, account_id: UUID, number: str, *, user: User, now: datetime) -> None:
    """The order is somebody else's. Inside the tenant's scope; raises OrderUnknown."""
    if not CachedOrder.objects.filter(account_id=account_id, external_order_id=number).exists():
        raise OrderUnknown
    _say(contact, account_id, number, False, user=user, now=now)


def attach(contact: Contact, number: str, *, user: User, now: datetime) -> None:
    """The order (or parcel) with this number is theirs, whatever its phone says. Raises OrderUnknown, also for one of
    a customer whose conversations ``user`` may not see: its number opens no door."""
    plain = plain_number(number)
    found = CachedOrder.objects.filter(Q(external_order_id=plain) | Q(tracking_code=plain)) if plain else None
    row = found.order_by("-ordered_at").first() if found is not None else None
    if row is None or _is_hidden(row, contact, user):
        raise OrderUnknown
    _say(contact, row.account_id, row.external_order_id, True, user=user, now=now)


def _is_hidden(row: CachedOrder, contact: Contact, user: User) -> bool:
    if row.customer_phone is None or sees_all(user):
        return False
    talks = Conversation.objects.filter(with_phone([row.customer_phone])).exclude(contact=contact)
    return talks.exclude(pk__in=Conversation.objects.filter(visible(user)).values("pk")).exists()


def take_back(contact: Contact, account_id: UUID, number: str, *, user: User, now: datetime) -> None:
    """Nobody said anything: phone and proven facts count again. Safe to repeat."""
    said = OrderVerdict.objects.filter(contact=contact, account_id=account_id, external_order_id=number)
    if said.delete()[0]:
        _record("order.verdict_taken_back", contact, number, user, now)


def said_of(contact: Contact) -> list[OrderVerdict]:
    """Newest first."""
    return list(OrderVerdict.objects.filter(contact=contact).select_related("user").order_by("-decided_at"))


def _say(
    contact: Contact, account_id: UUID, number: str, is_theirs: bool, *, user: User, now: datetime
) -> None:
    OrderVerdict.objects.update_or_create(
        tenant_id=contact.tenant_id,
        contact=contact,
        account_id=account_id,
        external_order_id=number,
        defaults={"is_theirs": is_theirs, "user": user, "decided_at": now},
    )
    _record("order.attached" if is_theirs else "order.detached", contact, number, user, now)


def _record(action: str, contact: Contact, number: str, user: User, now: datetime) -> None:
    audit.append(
        action,
        tenant_id=contact.tenant_id,
        actor=f"user:{user.pk}",
        now=now,
        subject=f"contact:{contact.pk}",
        details={"order": number},
    )
    tell_pages_of(contact.id, contact.tenant_id)
