"""From rows already decoded from JSON to a page: a bad row is kept aside, with the feed it came from."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from pydantic import ValidationError

from invekto.integrations.contract import BadRow, Order, Page
from invekto.integrations.providers import aside
from invekto.integrations.providers.hepsiburada import orders, shapes

# KVKK: identity numbers and addresses of mail are never kept, not even aside.
_NEVER_KEPT = frozenset({"turkishidentitynumber", "identityno", "email"})


def is_secret(name: str) -> bool:
    return name.lower() in _NEVER_KEPT


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
            bad.append(BadRow(aside.reason(error), kept(kind, row), row_key(row)))
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
            bad.append(BadRow(aside.reason(error), kept("line", row), row_key(row)))
    return Page(tuple(orders.of_number(found, rows, now)), tuple(bad))


def row_key(row: Any) -> str | None:
    """The key under which a later version of the row would be stored, where that much can be read."""
    if not isinstance(row, dict):
        return None
    found = next((value for key, value in row.items() if str(key).lower() in ("lineitemid", "id")), None)
    return found if isinstance(found, str) and len(found) <= 100 else None


def kept(kind: str, row: Any) -> str:
    """As the webhook's reader reads it again."""
    return aside.kept(row, is_secret=is_secret, kind=kind)
