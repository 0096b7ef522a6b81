"""From a customer's message to a colleague's suggestions: in the database, and told to the open pages.

Colleagues have taken over every conversation before. Received is the sandbox's own record of the phone; the
suggestions' moment is taken here, by a connection that listens to what open pages are told, so that the way of the
news is part of it. The bare round trip beside it: one control call that stores one message.
"""

from __future__ import annotations

import json
import select
import threading
import time

import httpx
import psycopg

from benchmarks.reply import TENANT, _phone, _send
from benchmarks.stack import Stack, demo, percentile

RATES = ((1, 40), (10, 600))  # messages per second, how many
WITHIN = 700  # milliseconds


def measure() -> str:
    rows = [
        "| load | with suggestions | suggestions a message | p50 ms | p99 ms | slowest ms | control call p50 ms |",
        "|---|---|---|---|---|---|---|",
    ]
    with demo() as stack:
        for index, (rate, count) in enumerate(((5, 20), *RATES)):  # the first warms: models, connections
            base = (index + 5) * 100_000
            _take_over(stack, base, count)
            heard, control = _heard_while(stack, rate=rate, count=count, base=base)
            if not index:
                continue
            times, offers = _latencies(stack, base, count, heard)
            rows.append(
                f"| {rate}/s | {len(times)} of {count} | {offers:.1f} | {percentile(times, 0.5):.0f} "
                f"| {percentile(times, 0.99):.0f} | {max(times):.0f} | {percentile(control, 0.5) * 1000:.1f} |"
            )
    return "\n".join([*rows, "", f"Target: p99 ≤ {WITHIN} ms at 10 messages/s on two cores."])


def _take_over(stack: Stack, base: int, count: int) -> None:
    """Every customer writes once, and a colleague answers from then on."""
    _send(stack, rate=40, count=count, base=base)
    httpx.post(f"{stack.url}/sandbox/settle", json={"timeout": 120}, timeout=130)
    with httpx.Client() as client:
        for number in range(count):
            told = {"tenant": TENANT, "phone": _phone(base + number), "take_over": True}
            client.post(f"{stack.url}/sandbox/agents", json=told, timeout=30).raise_for_status()


def _heard_while(
    stack: Stack, *, rate: int, count: int, base: int
) -> tuple[dict[str, list[float]], list[float]]:
    """Moments (epoch seconds) at which open pages were told of each conversation, while the customers write."""
    heard: dict[str, list[float]] = {}
    over = threading.Event()
    ready = threading.Event()

    def listen() -> None:
        with psycopg.connect(stack.database_url, autocommit=True) as connection:
            connection.execute("LISTEN invekto_live")
            ready.set()
            while not over.is_set():
                select.select([connection.fileno()], [], [], 0.2)
                for news in connection.notifies(timeout=0):
                    told = json.loads(news.payload)
                    heard.setdefault(str(told.get("conversation")), []).append(time.time())

    listener = threading.Thread(target=listen)
    listener.start()
    ready.wait()
    control = _send(stack, rate=rate, count=count, base=base)
    httpx.post(f"{stack.url}/sandbox/settle", json={"timeout": 60}, timeout=70)
    time.sleep(1)
    over.set()
    listener.join()
    return heard, control


def _latencies(
    stack: Stack, base: int, count: int, heard: dict[str, list[float]]
) -> tuple[list[float], float]:
    """Milliseconds per message that has suggestions until a page was told after they were there; and how many each."""
    query = """
        SELECT c.id::text, extract(epoch FROM max(p.at)), extract(epoch FROM min(s.created_at)), count(DISTINCT s.id)
        FROM sandbox_phone_messages p
        JOIN contacts k ON k.phone = p.phone
        JOIN conversations c ON c.tenant_id = k.tenant_id AND c.contact_id = k.id
        JOIN suggested_replies s ON s.tenant_id = c.tenant_id AND s.conversation_id = c.id
        WHERE p.phone = ANY (%s) AND p.from_customer
        GROUP BY c.id
    """
    with psycopg.connect(stack.database_url) as connection:
        rows = connection.execute(query, [[_phone(base + number) for number in range(count)]]).fetchall()
    times, offers = [], 0
    for talk, written, made, number in rows:
        told = [moment for moment in heard.get(talk, []) if moment >= float(made)]
        if told:
            # The last thing a page hears of a message that nobody answers is that there are suggestions.
            times.append(1000 * (max(told) - float(written)))
            offers += number
    return times, offers / max(len(times), 1)
