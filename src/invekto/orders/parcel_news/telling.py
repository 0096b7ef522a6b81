"""Say what was planned, to whom the parcel belongs and who may be written to."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TypeAlias
from uuid import UUID
from zoneinfo import ZoneInfo

from invekto.core.models import Tenant
from invekto.core.texts import text
from invekto.integrations.models import CachedOrder, OrderStatus, TrackedParcel
from invekto.messaging.contacts import with_phone
from invekto.messaging.models import Author, Conversation, MessageTemplate
from invekto.messaging.services import window_is_open
from invekto.orders.models import OrderVerdict, ParcelNotice
from invekto.orders.parcel_news.planning import still_holds, tell_at
from invekto.orders.parcel_news.settings import Kind, wanted
from invekto.orders.views import OrderView, PackageView, as_orders
from invekto.orders.wording import day as day_text
from invekto.orders.wording import named_day, reason_of, whereabouts
from invekto.outbound import services as outbound
from invekto.outbound.content import Content, ContentRefused, TemplateMessage, Text
from invekto.outbound.quiet_hours import next_waking

State = ParcelNotice.State
Why: TypeAlias = ParcelNotice.Why
_FRESH = timedelta(minutes=20)
_AT_ONCE = 200  # notices of one go; each locks a conversation
_LANGUAGES = ("tr", "en")
# How the order stands while the message is true; the marketplace may know better than the carrier.
_FITTING = {
    Kind.FAILED: {OrderStatus.UNDELIVERED},
    Kind.AT_BRANCH: {OrderStatus.SHIPPED, OrderStatus.AT_PICKUP_POINT, OrderStatus.UNDELIVERED},
    Kind.RETURNED: {OrderStatus.RETURNED},
    Kind.STALLED: {OrderStatus.SHIPPED, OrderStatus.AT_PICKUP_POINT},
}


def unchecked(now: datetime) -> dict[str, list[str]]:
    """Carrier → codes of parcels that are to be told of and were not asked about lately; inside the tenant's scope.

    What was planned at night may be over in the morning.
    """
    due = ParcelNotice.objects.filter(state=State.PLANNED, due_at__lte=now).values("parcel_id")
    rows = TrackedParcel.objects.filter(id__in=due, checked_at__lt=now - _FRESH, next_check_at__isnull=False)
    found: dict[str, list[str]] = {}
    for carrier, code in rows.order_by("id").values_list("carrier", "tracking_code")[:_AT_ONCE]:
        found.setdefault(carrier, []).append(code)
    return found


def tell_due(tenant: Tenant, now: datetime) -> bool:
    """Send what is due; inside the tenant's scope. Whether more is left. Safe to repeat: a row is settled once."""
    if (morning := next_waking(now, ZoneInfo(tenant.timezone))) > now:
        # Planned by day, and held up until the evening: it waits for the morning like what happens at night.
        late = ParcelNotice.objects.filter(state=State.PLANNED, due_at__lte=now)
        if late.update(due_at=morning):
            tell_at(tenant, morning)
        return False
    due = list(
        ParcelNotice.objects.select_for_update(skip_locked=True)
        .filter(state=State.PLANNED, due_at__lte=now)
        .order_by("due_at", "id")[:_AT_ONCE]
    )
    parcels = TrackedParcel.objects.in_bulk([notice.parcel_id for notice in due])
    kinds = wanted(tenant)
    for notice in due:
        parcel = parcels[notice.parcel_id]
        if Kind(notice.kind) not in kinds:
            notice.drop(Why.SWITCHED_OFF, now)
        elif not still_holds(notice, parcel):
            notice.drop(Why.OVERTAKEN, now)
        elif (why_not := _tell(tenant, notice, parcel, now)) is not None:
            notice.drop(why_not, now)
    return len(due) == _AT_ONCE


def _tell(tenant: Tenant, notice: ParcelNotice, parcel: TrackedParcel, now: datetime) -> Why | None:
    """None: it is on its way. Else why it is not."""
    owned = _order_of(parcel)
    if owned is None:
        return Why.OVERTAKEN
    order, package, phone = owned
    if package.status not in _FITTING[Kind(notice.kind)]:
        return Why.OVERTAKEN
    talk = _talk_with(phone) if phone else None
    if talk is None or _is_not_theirs(talk, order):
        return Why.NOBODY
    if talk.contact.opted_out_at is not None or talk.contact.unreachable_at is not None:
        return Why.UNWANTED
    language = talk.contact.language if talk.contact.language in _LANGUAGES else tenant.language
    said = _Said(tenant, Kind(notice.kind), order, package, language, now)
    content = Text(said.text()) if window_is_open(talk, now) else _template(said)
    if content is None:
        return Why.NO_TEMPLATE
    try:
        row = outbound.send(
            conversation=talk,
            content=content,
            author=Author.SYSTEM,
            now=now,
            why={"rule": f"parcel-news-{notice.kind.replace('_', '-')}"},
        )
    except ContentRefused:  # the template wants a value that there is not
        return Why.NO_TEMPLATE
    notice.state, notice.settled_at = State.SENT, now
    notice.conversation_id, notice.message_id = talk.id, row.message_id
    notice.order_number = order.number
    notice.save()
    return None


def _order_of(parcel: TrackedParcel) -> tuple[OrderView, PackageView, str | None] | None:
    """The order that the parcel brings, and the phone of whoever waits for it: one person, or nobody."""
    rows = list(
        CachedOrder.objects.filter(tracking_code=parcel.tracking_code, superseded=False).order_by(
            "-ordered_at"
        )
    )
    phones = {row.customer_phone for row in rows}
    for order in as_orders(rows):
        for package in order.packages:
            if package.tracking_code == parcel.tracking_code:
                return order, package, phones.pop() if len(phones) == 1 else None
    return None


def _talk_with(phone: str) -> Conversation | None:
    """The thread in which they last wrote. Who never wrote to the business has not said that it may write to them."""
    ids = Conversation.objects.filter(with_phone([phone]), last_inbound_at__isnull=False)
    newest = ids.order_by("-last_inbound_at").values_list("id", flat=True).first()
    if newest is None:
        return None
    return Conversation.objects.select_for_update(of=("self",)).select_related("contact").get(id=newest)


def _is_not_theirs(talk: Conversation, order: OrderView) -> bool:
    said = OrderVerdict.objects.filter(contact_id=talk.contact_id, is_theirs=False)
    return said.filter(account_id=order.account_id, external_order_id=order.number).exists()


class _Said:
    """One message in words."""

    def __init__(
        self,
        tenant: Tenant,
        kind: Kind,
        order: OrderView,
        package: PackageView,
        language: str,
        now: datetime,
    ) -> None:
        self.tenant, self.kind, self.order, self.package = tenant, kind, order, package
        self.language, self.now, self.zone = language, now, ZoneInfo(tenant.timezone)

    def text(self) -> str:
        where = whereabouts(self.package, language=self.language, now=self.now, zone=self.zone)
        return text(
            f"parcel-news-{self.kind.value.replace('_', '-')}",
            self.language,
            number=self.order.number,
            where=where,
        )

    def variables(self, language: str) -> dict[str, str]:
        """What a template may name; what is not known is left out."""
        parcel = self.package.parcel
        values = {
            "customer_name": self.order.customer_name or text("parcel-news-customer", language),
            "order_number": self.order.number,
            "carrier": self.package.carrier,
            "tracking_code": self.package.tracking_code or "",
            "branch": parcel.branch if parcel else "",
            "reason": reason_of(parcel) if parcel else "",
            "day": day_text(parcel.step_at, language=language, zone=self.zone) if parcel else "",
            "last_day": named_day(parcel.last_day, language=language, zone=self.zone)
            if parcel and parcel.last_day
            else "",
        }
        return {name: value for name, value in values.items() if value}


def _template(said: _Said) -> Content | None:
    """The approved template in their language, else in the tenant's."""
    approved = dict(
        MessageTemplate.objects.filter(
            name=said.kind.template, status=MessageTemplate.Status.APPROVED
        ).values_list("language", "name")
    )
    for language in (said.language, said.tenant.language):
        if language in approved:
            return TemplateMessage(approved[language], language, said.variables(language))
    return None


def last_told(conversation_id: UUID, *, since: datetime) -> ParcelNotice | None:
    """What we wrote of a parcel there lately: what they say next may be about it."""
    told = ParcelNotice.objects.filter(
        conversation_id=conversation_id, state=State.SENT, settled_at__gte=since
    )
    return told.order_by("-settled_at").first()
