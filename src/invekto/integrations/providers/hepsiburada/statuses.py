"""Hepsiburada's words for where a line or a parcel is, in ours (reference, 4.8)."""

from __future__ import annotations

from invekto.integrations.models import OrderStatus

_STATUSES = {
    "paymentawaiting": OrderStatus.AWAITING,
    "open": OrderStatus.CREATED,
    "packaged": OrderStatus.PREPARING,
    "packed": OrderStatus.PREPARING,
    "readytoship": OrderStatus.PREPARING,
    "shipped": OrderStatus.SHIPPED,
    "intransit": OrderStatus.SHIPPED,
    "delivered": OrderStatus.DELIVERED,
    "undelivered": OrderStatus.UNDELIVERED,
    "returned": OrderStatus.RETURNED,
}


def to_status(word: str) -> OrderStatus:
    """UNKNOWN for a word that is met for the first time: what was known before it stands."""
    plain = word.replace("_", "").replace(" ", "").casefold()
    if plain.startswith("cancelled"):  # by whom is said in the word, and does not matter here
        return OrderStatus.CANCELLED
    return _STATUSES.get(plain, OrderStatus.UNKNOWN)


def of_parcel(word: str) -> OrderStatus:
    """What is in a parcel has left the state of being open, whatever the word says."""
    status = to_status(word)
    return OrderStatus.PREPARING if status is OrderStatus.CREATED else status
