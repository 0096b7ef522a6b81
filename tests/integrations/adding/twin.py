"""The platform's twin, in a thread: real HTTP, and what the adapter must bear."""

from __future__ import annotations

import base64
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit


@dataclass
class Twin:
    shop: str
    app_key: str = "anahtar"
    app_secret: str = "gizli"
    url: str = ""
    page: int = 2  # rows of one answer
    orders: list[dict[str, Any]] = field(default_factory=list)
    webhook: dict[str, str] = field(default_factory=dict)
    faults: list[tuple[int, bytes]] = field(default_factory=list)  # answered instead of the next ones

    @property
    def keys(self) -> dict[str, str]:
        return {"app_key": self.app_key, "app_secret": self.app_secret}

    def answer(self, handler: BaseHTTPRequestHandler) -> tuple[int, bytes]:
        right = base64.b64encode(f"{self.app_key}:{self.app_secret}".encode()).decode()
        if self.faults:
            return self.faults.pop(0)
        if handler.headers.get("Authorization") != f"Basic {right}":
            return 401, b"{}"
        parts = urlsplit(handler.path)
        asked = {name: values[-1] for name, values in parse_qs(parts.query).items()}
        if parts.path == "/webhook":
            self.webhook = asked
            return 200, b'{"orders": []}'
        if parts.path != f"/shops/{self.shop}/orders":
            return 404, b"{}"
        return 200, json.dumps(self._orders(asked)).encode()

    def _orders(self, asked: dict[str, str]) -> dict[str, Any]:
        if "number" in asked:
            return {"orders": [row for row in self.orders if row["number"] == asked["number"]]}
        rows = [row for row in self.orders if _is_between(row, asked)]
        begin = int(asked.get("from", "0"))
        end = begin + min(int(asked["size"]), self.page)
        return {"orders": rows[begin:end]} | ({"next": str(end)} if end < len(rows) else {})


def _is_between(row: dict[str, Any], asked: dict[str, str]) -> bool:
    if "since" not in asked:
        return True
    since, until = (datetime.fromisoformat(asked[name]) for name in ("since", "until"))
    return since <= datetime.fromisoformat(row["changed"]) <= until


def package(number: str, *, changed: datetime, **changes: Any) -> dict[str, Any]:
    return {
        "number": number,
        "package": f"P{number}",
        "status": "SENT",
        "ordered": changed.isoformat(),
        "changed": changed.isoformat(),
        "recipient": {
            "name": "Defne Örnekoğlu",
            "phone": "0532 111 22 33",
            "city": "İzmir",
            "district": "Bornova",
        },
        "carrier": "Sürat Kargo",
        "tracking": f"S{number}",
        "items": [{"id": "1", "title": "Keten Gömlek", "sku": "KG-1", "quantity": 1, "price": 449.9}],
        "total": 449.9,
    } | changes


@contextmanager
def running(twin: Twin) -> Iterator[Twin]:
    class Handler(BaseHTTPRequestHandler):
        timeout = 5

        def do_GET(self) -> None:
            status, content = twin.answer(self)
            self.send_response(status)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        do_PUT = do_DELETE = do_GET

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    twin.url = f"http://127.0.0.1:{server.server_port}"
    try:
        yield twin
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
