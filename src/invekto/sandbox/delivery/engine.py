"""The engine that posts webhooks: one per installation, woken by NOTIFY, over kept-alive connections.

Rows of one lane go one after the other; lanes go side by side. What is not answered with success is tried
again: WhatsApp's schedule of seven days is pressed into seconds, the minutes of Trendyol and Hepsiburada
pass on the product's clock.

It is on the way of every message of a demo, so it speaks to the database in plain prepared SQL, and one
statement notes what was posted and finds what is due. One thread decides, a few carry: threads, because a
blocking call of psycopg or the standard library's HTTP client costs a third of its asynchronous twin.
"""

from __future__ import annotations

import logging
import os
import select
import threading
import time
from collections.abc import Sequence
from queue import Empty, SimpleQueue

import psycopg
from django.db import Error as DatabaseError
from django.db import connections
from procrastinate.contrib.django.utils import connector_params
from psycopg.rows import class_row

from invekto.core import clock
from invekto.core.locks import Lock
from invekto.sandbox.delivery import post
from invekto.sandbox.delivery.post import Waiting
from invekto.sandbox.delivery.queue import CHANNEL
from invekto.sandbox.delivery.wire import Wire

log = logging.getLogger(__name__)

LOOK = 0.5  # seconds between looks for what has become due; a NOTIFY comes earlier
SIDE_BY_SIDE = 8
TOGETHER = 50  # statuses in one POST, at most

# A lane whose first row waits for its next attempt waits as a whole: a conversation keeps its order.
# The snapshot is older than the deletion beside it, so what was posted is left out by name.
DUE = """
    WITH gone AS (DELETE FROM sandbox_deliveries WHERE id = ANY(%(posted)s))
    SELECT id, provider, target, lane, mergeable, content, together FROM sandbox_deliveries AS row
     WHERE due_at <= %(now)s AND NOT id = ANY(%(posted)s) AND NOT lane = ANY(%(busy)s) AND NOT EXISTS (
           SELECT FROM sandbox_deliveries AS earlier
            WHERE earlier.lane = row.lane AND earlier.id < row.id
              AND earlier.attempts > 0 AND earlier.due_at > %(now)s)
     ORDER BY id LIMIT 200
"""


class Engine:
    """Outlives the loss of its database connection: what is on its way then is still on its way afterwards."""

    def __init__(self) -> None:
        self._wire = Wire()
        self._busy: set[str] = set()  # lanes with a POST on its way
        self._posted: list[int] = []  # rows that were taken and must go
        self._parcels: SimpleQueue[list[Waiting]] = SimpleQueue()  # to the carriers
        self._back: SimpleQueue[tuple[str, list[int]]] = SimpleQueue()  # from them: a lane, what was taken
        self._woken, self._wake = os.pipe()
        self._news = False  # a NOTIFY came while a statement ran, maybe after its snapshot
        for place in range(SIDE_BY_SIDE):
            threading.Thread(target=self._carry_on, name=f"sandbox carrier {place}", daemon=True).start()

    def run(self, database: psycopg.Connection[Waiting]) -> None:
        """Post until the database is lost; raises what the database raises then."""
        # A second engine waits until the first is gone.
        database.execute("SELECT pg_advisory_lock(%s)", [Lock.SANDBOX_ENGINE])
        # Rows live here for milliseconds. A bitmap would bring up all that went since the last vacuum, each time;
        # an index scan marks them on the way.
        database.execute("SET enable_bitmapscan = off")
        database.execute("SET enable_seqscan = off")
        database.add_notify_handler(self._hear)
        database.execute(f"LISTEN {CHANNEL}")
        reasons = select.poll()
        reasons.register(database, select.POLLIN)
        reasons.register(self._woken, select.POLLIN)
        while True:
            self._dispatch(database)
            woken = [] if self._news else reasons.poll(LOOK * 1000)
            if (self._woken, select.POLLIN) in woken:
                os.read(self._woken, 4096)
            self._forget_news(database)

    def _hear(self, _: psycopg.Notify) -> None:
        self._news = True

    def _forget_news(self, database: psycopg.Connection[Waiting]) -> None:
        """What was announced so far is seen by the look that follows."""
        database.pgconn.consume_input()
        while database.pgconn.notifies():
            pass
        self._news = False

    def _dispatch(self, database: psycopg.Connection[Waiting]) -> None:
        while True:
            try:
                lane, taken = self._back.get_nowait()
            except Empty:
                break
            self._busy.discard(lane)
            self._posted += taken
        room = SIDE_BY_SIDE - len(self._busy)
        if room <= 0:
            return
        asked = {"now": clock.now(), "busy": list(self._busy), "posted": self._posted}
        due = database.execute(DUE, asked).fetchall()
        self._posted = []
        for parcel in _parcels(due)[:room]:
            self._busy.add(parcel[0].lane)
            self._parcels.put(parcel)

    def _carry_on(self) -> None:
        while True:
            parcel = self._parcels.get()
            taken: list[int] = []
            try:
                taken = self._carry(parcel)
            except (psycopg.Error, DatabaseError):
                log.warning("What became of a webhook could not be noted; it is posted again.")
                time.sleep(LOOK)
            except Exception:
                log.exception("A webhook could not be posted; it is tried again.")
                time.sleep(LOOK)
            self._back.put((parcel[0].lane, taken))
            os.write(self._wake, b"\0")

    def _carry(self, parcel: list[Waiting]) -> list[int]:
        """Post; returns the rows that were taken and are not yet off the queue."""
        request = post.ready(parcel)
        try:
            request = request or post.request_for(parcel)
            if request is None:
                return []
            problem = self._wire.post(request.url, request.body, request.headers, request.method)
            if problem is None and parcel[0].provider == "whatsapp":
                return [row.id for row in parcel]
            post.settle(parcel, problem, clock.now())
            return []
        finally:
            connections.close_all()  # no carrier keeps one of the pool's


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


def _connect() -> psycopg.Connection[Waiting]:
    params = connector_params("default")
    params.pop("pool", None)
    return psycopg.connect(**params, autocommit=True, row_factory=class_row(Waiting))


_thread: threading.Thread | None = None


def start() -> None:
    """Run the engine beside the servers of this process, until the process ends."""
    global _thread
    if _thread is not None and _thread.is_alive():
        return
    _thread = threading.Thread(target=_forever, name="sandbox engine", daemon=True)
    _thread.start()


def _forever() -> None:
    """Survives losing the database, and whatever else: the customers' messages must go on arriving."""
    engine = Engine()
    while True:
        try:
            with _connect() as database:
                engine.run(database)
        except (psycopg.Error, DatabaseError):
            log.warning("The sandbox's engine lost its database connection and tries again.")
        except Exception:
            log.exception("The sandbox's engine stumbled and goes on.")
        time.sleep(LOOK)
