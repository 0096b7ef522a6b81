"""The processes of one machine: web, live stream, integrations, worker, and the sandbox where it is on."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass

from invekto.supervisor.plan import Service
from invekto.supervisor.servers import run_gunicorn, run_uvicorn


@dataclass(frozen=True, slots=True)
class Ports:
    web: int
    integrations: int
    live: int
    sandbox: int | None = None


def _wsgi(service: str, port: int, threads: int) -> Callable[[], None]:
    def run() -> None:
        os.environ["INVEKTO_SERVICE"] = service
        from django.conf import settings

        from invekto.urls import ROOTS

        # The parent has read the settings already; only the addresses served differ between processes.
        settings.SERVICE = service
        settings.ROOT_URLCONF = ROOTS.get(service, ROOTS["all"])
        run_gunicorn("invekto.wsgi:application", port, threads)

    return run


def _live(port: int) -> Callable[[], None]:
    return lambda: run_uvicorn("invekto.live:application", port)


def _worker() -> None:
    from invekto.commands.serve import run_worker

    run_worker()


def services(ports: Ports) -> list[Service]:
    """In the order in which they are shown while starting."""
    found = [
        Service(
            "web", _wsgi("all", ports.web, 16), f"http://127.0.0.1:{ports.web}/readyz", ports.web, "--port"
        ),
        Service(
            "integrations",
            _wsgi("integrations", ports.integrations, 4),
            f"http://127.0.0.1:{ports.integrations}/readyz",
            ports.integrations,
            "--integrations-port",
        ),
        Service("live", _live(ports.live), f"http://127.0.0.1:{ports.live}/healthz", ports.live),
        Service("worker", _worker, grace=8.0),
    ]
    if ports.sandbox is not None:
        found.append(
            Service(
                "sandbox",
                _wsgi("sandbox", ports.sandbox, 8),
                f"http://127.0.0.1:{ports.sandbox}/readyz",
                ports.sandbox,
            )
        )
    return found
