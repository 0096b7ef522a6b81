"""An order's facts for the replies that people send."""

from __future__ import annotations

from datetime import datetime

from invekto.core import texts
from invekto.core.models import Tenant
from invekto.messaging.models import Contact
from invekto.orders import services as orders


def order_values(_: Tenant, contact: Contact, now: datetime, language: str) -> dict[str, str]:
    """Of the one order that can be meant: none when several are under way, so that nobody is told of another's."""
    mine = orders.orders_of(contact, now)
    active = [order for order in mine if order.is_active] or mine[:1]
    if len(active) != 1:
        return {}
    order = active[0]
    return {
        "order": order.number,
        "status": texts.text(orders.status_text_id(order.status), language),
        "product": orders.products(order, language=language),
        "carrier": order.leading.carrier,
        "tracking": order.leading.tracking_url or "",
    }
