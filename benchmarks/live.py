"""Server-sent events: 500 open dashboards on one live process, and how late each hears of a change.

A news is announced in a transaction of a conversation's tenant, as the product does; the lag is from the moment
before it commits to the moment at which a page has the whole event. Memory is the process's own (PSS).
"""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit
from uuid import uuid4

import httpx
import psycopg

from benchmarks.stack import demo, percentile

STREAMS = 500
RATES = (1, 10, 50)  # news a second
SECONDS = 20
TARGET = 1.0  # seconds, p99
_EMAIL = "owner@moda-atolyesi.example"


def measure() -> str:
    with demo() as stack:
        return asyncio.run(_measure(stack.url, stack.database_url, stack.pid))


async def _measure(url: str, database_url: str, root: int) -> str:
    cookie, live, tenant = _log_in(url, database_url)
    process = _live_process(root)
    empty = _memory(process)
    streams = Streams(live, cookie)
    await streams.open(STREAMS)
    await asyncio.sleep(2)
    full = _memory(process)
    lines = [
        "| open pages | news a second | heard | p50 ms | p99 ms | slowest ms | CPU of the live process |",
        "|---|---|---|---|---|---|---|",
    ]
    for rate in RATES:
        used, begun = _cpu(process), time.perf_counter()
        lags, expected = await streams.hear(database_url, tenant, rate)
        share = (_cpu(process) - used) / (time.perf_counter() - begun)
        shown = [
            f"{1000 * value:.0f}" for value in (percentile(lags, 0.5), percentile(lags, 0.99), max(lags))
        ]
        cells = [str(STREAMS), str(rate), f"{len(lags)} of {expected}", *shown, f"{100 * share:.0f} %"]
        lines.append(f"| {' | '.join(cells)} |")
    after = _memory(process)
    await streams.close()
    lines += [
        "",
        f"Memory of the live process: {empty:.1f} MB with no page, {full:.1f} MB with {STREAMS}, {after:.1f} MB "
        f"after the news: {1024 * (after - empty) / STREAMS:.0f} KB per stream. Target: p99 ≤ {TARGET:.0f} s.",
    ]
    return "\n".join(lines)


class Streams:
    """Raw connections: a client that costs little, on the same machine as what it measures."""

    def __init__(self, address: str, cookie: str) -> None:
        self._parts = urlsplit(address)
        self._cookie = cookie
        self._writers: list[asyncio.StreamWriter] = []
        self._readers: list[asyncio.Task[None]] = []
        self._heard: list[list[tuple[float, bytes]]] = []  # of each stream

    async def open(self, count: int) -> None:
        for _ in range(count):
            reader, writer = await asyncio.open_connection(self._parts.hostname, self._parts.port)
            path = self._parts.path or "/"
            writer.write(
                f"GET {path} HTTP/1.1\r\nHost: {self._parts.netloc}\r\nCookie: {self._cookie}\r\n"
                "Accept: text/event-stream\r\n\r\n".encode()
            )
            head = await reader.readuntil(b"\r\n\r\n")
            if b" 200 " not in head.split(b"\r\n")[0]:
                raise RuntimeError(f"A stream was refused: {head[:80]!r}")
            self._writers.append(writer)
            self._readers.append(asyncio.create_task(self._read(reader)))

    async def _read(self, reader: asyncio.StreamReader) -> None:
        """What came is only kept with its time while it is measured, and read afterwards."""
        kept: list[tuple[float, bytes]] = []
        self._heard.append(kept)
        while part := await reader.read(65536):
            kept.append((time.perf_counter(), part))

    async def hear(self, database_url: str, tenant: str, rate: int) -> tuple[list[float], int]:
        """Lags of every page for every news, in seconds; and how many there should be."""
        for kept in self._heard:
            kept.clear()
        told: dict[str, float] = {}
        async with await psycopg.AsyncConnection.connect(database_url) as connection:
            begin = time.perf_counter()
            for place in range(rate * SECONDS):
                await asyncio.sleep(max(0.0, begin + place / rate - time.perf_counter()))
                name = str(uuid4())
                payload = f'{{"kind": "conversation", "tenant": "{tenant}", "conversation": "{name}"}}'
                told[name] = time.perf_counter()
                await connection.execute("SELECT pg_notify('invekto_live', %s)", [payload])
                await connection.commit()
        await asyncio.sleep(2)
        lags = [at - told[name] for kept in self._heard for at, name in _names(kept) if name in told]
        return lags, len(told) * len(self._writers)

    async def close(self) -> None:
        for reader in self._readers:
            reader.cancel()
        for writer in self._writers:
            writer.close()


def _names(kept: list[tuple[float, bytes]]) -> Iterator[tuple[float, str]]:
    """Each conversation that was told of, at the moment at which the end of its line had come."""
    rest = b""
    for at, part in kept:
        *lines, rest = (rest + part).split(b"\n")
        for line in lines:
            if line.startswith(b"data: ") and b"conversation" in line:
                yield at, line.decode().split('"')[-2]


def _log_in(url: str, database_url: str) -> tuple[str, str, str]:
    """A person's cookie, where their pages listen, and their tenant."""
    with httpx.Client(base_url=url, follow_redirects=True, timeout=30) as client:
        client.get("/login/")
        token = client.cookies["csrftoken"]
        form = {"email": _EMAIL, "password": "invekto-demo", "csrfmiddlewaretoken": token}
        page = client.post("/login/", data=form, headers={"Referer": f"{url}/login/"}).text
        live = page.split('data-live="')[1].split('"')[0]
        cookie = f"sessionid={client.cookies['sessionid']}"
    with psycopg.connect(database_url) as connection:
        row = connection.execute("SELECT tenant_id FROM users WHERE email = %s", [_EMAIL]).fetchone()
    assert row is not None
    return cookie, live if live.startswith("http") else url + live, str(row[0])


def _live_process(root: int) -> int:
    """The demo's own: below its first process, and called so."""
    parents: dict[int, int] = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            parents[int(path.parent.name)] = int(path.read_text().rpartition(")")[2].split()[1])
        except OSError:
            continue
    wanted = {root}
    while more := {pid for pid, parent in parents.items() if parent in wanted} - wanted:
        wanted |= more
    for pid in sorted(wanted):
        if b"invekto: live" in Path(f"/proc/{pid}/cmdline").read_bytes():
            return pid
    raise RuntimeError("The demo has no live process.")


def _memory(pid: int) -> float:
    rollup = Path(f"/proc/{pid}/smaps_rollup").read_text()
    return next(int(line.split()[1]) for line in rollup.splitlines() if line.startswith("Pss:")) / 1024


def _cpu(pid: int) -> float:
    """Seconds of CPU the process has used."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
