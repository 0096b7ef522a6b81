"""One HTTP call to Hepsiburada: headers, budget, deadline, and every way to fail (reference, 2 and 3)."""

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

MAX_ANSWER = 32 * 1024 * 1024  # bytes
# The documents say a thousand a second, sellers three: who asks more is shut out by the bot manager.
PACE = (Limit(3, 1), Limit(180, 60))
SANDBOX_PACE = (Limit(200, 1),)
_DEFAULT_PAUSE = 10.0
_PATIENCE = 2.0  # seconds a call waits for its turn before the job is put off instead
_WORD = re.compile(r"[A-Za-z0-9_.-]{1,80}")
# What they write in several words; any other sentence may hold a customer's name.
_SENTENCES = {"Wrong Claim Status", "Bad Request limit and offset parameters are required"}


class Gateway:
    def __init__(
        self,
        merchant_id: str,
        service_key: str,
        developer: str,
        *,
        base_url: str,
        budget: Budget,
        transport: httpx.BaseTransport | None = None,
    ) -> None:
        self._budget = budget
        host = urlsplit(base_url).hostname or ""
        self.is_local = host in ("127.0.0.1", "localhost", "::1")
        self._pace: Sequence[Limit] = SANDBOX_PACE if self.is_local else PACE
        self._http = httpx.Client(
            base_url=base_url,
            auth=httpx.BasicAuth(merchant_id, service_key),
            # To the letter: with a version or a company behind it the answer is 401, as with what is no user name.
            headers=httpx.Headers({"User-Agent": developer, "Accept": "application/json"}, encoding="utf-8"),
            transport=transport,
            # A company's proxy applies to the platform, never to the sandbox on this machine.
            trust_env=not self.is_local,
        )

    def close(self) -> None:
        self._http.close()

    def get(
        self,
        path: str,
        *,
        what: str,
        timeout: float,
        params: Mapping[str, str] | None = None,
        headers: Mapping[str, str] | None = None,
        may_lack: bool = False,
    ) -> Any:
        """The decoded answer. Raises TryAgainLater or Refused.

        ``may_lack``: one thing is asked for, and that there is none (404) is None; of a list it says nothing at all.
        ``timeout``: seconds for everything, the wait for our turn included; ``what`` names the call in logs.
        """
        response, content = self._call(
            "GET", path, what=what, timeout=timeout, params=params, headers=headers
        )
        if may_lack and response.status_code == 404 and not _is_web_page(response, content):
            return None
        if not response.is_success:
            raise self._failure(what, response, content)
        return _decode(what, response, content)

    def post(self, path: str, body: Mapping[str, Any], *, what: str, timeout: float) -> bool:
        """Whether there is such a thing; its answer may be empty. Raises TryAgainLater or Refused."""
        response, content = self._call("POST", path, what=what, timeout=timeout, body=body)
        if response.status_code == 404 and not _is_web_page(response, content):
            return False
        if not response.is_success:
            raise self._failure(what, response, content)
        if content.strip():
            _decode(what, response, content)  # an error may come with 200
        return True

    def post_form(
        self,
        path: str,
        *,
        what: str,
        timeout: float,
        fields: Mapping[str, str],
        headers: Mapping[str, str] | None = None,
    ) -> None:
        """As a form of several parts. Returns when it was taken; what the answer says besides is not looked at."""
        response, content = self._call(
            "POST", path, what=what, timeout=timeout, fields=fields, headers=headers
        )
        if not response.is_success:
            raise self._failure(what, response, content)
        if _is_web_page(response, content):
            raise TryAgainLater(Problem.UNREADABLE, f"{what}: a web page{_correlation(response)}")

    def _call(
        self,
        method: str,
        path: str,
        *,
        what: str,
        timeout: float,
        params: Mapping[str, str] | None = None,
        body: Mapping[str, Any] | None = None,
        fields: Mapping[str, str] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> tuple[httpx.Response, bytes]:
        deadline = time.monotonic() + timeout
        self._budget.take("oms", self._pace, patience=min(_PATIENCE, timeout / 2))
        try:
            with self._http.stream(
                method,
                path,
                params=dict(params or {}),
                json=dict(body) if body is not None else None,
                files={name: (None, value.encode()) for name, value in fields.items()} if fields else None,
                headers=dict(headers or {}),
                timeout=max(0.05, deadline - time.monotonic()),
            ) as response:
                content = read_answer(response, deadline, largest=MAX_ANSWER)
        except httpx.TimeoutException as error:
            raise TryAgainLater(Problem.NO_ANSWER, f"{what}: no answer in time") from error
        except (httpx.TransportError, httpx.DecodingError) as error:
            raise TryAgainLater(Problem.NO_ANSWER, f"{what}: {type(error).__name__}") from error
        return response, content

    def _failure(self, what: str, response: httpx.Response, content: bytes) -> TryAgainLater | Refused:
        status = response.status_code
        detail = f"{what}: {status}{_error_word(content)}{_correlation(response)}"
        if status == 429:
            pause = retry_after(response) or _reset(response) or _DEFAULT_PAUSE
            self._budget.close("oms", pause)
            return TryAgainLater(Problem.RATE_LIMITED, detail, seconds=pause)
        if _is_web_page(response, content):
            # The bot manager stands before the API and answers in pages: 520, and sometimes 403.
            return TryAgainLater(Problem.UNREADABLE, detail)
        if status >= 500:
            return TryAgainLater(
                Problem.PLATFORM_DOWN, detail, seconds=retry_after(response), ask_for_less=status == 504
            )
        if status == 401:
            return Refused(Problem.KEY_REFUSED, detail)
        if status == 403:
            return Refused(Problem.ACCESS_DENIED, detail)
        if status == 406:  # a daily limit
            return TryAgainLater(Problem.RATE_LIMITED, detail)
        if status == 408:
            return TryAgainLater(Problem.NO_ANSWER, detail)
        return Refused(Problem.REQUEST_REFUSED, detail)


def _decode(what: str, response: httpx.Response, content: bytes) -> Any:
    if _is_web_page(response, content):
        raise TryAgainLater(Problem.UNREADABLE, f"{what}: a web page instead of JSON{_correlation(response)}")
    try:
        answer = decode_json(content)
    except ValueError as error:
        raise TryAgainLater(Problem.UNREADABLE, f"{what}: broken JSON of {len(content)} bytes") from error
    if isinstance(answer, dict) and answer.get("success") is False:
        # An error that comes with 200.
        raise TryAgainLater(Problem.PLATFORM_DOWN, f"{what}: success false{_correlation(response)}")
    return answer


def decode_json(content: bytes) -> Any:
    """JSON with amounts as Decimal. Raises ValueError, also for deep nesting."""
    try:
        return json.loads(content.decode("utf-8-sig"), parse_float=number)
    except RecursionError as error:
        raise ValueError("nested too deeply") from error


def _is_web_page(response: httpx.Response, content: bytes) -> bool:
    return "html" in response.headers.get("content-type", "") or content.lstrip()[:1] == b"<"


def _reset(response: httpx.Response) -> float | None:
    value = response.headers.get("x-ratelimit-reset", "").strip()
    return min(float(value), 3600.0) if value.isascii() and value.isdigit() and int(value) else None


def _correlation(response: httpx.Response) -> str:
    """What their support asks for; kept a week there."""
    value = response.headers.get("x-correlation-id", "")
    return f" [{value}]" if _WORD.fullmatch(value) else ""


def _error_word(content: bytes) -> str:
    """The error in whichever shape; only words that are a code, since sentences may repeat personal data."""
    try:
        body = decode_json(content[:20_000])
    except ValueError:
        return ""
    word = body if isinstance(body, str) else None
    if isinstance(body, dict):
        word = body.get("code") or body.get("message") or body.get("title")
    is_kept = isinstance(word, str) and (word in _SENTENCES or _WORD.fullmatch(word))
    return f" {word}" if is_kept else ""
