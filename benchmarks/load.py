"""A lean HTTP/1.1 load: raw requests over kept-alive connections, so that the client costs little."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit


@dataclass(frozen=True, slots=True)
class Result:
    seconds: float
    latencies: list[float]  # seconds
    errors: int

    @property
    def per_second(self) -> float:
        return len(self.latencies) / self.seconds


def post(url: str, body: bytes, headers: dict[str, str]) -> bytes:
    """The bytes of one POST request."""
    parts = urlsplit(url)
    head = {
        "Host": parts.netloc,
        "Content-Type": "application/json",
        "Content-Length": str(len(body)),
        **headers,
    }
    lines = [f"POST {parts.path} HTTP/1.1", *(f"{name}: {value}" for name, value in head.items())]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


async def _answer(reader: asyncio.StreamReader) -> int:
    head = await reader.readuntil(b"\r\n\r\n")
    status = int(head.split(b" ", 2)[1])
    length = 0
    for line in head.lower().split(b"\r\n"):
        if line.startswith(b"content-length:"):
            length = int(line.split(b":")[1])
    await reader.readexactly(length)
    return status


async def _run(port: int, requests: Sequence[bytes], connections: int) -> Result:
    queue = iter(requests)
    latencies: list[float] = []
    errors = 0

    async def client() -> None:
        nonlocal errors
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        for request in queue:
            begun = time.perf_counter()
            writer.write(request)
            status = await _answer(reader)
            latencies.append(time.perf_counter() - begun)
            errors += status >= 300
        writer.close()

    started = time.perf_counter()
    await asyncio.gather(*(client() for _ in range(connections)))
    return Result(time.perf_counter() - started, latencies, errors)


def run(port: int, requests: Sequence[bytes], *, connections: int) -> Result:
    """Send every request, ``connections`` at a time."""
    return asyncio.run(_run(port, requests, connections))
