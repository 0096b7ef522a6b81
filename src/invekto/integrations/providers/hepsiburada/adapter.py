"""Hepsiburada as an OrderSource (reference: the marketplace API in its state of autumn 2026)."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import quote

from pydantic import ValidationError

from invekto.integrations.cancelling.contract import LineToCancel
from invekto.integrations.claims.contract import ClaimPage, ClaimReason, Rejection
from invekto.integrations.claims.models import ClaimStatus
from invekto.integrations.contract import (
    Order,
    Page,
    Piece,
    Problem,
    Reach,
    Refused,
    TryAgainLater,
)
from invekto.integrations.providers.hepsiburada import cancelling, claims, deciding, orders, shapes
from invekto.integrations.providers.hepsiburada.feeds import Feed, Place, Walk
from invekto.integrations.providers.hepsiburada.gateway import Merchant
from invekto.integrations.providers.hepsiburada.reading import read_number, read_rows

MOST_PARCELS = 5  # of one order whose tracking is asked for at once
_SHORTEST_CALL = 0.2  # seconds


class Hepsiburada(Merchant):
    # The first window is as long as the delivered feed reaches back: that one takes no dates, and is read once.
    reach = Reach(history=timedelta(days=89), span=timedelta(days=31), overlap=timedelta(hours=4))

    def test(self, *, timeout: float) -> None:
        path = f"/orders/merchantid/{self._merchant}"
        answer = self._gateway.get(path, what="test", timeout=timeout, params={"offset": "0", "limit": "1"})
        _rows_of(answer, "test")

    def changes(
        self,
        *,
        since: datetime,
        until: datetime,
        position: str | None,
        timeout: float,
        size: int | None = None,
        history: bool = False,
    ) -> Page:
        """One answer of one feed; the position leads through all of them."""
        walk, place = Walk(since, until, history, size), Place.from_text(position)
        feed = walk.feed(place)
        rows = self._ask(feed, walk.params(place), timeout=timeout)
        following = walk.after(place, rows)
        return replace(
            read_rows(feed.kind, rows),
            next_position=following.to_text() if following else None,
            done=walk.done(following) if following else 1.0,
        )

    def _ask(self, feed: Feed, params: Mapping[str, str], *, timeout: float) -> list[Any]:
        path = feed.path.format(self._merchant)
        answer = self._gateway.get(path, what=feed.kind, timeout=timeout, params=params)
        return _rows_of(answer, feed.kind)

    def total(self, **_: Any) -> int | None:
        """Feeds are of what is open, under way or cancelled now; no total is of a time."""
        return None

    def by_number(
        self,
        number: str,
        *,
        now: datetime,
        deep: bool,  # noqa: ARG002 - no window is asked for, so every look is deep
        timeout: float,
    ) -> Page:
        """The order and the tracking of its parcels."""
        deadline = time.monotonic() + timeout
        path = f"/orders/merchantid/{self._merchant}/ordernumber/{quote(number, safe='')}"
        answer = self._gateway.get(path, what="order", timeout=timeout, may_lack=True)
        if answer is None or (isinstance(answer, dict) and not (answer.get("items") or answer.get("Items"))):
            return Page(())
        try:
            page = read_number(answer, now)
        except (ValidationError, ValueError) as error:
            raise Refused(Problem.UNKNOWN_SHAPE, "order: not the shape we know") from error
        parcels = [order for order in page.orders if order.piece is Piece.PARCEL][:MOST_PARCELS]
        told = {
            parcel.package_id: found
            for parcel in parcels
            if (found := self._tracking(parcel, timeout=deadline - time.monotonic()))
        }
        return replace(page, orders=tuple(orders.with_tracking(page.orders, told)))

    def _tracking(self, parcel: Order, *, timeout: float) -> shapes.TrackingShape | None:
        """None when it could not be asked: the order is worth telling without it."""
        if timeout < _SHORTEST_CALL:
            return None
        package = parcel.package_id.partition("/")[0]
        path = f"/packages/merchantid/{self._merchant}/packagenumber/{quote(package, safe='')}"
        try:
            answer = self._gateway.get(path, what="tracking", timeout=timeout, may_lack=True)
            return shapes.TrackingShape.model_validate(shapes.plain(answer)) if answer else None
        except (TryAgainLater, ValidationError, ValueError):
            return None

    claim_span = timedelta(days=90)  # no widest window is documented for claims
    claim_ends = frozenset({ClaimStatus.REFUNDED, ClaimStatus.CANCELLED})

    def claims(self, *, since: datetime, until: datetime, position: str | None, timeout: float) -> ClaimPage:
        return claims.read_claims(
            self._gateway, self._merchant, since=since, until=until, position=position, timeout=timeout
        )

    def claims_named(self, numbers: Sequence[str], *, timeout: float) -> ClaimPage:  # noqa: ARG002 - see below
        """Its windows are of changes of the status: nothing is left to be asked for."""
        return ClaimPage(())

    def claim_now(self, number: str, *, opened_at: datetime, timeout: float) -> ClaimPage:
        return deciding.read_one(self._gateway, self._merchant, number, opened_at=opened_at, timeout=timeout)

    def reject_reasons(self, *, timeout: float) -> tuple[ClaimReason, ...]:  # noqa: ARG002 - nothing is called
        return deciding.REASONS

    def accept_claim(self, number: str, units: Sequence[str], *, timeout: float) -> None:  # noqa: ARG002 - one each
        deciding.accept(self._gateway, number, timeout=timeout)

    def reject_claim(
        self,
        number: str,
        units: Sequence[str],  # noqa: ARG002 - one each
        rejection: Rejection,
        *,
        timeout: float,
    ) -> None:
        deciding.reject(self._gateway, number, rejection, timeout=timeout)

    def cancel(self, lines: Sequence[LineToCancel], *, reason: str, timeout: float) -> None:
        cancelling.cancel(self._gateway, self._merchant, lines, reason=reason, timeout=timeout)

    def ensure_webhook(self, **_: Any) -> str:
        """There is no call for it: the seller gives Hepsiburada the address by ticket."""
        raise Refused(Problem.NOT_SUPPORTED, "webhooks")

    def stop_webhook(self, **_: Any) -> None:
        """Nothing to call: what is pushed to an account that is off is refused at the door."""


def _rows_of(answer: Any, what: str) -> list[Any]:
    """The rows, whether in an envelope or bare. Raises Refused for anything else."""
    if isinstance(answer, list):
        return answer
    if isinstance(answer, dict):
        found = next((value for key, value in answer.items() if key.lower() == "items"), None)
        if isinstance(found, list):
            return found
    raise Refused(Problem.UNKNOWN_SHAPE, f"{what}: an answer without rows")
