"""The platform as an OrderSource: its protocol, and no more than that."""

from __future__ import annotations

import time
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import quote

import httpx

from invekto.core.answers import read_answer, retry_after
from invekto.integrations.contract import Budget, Limit, Page, Problem, Reach, Refused, TryAgainLater
from tests.integrations.adding.n11.reading import decoded, read_rows

_LIMITS = (Limit(60, 60),)
_PAUSE = 60.0  # seconds after a 429 that names none
_LARGEST = 16 * 1024 * 1024


class N11:
    reach = Reach(history=timedelta(days=30), span=timedelta(days=15), overlap=timedelta(hours=1))

    def __init__(
        self,
        shop: str,
        secrets: Mapping[str, str],
        options: Mapping[str, Any],
        *,
        base_url: str,
        budget: Budget,
    ) -> None:
        self._budget, self._orders = budget, f"/shops/{quote(shop, safe='')}/orders"
        self._http = httpx.Client(
            base_url=base_url,
            # Not as a header of our own: what people paste may hold letters that no header bears.
            auth=httpx.BasicAuth(secrets["app_key"], secrets["app_secret"]),
            trust_env=False,
        )

    def close(self) -> None:
        self._http.close()

    def test(self, *, timeout: float) -> None:
        self._call("GET", self._orders, {"size": "1"}, timeout=timeout)

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
        asked = {"since": since.isoformat(), "until": until.isoformat(), "size": str(size or 100)}
        answer = self._call("GET", self._orders, asked | {"from": position or "0"}, timeout=timeout)
        return read_rows(answer["orders"], next_position=answer.get("next"))

    def total(self, *, since: datetime, until: datetime, timeout: float) -> int | None:
        return None  # the platform gives no totals: gaps are looked for by reading again

    def by_number(self, number: str, *, now: datetime, deep: bool, timeout: float) -> Page:
        return read_rows(self._call("GET", self._orders, {"number": number}, timeout=timeout)["orders"])

    def ensure_webhook(self, *, known_id: str | None, url: str, key: str, timeout: float) -> str:
        self._call("PUT", "/webhook", {"url": url, "key": key}, timeout=timeout)
        return "webhook"

    def stop_webhook(self, *, known_id: str, timeout: float) -> None:
        self._call("DELETE", "/webhook", {}, timeout=timeout)

    def _call(self, method: str, path: str, params: Mapping[str, str], *, timeout: float) -> Any:
        deadline = time.monotonic() + timeout
        self._budget.take("all", _LIMITS, patience=timeout / 2)
        try:
            with self._http.stream(method, path, params=dict(params), timeout=timeout) as response:
                content = read_answer(response, deadline, largest=_LARGEST)
        except httpx.HTTPError as error:
            raise TryAgainLater(Problem.NO_ANSWER, type(error).__name__) from error
        if response.status_code == 429:
            pause = retry_after(response) or _PAUSE
            self._budget.close("all", pause)
            raise TryAgainLater(Problem.RATE_LIMITED, "429", seconds=pause)
        if response.is_server_error:
            raise TryAgainLater(Problem.PLATFORM_DOWN, str(response.status_code))
        if response.status_code == 401:
            raise Refused(Problem.KEY_REFUSED, "401")
        if not response.is_success:
            raise Refused(Problem.REQUEST_REFUSED, str(response.status_code))
        try:
            answer = decoded(content)
        except ValueError as error:
            raise TryAgainLater(Problem.UNREADABLE, "no JSON") from error
        if not isinstance(answer, dict) or not isinstance(answer.get("orders"), list):
            raise Refused(Problem.UNKNOWN_SHAPE, "an answer without orders")
        return answer
