"""Orders in the customer's words: where the parcel is, when it comes, what it cost."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime, time
from decimal import Decimal
from zoneinfo import ZoneInfo

from invekto.core.money import money as written
from invekto.core.texts import text
from invekto.integrations.models import OrderStatus, ParcelStep
from invekto.integrations.services import OrderLine, ParcelFacts
from invekto.orders.views import OrderView, PackageView

_SHOWN_LINES = 3
_DAY_BESIDE = re.compile(r"\s*\([^()]*\b[Ss]on g[üu]n[^()]*\)")


def status_text_id(status: str) -> str:
    return f"order-status-{status.replace('_', '-')}"


def platform_text_id(provider: str) -> str:
    return f"order-platform-{provider.replace('_', '-')}"


def day(moment: datetime, *, language: str, zone: ZoneInfo) -> str:
    """ "24 Kas Salı", "Tuesday 24 Nov"."""
    local = moment.astimezone(zone)
    return text(
        "order-day",
        language,
        day=str(local.day),
        month=text(f"order-month-{local.month}", language),
        weekday=text(f"order-weekday-{local.isoweekday()}", language),
    )


def day_range(first: datetime | None, last: datetime | None, *, language: str, zone: ZoneInfo) -> str | None:
    """The days between which a parcel is expected; one day when they are the same or only one is known."""
    known = [moment for moment in (first, last) if moment]
    if not known:
        return None
    begin, end = known[0].astimezone(zone).date(), known[-1].astimezone(zone).date()
    shown = day(known[-1], language=language, zone=zone)
    if begin >= end:
        return shown
    return text("order-day-range", language, first=day(known[0], language=language, zone=zone), last=shown)


def money(amount: Decimal, *, currency: str, language: str) -> str:
    """ "₺1.250,00" in Turkish, "₺1,250.00" in English."""
    return written(amount, language, currency=currency)


def products(order: OrderView, *, language: str) -> str:
    """ "Kırmızı Pamuklu Tişört (M, 2 adet)"; the first few, and how many more there are."""
    return _products(order.living, language=language)


def _products(packages: Iterable[PackageView], *, language: str) -> str:
    lines = [line for package in packages for line in package.lines]
    shown = [_product(line, language) for line in lines[:_SHOWN_LINES]]
    more = len(lines) - len(shown)
    told = ", ".join(shown)
    return text("order-lines-more", language, shown=told, count=str(more)) if more > 0 else told


def line_name(line: OrderLine) -> str:
    """Without the size that platforms write behind it."""
    return line.name.removesuffix(f", {line.size}") if line.size else line.name


def _product(line: OrderLine, language: str) -> str:
    """ "Kırmızı Pamuklu Tişört (M, 2 adet)": what stands in brackets cannot be taken for the next product."""
    size, name = line.size or "", line_name(line)
    count = text("order-line-count", language, quantity=str(line.quantity)) if line.quantity != 1 else ""
    told = ", ".join(part for part in (size if name != line.name else "", count) if part)
    return f"{name} ({told})" if told else name


def whereabouts(
    package: PackageView, *, language: str, now: datetime, zone: ZoneInfo, is_part: bool = False
) -> str:
    """Where this parcel is and when it comes: one or two sentences without the order's number.

    ``is_part``: there are other parcels, so that what is cancelled is this one and not the order.
    """
    carrier = package.carrier or text("order-carrier-unknown", language)
    told = _by_carrier(package, carrier, language=language, zone=zone)
    parts: list[str] = []
    if package.status is OrderStatus.DELIVERED:
        moment = package.delivered_at or package.status_at
        parts.append(text("order-is-delivered", language, day=day(moment, language=language, zone=zone)))
        if package.parcel and package.parcel.delivered_to:
            parts.append(text("order-parcel-received", language, who=package.parcel.delivered_to))
    elif package.status in (OrderStatus.CANCELLED, OrderStatus.RETURNED):
        since = day(package.status_at, language=language, zone=zone)
        is_part = is_part and package.status is OrderStatus.CANCELLED
        what = "order-parcel-is-cancelled" if is_part else f"order-is-{package.status.value}"
        parts.append(text(what, language, day=since))
    else:
        usual = f"order-is-{package.status.value.replace('_', '-')}"
        parts.append(told or text(usual, language, carrier=carrier))
        when = _when(package, language=language, now=now, zone=zone)
        if when is None and told is None and package.status is not OrderStatus.UNKNOWN:
            # Nobody is left without any day.
            when = text(
                "order-last-known", language, day=day(package.status_at, language=language, zone=zone)
            )
        parts += [when] if when else []
    if package.tracking_code and package.status in _ON_THE_WAY:
        parts.append(text("order-tracking", language, code=package.tracking_code))
    return " ".join(parts)


def _when(package: PackageView, *, language: str, now: datetime, zone: ZoneInfo) -> str | None:
    """When it comes, or until when it waits; a parcel that stands still is said to. A promise that has passed is said
    as such, not repeated."""
    today, parcel = now.astimezone(zone).date(), package.parcel
    told: list[str] = []
    if parcel and parcel.last_day:
        until = named_day(parcel.last_day, language=language, zone=zone)
        return text("order-parcel-last-day", language, day=until)
    in_van = parcel and parcel.step is ParcelStep.OUT_FOR_DELIVERY and package.status is OrderStatus.SHIPPED
    if parcel and in_van and parcel.step_at.astimezone(zone).date() == today:
        return text("order-parcel-today", language)
    expected = day_range(package.estimated_from, package.estimated_to, language=language, zone=zone)
    last = package.estimated_to or package.estimated_from
    if parcel and parcel.expected_on:
        which = "order-was-expected" if parcel.expected_on < today else "order-expected"
        due = named_day(parcel.expected_on, language=language, zone=zone)
        told.append(text(which, language, day=due))
    elif expected and last and package.status is not OrderStatus.UNDELIVERED:
        which = "order-was-expected" if last.astimezone(zone).date() < today else "order-expected"
        told.append(text(which, language, day=expected))
    elif parcel and parcel.usually_by and parcel.usually_by > now:
        usually = day(parcel.usually_by, language=language, zone=zone)
        told.append(text("order-parcel-usually-by", language, day=usually))
    if parcel and parcel.stalled_from and parcel.stalled_from <= now:
        since = day(parcel.step_at, language=language, zone=zone)
        told.append(text("order-parcel-stalled", language, day=since))
    return " ".join(told) or None


_CARRIER_TEXTS = {
    ParcelStep.IN_TRANSIT: "order-parcel-in-transit",
    ParcelStep.AT_BRANCH: "order-parcel-at-branch",
    ParcelStep.OUT_FOR_DELIVERY: "order-parcel-out-for-delivery",
    ParcelStep.FAILED: "order-parcel-failed",
}


def _by_carrier(package: PackageView, carrier: str, *, language: str, zone: ZoneInfo) -> str | None:
    """Since when it is where; None where the carrier knows no more than the marketplace."""
    parcel: ParcelFacts | None = package.parcel
    text_id = _CARRIER_TEXTS.get(parcel.step) if parcel else None
    if parcel is None or text_id is None or not parcel.branch:
        return None
    since = day(parcel.step_at, language=language, zone=zone)
    told = text(text_id, language, carrier=carrier, branch=parcel.branch, day=since)
    if parcel.step is ParcelStep.FAILED and parcel.reason:
        told += " " + text("order-parcel-reason", language, reason=reason_of(parcel))
    return told


def reason_of(parcel: ParcelFacts) -> str:
    """The carrier's words for it, without the last day, which is told by itself."""
    return _DAY_BESIDE.sub("", parcel.reason) if parcel.last_day else parcel.reason


def named_day(one: date, *, language: str, zone: ZoneInfo) -> str:
    return day(datetime.combine(one, time(12), tzinfo=zone), language=language, zone=zone)


_ON_THE_WAY = frozenset({OrderStatus.SHIPPED, OrderStatus.AT_PICKUP_POINT, OrderStatus.UNDELIVERED})


def status_answer(order: OrderView, *, language: str, now: datetime, zone: ZoneInfo) -> str:
    """The whole answer to "where is my order?", each parcel on a line of its own, what was cancelled last."""
    begin = text("order-answer", language, number=order.number, products=products(order, language=language))
    living = order.living[:1] if order.status is OrderStatus.CANCELLED else order.living
    told = [whereabouts(package, language=language, now=now, zone=zone) for package in living]
    if len(told) > 1:
        told = [
            text("order-answer-parcels", language, count=str(len(told))),
            *(text("order-answer-parcel", language, n=str(n), where=w) for n, w in enumerate(told, start=1)),
        ]
    if order.dropped:
        cancelled = _products(order.dropped, language=language)
        told.append(text("order-answer-cancelled", language, products=cancelled))
    return "\n".join([begin, *told])


def list_title(order: OrderView) -> str:
    """For a WhatsApp list row: at most 24 characters."""
    return order.number[:24]


def list_description(order: OrderView, *, language: str, zone: ZoneInfo, with_platform: bool = False) -> str:
    """For a WhatsApp list row: at most 72 characters. ``with_platform``: the orders beside it are of others."""
    when = day(order.ordered_at, language=language, zone=zone)
    shown = f"{text(status_text_id(order.status), language)} · {when} · {products(order, language=language)}"
    if with_platform:
        shown = f"{text(platform_text_id(order.provider), language)} · {shown}"
    return shown if len(shown) <= 72 else f"{shown[:71]}…"
