"""One HTTP call to Hepsiburada: its headers, its pace, and what a status means there (reference, 2 and 3)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import quote

import httpx

from invekto.integrations.contract import Budget, Limit, Problem, Refused, TryAgainLater
from invekto.integrations.providers.calls import Answer, Calls

_ENDPOINT = "oms"  # one pace for all calls
MAX_ANSWER = 32 * 1024 * 1024  # bytes
# The documents say a thousand a second, sellers three: who asks more is shut out by the bot manager.
PACE = (Limit(3, 1), Limit(180, 60))
SANDBOX_PACE = (Limit(200, 1),)
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
        self._calls = Calls(
            base_url,
            auth=(merchant_id, service_key),
            # To the letter: with a version or a company behind it the answer is 401, as with what is no user name.
            user_agent=developer,
            budget=budget,
            largest=MAX_ANSWER,
            transport=transport,
        )
        self._pace: Sequence[Limit] = SANDBOX_PACE if self._calls.is_local else PACE

    def close(self) -> None:
        self._calls.close()

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
        answer = self._call("GET", path, what=what, timeout=timeout, params=params, headers=headers)
        if may_lack and answer.status == 404 and not answer.is_web_page:
            return None
        if not answer.response.is_success:
            raise self._failure(answer)
        return _decode(answer)

    def post(self, path: str, body: Mapping[str, Any], *, what: str, timeout: float) -> bool:
        """Whether there is such a thing; its answer may be empty. Raises TryAgainLater or Refused."""
        answer = self._call("POST", path, what=what, timeout=timeout, body=body)
        if answer.status == 404 and not answer.is_web_page:
            return False
        if not answer.response.is_success:
            raise self._failure(answer)
        if answer.content.strip():
            _decode(answer)  # an error may come with 200
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
        answer = self._call("POST", path, what=what, timeout=timeout, fields=fields, headers=headers)
        if not answer.response.is_success:
            raise self._failure(answer)
        if answer.is_web_page:
            raise TryAgainLater(Problem.UNREADABLE, f"{what}: a web page{_correlation(answer)}")

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
    ) -> Answer:
        return self._calls.send(
            method,
            path,
            what=what,
            endpoint=_ENDPOINT,
            limits=self._pace,
            timeout=timeout,
            params=params,
            body=body,
            parts={name: (None, value.encode(), None) for name, value in (fields or {}).items()},
            headers=headers,
        )

    def _failure(self, answer: Answer) -> TryAgainLater | Refused:
        words = f"{_error_word(answer)}{_correlation(answer)}"
        if answer.status != 429 and answer.is_web_page:
            # The bot manager stands before the API and answers in pages: 520, and sometimes 403.
            return TryAgainLater(Problem.UNREADABLE, f"{answer.what}: {answer.status}{words}")
        if answer.status == 406:  # a daily limit
            return TryAgainLater(Problem.RATE_LIMITED, f"{answer.what}: 406{words}")
        return self._calls.failure(answer, _ENDPOINT, words=words, pause=_reset(answer))


class Merchant:
    """What an adapter of a merchant's account begins with."""

    def __init__(
        self,
        merchant_id: str,
        secrets: Mapping[str, str],
        options: Mapping[str, Any],  # noqa: ARG002 - there are none
        *,
        base_url: str,
        budget: Budget,
        transport: httpx.BaseTransport | None = None,
    ) -> None:
        self._merchant_id, self._merchant = merchant_id, quote(merchant_id, safe="")
        self._gateway = Gateway(
            merchant_id,
            secrets.get("password", ""),
            secrets.get("username", ""),
            base_url=base_url,
            budget=budget,
            transport=transport,
        )

    def close(self) -> None:
        self._gateway.close()


def _decode(answer: Answer) -> Any:
    told = answer.json(trace=_correlation(answer))
    if isinstance(told, dict) and told.get("success") is False:
        # An error that comes with 200.
        raise TryAgainLater(Problem.PLATFORM_DOWN, f"{answer.what}: success false{_correlation(answer)}")
    return told


def _reset(answer: Answer) -> float | None:
    value = answer.header("x-ratelimit-reset")
    return min(float(value), 3600.0) if value.isascii() and value.isdigit() and int(value) else None


def _correlation(answer: Answer) -> str:
    """What their support asks for; kept a week there."""
    value = answer.header("x-correlation-id")
    return f" [{value}]" if _WORD.fullmatch(value) else ""


def _error_word(answer: Answer) -> str:
    """The error in whichever shape; only words that are a code, since sentences may repeat personal data."""
    body = answer.error()
    word = body if isinstance(body, str) else None
    if isinstance(body, dict):
        word = body.get("code") or body.get("message") or body.get("title")
    is_kept = isinstance(word, str) and (word in _SENTENCES or _WORD.fullmatch(word))
    return f" {word}" if is_kept else ""
