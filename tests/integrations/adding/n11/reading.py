"""From the platform's JSON to orders: a bad row is kept aside, the rest of its page is read."""

from __future__ import annotations

import json
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from pydantic import AwareDatetime, BaseModel, ValidationError

from invekto.core.phones import to_e164
from invekto.integrations.contract import BadRow, Buyer, Invoice, Order, OrderLine, Page, Parcel, PushedRow
from invekto.integrations.models import OrderStatus
from invekto.integrations.providers.values import Amount, Text, Unmasked
from tests.integrations.adding.n11.statuses import to_status


def decoded(content: str | bytes) -> Any:
    """Amounts as Decimal. Raises ValueError."""
    return json.loads(content, parse_float=Decimal)


class _Recipient(BaseModel):
    name: Text
    phone: Unmasked = ""
    city: Text = ""
    district: Text = ""


class _Item(BaseModel):
    id: Text
    title: Text
    sku: Text = ""
    quantity: int
    price: Amount


class Package(BaseModel):
    number: Text
    package: Text
    status: Text
    ordered: AwareDatetime
    changed: AwareDatetime
    recipient: _Recipient
    carrier: Text = ""
    tracking: Text = ""
    items: list[_Item]
    total: Amount

    def to_order(self) -> Order:
        status, to = to_status(self.status), self.recipient
        return Order(
            number=self.number,
            package_id=self.package,
            status=status,
            platform_status=self.status,
            superseded=False,
            ordered_at=self.ordered,
            modified_at=self.changed,
            status_at=self.changed,
            estimated_from=None,
            estimated_to=None,
            delivered_at=self.changed if status is OrderStatus.DELIVERED else None,
            buyer=Buyer(to.name, to_e164(to.phone) if to.phone else None, None, to.city, to.district),
            parcel=Parcel(self.carrier, self.tracking or None, None),
            invoice=Invoice(),
            lines=tuple(
                OrderLine(item.id, item.title, item.sku, "", "", "", item.quantity, item.price, status)
                for item in self.items
            ),
            currency="TRY",
            gross=self.total,
            discount=Decimal(0),
            total=self.total,
        )


def read_rows(rows: Sequence[Any], *, next_position: str | None = None) -> Page:
    orders, bad = [], []
    for row in rows:
        try:
            orders.append(Package.model_validate(row).to_order())
        except ValidationError as error:
            fields = "; ".join(".".join(map(str, one["loc"])) for one in error.errors(include_input=False))
            bad.append(BadRow(fields, json.dumps(row, default=str)))
    return Page(tuple(orders), tuple(bad), next_position)


class Pushes:
    """A call of the webhook holds one package."""

    def split(self, body: bytes, *, path: str = "") -> list[PushedRow]:
        row = decoded(body)
        if path or not isinstance(row, dict) or "package" not in row:
            raise ValueError("no package")
        return [PushedRow(f"{row['package']}:{row.get('changed')}", json.dumps(row, default=str))]

    def read(self, payloads: Sequence[str]) -> Page:
        return read_rows([decoded(payload) for payload in payloads])
