"""Trendyol's approved products as a ListingSource (reference, section 12)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError

from invekto.core.folding import fold
from invekto.integrations.contract import Limit
from invekto.integrations.listings.contract import Listed, ListedPage
from invekto.integrations.providers import aside
from invekto.integrations.providers.trendyol.gateway import Seller
from invekto.integrations.providers.trendyol.reading import read_envelope
from invekto.integrations.providers.values import Amount, Text, link, rows

PAGE_SIZE = 100  # the most
DEEPEST = 10_000  # rows that are reached by page numbers; further only by the token
LIMITS = (Limit(50, 10),)
_SIZES, _COLORS = ("beden", "numara", "size"), ("renk", "web color", "color", "colour")


class _Shape(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)


class _Attribute(_Shape):
    attributeName: Text = ""
    attributeValue: Text = ""


_Attributes = Annotated[list[_Attribute], BeforeValidator(rows)]


class _Stock(_Shape):
    quantity: int = 0


class _Price(_Shape):
    salePrice: Amount = Decimal(0)


class _Variant(_Shape):
    stockCode: Text = ""
    barcode: Text = ""
    attributes: _Attributes = []
    stock: _Stock
    price: _Price = _Price()
    productUrl: Text = ""
    onSale: bool = False
    locked: bool = False
    archived: bool = False
    blacklisted: bool = False


class _Product(_Shape):
    title: Text
    attributes: _Attributes = []
    variants: Annotated[list[_Variant], BeforeValidator(rows)]

    def listed(self) -> list[Listed]:
        found = []
        for one in self.variants:
            sku = one.stockCode or one.barcode
            if not sku or not self.title:
                raise ValueError("stockCode")
            said = [*one.attributes, *self.attributes]
            found.append(
                Listed(
                    sku=sku,
                    name=self.title,
                    size=_value(said, _SIZES),
                    color=_value(said, _COLORS),
                    stock=one.stock.quantity,
                    price=one.price.salePrice,
                    url=link(one.productUrl, "https://"),
                    on_sale=one.onSale and not (one.locked or one.archived or one.blacklisted),
                )
            )
        return found


def _value(said: Sequence[_Attribute], names: Sequence[str]) -> str:
    """The first name counts before the second."""
    found = {fold(one.attributeName): one.attributeValue for one in reversed(said)}
    return next((found[name] for name in names if found.get(name)), "")


class TrendyolListings(Seller):
    @property
    def _path(self) -> str:
        return f"/integration/product/sellers/{self._seller}/products/approved"

    def listings(
        self, *, changed_since: datetime | None, until: datetime, position: str | None, timeout: float
    ) -> ListedPage:
        params = {"size": str(PAGE_SIZE)}
        if changed_since is not None:
            params["dateQueryType"] = "VARIANT_MODIFIED_DATE"
            params["startDate"] = str(int(changed_since.timestamp() * 1000))
            params["endDate"] = str(int(until.timestamp() * 1000))
        kind, _, value = (position or "page:0").partition(":")
        params["nextPageToken" if kind == "token" else "page"] = value
        answer = self._gateway.call(
            "GET", self._path, endpoint="products", limits=LIMITS, timeout=timeout, params=params
        )
        given, envelope = read_envelope(answer)
        page, total = (
            _read(given, _following(envelope, kind, value) if given else None),
            envelope.get("totalElements"),
        )
        return replace(page, rows=len(given), total=total if isinstance(total, int) else None)


def _following(envelope: Mapping[str, Any], kind: str, value: str) -> str | None:
    token, total = envelope.get("nextPageToken"), envelope.get("totalPages")
    if isinstance(token, str) and token and token != value:
        return f"token:{token}"
    if kind == "token" or not isinstance(total, int):
        return None
    following = int(value) + 1
    return f"page:{following}" if following < total and (following + 1) * PAGE_SIZE <= DEEPEST else None


def _read(given: Sequence[Any], following: str | None) -> ListedPage:
    found: list[Listed] = []
    unreadable: list[str] = []
    for row in given:
        try:
            found += _Product.model_validate(row).listed()
        except ValidationError as error:
            unreadable.append(aside.field(error))
        except ValueError as error:
            unreadable.append(str(error))
    return ListedPage(tuple(found), tuple(unreadable), following)
