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
from invekto.core.answers import read_answer, retry_after

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
            content = read_answer(response, deadline, largest=_LARGEST)
    except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout) as error:
        raise TryAgainLater("unreachable") from error  # nothing was written yet
    except httpx.TimeoutException as error:
        raise AnswerLost("timeout") from error
    except (httpx.TransportError, httpx.DecodingError) as error:
        raise AnswerLost("connection") from error
    status = response.status_code
    if status in _OVERLOADED:
        raise TryAgainLater("overloaded", seconds=retry_after(response))
    if status >= 500:
        raise TryAgainLater("provider")
    if not response.is_success:
        raise Refused({401: "key", 403: "key", 404: "model"}.get(status, "request"))
    try:
        return json.loads(content)
    except (ValueError, RecursionError) as error:
        raise AnswerLost("unreadable") from error


def tokens(usage: Any, name: str) -> int | None:
    """A count of tokens in a provider's ``usage``; None where it is none."""
    value = usage.get(name) if isinstance(usage, dict) else None
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 10**8 else None
