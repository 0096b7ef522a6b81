"""A small Trendyol in a thread: real HTTP, the package objects of the reference, and faults on demand."""

from __future__ import annotations

import base64
import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

PAYLOADS = Path(__file__).parent / "providers" / "trendyol" / "payloads"
ORDER_DATE_SHIFT = timedelta(hours=3)
DAY_MS = 24 * 3600 * 1000


def millis(moment: datetime) -> int:
    return int(moment.timestamp() * 1000)


def recorded(name: str) -> Any:
    return json.loads((PAYLOADS / f"{name}.json").read_text(encoding="utf-8"))


def package(
    package_id: int,
    *,
    number: str,
    status: str = "Shipped",
    modified: datetime,
    ordered: datetime | None = None,
    phone: str | None = None,
    name: tuple[str, str] = ("Defne", "Örnekoğlu"),
    **changes: Any,
) -> dict[str, Any]:
    """The reference's example with these changes; moments are true UTC."""
    row: dict[str, Any] = recorded("shipped")["content"][0]
    row.update(
        shipmentPackageId=package_id,
        orderNumber=number,
        status=status,
        shipmentPackageStatus=status,
        lastModifiedDate=millis(modified),
        orderDate=millis((ordered or modified) + ORDER_DATE_SHIFT),
        packageHistories=[{"createdDate": millis(modified), "status": status}],
        customerFirstName=name[0],
        customerLastName=name[1],
        estimatedDeliveryStartDate=0,
        estimatedDeliveryEndDate=0,
        cargoTrackingNumber=7_280_000_000_000_000_000 + package_id,
    )
    row["shipmentAddress"].update(
        phone=phone, firstName=name[0], lastName=name[1], fullName=" ".join(name).strip()
    )
    row.update(changes)
    return row


@dataclass
class Trendyol:
    """State of the peer. ``faults``: answers to give instead of the next ones, in order."""

    seller_id: str = "2738"
    api_key: str = "anahtar"
    api_secret: str = "sır"
    page_size: int = 200
    url: str = ""
    packages: dict[int, dict[str, Any]] = field(default_factory=dict)
    calls: list[str] = field(default_factory=list)
    queries: list[dict[str, str]] = field(default_factory=list)
    faults: list[Callable[[BaseHTTPRequestHandler], None]] = field(default_factory=list)
    webhooks: dict[str, dict[str, Any]] = field(default_factory=dict)
    before_answer: Callable[[], None] | None = None
    hidden: set[int] = field(default_factory=set)  # packages that are there and are not shown

    def put(self, *rows: dict[str, Any]) -> None:
        for row in rows:
            self.packages[row["shipmentPackageId"]] = row

    def fail(
        self, status: int, body: object = b"", headers: dict[str, str] | None = None, times: int = 1
    ) -> None:
        content = body if isinstance(body, bytes) else json.dumps(body).encode()

        def answer(handler: BaseHTTPRequestHandler) -> None:
            handler.send_response(status)
            for header, value in (headers or {"Content-Type": "application/json"}).items():
                handler.send_header(header, value)
            handler.send_header("Content-Length", str(len(content)))
            handler.end_headers()
            handler.wfile.write(content)

        self.faults += [answer] * times

    def hang(self, seconds: float, times: int = 1) -> None:
        released = self._released

        def answer(handler: BaseHTTPRequestHandler) -> None:
            released.wait(seconds)
            handler.close_connection = True

        self.faults += [answer] * times

    def drip(self, times: int = 1) -> None:
        """A body that never ends, a byte at a time."""
        released = self._released

        def answer(handler: BaseHTTPRequestHandler) -> None:
            handler.send_response(200)
            handler.send_header("Content-Type", "application/json")
            handler.end_headers()
            while not released.wait(0.05):
                try:
                    handler.wfile.write(b" ")
                except OSError:
                    break
            handler.close_connection = True

        self.faults += [answer] * times

    _released: threading.Event = field(default_factory=threading.Event)

    def handle(self, handler: BaseHTTPRequestHandler) -> None:
        parts = urlsplit(handler.path)
        query = {name: values[-1] for name, values in parse_qs(parts.query).items()}
        self.calls.append(f"{handler.command} {parts.path}")
        self.queries.append(query)
        length = int(handler.headers.get("Content-Length") or 0)
        body = json.loads(handler.rfile.read(length)) if length else None
        if self.before_answer:
            self.before_answer()
        if self.faults:
            self.faults.pop(0)(handler)
            return
        expected = base64.b64encode(f"{self.api_key}:{self.api_secret}".encode()).decode()
        if handler.headers.get("Authorization") != f"Basic {expected}":
            reply(handler, 401, recorded("error_401"))
        elif not handler.headers.get("User-Agent", "").startswith(f"{self.seller_id} - "):
            reply(handler, 403, recorded("error_generic"))
        elif parts.path.endswith("/orders/stream"):
            reply(handler, 200, self._stream(query))
        elif parts.path.endswith("/v2/orders"):
            reply(handler, 200, self._list(query))
        elif "/webhooks" in parts.path:
            self._webhooks(handler, parts.path.partition("/webhooks")[2].strip("/"), body)
        else:
            reply(handler, 404, recorded("error_generic"))

    def _between(self, first: str, last: str) -> list[dict[str, Any]]:
        rows = [
            row
            for key, row in self.packages.items()
            if int(first) <= row["lastModifiedDate"] <= int(last) and key not in self.hidden
        ]
        return sorted(rows, key=lambda row: (row["lastModifiedDate"], row["shipmentPackageId"]), reverse=True)

    def _stream(self, query: dict[str, str]) -> dict[str, Any]:
        first, last = query["lastModifiedStartDate"], query["lastModifiedEndDate"]
        assert int(last) - int(first) <= 14 * DAY_MS, "range over two weeks"
        rows = self._between(first, last)
        start = int(query.get("nextCursor", "0"))
        size = min(int(query["size"]), self.page_size)
        more = start + size < len(rows)
        return {
            "hasMore": more,
            "nextCursor": str(start + size) if more else "",
            "size": len(rows[start : start + size]),
            "content": rows[start : start + size],
        }

    def _list(self, query: dict[str, str]) -> dict[str, Any]:
        now = millis(datetime.now().astimezone())
        last = query.get("endDate", str(now + DAY_MS))
        first = query.get("startDate", str(int(last) - 7 * DAY_MS))
        assert int(last) - int(first) <= 14 * DAY_MS, "range over two weeks"
        rows = self._between(first, last)
        if "orderNumber" in query:
            rows = [row for row in rows if row["orderNumber"] == query["orderNumber"]]
        return {"totalElements": len(rows), "totalPages": 1, "page": 0, "size": len(rows), "content": rows}

    def _webhooks(self, handler: BaseHTTPRequestHandler, rest: str, body: Any) -> None:
        webhook_id, _, action = rest.partition("/")
        if handler.command == "GET":
            shown = [
                {key: value for key, value in hook.items() if key not in ("apiKey", "password")}
                for hook in self.webhooks.values()
            ]
            reply(handler, 200, shown)
        elif handler.command == "POST":
            if "trendyol" in body["url"].lower() or "localhost" in body["url"].lower():
                reply(handler, 400, recorded("error_generic"))
                return
            new_id = f"hook-{len(self.webhooks) + 1}"
            self.webhooks[new_id] = body | {"id": new_id, "status": "ACTIVE"}
            reply(handler, 200, {"id": new_id})
        elif action in ("activate", "deactivate"):
            self.webhooks[webhook_id]["status"] = "ACTIVE" if action == "activate" else "PASSIVE"
            reply_text(handler, "200 OK")
        else:
            self.webhooks[webhook_id].update(body)
            reply_text(handler, "200 OK")


def reply(handler: BaseHTTPRequestHandler, status: int, body: Any) -> None:
    content = json.dumps(body, ensure_ascii=False).encode()
    handler.send_response(status)
    handler.send_header("Content-Type", "application/json; charset=utf-8")
    handler.send_header("Content-Length", str(len(content)))
    handler.end_headers()
    handler.wfile.write(content)


def reply_text(handler: BaseHTTPRequestHandler, text: str) -> None:
    handler.send_response(200)
    handler.send_header("Content-Type", "text/plain")
    handler.send_header("Content-Length", str(len(text)))
    handler.end_headers()
    handler.wfile.write(text.encode())


@contextmanager
def running(peer: Trendyol) -> Iterator[Trendyol]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        timeout = 5

        def do_GET(self) -> None:
            peer.handle(self)

        do_POST = do_PUT = do_GET

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    peer.url = f"http://127.0.0.1:{server.server_port}"
    try:
        yield peer
    finally:
        peer._released.set()
        server.shutdown()
        server.server_close()
        thread.join()


def wait_until(true: Callable[[], bool], seconds: float = 10.0) -> None:
    """For what another process does; fails after ``seconds``."""
    end = time.monotonic() + seconds
    pause = threading.Event()
    while not true():
        assert time.monotonic() < end, "it did not happen in time"
        pause.wait(0.02)
