"""Stands where the product would: answers the sandbox's webhooks and remembers them."""

from __future__ import annotations

import json
import queue
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from typing import Any


@dataclass
class Received:
    """One webhook POST as it came."""

    path: str
    headers: dict[str, str]
    body: bytes
    method: str = "POST"

    @property
    def json(self) -> Any:
        return json.loads(self.body)

    def items(self, kind: str) -> list[dict[str, Any]]:
        return [
            item
            for entry in self.json["entry"]
            for change in entry["changes"]
            for item in change["value"].get(kind, [])
        ]


@dataclass
class Receiver:
    """Stands where the product would: answers webhooks and remembers them."""

    url: str = ""
    wanted: bytes = b""  # in every body of this test; stragglers of an earlier one are dropped
    answers: list[int] = field(default_factory=list)  # status codes for the next POSTs; then 200
    arrived: queue.Queue[Received] = field(default_factory=queue.Queue)

    def next(self, patience: float = 10.0) -> Received:
        return self.arrived.get(timeout=patience)

    def collect(self, kind: str, count: int, patience: float = 10.0) -> list[dict[str, Any]]:
        """The next ``count`` messages or statuses, over as many POSTs as they take."""
        found: list[dict[str, Any]] = []
        while len(found) < count:
            found += self.next(patience).items(kind)
        return found


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    receiver: Receiver

    def do_POST(self) -> None:
        self._take("POST")

    def do_PUT(self) -> None:
        self._take("PUT")

    def _take(self, method: str) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        mine = self.receiver.wanted in body
        code = self.receiver.answers.pop(0) if mine and self.receiver.answers else 200
        self.send_response(code)
        self.send_header("Content-Length", "0")
        self.end_headers()
        if mine:
            self.receiver.arrived.put(Received(self.path, dict(self.headers.items()), body, method))

    def log_message(self, *_: Any) -> None:
        pass
