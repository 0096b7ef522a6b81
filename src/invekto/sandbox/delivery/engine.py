"""The engine that posts webhooks: one per installation, woken by NOTIFY, over kept-alive connections.

Rows of one lane go one after the other; lanes go side by side. What is not answered with success is tried
again: WhatsApp's schedule of seven days is pressed into seconds, Trendyol's five minutes pass on the
product's clock.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import threading
from dataclasses import dataclass, field

import httpx
import psycopg
from asgiref.sync import sync_to_async
from django.db import Error as DatabaseError
from django.db import connections
from django.db.models import Exists, OuterRef
from procrastinate.contrib.django.utils import connector_params

from invekto.core import clock
from invekto.sandbox.delivery import post
from invekto.sandbox.delivery.queue import CHANNEL
from invekto.sandbox.models import Delivery

log = logging.getLogger(__name__)

LOCK = 7106002  # advisory lock: a second engine waits until the first is gone
LOOK = 0.5  # seconds between looks for what has become due; a NOTIFY comes earlier
SIDE_BY_SIDE = 8
BATCH = 200
TOGETHER = 50  # statuses in one POST, at most
CROWD = 8  # waiting statuses from which on they share a POST


@dataclass(slots=True)
class Parcel:
    """Rows that travel in one POST."""

    rows: list[Delivery]

    @property
    def lane(self) -> str:
        return self.rows[0].lane


@dataclass(slots=True)
class Engine:
    busy: set[str] = field(default_factory=set)  # lanes with a POST on its way
    wake: asyncio.Event = field(default_factory=asyncio.Event)
    tasks: set[asyncio.Task[None]] = field(default_factory=set)

    async def run(self) -> None:
        """Post until cancelled; survives losing the database."""
        limits = httpx.Limits(
            max_connections=SIDE_BY_SIDE, max_keepalive_connections=SIDE_BY_SIDE, keepalive_expiry=1.5
        )
        async with httpx.AsyncClient(timeout=httpx.Timeout(20.0), limits=limits, trust_env=False) as http:
            while True:
                try:
                    await self._listen(http)
                except (psycopg.Error, DatabaseError):
                    log.warning("The sandbox's engine lost its database connection and tries again.")
                    await sync_to_async(connections.close_all)()
                    await asyncio.sleep(LOOK)

    async def _listen(self, http: httpx.AsyncClient) -> None:
        params = connector_params("default")
        params.pop("pool", None)
        async with await psycopg.AsyncConnection.connect(**params, autocommit=True) as connection:
            await connection.execute("SELECT pg_advisory_lock(%s)", [LOCK])
            await connection.execute(f"LISTEN {CHANNEL}")
            listener = asyncio.create_task(self._hear(connection))
            try:
                while not listener.done():
                    self.wake.clear()
                    await self._dispatch(http)
                    with contextlib.suppress(TimeoutError):
                        await asyncio.wait_for(self.wake.wait(), LOOK)
                listener.result()
            finally:
                listener.cancel()
                with contextlib.suppress(asyncio.CancelledError, psycopg.Error):
                    await listener

    async def _hear(self, connection: psycopg.AsyncConnection[object]) -> None:
        async for _ in connection.notifies():
            self.wake.set()

    async def _dispatch(self, http: httpx.AsyncClient) -> None:
        room = SIDE_BY_SIDE - len(self.busy)
        if room <= 0:
            return
        for parcel in (await sync_to_async(_due)(frozenset(self.busy)))[:room]:
            self.busy.add(parcel.lane)
            task = asyncio.create_task(self._carry(http, parcel))
            self.tasks.add(task)
            task.add_done_callback(self.tasks.discard)

    async def _carry(self, http: httpx.AsyncClient, parcel: Parcel) -> None:
        try:
            request = await sync_to_async(post.request_for)(parcel.rows)
            if request is not None:
                problem = await _post(http, request)
                await sync_to_async(post.settle)(parcel.rows, problem, clock.now())
        except DatabaseError:
            log.warning("What became of a webhook could not be noted; it is posted again.")
        finally:
            self.busy.discard(parcel.lane)
            self.wake.set()


async def _post(http: httpx.AsyncClient, request: post.Request) -> str | None:
    """Post once; returns what went wrong, None when it was answered with success."""
    try:
        answer = await http.post(request.url, content=request.body, headers=request.headers)
    except httpx.HTTPError as error:
        return f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
    return None if answer.is_success else f"answered {answer.status_code}: {answer.text[:200]}"


def _due(busy: frozenset[str]) -> list[Parcel]:
    """What is due in lanes that are free, each lane's first POST."""
    now = clock.now()
    # A lane whose first row waits for its next attempt waits as a whole: a conversation keeps its order.
    repeated = Delivery.objects.filter(lane=OuterRef("lane"), id__lt=OuterRef("id"), attempts__gt=0)
    rows = (
        Delivery.objects.filter(due_at__lte=now)
        .exclude(lane__in=busy)
        .exclude(Exists(repeated.filter(due_at__gt=now)))
        .order_by("id")[:BATCH]
    )
    lanes: dict[str, list[Delivery]] = {}
    for row in rows:
        lanes.setdefault(row.lane, []).append(row)
    return [_first_parcel(lane) for lane in lanes.values()]


def _first_parcel(lane: list[Delivery]) -> Parcel:
    first = lane[0]
    if first.together is not None:
        return Parcel([row for row in lane if row.together == first.together])
    if not first.mergeable or len(lane) < CROWD:
        return Parcel([first])
    return Parcel([row for row in lane if row.mergeable and row.together is None][:TOGETHER])


_thread: threading.Thread | None = None


def start() -> None:
    """Run the engine beside the servers of this process, until the process ends."""
    global _thread
    if _thread is not None and _thread.is_alive():
        return
    _thread = threading.Thread(target=lambda: asyncio.run(_forever()), name="sandbox engine", daemon=True)
    _thread.start()


async def _forever() -> None:
    while True:
        try:
            await Engine().run()
        except Exception:  # whatever it was, the customers' messages must go on arriving
            log.exception("The sandbox's engine stumbled and goes on.")
            await asyncio.sleep(LOOK)
        finally:
            await sync_to_async(connections.close_all)()
