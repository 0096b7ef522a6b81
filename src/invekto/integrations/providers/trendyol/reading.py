"""From Trendyol's answer, already decoded from JSON, to a page of orders: a bad row is kept aside."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import Any

from pydantic import ValidationError

from invekto.integrations.contract import BadRow, Order, Page, Problem, Refused
from invekto.integrations.providers.trendyol.payloads import Package, is_for_planning_only

# A bad row is kept to be looked at, not to fill the disk.
_KEPT_CHARACTERS = 20_000
# KVKK: identity number and relay address are never kept, not even aside (reference, section 14).
_NEVER_KEPT = frozenset({"identityNumber", "customerEmail"})

# The escape of a NUL, but not the six characters after a backslash that is itself escaped.
_NUL = re.compile(r"(?<!\\)((?:\\\\)*)\\u0000")


def read_rows(rows: Sequence[Any], *, next_position: str | None = None) -> Page:
    orders: list[Order] = []
    bad: list[BadRow] = []
    for row in rows:
        if is_for_planning_only(row):
            continue
        try:
            orders.append(Package.model_validate(row).to_order())
        except ValidationError as error:
            bad.append(BadRow(reason_of(error), _kept(row), _package_id(row)))
    return Page(tuple(orders), tuple(bad), next_position)


def read_envelope(answer: Any) -> tuple[list[Any], dict[str, Any]]:
    """The rows and the rest. Raises Refused for anything that is no envelope."""
    if not isinstance(answer, dict) or not isinstance(answer.get("content"), list):
        raise Refused(Problem.UNKNOWN_SHAPE, "an answer without content")
    return answer["content"], answer


def reason_of(error: ValidationError) -> str:
    """Which fields, and what is wrong with them; never their values."""
    return "; ".join(
        f"{'.'.join(str(part) for part in problem['loc']) or 'row'}: {problem['msg']}"
        for problem in error.errors(include_input=False, include_url=False)[:5]
    )


def _kept(row: Any) -> str:
    if isinstance(row, dict):
        row = {key: value for key, value in row.items() if key not in _NEVER_KEPT}
    try:
        return as_text(row)[:_KEPT_CHARACTERS]
    except ValueError as error:
        return json.dumps({"not kept": str(error)})


def _package_id(row: Any) -> str | None:
    found = (row.get("shipmentPackageId") or row.get("id")) if isinstance(row, dict) else None
    return str(found) if isinstance(found, int) and not isinstance(found, bool) else None


def as_text(row: Any) -> str:
    """As JSON that PostgreSQL keeps: no NUL in it, and half a surrogate pair only as an escape.

    Raises ValueError for what is nested too deeply: what could be read in need not go out again.
    """
    try:
        return _NUL.sub(r"\1", json.dumps(row, ensure_ascii=True, default=str))
    except RecursionError as error:
        raise ValueError("nested too deeply") from error
