"""`invekto serve` and `invekto work`: the product in production."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from invekto.supervisor.plan import Plan

DEFAULT_PORTS = {"web": 8000, "integrations": 7106, "live": 8001}


@click.command()
@click.option("--only", type=click.Choice(sorted(DEFAULT_PORTS)), help="One service, in the foreground.")
@click.option("--port", type=click.IntRange(1, 65535), help="Of the service, or of web when all run.")
@click.option(
    "--host",
    default="127.0.0.1",
    show_default=True,
    help="0.0.0.0 inside a container; of every service that runs.",
)
@click.option(
    "--threads",
    default=16,
    show_default=True,
    type=click.IntRange(1, 256),
    help="Of web or integrations alone, or of web when all run.",
)
def serve(only: str | None, port: int | None, host: str, threads: int) -> None:
    """Web, integrations, live stream and two workers; with --only, one service for a process manager."""
    from invekto.commands.database import prepare

    if only is None:
        _serve_all(port, host, threads)
        return
    prepare()
    _serve_one(only, port or DEFAULT_PORTS[only], host, threads)


def _serve_one(service: str, port: int, host: str, threads: int) -> None:
    from invekto.supervisor.servers import run_gunicorn, run_uvicorn

    if service == "live":
        run_uvicorn("invekto.live:application", port, host=host)
        return
    from invekto.commands.stack import become

    become(service)
    run_gunicorn("invekto.wsgi:application", port, threads=threads, host=host)


def _serve_all(port: int | None, host: str, threads: int) -> None:
    from invekto.supervisor.services import run

    sys.exit(run(everything(port, host=host, threads=threads)))


def everything(port: int | None = None, *, host: str = "127.0.0.1", threads: int = 16) -> Plan:
    """What `invekto serve` runs; the settings that follow from it are in the environment."""
    from invekto.commands.stack import Ports, production_plan
    from invekto.core import env

    ports = Ports(port or DEFAULT_PORTS["web"], DEFAULT_PORTS["integrations"], DEFAULT_PORTS["live"])
    if not env.flag("INVEKTO_HTTPS", False):  # with it there is a proxy, which sends /live/ on
        os.environ.setdefault("INVEKTO_LIVE_PORT", str(ports.live))
    return production_plan(ports, host=host, threads=threads)


@click.command()
@click.option("--queues", help="Comma separated; without it every queue.")
@click.option(
    "--concurrency", type=click.IntRange(1, 256), help="Jobs begun at once, most of which wait; by itself 32."
)
def work(queues: str | None, concurrency: int | None) -> None:
    """Run jobs until told to stop."""
    run_worker(queues.split(",") if queues else None, concurrency=concurrency)


def run_worker(queues: list[str] | None = None, *, concurrency: int | None = None) -> None:
    from invekto.agent_ai.services import warm_up
    from invekto.core import worker
    from invekto.wiring import REPEATED

    if queues is None or "agent_ai" in queues:
        warm_up()
    worker.schedule_repeated(REPEATED)
    worker.run(
        queues, concurrency=concurrency or worker.CONCURRENCY, started=lambda: click.echo("ready", err=True)
    )
