"""From Hepsiburada's objects to pieces of orders: open lines, parcels, cancellations.

No feed is a snapshot (reference, section 4): each tells a part, and the parts are put together by the line's id,
which stays when a line is packed, unpacked and packed again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from decimal import Decimal

from invekto.integrations.contract import Buyer, Invoice, Order, OrderLine, Parcel, Piece, parcel_key
from invekto.integrations.models import OrderStatus
from invekto.integrations.providers.hepsiburada import shapes
from invekto.integrations.providers.hepsiburada.statuses import of_parcel, to_status
from invekto.integrations.providers.values import link

CURRENCY = "TRY"
_NOBODY = Buyer(name="", phone=None, email=None, city="", district="")
_NO_PARCEL = Parcel(carrier="", tracking_code=None, tracking_url=None)
_SIZES, _COLOURS = ("beden", "numara", "ebat", "boyut"), ("renk",)


def of_line(row: shapes.LineShape, *, word: str | None = None) -> Order:
    """A line that lies in no parcel. ``word``: the status that its feed stands for."""
    status = to_status(word or row.status)
    if not row.number or row.ordered_at is None:
        raise ValueError("a line without its order's number or date")
    line = _line(row, row.line_id, row.unit_price, status)
    total = row.total if row.total is not None else row.unit_price * row.quantity
    changed = row.changed_at or row.ordered_at
    cancelled = status is OrderStatus.CANCELLED
    discount = row.hb_discount.total + row.merchant_discount.total
    return Order(
        number=row.number,
        package_id=cancelled_key(row.line_id) if cancelled else row.line_id,
        status=status,
        platform_status=word or row.status,
        superseded=False,
        ordered_at=row.ordered_at,
        modified_at=changed,
        status_at=changed,
        estimated_from=None,
        estimated_to=None,
        delivered_at=changed if status is OrderStatus.DELIVERED else None,
        buyer=row.to_buyer(),
        parcel=replace(_NO_PARCEL, carrier=row.carrier),
        invoice=row.to_invoice(),
        lines=(line,),
        currency=CURRENCY,
        gross=total + discount,
        discount=discount,
        total=total,
        corporate=shapes.is_company(row.tax.tax_number, row.tax.tax_office),
        piece=Piece.CANCELLED if cancelled else Piece.LINE,
    )


def of_package(package: shapes.PackageShape) -> list[Order]:
    """One piece for each order in the parcel."""
    by_number: dict[str, list[shapes.ItemShape]] = defaultdict(list)
    for item in package.items:
        by_number[item.number].append(item)
    return [_packed(package, number, items) for number, items in by_number.items()]


def _packed(package: shapes.PackageShape, number: str, items: list[shapes.ItemShape]) -> Order:
    word = of_parcel(package.status)
    # Being in this feed says more than a word nobody knows.
    status = OrderStatus.PREPARING if word is OrderStatus.UNKNOWN else word
    ordered_at = items[0].ordered_at or package.ordered_at
    if ordered_at is None:
        raise ValueError("a parcel without a date")
    total = sum((_total(item) for item in items), Decimal(0))
    discount = sum((item.hb_discount + item.merchant_discount for item in items), Decimal(0))
    return Order(
        number=number,
        package_id=parcel_key(package.package, number),
        status=status,
        platform_status=package.status,
        superseded=False,
        ordered_at=ordered_at,
        modified_at=ordered_at,
        status_at=ordered_at,
        estimated_from=None,
        estimated_to=package.due_at,
        delivered_at=None,
        buyer=package.to_buyer(),
        parcel=replace(_NO_PARCEL, carrier=package.carrier),
        invoice=package.to_invoice(),
        lines=tuple(_line(item, item.line_id, item.unit_price, status) for item in items),
        currency=CURRENCY,
        gross=total + discount,
        discount=discount,
        total=total,
        corporate=shapes.is_company(package.tax_number, package.tax_office),
        piece=Piece.PARCEL,
    )


def of_moved(row: shapes.MovedShape, word: str) -> list[Order]:
    """What became of a parcel, without its lines and its buyer."""
    status = of_parcel(word)
    parcel = Parcel(
        carrier="", tracking_code=row.tracking_code or None, tracking_url=link(row.tracking_url, "https://")
    )
    told = [
        _partial(number, parcel_key(row.package, number), Piece.PARCEL, status, word, row.at)
        for number in row.orders
    ]
    return [
        replace(one, parcel=parcel, delivered_at=row.at if status is OrderStatus.DELIVERED else None)
        for one in told
    ]


def of_cancelled(row: shapes.CancelledShape) -> Order:
    key = cancelled_key(row.line_id)
    order = _partial(row.number, key, Piece.CANCELLED, OrderStatus.CANCELLED, "Cancelled", row.at)
    line = OrderLine(
        line_id=row.line_id,
        name="",
        sku=row.merchant_sku,
        barcode="",
        size="",
        color="",
        quantity=row.quantity,
        unit_price=Decimal(0),
        status=OrderStatus.CANCELLED,
    )
    return replace(order, lines=(line,))


def of_number(found: shapes.NumberedOrder, rows: Iterable[shapes.LineShape], now: datetime) -> list[Order]:
    """The whole order as it is now; it knows more than any feed, so it counts as the latest word."""
    pieces: list[Order] = []
    parcels: dict[str, list[shapes.LineShape]] = defaultdict(list)
    for row in rows:
        whole = row.model_copy(
            update={
                "number": row.number or found.number,
                "ordered_at": row.ordered_at or found.ordered_at,
                "ship_to": row.ship_to if row.ship_to.name or row.ship_to.city else found.ship_to,
            }
        )
        if whole.package and to_status(whole.status) is not OrderStatus.CANCELLED:
            parcels[whole.package].append(whole)
        else:
            pieces.append(of_line(whole))
    pieces += [_parcel_of_lines(package, lines) for package, lines in parcels.items()]
    return [replace(piece, modified_at=max(now, piece.modified_at)) for piece in pieces]


def _parcel_of_lines(package: str, rows: list[shapes.LineShape]) -> Order:
    """Lines of one order that lie in the same parcel; the one furthest on says where it is."""
    pieces = [of_line(row) for row in rows]
    furthest = max(pieces, key=lambda piece: (piece.status_at, piece.package_id))
    status = of_parcel(furthest.platform_status)
    return replace(
        furthest,
        package_id=parcel_key(package, furthest.number),
        status=status,
        lines=tuple(replace(line, status=status) for piece in pieces for line in piece.lines),
        gross=sum((piece.gross for piece in pieces), Decimal(0)),
        discount=sum((piece.discount for piece in pieces), Decimal(0)),
        total=sum((piece.total for piece in pieces), Decimal(0)),
        piece=Piece.PARCEL,
    )


def with_tracking(orders: Iterable[Order], told: Mapping[str, shapes.TrackingShape]) -> list[Order]:
    """``told``: by the parcel's key."""
    return [_tracked(order, told.get(order.package_id)) for order in orders]


def _tracked(order: Order, told: shapes.TrackingShape | None) -> Order:
    if told is None:
        return order
    word = of_parcel(told.status)
    return replace(
        order,
        status=order.status if word is OrderStatus.UNKNOWN else word,
        platform_status=told.status or order.platform_status,
        estimated_to=told.due_at or order.estimated_to,
        parcel=Parcel(
            carrier=told.carrier or order.parcel.carrier,
            tracking_code=told.code or None,
            tracking_url=link(told.url, "https://"),
        ),
    )


def cancelled_key(line_id: str) -> str:
    return f"{line_id}/cancelled"


def _partial(number: str, key: str, piece: Piece, status: OrderStatus, word: str, at: datetime) -> Order:
    return Order(
        number=number,
        package_id=key,
        status=status,
        platform_status=word,
        superseded=False,
        ordered_at=at,  # the nearest there is, until the order's own date is known
        modified_at=at,
        status_at=at,
        estimated_from=None,
        estimated_to=None,
        delivered_at=None,
        buyer=_NOBODY,
        parcel=_NO_PARCEL,
        invoice=Invoice(),
        lines=(),
        currency=CURRENCY,
        gross=Decimal(0),
        discount=Decimal(0),
        total=Decimal(0),
        piece=piece,
        partial=True,
    )


def _total(item: shapes.ItemShape) -> Decimal:
    return item.total if item.total is not None else item.unit_price * item.quantity


def _line(row: shapes.ProductShape, line_id: str, unit_price: Decimal, status: OrderStatus) -> OrderLine:
    return OrderLine(
        line_id=line_id,
        name=row.name,
        sku=row.merchant_sku or row.hb_sku,
        barcode=row.barcode,
        size=row.property_named(*_SIZES),
        color=row.property_named(*_COLOURS),
        quantity=row.quantity,
        unit_price=unit_price,
        status=status,
        product_id=row.hb_sku,
    )
