"""One POST to a provider of language models, with a deadline for the whole answer."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

import httpx

from invekto.agent_ai.llm.contract import AnswerLost, Refused, TryAgainLater

_LARGEST = 1024 * 1024  # bytes; an answer is some hundred words
_LIMITS = httpx.Limits(max_connections=20, max_keepalive_connections=10, keepalive_expiry=20.0)
_OVERLOADED = (429, 529)  # 529: Anthropic's own
_clients: dict[str, httpx.Client] = {}
_clients_lock = threading.Lock()


def _client(url: str) -> httpx.Client:
    """One pool of kept-alive connections per process and address."""
    with _clients_lock:
        if url not in _clients:
            # A company's proxy applies to the provider, never to a model on this machine.
            is_local = urlsplit(url).hostname in ("127.0.0.1", "localhost", "::1")
            _clients[url] = httpx.Client(base_url=url, limits=_LIMITS, trust_env=not is_local)
        return _clients[url]


def post(url: str, path: str, *, headers: Mapping[str, str], body: Mapping[str, Any], timeout: float) -> Any:
    """The decoded answer. Raises TryAgainLater, Refused or AnswerLost."""
    deadline = time.monotonic() + timeout
    try:
        with _client(url).stream(
            "POST", path, headers=dict(headers), json=dict(body), timeout=timeout
        ) as response:
            content = _read(response, deadline)
    except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout) as error:
        raise TryAgainLater("unreachable") from error  # nothing was written yet
    except httpx.TimeoutException as error:
        raise AnswerLost("timeout") from error
    except (httpx.TransportError, httpx.DecodingError) as error:
        raise AnswerLost("connection") from error
    status = response.status_code
    if status in _OVERLOADED:
        raise TryAgainLater("overloaded", seconds=_retry_after(response))
    if status >= 500:
        raise TryAgainLater("provider")
    if not response.is_success:
        raise Refused({401: "key", 403: "key", 404: "model"}.get(status, "request"))
    try:
        return json.loads(content)
    except (ValueError, RecursionError) as error:
        raise AnswerLost("unreadable") from error


def _read(response: httpx.Response, deadline: float) -> bytes:
    """The whole body, but not one that never ends: httpx's own timeout starts anew with every byte."""
    parts: list[bytes] = []
    size = 0
    for part in response.iter_bytes():
        parts.append(part)
        size += len(part)
        if size > _LARGEST:
            raise httpx.DecodingError("answer too large", request=response.request)
        if time.monotonic() > deadline:
            raise httpx.ReadTimeout("answer too slow", request=response.request)
    return b"".join(parts)


def _retry_after(response: httpx.Response) -> float | None:
    value = response.headers.get("retry-after", "").strip()
    return min(float(value), 3600.0) if value.isascii() and value.isdigit() else None


def tokens(usage: Any, name: str) -> int | None:
    """A count of tokens in a provider's ``usage``; None where it is none."""
    value = usage.get(name) if isinstance(usage, dict) else None
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 10**8 else None
