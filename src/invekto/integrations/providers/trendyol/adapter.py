"""Trendyol as an OrderSource (reference: the marketplace API in its state of autumn 2026)."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import httpx

from invekto.integrations.cancelling.contract import LineToCancel
from invekto.integrations.claims.contract import ClaimPage, ClaimReason, Rejection
from invekto.integrations.claims.models import ClaimStatus
from invekto.integrations.contract import Budget, Limit, Page, Problem, Reach, Refused
from invekto.integrations.providers.trendyol import cancelling, claims, deciding
from invekto.integrations.providers.trendyol.gateway import Seller
from invekto.integrations.providers.trendyol.reading import read_envelope, read_rows
from invekto.integrations.providers.trendyol.webhooks import Webhooks

PAGE_SIZE = 200  # the documented maximum; the default differs between documents, so it is always sent
EVERY_ENDPOINT = Limit(50, 10)
# "Leave at least five seconds between calls" is asked of everybody who reads the stream; the sandbox needs no rest.
STREAM_LIMITS = (EVERY_ENDPOINT, Limit(1000, 60), Limit(1, 5))
SANDBOX_STREAM_LIMITS = STREAM_LIMITS[:2]
# Orders by number: calls a minute by the seller's listing tier (table of 25 August 2026).
ORDERS_PER_MINUTE = {"50k": 30, "75k": 40, "150k": 50, "500k": 100, "unlimited": 100}
LOWEST_TIER = "50k"
SANDBOX_ORDERS = (
    100  # its sellers are of the highest tier, and nobody should wait half a minute for a day to pass
)
# The window of one question is two weeks at most; both ends may be misread by three hours (section 7).
_SPAN = timedelta(days=14)
_OVERLAP = timedelta(hours=4)
_PAGED_HISTORY = timedelta(days=30)
# A search engine's total may stand still at its window; what is as large is asked for in parts.
LARGEST_TOTAL = 10_000


class Trendyol(Seller):
    # Three months back; the shortest three months have 89 days.
    reach = Reach(history=timedelta(days=89), span=_SPAN, overlap=_OVERLAP, counted=_PAGED_HISTORY)

    def __init__(
        self,
        seller_id: str,
        secrets: Mapping[str, str],
        options: Mapping[str, Any],
        *,
        base_url: str,
        budget: Budget,
        transport: httpx.BaseTransport | None = None,
    ) -> None:
        super().__init__(seller_id, secrets, options, base_url=base_url, budget=budget, transport=transport)
        self._orders_path = f"/integration/order/sellers/{self._seller}"
        self._webhooks = Webhooks(self._gateway, seller_id, (EVERY_ENDPOINT,))
        self._stream_limits = SANDBOX_STREAM_LIMITS if self._gateway.is_local else STREAM_LIMITS
        tier = str(options.get("listing_tier", LOWEST_TIER))
        per_minute = SANDBOX_ORDERS if self._gateway.is_local else ORDERS_PER_MINUTE.get(tier, 30)
        self._decision_limits = (EVERY_ENDPOINT, *(() if self._gateway.is_local else deciding.LIMITS))
        self._list_limits = (EVERY_ENDPOINT, Limit(per_minute, 60))

    def test(self, *, timeout: float) -> None:
        read_envelope(self._list({"size": "1"}, timeout=timeout))

    def changes(
        self,
        *,
        since: datetime,
        until: datetime,
        position: str | None,
        timeout: float,
        size: int | None = None,
        history: bool = False,  # noqa: ARG002 - the stream knows dates
    ) -> Page:
        params = {
            "size": str(min(size or PAGE_SIZE, PAGE_SIZE)),
            "lastModifiedStartDate": _millis(since),
            "lastModifiedEndDate": _millis(until),
        }
        if position:
            params["nextCursor"] = position
        answer = self._gateway.call(
            "GET",
            f"{self._orders_path}/orders/stream",
            endpoint="orders-stream",
            limits=self._stream_limits,
            timeout=timeout,
            params=params,
        )
        rows, envelope = read_envelope(answer)
        following = envelope.get("nextCursor") if envelope.get("hasMore") else None
        if following is not None and (not isinstance(following, str) or following == position):
            raise Refused(Problem.UNKNOWN_SHAPE, "a cursor that leads nowhere")
        page = read_rows(rows, next_position=following or None)
        # The newest come first, and nobody says how many there are.
        oldest = min((order.modified_at for order in page.orders), default=None)
        return replace(page, done=(until - oldest) / (until - since)) if oldest else page

    def by_number(self, number: str, *, now: datetime, deep: bool, timeout: float) -> Page:
        """Windows are by last change: what did not change in two weeks is only found by a deep look."""
        deadline = time.monotonic() + timeout
        oldest = now - _PAGED_HISTORY
        until = now + _OVERLAP
        while True:
            since = max(until - _SPAN, oldest)
            page = self._one_window(number, since, until, timeout=max(0.1, deadline - time.monotonic()))
            if page.orders or page.bad_rows or not deep or since == oldest:
                return page
            until = since + 2 * _OVERLAP

    def total(self, *, since: datetime, until: datetime, timeout: float) -> int | None:
        """One row of the paged list, whose envelope says how many there are."""
        answer = self._list(
            {
                "startDate": _millis(since),
                "endDate": str(int(until.timestamp() * 1000) - 1),
                "size": "1",
                "page": "0",
                "orderByField": "PackageLastModifiedDate",
            },
            timeout=timeout,
        )
        _, envelope = read_envelope(answer)
        found = envelope.get("totalElements")
        if isinstance(found, bool) or not isinstance(found, int) or found < 0:
            raise Refused(Problem.UNKNOWN_SHAPE, "orders: a list without its total")
        return found if found < LARGEST_TOTAL else None

    def _one_window(self, number: str, since: datetime, until: datetime, *, timeout: float) -> Page:
        answer = self._list(
            {
                "orderNumber": number,
                "startDate": _millis(since),
                "endDate": _millis(until),
                "size": str(PAGE_SIZE),
                "page": "0",
                "orderByField": "PackageLastModifiedDate",
                "orderByDirection": "DESC",
            },
            timeout=timeout,
        )
        rows, _ = read_envelope(answer)
        return read_rows(rows)

    def _list(self, params: Mapping[str, str], *, timeout: float) -> Any:
        return self._gateway.call(
            "GET",
            f"{self._orders_path}/v2/orders",
            endpoint="orders",
            limits=self._list_limits,
            timeout=timeout,
            params=params,
        )

    claim_span = timedelta(days=13)
    claim_ends = frozenset({ClaimStatus.ACCEPTED, ClaimStatus.CANCELLED})  # a refund has no word of its own

    def claims(self, *, since: datetime, until: datetime, position: str | None, timeout: float) -> ClaimPage:
        params = {"startDate": _millis(since), "endDate": _millis(until)}
        return self._claims(params, page=int(position or 0), timeout=timeout)

    def claims_named(self, numbers: Sequence[str], *, timeout: float) -> ClaimPage:
        return self._claims({"claimIds": ",".join(numbers)}, page=0, timeout=timeout)

    def _claims(self, params: Mapping[str, str], *, page: int, timeout: float) -> ClaimPage:
        limits = (EVERY_ENDPOINT,)
        return claims.read_claims(
            self._gateway, self._orders_path, params, limits=limits, page=page, timeout=timeout
        )

    def claim_now(self, number: str, *, opened_at: datetime, timeout: float) -> ClaimPage:  # noqa: ARG002
        return self.claims_named([number], timeout=timeout)

    def reject_reasons(self, *, timeout: float) -> tuple[ClaimReason, ...]:
        return deciding.read_reasons(self._gateway, limits=(EVERY_ENDPOINT,), timeout=timeout)

    def accept_claim(self, number: str, units: Sequence[str], *, timeout: float) -> None:
        path, limits = self._orders_path, self._decision_limits
        deciding.accept(self._gateway, path, number, units, limits=limits, timeout=timeout)

    def reject_claim(
        self, number: str, units: Sequence[str], rejection: Rejection, *, timeout: float
    ) -> None:
        path, limits = self._orders_path, self._decision_limits
        deciding.reject(self._gateway, path, number, units, rejection, limits=limits, timeout=timeout)

    def cancel(self, lines: Sequence[LineToCancel], *, reason: str, timeout: float) -> None:
        path, limits = self._orders_path, (EVERY_ENDPOINT,)
        cancelling.cancel(self._gateway, path, lines, reason=reason, limits=limits, timeout=timeout)

    def ensure_webhook(self, *, known_id: str | None, url: str, key: str, timeout: float) -> str:
        return self._webhooks.ensure(known_id=known_id, url=url, key=key, timeout=timeout)

    def stop_webhook(self, *, known_id: str, timeout: float) -> None:
        self._webhooks.stop(known_id, timeout=timeout)


def _millis(moment: datetime) -> str:
    return str(int(moment.timestamp() * 1000))
