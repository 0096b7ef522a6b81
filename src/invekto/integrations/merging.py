"""Versions of a package come late, twice and in any order: what the stored row becomes.

Each part of a row is the largest of all versions seen under a fixed order (content by the platform's
modification time, status by the way of a parcel), so any order of arrival ends in the same row.
"""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from invekto.core.folding import fold
from invekto.integrations.contract import Order, Piece
from invekto.integrations.models import CachedOrder, IntegrationAccount, OrderStatus

# The world does not go back along these; within one rank the later moment wins.
_RANKS: dict[str, int] = {
    OrderStatus.UNKNOWN: 0,
    OrderStatus.AWAITING: 1,
    OrderStatus.CREATED: 2,
    OrderStatus.PREPARING: 3,
    OrderStatus.SHIPPED: 4,
    OrderStatus.AT_PICKUP_POINT: 5,
    OrderStatus.UNDELIVERED: 5,  # may go on to a branch, to the door, or back
    OrderStatus.DELIVERED: 6,
    OrderStatus.RETURNED: 7,
    OrderStatus.CANCELLED: 8,
}
_AHEAD = timedelta(days=1)  # clocks and zones may differ by hours
# Columns that a version may change.
CHANGING = (
    "external_order_id",
    "customer_phone",
    "phone_at",
    "customer_name",
    "customer_key",
    "district",
    "city",
    "tracking_code",
    "tracking_url",
    "carrier",
    "order_status",
    "superseded",
    "order_data_json",
    "ordered_at",
    "modified_at",
    "status_at",
    "estimated_delivery_from",
    "estimated_delivery_to",
    "delivered_at",
    "wants_details",
    "synced_at",
)


def believable(moment: datetime, now: datetime) -> datetime:
    """A moment that is yet to come is a slip of somebody's clock; kept, it would be newer than the truth for ever."""
    return min(moment, now + _AHEAD)


def as_row(order: Order, account: IntegrationAccount, *, now: datetime) -> CachedOrder:
    """The row this version alone would make."""
    modified_at = believable(order.modified_at, now)
    row = CachedOrder(
        tenant_id=account.tenant_id,
        account_id=account.id,
        provider=account.provider,
        external_order_id=order.number,
        package_id=order.package_id,
        customer_phone=order.buyer.phone,
        phone_at=modified_at if order.buyer.phone else None,
        customer_name=order.buyer.name,
        customer_key=fold(order.buyer.name),
        district=order.buyer.district,
        city=order.buyer.city,
        tracking_code=order.parcel.tracking_code,
        tracking_url=order.parcel.tracking_url,
        carrier=order.parcel.carrier,
        order_status=order.status,
        superseded=order.superseded,
        order_data_json=order.to_json(),
        ordered_at=order.ordered_at,
        modified_at=modified_at,
        status_at=believable(order.status_at, now),
        estimated_delivery_from=order.estimated_from,
        estimated_delivery_to=order.estimated_to,
        delivered_at=order.delivered_at,
        synced_at=now,
        created_at=now,
    )
    row.wants_details = _wants_details(row)
    return row


def merged(stored: CachedOrder, incoming: CachedOrder) -> CachedOrder:
    """``stored`` and ``incoming`` of the same package as one row, under the stored row's identity."""
    newest, oldest = (incoming, stored) if _version(incoming) > _version(stored) else (stored, incoming)
    by_status = max(newest, oldest, key=_status_order)
    by_phone = max(newest, oldest, key=_phone_order)
    delivered = [moment for moment in (stored.delivered_at, incoming.delivered_at) if moment]
    row = CachedOrder(**{field: getattr(newest, field) for field in CHANGING})
    row.id, row.created_at = _identity(stored)
    row.tenant_id, row.account_id = stored.tenant_id, stored.account_id
    row.provider, row.package_id = stored.provider, stored.package_id
    row.order_status, row.status_at = by_status.order_status, by_status.status_at
    # A platform that hides the phone later does not make us forget whose order it is.
    row.customer_phone, row.phone_at = by_phone.customer_phone, by_phone.phone_at
    row.superseded = stored.superseded or incoming.superseded
    row.delivered_at = min(delivered, default=None)
    if is_piece(row) and row.tracking_code is None:
        # Told by some answers only: one that says nothing of it takes nothing back.
        row.tracking_code, row.tracking_url = oldest.tracking_code, oldest.tracking_url
    row.wants_details = _wants_details(row)
    row.synced_at = max(stored.synced_at, incoming.synced_at)
    return row


def differs(one: CachedOrder, other: CachedOrder) -> bool:
    """Whether anything but the time of looking differs."""
    return any(getattr(one, field) != getattr(other, field) for field in CHANGING if field != "synced_at")


def is_piece(row: CachedOrder) -> bool:
    """Of a platform that tells lines, parcels and cancellations apart."""
    return bool(row.order_data_json.get("piece"))


# A parcel on its way has a number to follow it by, even where only a question for it tells the number.
_FOLLOWED = (OrderStatus.SHIPPED, OrderStatus.AT_PICKUP_POINT, OrderStatus.UNDELIVERED)


def _wants_details(row: CachedOrder) -> bool:
    data = row.order_data_json
    is_untracked = data.get("piece") == Piece.PARCEL and row.tracking_code is None
    return bool(data.get("partial")) or (is_untracked and row.order_status in _FOLLOWED)


def _version(row: CachedOrder) -> tuple[Any, ...]:
    # What was told whole says more than any later part of it.
    return (
        not row.order_data_json.get("partial"),
        row.modified_at,
        _RANKS[row.order_data_json["status"]],
        _canonical(row.order_data_json),
    )


def _canonical(data: dict[str, Any]) -> str:
    return json.dumps(data, sort_keys=True, ensure_ascii=False)


def _status_order(row: CachedOrder) -> tuple[Any, ...]:
    return (_RANKS[row.order_status], row.status_at, row.order_status)


def _phone_order(row: CachedOrder) -> tuple[Any, ...]:
    return (row.phone_at is not None, row.phone_at, row.customer_phone or "")


def _identity(row: CachedOrder) -> tuple[UUID, datetime]:
    return row.id, row.created_at
