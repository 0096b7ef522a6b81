"""From rows already decoded from JSON to a page: a bad row is kept aside, with the feed it came from."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from pydantic import ValidationError

from invekto.integrations.contract import BadRow, Order, Page
from invekto.integrations.providers.hepsiburada import orders, shapes

# A bad row is kept to be looked at, not to fill the disk.
_KEPT_CHARACTERS = 20_000
# KVKK: identity numbers and addresses of mail are never kept, not even aside.
_NEVER_KEPT = frozenset({"turkishidentitynumber", "identityno", "email"})
# The escape of a NUL, but not the six characters after a backslash that is itself escaped.
_NUL = re.compile(r"(?<!\\)((?:\\\\)*)\\u0000")

# A feed or a webhook → what a row of it says.
_READERS: dict[str, Callable[[Any], list[Order]]] = {
    "line": lambda row: [orders.of_line(shapes.LineShape.model_validate(row))],
    "awaiting": lambda row: [orders.of_line(shapes.LineShape.model_validate(row), word="PaymentAwaiting")],
    "package": lambda row: orders.of_package(shapes.PackageShape.model_validate(row)),
    "shipped": lambda row: orders.of_moved(shapes.MovedShape.model_validate(row), "InTransit"),
    "delivered": lambda row: orders.of_moved(shapes.MovedShape.model_validate(row), "Delivered"),
    "undelivered": lambda row: orders.of_moved(shapes.MovedShape.model_validate(row), "UnDelivered"),
    "cancelled": lambda row: [orders.of_cancelled(shapes.CancelledShape.model_validate(row))],
}
KINDS = frozenset(_READERS) | {"unpacked", "address"}


def read_rows(kind: str, rows: Iterable[Any]) -> Page:
    found: list[Order] = []
    dissolved: list[str] = []
    outdated: list[str] = []
    bad: list[BadRow] = []
    for row in rows:
        try:
            known = shapes.plain(row)
            if kind == "unpacked":
                dissolved.append(shapes.UnpackedShape.model_validate(known).package)
            elif kind == "address":
                outdated.append(str(known["ordernumber"]))
            else:
                found += _READERS[kind](known)
        except (ValidationError, ValueError, TypeError, KeyError) as error:
            bad.append(BadRow(reason(error), kept(kind, row), row_key(row)))
    return Page(tuple(found), tuple(bad), dissolved=tuple(dissolved), outdated=tuple(outdated))


def read_number(answer: Any, now: datetime) -> Page:
    """An order by its number; a line that cannot be read does not hide the others."""
    found = shapes.NumberedOrder.model_validate(shapes.plain(answer))
    rows: list[shapes.LineShape] = []
    bad: list[BadRow] = []
    for row in found.lines:
        try:
            one = shapes.LineShape.model_validate(row)
            orders.of_number(found, [one], now)
            rows.append(one)
        except (ValidationError, ValueError) as error:
            bad.append(BadRow(reason(error), kept("line", row), row_key(row)))
    return Page(tuple(orders.of_number(found, rows, now)), tuple(bad))


def reason(error: Exception) -> str:
    """Which fields, and what is wrong with them; never their values."""
    if not isinstance(error, ValidationError):
        return f"row: {error}" if type(error) is ValueError else f"row: {type(error).__name__}"
    return "; ".join(
        f"{'.'.join(str(part) for part in problem['loc']) or 'row'}: {problem['msg']}"
        for problem in error.errors(include_input=False, include_url=False)[:5]
    )


def row_key(row: Any) -> str | None:
    """The key under which a later version of the row would be stored, where that much can be read."""
    if not isinstance(row, dict):
        return None
    found = next((value for key, value in row.items() if str(key).lower() in ("lineitemid", "id")), None)
    return found if isinstance(found, str) and len(found) <= 100 else None


def kept(kind: str, row: Any) -> str:
    """As the webhook's reader reads it again."""
    try:
        whole = as_text({"kind": kind, "row": without_secrets(row)})
    except (ValueError, RecursionError) as error:
        return json.dumps({"kind": kind, "not kept": str(error)})
    if len(whole) > _KEPT_CHARACTERS:
        return json.dumps({"kind": kind, "not kept": "too long", "length": len(whole)})
    return whole


def without_secrets(value: Any) -> Any:
    if isinstance(value, dict):
        return {
            key: without_secrets(inner) for key, inner in value.items() if str(key).lower() not in _NEVER_KEPT
        }
    return [without_secrets(inner) for inner in value] if isinstance(value, list) else value


def as_text(value: Any) -> str:
    """As JSON that PostgreSQL keeps: no NUL in it, and half a surrogate pair only as an escape."""
    return _NUL.sub(r"\1", json.dumps(value, ensure_ascii=True, default=str))
