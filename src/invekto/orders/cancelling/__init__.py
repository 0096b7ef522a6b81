"""Cancellations that a customer confirmed: prepared, done at the platform, and told."""

from invekto.orders.cancelling.doing import WAITS, carry_out
from invekto.orders.cancelling.offers import Offer, by_pieces, in_words, offer
from invekto.orders.cancelling.rows import (
    OPEN,
    NotOpen,
    State,
    begin,
    is_of,
    latest_of,
    open_of,
    prepare,
    withdraw,
)
from invekto.orders.cancelling.telling import named, said_of

__all__ = [
    "OPEN",
    "WAITS",
    "NotOpen",
    "Offer",
    "State",
    "begin",
    "by_pieces",
    "carry_out",
    "in_words",
    "is_of",
    "latest_of",
    "named",
    "offer",
    "open_of",
    "prepare",
    "said_of",
    "withdraw",
]
