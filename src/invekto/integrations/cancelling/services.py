"""The call itself; who may make it, and when, the orders room decides."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from invekto.integrations.accounts import acting
from invekto.integrations.cancelling.contract import LineToCancel, OrderCanceller
from invekto.integrations.contract import Problem, Refused
from invekto.integrations.registry import ORDER_PROVIDERS


def cancel_reasons(provider: str) -> tuple[str, ...]:
    """What a seller may give as the reason there; none: its API cancels nothing for a seller."""
    entry = ORDER_PROVIDERS.get(provider)
    return entry.cancel_reasons if entry else ()


def cancels_pieces(provider: str) -> bool:
    """Whether two of three can be cancelled there."""
    entry = ORDER_PROVIDERS.get(provider)
    return entry is not None and entry.cancels_pieces


def cancel_lines(
    tenant_id: UUID, account_id: UUID, lines: Sequence[LineToCancel], *, reason: str, timeout: float
) -> None:
    """Outside any scope. Raises TryAgainLater or Refused."""
    with acting(tenant_id, account_id) as (account, source):
        if not isinstance(source, OrderCanceller) or reason not in cancel_reasons(account.provider):
            raise Refused(Problem.NOT_SUPPORTED, "cancel")
        source.cancel(lines, reason=reason, timeout=timeout)
