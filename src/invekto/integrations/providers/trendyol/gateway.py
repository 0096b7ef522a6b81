"""One HTTP call to Trendyol: its headers, and what a status means there (reference, 2 to 4)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import quote

import httpx

from invekto.integrations.contract import Budget, Limit, Problem, Refused, TryAgainLater
from invekto.integrations.providers.calls import Answer, Calls, Part

COMPANY = "Invekto"  # after the seller's id in the mandatory User-Agent: letters and digits, 30 at most
MAX_ANSWER = 64 * 1024 * 1024  # bytes; a page of 200 packages is about one
_KEY = re.compile(r"[\w.-]{1,80}")


class Gateway:
    def __init__(
        self,
        seller_id: str,
        api_key: str,
        api_secret: str,
        *,
        base_url: str,
        budget: Budget,
        transport: httpx.BaseTransport | None = None,
    ) -> None:
        self._calls = Calls(
            base_url,
            auth=(api_key, api_secret),
            user_agent=f"{seller_id} - {COMPANY}",
            budget=budget,
            largest=MAX_ANSWER,
            transport=transport,
        )
        self.is_local = self._calls.is_local
        self._is_test = self._calls.host.startswith("stage")

    def close(self) -> None:
        self._calls.close()

    def call(
        self,
        method: str,
        path: str,
        *,
        endpoint: str,
        limits: Sequence[Limit],
        timeout: float,
        params: Mapping[str, str] | None = None,
        body: Mapping[str, Any] | None = None,
        parts: Mapping[str, Part] | None = None,
    ) -> Any:
        """The decoded answer (text where it is no JSON but need not be). Raises TryAgainLater or Refused.

        ``timeout``: seconds for everything, the wait for our turn included.
        """
        answer = self._calls.send(
            method,
            path,
            what=endpoint,
            endpoint=endpoint,
            limits=limits,
            timeout=timeout,
            params=params,
            body=body,
            parts=parts,
        )
        if not answer.response.is_success:
            raise self._failure(endpoint, answer)
        try:
            return _decode(answer)
        except TryAgainLater:
            if method == "GET" or answer.is_web_page:
                raise
            # What is written was taken: a 2xx says so, whatever stands in its body (reference, 11).
            return None

    def _failure(self, endpoint: str, answer: Answer) -> TryAgainLater | Refused:
        words = _error_key(answer)
        if answer.status == 503 and self._is_test:
            return TryAgainLater(Problem.TEST_ACCESS, f"{answer.what}: 503{words}")
        if answer.status == 426:
            return Refused(Problem.VERSION_RETIRED, f"{answer.what}: 426{words}")
        return self._calls.failure(answer, endpoint, words=words)


class Seller:
    """What every adapter of a seller's account begins with."""

    def __init__(
        self,
        seller_id: str,
        secrets: Mapping[str, str],
        options: Mapping[str, Any],  # noqa: ARG002 - most know none
        *,
        base_url: str,
        budget: Budget,
        transport: httpx.BaseTransport | None = None,
    ) -> None:
        self._seller = quote(seller_id, safe="")
        self._gateway = Gateway(
            seller_id,
            secrets.get("api_key", ""),
            secrets.get("api_secret", ""),
            base_url=base_url,
            budget=budget,
            transport=transport,
        )

    def close(self) -> None:
        self._gateway.close()


def _decode(answer: Answer) -> Any:
    if answer.status == httpx.codes.NO_CONTENT:
        return {"content": []}  # how some of its services tell an empty list
    if not answer.content.strip():
        return None
    if answer.header("content-type").startswith("text/plain") and not answer.is_web_page:
        return answer.content.decode("utf-8", errors="replace")
    return answer.json()


def _error_key(answer: Answer) -> str:
    """The error's name in any of the three shapes; messages are left out, they may repeat personal data."""
    body = answer.error()
    if not isinstance(body, dict):
        return ""
    errors = body.get("errors")
    first = errors[0] if isinstance(errors, list) and errors and isinstance(errors[0], dict) else {}
    name = first.get("key") or body.get("exception") or body.get("error")
    return f" {name}" if isinstance(name, str) and _KEY.fullmatch(name) else ""
