"""A program for the tests to start: one web service, one that only waits, and what the arguments add."""

import json
import os
import signal
import sys
from pathlib import Path

from invekto.core.embedded_postgres import DamagedData
from invekto.supervisor.services import (
    Guard,
    Plan,
    Ready,
    Service,
    Step,
    Tell,
    run,
    run_gunicorn,
    run_uvicorn,
)


class Trouble(Exception):
    """What a plan names among its plain errors."""


def wait() -> None:
    while True:
        signal.pause()


def stubborn() -> None:
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    wait()


def broken() -> None:
    raise RuntimeError("the cupboard is bare")


def refuse(_tell: Tell) -> None:
    raise Trouble("The shop is closed.")


def fill(_tell: Tell) -> None:
    with open("/dev/full", "w") as full:
        full.write("one byte too many")


def lose_database(_tell: Tell) -> None:
    raise DamagedData(path="/data", detail="PG_VERSION is missing")


def bring_back(folder: Path) -> None:
    if (folder / "closed for repair").exists():
        raise Trouble("It is closed for repair.")
    (folder / "guarded").touch()


def main(folder: Path, port: int, *extras: str) -> int:
    guarded = folder / "guarded"
    services = [
        Service(
            "web",
            lambda: run_gunicorn("tests.supervisor.apps:hello", port),
            ready=f"http://127.0.0.1:{port}/",
            port=port,
            port_option="--port",
        ),
        Service("waiter", wait),
    ]
    if "live" in extras:
        live = port + 1
        services.append(
            Service(
                "live",
                lambda: run_uvicorn("tests.supervisor.apps:hello_asgi", live),
                ready=f"http://127.0.0.1:{live}/",
                port=live,
            )
        )
    if "stubborn" in extras:
        services.append(Service("stubborn", stubborn, grace=0.5))
    if "broken" in extras:
        services.append(Service("broken", broken, ready=lambda: False))
    steps = [Step("Opening", lambda tell: tell("the shutters"))]
    if "refuse" in extras:
        steps.append(Step("Asking", refuse, in_child="in_child" in extras))
    if "database" in extras:
        steps.append(Step("Starting", lose_database))
    if "full" in extras:
        steps.append(Step("Filling", fill, in_child="in_child" in extras))
    if "hang" in extras:
        steps.append(Step("Hanging", lambda _tell: wait(), in_child="in_child" in extras))

    def ready(info: Ready) -> None:
        sys.stdout.write(json.dumps(info.pids | {"supervisor": os.getpid()}) + "\n")
        sys.stdout.flush()

    return run(
        Plan(
            services=services,
            before=steps,
            guards=[Guard("database", guarded.exists, lambda: bring_back(folder))]
            if "guard" in extras
            else [],
            on_ready=ready,
            after=[lambda: (folder / "closed").touch()],
            logs=folder / "logs",
            language="en",
            patience=20.0,
            plain_errors=(Trouble,),
        )
    )


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), int(sys.argv[2]), *sys.argv[3:]))
