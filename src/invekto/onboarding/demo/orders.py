"""The demo shop's orders as they are after a sync; the sandbox's Trendyol knows the same list."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from invekto.integrations.contract import Buyer, Invoice, Order, OrderLine, Page, Parcel
from invekto.integrations.models import IntegrationAccount
from invekto.integrations.providers.trendyol.statuses import to_status
from invekto.integrations.store import store_page
from invekto.onboarding.demo.calendar import rows

_CARRIERS = {"aras": "Aras Kargo", "yurtici": "Yurtiçi Kargo"}


def store_demo_orders(account: IntegrationAccount, now: datetime) -> int:
    """Fill ``orders_cache`` inside the tenant's scope; returns how many orders were new.

    Packages carry the sandbox's own ids, so that the first sync finds what is already here.
    """
    orders = tuple(_order(row, now) for row in rows("orders.yaml"))
    return store_page(account, Page(orders), now=now, news=False).new


def _order(row: dict[str, Any], now: datetime) -> Order:
    moved_at = now - timedelta(days=row["moved"], hours=1)
    ordered_at = min(now - timedelta(days=row["ago"], hours=3), moved_at)
    due_at = now + timedelta(days=row["due"]) if "due" in row else None
    status = to_status(row["status"])
    total = sum((Decimal(str(line["price"])) * line["quantity"] for line in row["lines"]), Decimal(0))
    tracking = row.get("tracking")
    return Order(
        number=row["number"],
        package_id=str(row["package"]),
        status=status,
        platform_status=row["status"],
        superseded=False,
        ordered_at=ordered_at,
        modified_at=moved_at,
        status_at=moved_at,
        estimated_from=due_at,
        estimated_to=due_at,
        delivered_at=moved_at if row["status"] == "Delivered" else None,
        buyer=Buyer(
            name=row["name"],
            phone=None if row["phone"] == "masked" else row["phone"],
            email=None,
            city=row["city"],
            district=row["district"],
        ),
        parcel=Parcel(
            carrier=_CARRIERS[row["carrier"]],
            tracking_code=tracking,
            tracking_url=f"https://tracking.trendyol.com/?id={tracking}" if tracking else None,
        ),
        invoice=Invoice(company=row.get("company"), tax_number=row.get("tax_number")),
        lines=tuple(
            OrderLine(
                line_id=f"{row['package']}{index}",
                name=f"{line['name']}, {line['size']}",
                sku=line["sku"],
                barcode="",
                size=line["size"],
                color=line["color"],
                quantity=line["quantity"],
                unit_price=Decimal(str(line["price"])),
                status=status,
            )
            for index, line in enumerate(row["lines"], start=1)
        ),
        currency="TRY",
        gross=total,
        discount=Decimal(0),
        total=total,
        payment="Kredi Kartı",
        corporate="company" in row,
    )
