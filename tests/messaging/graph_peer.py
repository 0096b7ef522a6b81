"""A small Graph API on a real socket: takes messages, can be told to fail, and gives media away."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import secrets
import socket
import struct
import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass
class Sent:
    """A request for a message that reached the peer."""

    number: str
    token: str
    body: dict[str, Any]
    wamid: str | None = None

    @property
    def to(self) -> str:
        return str(self.body.get("to") or self.body.get("recipient"))

    @property
    def text(self) -> str:
        return str(self.body.get("text", {}).get("body", ""))


@dataclass
class Fault:
    """What the peer does with one message instead of taking it."""

    code: int | None = None
    status: int = 400
    raw: bytes | None = None  # an answer as it stands
    cut: bool = False  # no answer: the connection is reset
    wait: threading.Event | None = None  # takes the message, and answers only when told
    details: str = ""


@dataclass
class Media:
    content: bytes
    mime_type: str = "image/jpeg"
    sha256: str | None = None
    missing: bool = False


@dataclass
class GraphPeer:
    """``sent`` are requests in order of arrival; those with a wamid were taken."""

    sent: list[Sent] = field(default_factory=list)
    reads: list[str] = field(default_factory=list)
    faults: deque[Fault] = field(default_factory=deque)
    media: dict[str, Media] = field(default_factory=dict)
    uploads: list[bytes] = field(default_factory=list)  # multipart bodies
    upload_faults: deque[Fault] = field(default_factory=deque)
    media_faults: deque[Fault] = field(default_factory=deque)
    byte_faults: deque[int] = field(default_factory=deque)  # HTTP statuses instead of a file's bytes
    on_send: Callable[[Sent], None] | None = None
    arrived: threading.Semaphore = field(default_factory=lambda: threading.Semaphore(0))
    url: str = ""
    connections: int = 0
    tokens: dict[str, str] = field(default_factory=dict)  # token → the number that it opens

    @property
    def taken(self) -> list[Sent]:
        return [sent for sent in self.sent if sent.wamid]

    def fail(self, *codes: int) -> None:
        self.faults.extend(Fault(code=code) for code in codes)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    # One write per answer: two would wait for each other's acknowledgement (Nagle).
    wbufsize = -1
    disable_nagle_algorithm = True
    peer: GraphPeer

    def setup(self) -> None:
        self.peer.connections += 1
        super().setup()

    def log_message(self, *_: object) -> None:
        """Silent: tests look at what arrived."""

    def answer(self, status: int, body: dict[str, Any] | bytes, mime_type: str = "application/json") -> None:
        content = body if isinstance(body, bytes) else json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", mime_type)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def refuse(self, fault: Fault) -> None:
        if fault.cut:
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            self.close_connection = True
            return
        if fault.raw is not None:
            self.answer(fault.status, fault.raw)
            return
        error = {"message": "…", "type": "OAuthException", "code": fault.code, "fbtrace_id": "x"}
        self.answer(fault.status, {"error": error | {"error_data": {"details": fault.details}}})

    def do_POST(self) -> None:
        content = self.rfile.read(int(self.headers["Content-Length"]))
        if self.path.endswith("/media"):
            self.take_upload(content)
            return
        body = json.loads(content)
        number = re.fullmatch(r"/v24\.0/(\d+)/messages", self.path)
        assert number, self.path
        if body.get("status") == "read":
            self.peer.reads.append(body["message_id"])
            self.answer(200, {"success": True})
            return
        sent = Sent(number[1], self.headers["Authorization"].removeprefix("Bearer "), body)
        self.peer.sent.append(sent)
        fault = self.peer.faults.popleft() if self.peer.faults else None
        if fault is not None and fault.wait is None:
            self.refuse(fault)
            self.peer.arrived.release()
            return
        sent.wamid = f"wamid.{secrets.token_hex(12)}"
        if self.peer.on_send:
            self.peer.on_send(sent)
        self.peer.arrived.release()
        if fault is not None and fault.wait is not None:
            fault.wait.wait(30)
            if fault.cut:
                self.refuse(fault)
                return
        self.answer(
            200,
            {
                "messaging_product": "whatsapp",
                "contacts": [{"input": sent.to, "wa_id": sent.to}],
                "messages": [{"id": sent.wamid}],
            },
        )

    def take_upload(self, content: bytes) -> None:
        self.peer.uploads.append(content)
        if self.peer.upload_faults:
            self.refuse(self.peer.upload_faults.popleft())
        else:
            self.answer(200, {"id": f"{len(self.peer.uploads):015d}"})

    def do_GET(self) -> None:
        found = re.fullmatch(r"/v24\.0/(bytes/)?([\w-]+)", self.path)
        media = self.peer.media.get(found[2]) if found else None
        token = self.headers["Authorization"].removeprefix("Bearer ")
        if found and found[2].isdigit() and self.peer.tokens and not self.peer.media_faults:
            if token not in self.peer.tokens:
                self.refuse(Fault(code=190, status=401))
            elif self.peer.tokens[token] != found[2]:
                self.refuse(Fault(code=100))
            else:
                self.answer(200, {"id": found[2], "display_phone_number": "+90 212 555 01 01"})
        elif self.peer.media_faults:
            self.refuse(self.peer.media_faults.popleft())
        elif found is None or media is None:
            self.refuse(Fault(code=100, status=404))
        elif found[1]:
            if self.peer.byte_faults:
                self.answer(self.peer.byte_faults.popleft(), b"")
            elif media.missing:
                self.answer(404, b"")
            else:
                self.answer(200, media.content, media.mime_type)
        else:
            digest = media.sha256 or hashlib.sha256(media.content).hexdigest()
            self.answer(
                200,
                {
                    "messaging_product": "whatsapp",
                    "url": f"{self.peer.url}/bytes/{found[2]}",
                    "mime_type": media.mime_type,
                    "sha256": digest,
                    "file_size": str(len(media.content)),
                    "id": found[2],
                },
            )


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128

    def handle_error(self, *_: object) -> None:
        """A client that went away is part of the tests."""


def base64_digest(content: bytes) -> str:
    return base64.b64encode(hashlib.sha256(content).digest()).decode()


def start() -> tuple[GraphPeer, ThreadingHTTPServer]:
    peer = GraphPeer()
    server = _Server(("127.0.0.1", 0), type("Handler", (_Handler,), {"peer": peer}))
    peer.url = f"http://127.0.0.1:{server.server_address[1]}/v24.0"
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    return peer, server
