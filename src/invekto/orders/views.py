"""An order as people think of it: one number, one or more parcels on their way."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from invekto.integrations.models import CachedOrder, OrderStatus, ParcelStep
from invekto.integrations.services import Invoice, Order, OrderLine, ParcelFacts, parcel_facts
from invekto.orders.pieces import put_together

ACTIVE = frozenset(
    {
        OrderStatus.AWAITING,
        OrderStatus.CREATED,
        OrderStatus.PREPARING,
        OrderStatus.SHIPPED,
        OrderStatus.AT_PICKUP_POINT,
        OrderStatus.UNDELIVERED,
    }
)
NOT_SHIPPED = frozenset({OrderStatus.AWAITING, OrderStatus.CREATED, OrderStatus.PREPARING})
DELIVERED = frozenset({OrderStatus.DELIVERED})
# Which of several parcels says how the order is: the one furthest behind.
_BEHIND = (
    OrderStatus.UNKNOWN,
    OrderStatus.UNDELIVERED,
    OrderStatus.AWAITING,
    OrderStatus.CREATED,
    OrderStatus.PREPARING,
    OrderStatus.SHIPPED,
    OrderStatus.AT_PICKUP_POINT,
    OrderStatus.RETURNED,
    OrderStatus.DELIVERED,
    OrderStatus.CANCELLED,
)
# While the marketplace has a parcel on its way, its carrier knows better where it is.
_UNDER_WAY = frozenset({OrderStatus.SHIPPED, OrderStatus.AT_PICKUP_POINT, OrderStatus.UNDELIVERED})
_BY_CARRIER = {
    ParcelStep.IN_TRANSIT: OrderStatus.SHIPPED,
    ParcelStep.AT_BRANCH: OrderStatus.SHIPPED,
    ParcelStep.OUT_FOR_DELIVERY: OrderStatus.SHIPPED,
    ParcelStep.FAILED: OrderStatus.UNDELIVERED,
    ParcelStep.DELIVERED: OrderStatus.DELIVERED,
    ParcelStep.RETURNED: OrderStatus.RETURNED,
}


@dataclass(frozen=True, slots=True)
class PackageView:
    """One parcel. ``id`` is the row in orders_cache, ``package_id`` the platform's key.

    ``parcel``: what its carrier tells, where that is more than the marketplace does.
    """

    id: UUID
    package_id: str
    status: OrderStatus
    status_at: datetime
    carrier: str
    tracking_code: str | None
    tracking_url: str | None
    estimated_from: datetime | None
    estimated_to: datetime | None
    delivered_at: datetime | None
    lines: tuple[OrderLine, ...]
    total: Decimal
    invoice: Invoice
    parcel: ParcelFacts | None = None


@dataclass(frozen=True, slots=True)
class OrderView:
    """``packages``: parcels that count, newest first; never empty."""

    account_id: UUID
    provider: str
    number: str
    ordered_at: datetime
    currency: str
    payment: str
    corporate: bool
    customer_name: str
    city: str
    district: str
    packages: tuple[PackageView, ...]

    @property
    def leading(self) -> PackageView:
        """The parcel furthest behind: what the customer waits for."""
        return min(self.packages, key=lambda package: _BEHIND.index(package.status))

    @property
    def status(self) -> OrderStatus:
        return self.leading.status

    @property
    def is_active(self) -> bool:
        return self.status in ACTIVE

    @property
    def lines(self) -> tuple[OrderLine, ...]:
        return tuple(line for package in self.packages for line in package.lines)

    @property
    def living(self) -> tuple[PackageView, ...]:
        """The parcels that were not cancelled; all of them when the whole order was."""
        return tuple(p for p in self.packages if p.status is not OrderStatus.CANCELLED) or self.packages

    @property
    def dropped(self) -> tuple[PackageView, ...]:
        """The parcels that were cancelled while others live."""
        return tuple(package for package in self.packages if package not in self.living)

    @property
    def total(self) -> Decimal:
        """What the customer pays: nothing for what was cancelled while the rest lives."""
        return sum((package.total for package in self.living), Decimal(0))


def as_orders(rows: Iterable[CachedOrder]) -> list[OrderView]:
    """Group packages by order; what is under way first, then the newest. Inside the tenant's scope."""
    rows = list(rows)
    sent = _UNDER_WAY | DELIVERED
    parcels = parcel_facts(
        row.tracking_code for row in rows if row.tracking_code and row.order_status in sent
    )
    groups: dict[tuple[UUID, str], list[CachedOrder]] = defaultdict(list)
    for row in rows:
        groups[(row.account_id, row.external_order_id)].append(row)
    orders = [_order(packages, parcels) for packages in groups.values()]
    return sorted(orders, key=lambda order: (order.is_active, order.ordered_at, order.number), reverse=True)


def _order(rows: list[CachedOrder], parcels: Mapping[str, ParcelFacts]) -> OrderView:
    # All dissolved means that the new packages have not reached us yet: the old ones are what is known.
    rows = [row for row in rows if not row.superseded] or rows
    rows.sort(key=lambda row: (row.modified_at, row.package_id), reverse=True)
    told = {row.id: Order.from_json(row.order_data_json) for row in rows}
    # What was told in part says little about the whole.
    newest = next((row for row in rows if not told[row.id].partial), rows[0])
    data = told[newest.id]
    packages = tuple(_package(row, told[row.id], parcels.get(row.tracking_code or "")) for row in rows)
    if any(one.piece for one in told.values()):
        packages = put_together(rows, told, packages)
    return OrderView(
        account_id=newest.account_id,
        provider=newest.provider,
        number=newest.external_order_id,
        ordered_at=min(row.ordered_at for row in rows),
        currency=data.currency,
        payment=data.payment,
        corporate=data.corporate,
        customer_name=newest.customer_name,
        city=newest.city,
        district=newest.district,
        packages=packages,
    )


def _knows_more(parcel: ParcelFacts, status: OrderStatus) -> bool:
    """Of what both call delivered, the carrier knows who received it."""
    return status in _UNDER_WAY or (status in DELIVERED and parcel.step is ParcelStep.DELIVERED)


def _package(row: CachedOrder, data: Order, parcel: ParcelFacts | None) -> PackageView:
    status, status_at, delivered_at = OrderStatus(row.order_status), row.status_at, row.delivered_at
    if parcel is not None and not (parcel.told_by_carrier and _knows_more(parcel, status)):
        parcel = None
    if parcel is not None and parcel.step in _BY_CARRIER:
        status, status_at = _BY_CARRIER[parcel.step], parcel.step_at
        delivered_at = parcel.delivered_at or delivered_at
    return PackageView(
        id=row.id,
        package_id=row.package_id,
        status=status,
        status_at=status_at,
        carrier=row.carrier,
        tracking_code=row.tracking_code,
        tracking_url=row.tracking_url or (parcel.tracking_url if parcel else None),
        estimated_from=row.estimated_delivery_from,
        estimated_to=row.estimated_delivery_to,
        delivered_at=delivered_at,
        lines=data.lines,
        total=data.total,
        invoice=data.invoice,
        parcel=parcel,
    )
