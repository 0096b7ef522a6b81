"""POST over kept-alive connections, with the standard library: a demo's every message passes here twice."""

from __future__ import annotations

import http.client
import time
from collections.abc import Mapping
from urllib.parse import urlsplit

KEEP_ALIVE = 1.5  # seconds; the servers close a silent connection after two to five
PATIENCE = 20.0  # seconds for an answer

Place = tuple[str, str]  # scheme, host and port


class Wire:
    """Connections that several threads share; the one used last is used next, so that few stay open."""

    def __init__(self) -> None:
        self._idle: dict[Place, list[tuple[float, http.client.HTTPConnection]]] = {}

    def post(self, url: str, body: bytes, headers: Mapping[str, str], method: str = "POST") -> str | None:
        """Send once; returns what went wrong, None when it was answered with success."""
        try:
            status, text = self._exchange(method, url, body, headers)
        except (OSError, http.client.HTTPException, ValueError) as error:
            return f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
        return None if 200 <= status < 300 else f"answered {status}: {text}"

    def _exchange(self, method: str, url: str, body: bytes, headers: Mapping[str, str]) -> tuple[int, str]:
        parts = urlsplit(url)
        place = (parts.scheme, parts.netloc)
        connection = self._take(place)
        try:
            target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
            connection.request(method, target, body, headers)
            answer = connection.getresponse()
            content = answer.read()
        except BaseException:
            connection.close()
            raise
        if not answer.will_close:
            self._idle.setdefault(place, []).append((time.monotonic() + KEEP_ALIVE, connection))
        return answer.status, content[:800].decode("utf-8", "replace")[:200]

    def _take(self, place: Place) -> http.client.HTTPConnection:
        idle = self._idle.get(place, [])
        while idle:
            try:
                good_until, connection = idle.pop()
            except IndexError:  # another thread was first
                break
            if good_until > time.monotonic():
                return connection
            connection.close()
        scheme, host = place
        if scheme not in ("http", "https"):
            raise ValueError(f"{scheme!r} is no address to post to")
        kind = http.client.HTTPSConnection if scheme == "https" else http.client.HTTPConnection
        return kind(host, timeout=PATIENCE)
