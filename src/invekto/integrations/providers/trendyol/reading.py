"""From Trendyol's answer, already decoded from JSON, to a page of orders: a bad row is kept aside."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pydantic import ValidationError

from invekto.integrations.contract import BadRow, Order, Page, Problem, Refused
from invekto.integrations.providers import aside
from invekto.integrations.providers.trendyol.payloads import Package, is_for_planning_only

# KVKK: identity number and relay address are never kept, not even aside (reference, section 14).
_NEVER_KEPT = frozenset({"identitynumber", "customeremail"})


def is_secret(name: str) -> bool:
    return name.lower() in _NEVER_KEPT


def read_rows(rows: Sequence[Any], *, next_position: str | None = None) -> Page:
    orders: list[Order] = []
    bad: list[BadRow] = []
    for row in rows:
        if is_for_planning_only(row):
            continue
        try:
            orders.append(Package.model_validate(row).to_order())
        except ValidationError as error:
            bad.append(BadRow(aside.reason(error), aside.kept(row, is_secret=is_secret), _package_id(row)))
    return Page(tuple(orders), tuple(bad), next_position)


def read_envelope(answer: Any) -> tuple[list[Any], dict[str, Any]]:
    """The rows and the rest. Raises Refused for anything that is no envelope."""
    if not isinstance(answer, dict) or not isinstance(answer.get("content"), list):
        raise Refused(Problem.UNKNOWN_SHAPE, "an answer without content")
    return answer["content"], answer


def _package_id(row: Any) -> str | None:
    found = (row.get("shipmentPackageId") or row.get("id")) if isinstance(row, dict) else None
    return str(found) if isinstance(found, int) and not isinstance(found, bool) else None
