"""What a marketplace account must be able to do so that a shop can cancel through us."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol, runtime_checkable


@dataclass(frozen=True, slots=True)
class LineToCancel:
    """``package_id`` and ``line_id`` as the platform's last answer named them: a split renames both."""

    package_id: str
    line_id: str
    quantity: int


@runtime_checkable
class OrderCanceller(Protocol):
    """Raises TryAgainLater, after which nobody knows whether it was done, or Refused; nothing else."""

    def cancel(self, lines: Sequence[LineToCancel], *, reason: str, timeout: float) -> None:
        """The seller does not deliver these. ``reason``: one of the provider's ``cancel_reasons``."""
        ...
