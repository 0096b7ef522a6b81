"""The engine that posts webhooks: one per installation, woken by NOTIFY, over kept-alive connections.

Rows of one lane go one after the other; lanes go side by side. What is not answered with success is tried
again: WhatsApp's schedule of seven days is pressed into seconds, Trendyol's five minutes pass on the
product's clock.

It is on the way of every message of a demo, so it speaks to the database in plain prepared SQL.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import threading
from collections.abc import Sequence
from dataclasses import dataclass, field

import httpx
import psycopg
from asgiref.sync import sync_to_async
from django.db import Error as DatabaseError
from django.db import connections
from procrastinate.contrib.django.utils import connector_params
from psycopg.rows import class_row

from invekto.core import clock
from invekto.sandbox.delivery import post
from invekto.sandbox.delivery.post import Waiting
from invekto.sandbox.delivery.queue import CHANNEL

log = logging.getLogger(__name__)

LOCK = 7106002  # advisory lock: a second engine waits until the first is gone
LOOK = 0.5  # seconds between looks for what has become due; a NOTIFY comes earlier
SIDE_BY_SIDE = 8
TOGETHER = 50  # statuses in one POST, at most
KEEP_ALIVE = 1.5  # seconds; the servers close a silent connection after two to five

# A lane whose first row waits for its next attempt waits as a whole: a conversation keeps its order.
DUE = """
    SELECT id, provider, target, lane, mergeable, content, together FROM sandbox_deliveries AS row
     WHERE due_at <= %(now)s AND NOT lane = ANY(%(busy)s) AND NOT EXISTS (
           SELECT FROM sandbox_deliveries AS earlier
            WHERE earlier.lane = row.lane AND earlier.id < row.id
              AND earlier.attempts > 0 AND earlier.due_at > %(now)s)
     ORDER BY id LIMIT 200
"""
DELIVERED = "DELETE FROM sandbox_deliveries WHERE id = ANY(%s)"


@dataclass(slots=True)
class Engine:
    http: httpx.AsyncClient
    database: psycopg.AsyncConnection[Waiting]
    busy: set[str] = field(default_factory=set)  # lanes with a POST on its way
    wake: asyncio.Event = field(default_factory=asyncio.Event)
    tasks: set[asyncio.Task[None]] = field(default_factory=set)

    async def run(self) -> None:
        """Post until cancelled. Raises what the database raises when it is lost."""
        await self.database.execute("SELECT pg_advisory_lock(%s)", [LOCK])
        listener = asyncio.create_task(self._hear())
        try:
            while not listener.done():
                self.wake.clear()
                await self._dispatch()
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(self.wake.wait(), LOOK)
            listener.result()
        finally:
            for task in (listener, *self.tasks):
                task.cancel()
            await asyncio.gather(listener, *self.tasks, return_exceptions=True)

    async def _hear(self) -> None:
        async with await _connect() as connection:
            await connection.execute(f"LISTEN {CHANNEL}")
            self.wake.set()
            async for _ in connection.notifies():
                self.wake.set()

    async def _dispatch(self) -> None:
        room = SIDE_BY_SIDE - len(self.busy)
        if room <= 0:
            return
        cursor = await self.database.execute(DUE, {"now": clock.now(), "busy": list(self.busy)})
        for parcel in _parcels(await cursor.fetchall())[:room]:
            self.busy.add(parcel[0].lane)
            task = asyncio.create_task(self._carry(parcel))
            self.tasks.add(task)
            task.add_done_callback(self.tasks.discard)

    async def _carry(self, parcel: list[Waiting]) -> None:
        try:
            request = post.ready(parcel) or await sync_to_async(post.request_for)(parcel)
            if request is None:
                return
            problem = await self._post(request)
            if problem is None and parcel[0].provider == "whatsapp":
                await self.database.execute(DELIVERED, [[row.id for row in parcel]])
            else:
                await sync_to_async(post.settle)(parcel, problem, clock.now())
        except (psycopg.Error, DatabaseError):
            log.warning("What became of a webhook could not be noted; it is posted again.")
        finally:
            self.busy.discard(parcel[0].lane)
            self.wake.set()

    async def _post(self, request: post.Request) -> str | None:
        """Post once; returns what went wrong, None when it was answered with success."""
        try:
            answer = await self.http.post(request.url, content=request.body, headers=request.headers)
        except httpx.HTTPError as error:
            return f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
        return None if answer.is_success else f"answered {answer.status_code}: {answer.text[:200]}"


def _parcels(rows: Sequence[Waiting]) -> list[list[Waiting]]:
    """Each lane's first POST."""
    lanes: dict[str, list[Waiting]] = {}
    for row in rows:
        lanes.setdefault(row.lane, []).append(row)
    return [_first(lane) for lane in lanes.values()]


def _first(lane: list[Waiting]) -> list[Waiting]:
    first = lane[0]
    if first.together is not None:
        return [row for row in lane if row.together == first.together]
    if not first.mergeable:
        return [first]
    return [row for row in lane if row.mergeable and row.together is None][:TOGETHER]


async def _connect() -> psycopg.AsyncConnection[Waiting]:
    params = connector_params("default")
    params.pop("pool", None)
    return await psycopg.AsyncConnection.connect(**params, autocommit=True, row_factory=class_row(Waiting))


_thread: threading.Thread | None = None


def start() -> None:
    """Run the engine beside the servers of this process, until the process ends."""
    global _thread
    if _thread is not None and _thread.is_alive():
        return
    _thread = threading.Thread(target=lambda: asyncio.run(_forever()), name="sandbox engine", daemon=True)
    _thread.start()


async def _forever() -> None:
    """Survives losing the database, and whatever else: the customers' messages must go on arriving."""
    limits = httpx.Limits(
        max_connections=SIDE_BY_SIDE, max_keepalive_connections=SIDE_BY_SIDE, keepalive_expiry=KEEP_ALIVE
    )
    async with httpx.AsyncClient(timeout=httpx.Timeout(20.0), limits=limits, trust_env=False) as http:
        while True:
            try:
                async with await _connect() as database:
                    await Engine(http, database).run()
            except (psycopg.Error, DatabaseError):
                log.warning("The sandbox's engine lost its database connection and tries again.")
            except Exception:
                log.exception("The sandbox's engine stumbled and goes on.")
            await sync_to_async(connections.close_all)()
            await asyncio.sleep(LOOK)
