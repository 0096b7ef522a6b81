"""Which open threads show an order, so that their pages hear of it when it moves."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from uuid import UUID

from django.db.models import Q

from invekto.core import live
from invekto.integrations.models import CachedOrder
from invekto.messaging.contacts import with_phone
from invekto.messaging.models import Conversation
from invekto.orders.models import OrderProof, OrderVerdict


def tell_pages(tenant_id: UUID, *, account_id: UUID, numbers: Sequence[str]) -> None:
    """Announce the orders' owners, known by a phone, a proof or a colleague's word; inside the tenant's scope."""
    orders = Q(account_id=account_id, external_order_id__in=numbers)
    phones = CachedOrder.objects.filter(orders, customer_phone__isnull=False).values("customer_phone")
    proven = OrderProof.objects.filter(orders).values("contact_id")
    said = OrderVerdict.objects.filter(orders, is_theirs=True).values("contact_id")
    owners = with_phone(phones) | Q(contact_id__in=proven) | Q(contact_id__in=said)
    _announce(tenant_id, Conversation.objects.filter(owners).values_list("id", flat=True))


def tell_pages_of(contact_id: UUID, tenant_id: UUID) -> None:
    """An order is known to be this contact's from now on; inside the tenant's scope."""
    _announce(tenant_id, Conversation.objects.filter(contact_id=contact_id).values_list("id", flat=True))


def _announce(tenant_id: UUID, conversations: Iterable[UUID]) -> None:
    live.announce_conversations(tenant_id, conversations, kind="order")
