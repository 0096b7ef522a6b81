"""One HTTP call to Trendyol: headers, budget, deadline, and every way to fail (reference, 2 to 4)."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit

import httpx

from invekto.core.answers import read_answer, retry_after
from invekto.integrations.contract import Budget, Limit, Problem, Refused, TryAgainLater
from invekto.integrations.providers.values import number

COMPANY = "Invekto"  # after the seller's id in the mandatory User-Agent: letters and digits, 30 at most
MAX_ANSWER = 64 * 1024 * 1024  # bytes; a page of 200 packages is about one
_DEFAULT_PAUSE = 10.0  # the window of the documented limit
_PATIENCE = 2.0  # seconds a call waits for its turn before the job is put off instead
_KEY = re.compile(r"[\w.-]{1,80}")

Part = tuple[str | None, bytes, str]  # of a form: file name, content, media type


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
        self._budget = budget
        host = urlsplit(base_url).hostname or ""
        self.is_local = host in ("127.0.0.1", "localhost", "::1")
        self._is_test = host.startswith("stage")
        self._http = httpx.Client(
            base_url=base_url,
            auth=httpx.BasicAuth(api_key, api_secret),
            headers={"User-Agent": f"{seller_id} - {COMPANY}", "Accept": "application/json"},
            transport=transport,
            # A company's proxy applies to the platform, never to the sandbox on this machine.
            trust_env=not self.is_local,
        )

    def close(self) -> None:
        self._http.close()

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
        deadline = time.monotonic() + timeout
        self._budget.take(endpoint, limits, patience=min(_PATIENCE, timeout / 2))
        try:
            with self._http.stream(
                method,
                path,
                params=dict(params or {}),
                json=dict(body) if body is not None else None,
                files=dict(parts) if parts else None,
                timeout=max(0.05, deadline - time.monotonic()),
            ) as response:
                content = read_answer(response, deadline, largest=MAX_ANSWER)
        except httpx.TimeoutException as error:
            raise TryAgainLater(Problem.NO_ANSWER, f"{endpoint}: no answer in time") from error
        except (httpx.TransportError, httpx.DecodingError) as error:
            raise TryAgainLater(Problem.NO_ANSWER, f"{endpoint}: {type(error).__name__}") from error
        if not response.is_success:
            raise self._failure(endpoint, response, content)
        try:
            return _decode(endpoint, response, content)
        except TryAgainLater:
            if method == "GET" or _is_web_page(response, content):
                raise
            return (
                None  # what is written was taken: a 2xx says so, whatever stands in its body (reference, 11)
            )

    def _failure(self, endpoint: str, response: httpx.Response, content: bytes) -> TryAgainLater | Refused:
        status = response.status_code
        detail = f"{endpoint}: {status}{_error_key(content)}"
        if status == 429:
            pause = retry_after(response) or _DEFAULT_PAUSE
            self._budget.close(endpoint, pause)
            return TryAgainLater(Problem.RATE_LIMITED, detail, seconds=pause)
        if status == 503 and self._is_test:
            return TryAgainLater(Problem.TEST_ACCESS, detail)
        if status >= 500:
            asked = retry_after(response)
            if asked:
                self._budget.close(endpoint, asked)
            return TryAgainLater(Problem.PLATFORM_DOWN, detail, seconds=asked, ask_for_less=status == 504)
        if status == 401:
            return Refused(Problem.KEY_REFUSED, detail)
        if status == 403:
            # A web page instead of an error object comes from the firewall before the API, not from the API.
            if _is_web_page(response, content):
                return TryAgainLater(Problem.UNREADABLE, detail)
            return Refused(Problem.ACCESS_DENIED, detail)
        if status == 426:
            return Refused(Problem.VERSION_RETIRED, detail)
        if status == 408:
            return TryAgainLater(Problem.NO_ANSWER, detail)
        return Refused(Problem.REQUEST_REFUSED, detail)


def _decode(endpoint: str, response: httpx.Response, content: bytes) -> Any:
    if response.status_code == httpx.codes.NO_CONTENT:
        return {"content": []}  # how some of its services tell an empty list
    if not content.strip():
        return None
    if _is_web_page(response, content):
        raise TryAgainLater(Problem.UNREADABLE, f"{endpoint}: a web page instead of JSON")
    if response.headers.get("content-type", "").startswith("text/plain"):
        return content.decode("utf-8", errors="replace")
    try:
        return decode_json(content)
    except ValueError as error:
        raise TryAgainLater(Problem.UNREADABLE, f"{endpoint}: broken JSON of {len(content)} bytes") from error


def decode_json(content: bytes) -> Any:
    """JSON with amounts as Decimal and long numbers whole. Raises ValueError, also for deep nesting."""
    try:
        return json.loads(content.decode("utf-8"), parse_float=number)
    except RecursionError as error:
        raise ValueError("nested too deeply") from error


def _is_web_page(response: httpx.Response, content: bytes) -> bool:
    return "html" in response.headers.get("content-type", "") or content.lstrip()[:1] == b"<"


def _error_key(content: bytes) -> str:
    """The error's name in any of the three shapes; messages are left out, they may repeat personal data."""
    try:
        body = decode_json(content[:20_000])
    except ValueError:
        return ""
    if not isinstance(body, dict):
        return ""
    errors = body.get("errors")
    first = errors[0] if isinstance(errors, list) and errors and isinstance(errors[0], dict) else {}
    name = first.get("key") or body.get("exception") or body.get("error")
    return f" {name}" if isinstance(name, str) and _KEY.fullmatch(name) else ""
