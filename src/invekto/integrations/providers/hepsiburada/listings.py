"""Hepsiburada's listings as a ListingSource (reference, section 8): numbers from one host, names from another."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any
from urllib.parse import quote

import httpx
from pydantic import BaseModel, ConfigDict, ValidationError

from invekto.core.storable import storable
from invekto.integrations.contract import Budget, Problem, Refused
from invekto.integrations.listings.contract import Listed, ListedPage
from invekto.integrations.listings.variants import parted
from invekto.integrations.providers import aside
from invekto.integrations.providers.hepsiburada.gateway import Gateway
from invekto.integrations.providers.values import Amount, Text

PAGE_SIZE = 100
NAMES_AT_ONCE = 500
MOST_NAMES = 100  # pages


class _Row(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)
    merchantSku: Text
    hepsiburadaSku: Text = ""
    price: Amount = Decimal(0)
    availableStock: int = 0
    isSalable: bool = False
    isSuspended: bool = False
    isLocked: bool = False
    isFrozen: bool = False


class HepsiburadaListings:
    def __init__(
        self,
        merchant_id: str,
        secrets: Mapping[str, str],
        options: Mapping[str, Any],  # noqa: ARG002 - there are none
        *,
        base_url: str,
        catalogue_url: Callable[[], str],
        budget: Budget,
        transport: httpx.BaseTransport | None = None,
    ) -> None:
        def gateway(url: str) -> Gateway:
            keys = secrets.get("password", ""), secrets.get("username", "")
            return Gateway(merchant_id, *keys, base_url=url, budget=budget, transport=transport)

        self._listings, self._catalogue = gateway(base_url), gateway(catalogue_url())
        self._merchant = quote(merchant_id, safe="")
        self._names: dict[str, str] | None = None

    def close(self) -> None:
        self._listings.close()
        self._catalogue.close()

    def listings(
        self, *, changed_since: datetime | None, until: datetime, position: str | None, timeout: float
    ) -> ListedPage:
        """Names come with a whole reading alone: what changes are numbers."""
        if changed_since is None and self._names is None:
            self._names = self._read_names(timeout)
        offset = int(position or 0)
        params = {"offset": str(offset), "limit": str(PAGE_SIZE)}
        if changed_since is not None:
            params |= {"updateStartDate": _written(changed_since), "updateEndDate": _written(until)}
        path = f"/listings/merchantid/{self._merchant}"  # the casing counts on this host
        answer = self._listings.get(path, what="listings", timeout=timeout, params=params)
        given = answer.get("listings") if isinstance(answer, dict) else None
        if not isinstance(given, list):
            raise Refused(Problem.UNKNOWN_SHAPE, "listings: an answer without rows")
        total = answer.get("totalCount")
        following = offset + len(given)
        more = bool(given) and isinstance(total, int) and following < total
        page = self._read(given, str(following) if more else None)
        return replace(page, rows=len(given), total=total if isinstance(total, int) else None)

    def _read(self, given: list[Any], following: str | None) -> ListedPage:
        found: list[Listed] = []
        unreadable: list[str] = []
        for row in given:
            try:
                one = _Row.model_validate(row)
            except ValidationError as error:
                unreadable.append(aside.field(error))
                continue
            if not one.merchantSku:
                unreadable.append("merchantSku")
                continue
            name, size, color = parted((self._names or {}).get(_sku(one.merchantSku), ""))
            hb_sku = quote(one.hepsiburadaSku, safe="")
            found.append(
                Listed(
                    sku=_sku(one.merchantSku),
                    name=name,
                    size=size,
                    color=color,
                    stock=one.availableStock,
                    price=one.price,
                    url=f"https://www.hepsiburada.com/-p-{hb_sku}" if hb_sku else None,
                    on_sale=one.isSalable and not (one.isSuspended or one.isLocked or one.isFrozen),
                )
            )
        return ListedPage(tuple(found), tuple(unreadable), following)

    def _read_names(self, timeout: float) -> dict[str, str]:
        names: dict[str, str] = {}
        path = f"/product/api/products/all-products-of-merchant/{self._merchant}"
        for page in range(MOST_NAMES):
            params = {"page": str(page), "size": str(NAMES_AT_ONCE)}
            answer = self._catalogue.get(path, what="catalogue", timeout=timeout, params=params)
            given = answer.get("data") if isinstance(answer, dict) else None
            if not isinstance(given, list):
                raise Refused(Problem.UNKNOWN_SHAPE, "catalogue: an answer without rows")
            for row in given:
                sku, name = (
                    (row.get("merchantSku"), row.get("productName")) if isinstance(row, dict) else ("", "")
                )
                if isinstance(sku, str) and isinstance(name, str):
                    names[_sku(sku)] = storable(name)[:500]
            total = answer.get("totalPages")
            if answer.get("last") is True or not given or not (isinstance(total, int) and page + 1 < total):
                break
        return names


def _sku(written: str) -> str:
    """They keep it in upper case: plain letters alone, for a Turkish i would become another."""
    return "".join(letter.upper() if letter.isascii() else letter for letter in written.strip())


def _written(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
