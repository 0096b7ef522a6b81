"""From a customer's message to the reply on their phone, through the whole product and the sandbox.

Both moments are the sandbox's own record of the phone: when the message was written and when the reply
arrived there. The limit beside it is the same round trip with nothing in between: one request to the
sandbox's control API that stores one message.
"""

from __future__ import annotations

import asyncio
import json
import time

import httpx
import psycopg

from benchmarks import load
from benchmarks.stack import Stack, demo, percentile

TENANT = "moda-atolyesi"
TEXTS = (
    "kargom nerde kaldi",
    "kargo ücreti ne kadar",
    "merhaba",
    "temsilciye bağlar mısınız",
    "where is my order",
    "siparişim ne zaman gelir",
)
RATES = ((1, 40), (20, 600))  # messages per second, how many


def measure() -> str:
    rows = ["| load | replies | p50 ms | p99 ms | control call alone, p50 ms |", "|---|---|---|---|---|"]
    with demo() as stack:
        _send(stack, rate=5, count=20, base=1)  # warm: models loaded, connections open
        for index, (rate, count) in enumerate(RATES):
            base = (index + 2) * 100_000
            control = _send(stack, rate=rate, count=count, base=base)
            httpx.post(f"{stack.url}/sandbox/settle", json={"timeout": 60}, timeout=70)
            times = _latencies(stack, base, count)
            median, slowest = percentile(times, 0.5), percentile(times, 0.99)
            alone = percentile(control, 0.5) * 1000
            rows.append(
                f"| {rate}/s | {len(times)} of {count} | {median:.0f} | {slowest:.0f} | {alone:.1f} |"
            )
    return "\n".join([*rows, "", "Target: p99 ≤ 500 ms at 20 messages/s on two cores."])


def _phone(number: int) -> str:
    return f"+90533{number:07d}"


def _send(stack: Stack, *, rate: int, count: int, base: int) -> list[float]:
    """Write ``count`` messages from as many phones, evenly spaced; returns the control calls' seconds."""
    port = int(stack.url.rsplit(":", 1)[1])
    requests = [
        load.post(
            f"{stack.url}/sandbox/phones/{_phone(base + index)}/messages",
            json.dumps({"to": TENANT, "text": TEXTS[index % len(TEXTS)], "name": "Elif Demir"}).encode(),
            {},
        )
        for index in range(count)
    ]

    async def one(request: bytes, at: float) -> float:
        await asyncio.sleep(max(0.0, at - time.perf_counter()))
        begun = time.perf_counter()
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(request)
        await reader.readuntil(b"\r\n\r\n")
        writer.close()
        return time.perf_counter() - begun

    async def all_of_them() -> list[float]:
        start = time.perf_counter()
        return await asyncio.gather(
            *(one(request, start + index / rate) for index, request in enumerate(requests))
        )

    return asyncio.run(all_of_them())


def _latencies(stack: Stack, base: int, count: int) -> list[float]:
    """Milliseconds from each phone's message to its first reply; a phone without one is missing."""
    query = """
        SELECT 1000 * extract(
            epoch FROM min(at) FILTER (WHERE NOT from_customer) - min(at) FILTER (WHERE from_customer)
        )
        FROM sandbox_phone_messages WHERE phone = ANY (%s) GROUP BY phone
    """
    with psycopg.connect(stack.database_url) as connection:
        rows = connection.execute(query, [[_phone(base + index) for index in range(count)]]).fetchall()
    return [float(row[0]) for row in rows if row[0] is not None]
