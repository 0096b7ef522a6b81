"""What a platform answers over HTTP, read without trusting its length, its pace or its Retry-After."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import httpx

_LONGEST_PAUSE = 3600.0  # seconds; a Retry-After beyond it is taken for a mistake


def read_answer(response: httpx.Response, deadline: float, *, largest: int) -> bytes:
    """The whole body, but not one that never ends: httpx's own timeout starts anew with every byte.

    ``deadline`` by ``time.monotonic()``, ``largest`` in bytes. Raises httpx.ReadTimeout or httpx.DecodingError.
    """
    parts: list[bytes] = []
    size = 0
    for part in response.iter_bytes():
        parts.append(part)
        size += len(part)
        if size > largest:
            raise httpx.DecodingError("answer too large", request=response.request)
        if time.monotonic() > deadline:
            raise httpx.ReadTimeout("answer too slow", request=response.request)
    return b"".join(parts)


def retry_after(response: httpx.Response) -> float | None:
    """Seconds; the header may hold seconds or a date."""
    value = response.headers.get("retry-after", "").strip()
    if not value:
        return None
    if value.isascii() and value.isdigit():
        return min(float(value), _LONGEST_PAUSE)
    try:
        seconds = (parsedate_to_datetime(value) - datetime.now(UTC)).total_seconds()
    except (ValueError, TypeError):
        return None
    return min(max(seconds, 0.0), _LONGEST_PAUSE)
