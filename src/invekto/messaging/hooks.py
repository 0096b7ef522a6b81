"""What higher rooms want to be told in the same transaction; they register when the product starts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

if TYPE_CHECKING:
    from invekto.messaging.ingest.statuses import DeliveryFact

DeliveryListener = Callable[[Sequence["DeliveryFact"], datetime], None]

EchoListener = Callable[[Sequence[UUID], datetime], None]

_delivery: list[DeliveryListener] = []
_echo: list[EchoListener] = []


def on_delivery(listener: DeliveryListener) -> None:
    """``listener`` gets each batch of delivery facts, in the tenant's scope, before messages are changed."""
    if listener not in _delivery:
        _delivery.append(listener)


def tell_delivery(facts: Sequence[DeliveryFact], now: datetime) -> None:
    for listener in _delivery:
        listener(facts, now)


def on_echo(listener: EchoListener) -> None:
    """``listener`` gets the conversations in which somebody wrote on the business phone itself.

    In the tenant's scope, after the messages are stored; the conversations are locked.
    """
    if listener not in _echo:
        _echo.append(listener)


def tell_echo(conversation_ids: Sequence[UUID], now: datetime) -> None:
    for listener in _echo:
        listener(conversation_ids, now)
