"""The worker process: runs jobs, releases what the clock makes due, and rescues what a dead worker left."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from functools import partial
from random import random
from typing import Any, LiteralString

import psycopg
from asgiref.sync import sync_to_async
from django.db import DatabaseError, connections
from procrastinate import App, JobContext, signals
from procrastinate.contrib.django import app
from procrastinate.contrib.django.utils import connector_params
from procrastinate.exceptions import ConnectorException, UniqueViolation
from procrastinate.jobs import Job, Status
from procrastinate.psycopg_connector import PsycopgConnector
from procrastinate.worker import Worker
from psycopg_pool import AsyncConnectionPool

from invekto.core import clock, jobs, sessions
from invekto.core.locks import WORKER_LIVES

log = logging.getLogger(__name__)

CONCURRENCY = 32  # jobs begun at once; most of them wait (for a quiet moment, for a platform)
THREADS = 16  # of them that work at the same moment
TIMER_PERIOD = 1.0  # seconds between looks at what is due; a NOTIFY wakes it earlier
HEARTBEAT = (
    2.0  # seconds; a worker that is silent for STALLED_AFTER, or has let go of its lock, is taken for dead
)
STALLED_AFTER = 10.0
RESCUE_PERIOD = 1.0
MOST_RESCUES = 5  # a job whose worker died more often may be what it dies of
POLLING = 0.25  # seconds; a notice that comes while the engine is looking is lost on it


def _worker_app() -> App:
    params = connector_params("default")
    params.pop("pool", None)
    return app.with_connector(
        PsycopgConnector(
            pool_factory=_pool,
            configure=_configure,
            kwargs=params,
            min_size=1,
            max_size=4,
        )
    )


def _pool(**settings: Any) -> AsyncConnectionPool:
    return AsyncConnectionPool(**settings | {"check": _check})


async def _configure(connection: psycopg.AsyncConnection[Any]) -> None:
    """The engine's calls are single statements: no transaction around each."""
    await connection.set_autocommit(True)


async def _check(connection: psycopg.AsyncConnection[Any]) -> None:
    """Whether the connection still lives, without asking the server each time."""
    if sessions.has_news(connection):
        await AsyncConnectionPool.check_connection(connection)


def _on_living_connections(work: Callable[[], Any], _: JobContext, __: Worker) -> Any:
    """A job's thread keeps its connection for the next one, which must not find that the server ended it."""
    for kept in connections.all(initialized_only=True):
        database = kept.connection
        if (
            database is not None
            and not kept.in_atomic_block
            and (database.closed or sessions.is_dead(database))
        ):
            kept.close()
    return work()


def queues_besides(*others: str) -> list[str]:
    """Every queue that some task names, without these."""
    app.perform_import_paths()  # type: ignore[no-untyped-call]
    return sorted({task.queue for task in app.tasks.values()} - set(others))


def run_once(*, concurrency: int = 4) -> None:
    """Run every waiting job and return; used by tests and one-shot commands."""

    async def work() -> None:
        worker_app = _worker_app()
        async with worker_app.open_async():
            await worker_app.run_worker_async(
                wait=False,
                concurrency=concurrency,
                install_signal_handlers=False,
                listen_notify=False,
                delete_jobs="successful",
            )

    asyncio.run(work())


def run(
    queues: Iterable[str] | None = None,
    *,
    concurrency: int = CONCURRENCY,
    started: Callable[[], None] = lambda: None,
) -> None:
    """Run until told to stop (SIGTERM, SIGINT); running jobs get a few seconds to end."""
    asyncio.run(_serve(list(queues) if queues else None, concurrency, started))


async def _serve(queues: list[str] | None, concurrency: int, started: Callable[[], None]) -> None:
    worker_app = _worker_app()
    asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(THREADS, thread_name_prefix="job"))
    ends = asyncio.Event()
    async with worker_app.open_async():
        worker_app.perform_import_paths()  # type: ignore[no-untyped-call]
        with signals.on_stop(ends.set):
            while not ends.is_set():
                engine = _Engine(
                    worker_app,
                    queues=queues,
                    concurrency=concurrency,
                    delete_jobs="successful",
                    task_middleware=[_on_living_connections],
                    fetch_job_polling_interval=POLLING,
                    update_heartbeat_interval=HEARTBEAT,
                    stalled_worker_timeout=STALLED_AFTER,
                    shutdown_graceful_timeout=5.0,
                    install_signal_handlers=False,
                )
                await _work(worker_app, engine, started, ends)
                started = _told
                if not ends.is_set():
                    log.warning("The worker lost its database connection and begins again.")
                    await asyncio.sleep(TIMER_PERIOD)


def _told() -> None:
    """Those who waited for the worker know already."""


async def _work(worker_app: App, engine: Worker, started: Callable[[], None], ends: asyncio.Event) -> None:
    """One engine, until ``ends`` or until the database ends a connection in the middle of one of its statements
    (its heartbeat, its look for jobs), which it does not survive."""
    helpers = [
        asyncio.create_task(_stop_at(ends, engine), name="end"),
        asyncio.create_task(_timer(engine, started), name="timer"),
        asyncio.create_task(_rescue(worker_app), name="rescue"),
    ]
    for helper in helpers:
        helper.add_done_callback(partial(_end_without, ends))
    try:
        await engine.run()  # type: ignore[no-untyped-call]
    except (psycopg.OperationalError, ConnectorException) as error:
        log.warning("The database ended a statement of the worker: %s", error)
    finally:
        for helper in helpers:
            helper.cancel()
        await asyncio.gather(*helpers, return_exceptions=True)


class _Engine(Worker):
    """Tells the database how a job ended as often as it takes: a job that stays "doing" under a living worker is
    rescued by nobody."""

    async def _persist_job_status(self, *args: Any, **kwargs: Any) -> None:
        for wait in (0.1, 0.5, 2.0):
            try:
                await super()._persist_job_status(*args, **kwargs)
                return
            except (psycopg.OperationalError, ConnectorException):
                await asyncio.sleep(wait)
        await super()._persist_job_status(*args, **kwargs)


async def _stop_at(ends: asyncio.Event, engine: Worker) -> None:
    await ends.wait()
    engine.stop()  # type: ignore[no-untyped-call]


def _end_without(ends: asyncio.Event, helper: asyncio.Task[None]) -> None:
    """A worker without its timer or its rescue would look well and let everything lie: it ends, and is started
    anew."""
    if not helper.cancelled() and (error := helper.exception()) is not None:
        log.error("The worker ends because its %s failed.", helper.get_name(), exc_info=error)
        ends.set()


async def _timer(engine: Worker, started: Callable[[], None]) -> None:
    """Release scheduled jobs when the product's clock reaches them; show by a lock that this worker lives."""
    params = connector_params("default")
    params.pop("pool", None)
    while engine.worker_id is None:
        await asyncio.sleep(0.01)
    started()
    while True:
        try:
            async with await psycopg.AsyncConnection.connect(**params, autocommit=True) as connection:
                await connection.execute(f"LISTEN {jobs.WAKE_CHANNEL}")
                await connection.execute(
                    "SELECT pg_advisory_lock_shared(%s::int, %s::int)", [WORKER_LIVES, engine.worker_id]
                )
                while True:
                    released = await sync_to_async(jobs.release_due)(clock.now())
                    if not released:
                        async for _ in connection.notifies(timeout=TIMER_PERIOD, stop_after=1):
                            pass
        except (psycopg.Error, DatabaseError):
            log.warning("The timer lost its database connection and tries again.")
            await sync_to_async(connections.close_all)()
            await asyncio.sleep(TIMER_PERIOD)


# The lock goes with its connection, at once when a process is killed; a machine that lost its power is told by
# its silence. A worker that has only just begun has no lock yet.
_ABANDONED: LiteralString = """
SELECT job.id, job.status, task_name, priority, lock, queueing_lock, args, scheduled_at, queue_name, attempts,
       worker_id
FROM procrastinate_jobs job LEFT JOIN procrastinate_workers worker ON worker.id = job.worker_id
WHERE job.status = 'doing' AND (
    worker.id IS NULL
    OR worker.last_heartbeat < now() - %(stalled)s::float8 * interval '1 second'
    OR worker.last_heartbeat < now() - %(beat)s::float8 * interval '1 second' AND NOT EXISTS (
        SELECT 1 FROM pg_locks held
        WHERE held.locktype = 'advisory' AND held.classid = %(alive)s::bigint AND held.objid = worker.id
          AND held.database = (SELECT oid FROM pg_database WHERE datname = current_database())))
"""


async def _rescue(worker_app: App) -> None:
    """Give back the jobs of workers that died (kill -9): their locks would block a tenant for ever."""
    while True:
        try:
            await _rescue_abandoned(worker_app)
        except (psycopg.OperationalError, ConnectorException):
            log.warning("The rescue of stalled jobs failed at the database and tries again.")
        await asyncio.sleep(RESCUE_PERIOD)


async def _rescue_abandoned(worker_app: App) -> None:
    rows = await worker_app.connector.execute_query_all_async(
        _ABANDONED, alive=WORKER_LIVES, stalled=STALLED_AFTER, beat=1.5 * HEARTBEAT
    )
    for job in map(Job.from_row, rows):
        if job.attempts < MOST_RESCUES:
            log.warning("Job %s of a dead worker is run again.", job.task_name)
            await _give_back(worker_app, job)
        else:
            log.error("Job %s is given up: its worker died %s times.", job.task_name, job.attempts + 1)
            await worker_app.job_manager.finish_job(job, Status.FAILED, delete_job=False)


async def _give_back(worker_app: App, job: Job) -> None:
    """At once the first time; then later and later and each at its own moment, so that those which only ran
    beside the one that kills part from it."""
    wait = timedelta(seconds=2 * job.attempts * random())  # noqa: S311 - nothing secret
    try:
        await worker_app.job_manager.retry_job(job, retry_at=datetime.now(UTC) + wait)
    except UniqueViolation:
        # One of the same name (``once``) already waits and will do the same work.
        await worker_app.job_manager.finish_job(job, Status.FAILED, delete_job=True)


def schedule_repeated(repeated: Mapping[str, timedelta]) -> None:
    """See to it that every repeated job has its row; safe at each start."""
    for task, every in repeated.items():
        jobs.repeat(task, every=every, now=clock.now())
