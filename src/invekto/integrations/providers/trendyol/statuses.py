"""Trendyol's words for where a package is, in ours (reference, section 6)."""

from __future__ import annotations

from invekto.integrations.models import OrderStatus

# Keys without case and underscores: webhooks are registered in UPPER_SNAKE, rows come in CamelCase.
_STATUSES = {
    "awaiting": OrderStatus.AWAITING,
    "verified": OrderStatus.AWAITING,
    "created": OrderStatus.CREATED,
    "approved": OrderStatus.CREATED,
    "readytoship": OrderStatus.CREATED,
    "picking": OrderStatus.PREPARING,
    "invoiced": OrderStatus.PREPARING,
    "shipped": OrderStatus.SHIPPED,
    "atcollectionpoint": OrderStatus.AT_PICKUP_POINT,
    "delivered": OrderStatus.DELIVERED,
    "undelivered": OrderStatus.UNDELIVERED,
    "returned": OrderStatus.RETURNED,
    "cancelled": OrderStatus.CANCELLED,
    "unsupplied": OrderStatus.CANCELLED,
}


def _plain(word: str) -> str:
    return word.replace("_", "").replace(" ", "").casefold()


def to_status(word: str) -> OrderStatus:
    """UNKNOWN for a word that Trendyol began to use without telling, and for dissolved packages."""
    return _STATUSES.get(_plain(word), OrderStatus.UNKNOWN)


def is_superseded(word: str) -> bool:
    return _plain(word) == "unpacked"


def is_unapproved(word: str) -> bool:
    """Waits for payment or the fraud check: the buyer is masked, and it is no order yet."""
    return _plain(word) == "awaiting"
