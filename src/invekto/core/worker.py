"""The worker process: runs jobs, releases what the clock makes due, and rescues what a dead worker left."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Iterable, Mapping
from datetime import timedelta
from typing import cast

import psycopg
from asgiref.sync import sync_to_async
from procrastinate import App
from procrastinate.contrib.django import app
from procrastinate.contrib.django.utils import connector_params
from procrastinate.exceptions import ConnectorException, UniqueViolation
from procrastinate.jobs import Job, Status
from procrastinate.psycopg_connector import PsycopgConnector

from invekto.core import clock, jobs

log = logging.getLogger(__name__)

CONCURRENCY = 8
TIMER_PERIOD = 1.0  # seconds between looks at what is due; a NOTIFY wakes it earlier
HEARTBEAT = 2.0  # seconds; a worker silent for STALLED_AFTER is taken for dead
STALLED_AFTER = 10.0
RESCUE_PERIOD = 5.0
POLLING = 0.25  # seconds; a notice that comes while the engine is looking is lost on it


def _worker_app() -> App:
    params = connector_params("default")
    params.pop("pool", None)
    return app.with_connector(PsycopgConnector(kwargs=params, min_size=1, max_size=4))


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
    async with worker_app.open_async():
        # Once the run below has put its signal handlers in place.
        asyncio.get_running_loop().call_later(0.05, started)
        helpers = [
            asyncio.create_task(_timer(), name="timer"),
            asyncio.create_task(_rescue(worker_app), name="rescue"),
        ]
        try:
            await worker_app.run_worker_async(
                queues=cast("list[str]", queues),  # None means every queue, whatever its annotation says
                concurrency=concurrency,
                delete_jobs="successful",
                fetch_job_polling_interval=POLLING,
                update_heartbeat_interval=HEARTBEAT,
                stalled_worker_timeout=STALLED_AFTER,
                shutdown_graceful_timeout=5.0,
            )
        finally:
            for helper in helpers:
                helper.cancel()
            await asyncio.gather(*helpers, return_exceptions=True)


async def _timer() -> None:
    """Release scheduled jobs when the product's clock reaches them."""
    params = connector_params("default")
    params.pop("pool", None)
    while True:
        try:
            async with await psycopg.AsyncConnection.connect(**params, autocommit=True) as connection:
                await connection.execute(f"LISTEN {jobs.WAKE_CHANNEL}")
                while True:
                    released = await sync_to_async(jobs.release_due)(clock.now())
                    if not released:
                        async for _ in connection.notifies(timeout=TIMER_PERIOD, stop_after=1):
                            pass
        except psycopg.OperationalError:
            log.warning("The timer lost its database connection and tries again.")
            await asyncio.sleep(TIMER_PERIOD)


async def _rescue(worker_app: App) -> None:
    """Give back the jobs of workers that died (kill -9): their locks would block a conversation for ever."""
    while True:
        try:
            for job in await worker_app.job_manager.get_stalled_jobs(seconds_since_heartbeat=STALLED_AFTER):
                log.warning("Job %s of a dead worker is run again.", job.task_name)
                await _give_back(worker_app, job)
        except (psycopg.OperationalError, ConnectorException):
            log.warning("The rescue of stalled jobs failed at the database and tries again.")
        await asyncio.sleep(RESCUE_PERIOD)


async def _give_back(worker_app: App, job: Job) -> None:
    try:
        await worker_app.job_manager.retry_job(job)
    except UniqueViolation:
        # One of the same name (``once``) already waits and will do the same work.
        await worker_app.job_manager.finish_job(job, Status.FAILED, delete_job=True)


def schedule_repeated(repeated: Mapping[str, timedelta]) -> None:
    """See to it that every repeated job has its row; safe at each start."""
    for task, every in repeated.items():
        jobs.repeat(task, every=every, now=clock.now())
