"""What higher rooms want to be told in the same transaction; they register when the product starts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from invekto.messaging.ingest.statuses import DeliveryFact

DeliveryListener = Callable[[Sequence["DeliveryFact"], datetime], None]

_delivery: list[DeliveryListener] = []


def on_delivery(listener: DeliveryListener) -> None:
    """``listener`` gets each batch of delivery facts, in the tenant's scope, before messages are changed."""
    if listener not in _delivery:
        _delivery.append(listener)


def tell_delivery(facts: Sequence[DeliveryFact], now: datetime) -> None:
    for listener in _delivery:
        listener(facts, now)
