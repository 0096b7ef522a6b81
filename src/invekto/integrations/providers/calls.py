"""One HTTP call to a platform: its turn, its deadline, and what every platform's failures have in common."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import httpx

from invekto.core.answers import read_answer, retry_after
from invekto.integrations.contract import Budget, Limit, Problem, Refused, TryAgainLater
from invekto.integrations.providers.values import number

_DEFAULT_PAUSE = 10.0  # seconds, where a platform that is asked too much names none
_PATIENCE = 2.0  # seconds a call waits for its turn before the job is put off instead
_LONGEST_ERROR = 20_000  # bytes of an answer in which the error's name is looked for

Part = tuple[str | None, bytes, str | None]  # of a form: file name, content, media type


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back, whole, whatever its status says. ``what`` names the call in logs."""

    what: str
    response: httpx.Response
    content: bytes

    @property
    def status(self) -> int:
        return self.response.status_code

    @property
    def is_web_page(self) -> bool:
        """From a firewall, a bot manager or a page of maintenance: not from the API."""
        return "html" in self.header("content-type") or self.content.lstrip()[:1] == b"<"

    def header(self, name: str) -> str:
        return str(self.response.headers.get(name, "")).strip()

    def json(self, *, trace: str = "") -> Any:
        """Raises TryAgainLater for a web page and for what is no JSON; ``trace`` is told with it."""
        if self.is_web_page:
            raise TryAgainLater(Problem.UNREADABLE, f"{self.what}: a web page instead of JSON{trace}")
        try:
            return decode_json(self.content)
        except ValueError as error:
            detail = f"{self.what}: broken JSON of {len(self.content)} bytes"
            raise TryAgainLater(Problem.UNREADABLE, detail) from error

    def error(self) -> Any:
        """The body of a refusal, where it is JSON."""
        try:
            return decode_json(self.content[:_LONGEST_ERROR])
        except ValueError:
            return None


class Calls:
    """``largest``: bytes of an answer."""

    def __init__(
        self,
        base_url: str,
        *,
        auth: tuple[str, str],
        user_agent: str,
        budget: Budget,
        largest: int,
        transport: httpx.BaseTransport | None = None,
    ) -> None:
        self._budget, self._largest = budget, largest
        self.host = urlsplit(base_url).hostname or ""
        self.is_local = self.host in ("127.0.0.1", "localhost", "::1")
        self._http = httpx.Client(
            base_url=base_url,
            auth=httpx.BasicAuth(*auth),
            headers=httpx.Headers({"User-Agent": user_agent, "Accept": "application/json"}, encoding="utf-8"),
            transport=transport,
            # A company's proxy applies to the platform, never to the sandbox on this machine.
            trust_env=not self.is_local,
        )

    def close(self) -> None:
        self._http.close()

    def send(
        self,
        method: str,
        path: str,
        *,
        what: str,
        endpoint: str,
        limits: Sequence[Limit],
        timeout: float,
        params: Mapping[str, str] | None = None,
        body: Mapping[str, Any] | None = None,
        parts: Mapping[str, Part] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Answer:
        """Whatever was answered. Raises TryAgainLater when nothing was, or not all of it.

        ``timeout``: seconds for everything, the wait for our turn at ``endpoint`` included.
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
                headers=dict(headers or {}),
                timeout=max(0.05, deadline - time.monotonic()),
            ) as response:
                return Answer(what, response, read_answer(response, deadline, largest=self._largest))
        except httpx.TimeoutException as error:
            raise TryAgainLater(Problem.NO_ANSWER, f"{what}: no answer in time") from error
        except (httpx.TransportError, httpx.DecodingError) as error:
            raise TryAgainLater(Problem.NO_ANSWER, f"{what}: {type(error).__name__}") from error

    def failure(
        self, answer: Answer, endpoint: str, *, words: str = "", pause: float | None = None
    ) -> TryAgainLater | Refused:
        """What a status outside 2xx means anywhere; where a platform means something else by it, ask it first.

        What it asks for (Retry-After, else ``pause`` of its own) closes ``endpoint`` for all workers.
        """
        status, detail = answer.status, f"{answer.what}: {answer.status}{words}"
        asked = retry_after(answer.response)
        if status == 429:
            asked = asked or pause or _DEFAULT_PAUSE
            self._budget.close(endpoint, asked)
            return TryAgainLater(Problem.RATE_LIMITED, detail, seconds=asked)
        if status >= 500:
            if asked:
                self._budget.close(endpoint, asked)
            return TryAgainLater(Problem.PLATFORM_DOWN, detail, seconds=asked, ask_for_less=status == 504)
        if status == 401:
            return Refused(Problem.KEY_REFUSED, detail)
        if status == 403:
            # A web page instead of an error object comes from the firewall before the API, not from the API.
            is_firewall = answer.is_web_page
            return (
                TryAgainLater(Problem.UNREADABLE, detail)
                if is_firewall
                else Refused(Problem.ACCESS_DENIED, detail)
            )
        if status == 408:
            return TryAgainLater(Problem.NO_ANSWER, detail)
        return Refused(Problem.REQUEST_REFUSED, detail)


def decode_json(content: bytes) -> Any:
    """JSON with amounts as Decimal and long numbers whole, with or without a byte order mark.

    Raises ValueError, also for deep nesting.
    """
    try:
        return json.loads(content.decode("utf-8-sig"), parse_float=number)
    except RecursionError as error:
        raise ValueError("nested too deeply") from error
