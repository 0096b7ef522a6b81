"""`invekto serve` and `invekto work`."""

from __future__ import annotations

import sys

import click


@click.command()
@click.option("--queues", help="Comma separated; without it every queue.")
@click.option("--concurrency", default=8, show_default=True, type=click.IntRange(1, 64))
def work(queues: str | None, concurrency: int) -> None:
    """Run jobs until told to stop."""
    run_worker(queues.split(",") if queues else None, concurrency=concurrency)


def run_worker(queues: list[str] | None = None, *, concurrency: int = 8) -> None:
    from invekto.core import worker
    from invekto.wiring import REPEATED

    worker.schedule_repeated(REPEATED)
    worker.run(queues, concurrency=concurrency, started=lambda: print("ready", file=sys.stderr, flush=True))  # noqa: T201
