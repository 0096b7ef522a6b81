"""What came back is planned at the next moment by day, looked at once more when it is due, and said once."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import TypeAlias
from zoneinfo import ZoneInfo

from invekto.core import jobs
from invekto.core.models import Tenant
from invekto.core.texts import text
from invekto.integrations.services import Listing, fresh_listings
from invekto.messaging.models import Author, Conversation, MessageTemplate
from invekto.messaging.services import record_notices, window_is_open
from invekto.orders.models import StockWish
from invekto.orders.stock_wishes.wishing import LIFETIME, goods_of, is_there
from invekto.outbound import services as outbound
from invekto.outbound.content import Content, ContentRefused, TemplateMessage, Text
from invekto.outbound.quiet_hours import next_waking

State = StockWish.State
Why: TypeAlias = StockWish.Why
TEMPLATE = "stock_back"
_LANGUAGES = ("tr", "en")
_AT_ONCE = 200  # wishes of one go; each locks a conversation


def plan(tenant: Tenant, now: datetime, *, product_keys: Collection[str] | None = None) -> int:
    """Look at what is waited for as it is now; inside the tenant's scope. Safe to repeat.

    ``product_keys``: of these products alone.
    """
    waiting = StockWish.objects.select_for_update().filter(state=State.WAITING)
    if product_keys is not None:
        waiting = waiting.filter(product_key__in=product_keys)
    rows = list(waiting.order_by("id"))
    if not rows:
        return 0
    sold = fresh_listings(now, {row.product_key for row in rows})
    due = next_waking(now, ZoneInfo(tenant.timezone))
    planned = 0
    for row in rows:
        if now - row.asked_at >= LIFETIME:
            row.settle(State.DROPPED, now, why=Why.EXPIRED)
        elif is_there(goods_of(row), sold) is not None:
            row.state, row.due_at = State.PLANNED, due
            row.save(update_fields=["state", "due_at"])
            planned += 1
    if planned:
        _tell_at(tenant, due)
    return planned


def _tell_at(tenant: Tenant, due: datetime) -> None:
    jobs.defer_at(due, "orders.tell_stock", key=f"stock-wishes:{tenant.id}", tenant_id=str(tenant.id))


def tell_due(tenant: Tenant, now: datetime) -> bool:
    """Send what is due; inside the tenant's scope. Whether more is left. The message and the settled wish are one
    commit, so a wish is told once however often this runs and wherever it is killed."""
    if (morning := next_waking(now, ZoneInfo(tenant.timezone))) > now:
        # Planned by day, and held up until the evening.
        if StockWish.objects.filter(state=State.PLANNED, due_at__lte=now).update(due_at=morning):
            _tell_at(tenant, morning)
        return False
    due = list(
        StockWish.objects.select_for_update(skip_locked=True)
        .filter(state=State.PLANNED, due_at__lte=now)
        .order_by("due_at", "id")[:_AT_ONCE]
    )
    sold = fresh_listings(now, {row.product_key for row in due}) if due else []
    for row in due:
        listing = is_there(goods_of(row), sold)
        if listing is None:  # sold out again, or nobody knows: it is waited for as before
            row.state, row.due_at = State.WAITING, None
            row.save(update_fields=["state", "due_at"])
        elif (why_not := _tell(tenant, row, listing, now)) is not None:
            row.settle(State.DROPPED, now, why=why_not)
    return len(due) == _AT_ONCE


def _tell(tenant: Tenant, row: StockWish, listing: Listing, now: datetime) -> Why | None:
    """None: it is on its way. Else why it is not."""
    talk = (
        Conversation.objects.select_for_update(of=("self",))
        .select_related("contact")
        .filter(id=row.conversation_id)
        .first()
    )
    if talk is None:
        return Why.NOBODY
    if talk.contact.opted_out_at is not None or talk.contact.unreachable_at is not None:
        return Why.UNWANTED
    language = talk.contact.language if talk.contact.language in _LANGUAGES else tenant.language
    content = (
        _said(row, listing, language) if window_is_open(talk, now) else _template(tenant, row, talk, language)
    )
    if content is None:
        # What was promised and cannot be said is at least seen by whoever can say it.
        record_notices([(talk, {"product": goods_of(row).title})], "stock-wish-untold", now=now)
        return Why.NO_TEMPLATE
    try:
        sent = outbound.send(
            conversation=talk,
            content=content,
            author=Author.SYSTEM,
            now=now,
            why={"rule": "did-told-stock-back"},
        )
    except ContentRefused:  # the template wants a value that there is not
        return Why.NO_TEMPLATE
    row.message_id = sent.message_id
    row.settle(State.SENT, now)
    return None


def _said(row: StockWish, listing: Listing, language: str) -> Content:
    words = text("stock-wish-back", language, product=goods_of(row).title)
    return Text("\n".join(filter(None, [words, listing.url])))


def can_tell_later() -> bool:
    """Somebody who has not written for 24 hours; inside the scope."""
    return MessageTemplate.objects.filter(name=TEMPLATE, status=MessageTemplate.Status.APPROVED).exists()


def _template(tenant: Tenant, row: StockWish, talk: Conversation, language: str) -> Content | None:
    """The approved template in their language, else in the tenant's."""
    approved = set(
        MessageTemplate.objects.filter(name=TEMPLATE, status=MessageTemplate.Status.APPROVED).values_list(
            "language", flat=True
        )
    )
    for one in (language, tenant.language):
        if one in approved:
            name = talk.contact.name or text("parcel-news-customer", one)
            values = {"customer_name": name, "product": goods_of(row).title}
            return TemplateMessage(TEMPLATE, one, values)
    return None
