"""The platform's words for where a package is, in ours."""

from __future__ import annotations

from invekto.integrations.models import OrderStatus

_STATUSES = {
    "NEW": OrderStatus.CREATED,
    "PACKED": OrderStatus.PREPARING,
    "SENT": OrderStatus.SHIPPED,
    "DELIVERED": OrderStatus.DELIVERED,
    "CANCELLED": OrderStatus.CANCELLED,
}


def to_status(word: str) -> OrderStatus:
    """UNKNOWN for a word that the platform began to use without telling."""
    return _STATUSES.get(word, OrderStatus.UNKNOWN)
