"""What the page's panels show of the platforms and carriers: a phone's orders and the parcels they travel in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpRequest

from invekto.integrations.models import IntegrationAccount
from invekto.sandbox.carriers.parcels import STATUSES
from invekto.sandbox.hepsiburada import shapes
from invekto.sandbox.http import Body, control, phone_in
from invekto.sandbox.models import CarrierParcel, HepsiburadaOrder, TrendyolPackage

MOST_ORDERS = 6
# What an order can be moved to, in each platform's own words, with the text that says it.
MOVES: dict[str, tuple[tuple[str, str], ...]] = {
    "trendyol": (
        ("Created", "created"),
        ("Picking", "picking"),
        ("Shipped", "shipped"),
        ("AtCollectionPoint", "atcollectionpoint"),
        ("Delivered", "delivered"),
        ("UnDelivered", "undelivered"),
        ("Cancelled", "cancelled"),
    ),
    "hepsiburada": (
        ("Open", "created"),
        ("Packaged", "picking"),
        ("Shipped", "shipped"),
        ("Delivered", "delivered"),
        ("UnDelivered", "undelivered"),
        ("CancelledByCustomer", "cancelled"),
    ),
}
# Whom one can have an account with here, to be entered on the connections page.
ACCOUNTS = tuple((name, f"sandbox-key-{name}") for name in ("trendyol", "hepsiburada", "aras", "yurtici"))
CARRIERS = ("aras", "yurtici")
# A package's word at Hepsiburada → the status a person moves the order to.
_PACKED = {
    "Open": "Packaged",
    "InTransit": "Shipped",
    "Delivered": "Delivered",
    "UnDelivered": "UnDelivered",
}


@dataclass(frozen=True, slots=True)
class Choice:
    value: str
    text: str


def moves() -> list[tuple[str, list[Choice]]]:
    """By provider; a parcel's movements under the name ``parcel``."""
    by_provider = [
        (provider, [Choice(word, f"sandbox-order-{name}") for word, name in words])
        for provider, words in MOVES.items()
    ]
    steps = [Choice(step, f"sandbox-parcel-{step.replace('_', '-')}") for step in STATUSES]
    return [*by_provider, ("parcel", steps)]


def shops() -> list[dict[str, str]]:
    """The accounts at marketplaces of the tenant in whose scope this is."""
    rows = IntegrationAccount.objects.filter(provider__in=list(MOVES)).order_by("created_at")
    return [
        {"provider": row.provider, "account": row.external_id} for row in rows.only("provider", "external_id")
    ]


def _orders(request: HttpRequest) -> list[Body]:
    """The newest orders of one phone at the shops named as "provider:account"."""
    phone = phone_in(request.GET.get("phone"))
    found: list[tuple[datetime, Body]] = []
    for shop in request.GET.getlist("shop"):
        provider, _, account = shop.partition(":")
        found += _at_trendyol(account, phone) if provider == "trendyol" else _at_hepsiburada(account, phone)
    rows = [row for _, row in sorted(found, key=lambda one: one[0], reverse=True)[:MOST_ORDERS]]
    return _with_parcels(rows)


def _at_trendyol(account: str, phone: str) -> list[tuple[datetime, Body]]:
    packages = TrendyolPackage.objects.filter(seller_id=account, details__phone=phone).exclude(
        status="UnPacked"
    )
    return [
        (
            package.ordered_at,
            _row(
                "trendyol",
                account,
                package.order_number,
                package.status,
                (str(line["name"]) for line in package.lines),
                package.carrier,
                package.tracking,
                package.details.get("city"),
            ),
        )
        for package in packages.order_by("-ordered_at", "-id")[:MOST_ORDERS]
    ]


def _at_hepsiburada(account: str, phone: str) -> list[tuple[datetime, Body]]:
    orders = HepsiburadaOrder.objects.filter(merchant_id=account, details__phone=phone)
    found = []
    for order in orders.order_by("-ordered_at").prefetch_related("lines__package")[:MOST_ORDERS]:
        lines = list(order.lines.all())
        package = next((line.package for line in lines if line.package), None)
        status = _PACKED.get(package.status, package.status) if package else lines[0].status if lines else ""
        # Our account at the carrier knows the parcel by the platform's package number until it is scanned.
        tracking = (package.tracking or shapes.package_number(package)) if package else None
        found.append(
            (
                order.ordered_at,
                _row(
                    "hepsiburada",
                    account,
                    order.number,
                    status,
                    (line.name for line in lines),
                    order.carrier,
                    tracking,
                    order.details.get("city"),
                ),
            )
        )
    return found


def _row(
    provider: str,
    account: str,
    number: str,
    status: str,
    lines: Iterable[str],
    carrier: str,
    tracking: str | None,
    city: Any,
) -> Body:
    return {
        "provider": provider,
        "account": account,
        "number": number,
        "status": status,
        "lines": ", ".join(lines),
        "carrier": carrier if carrier in CARRIERS else "",
        "tracking": tracking or "",
        "city": city or "",
        "parcel": None,
    }


def _with_parcels(rows: list[Body]) -> list[Body]:
    """``parcel``: its code at the carrier and where it is, once somebody handed it over."""
    codes = {row["tracking"] for row in rows if row["carrier"] and row["tracking"]}
    known = {
        (parcel.provider, parcel.reference): {"code": parcel.code, "status": parcel.status}
        for parcel in CarrierParcel.objects.filter(reference__in=codes)
    }
    return [row | {"parcel": known.get((row["carrier"], row["tracking"]))} for row in rows]


orders = control(GET=_orders)
