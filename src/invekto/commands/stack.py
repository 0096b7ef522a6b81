"""The processes of one machine: web, integrations, live stream, worker, and the sandbox where it is on."""

from __future__ import annotations

import importlib
import os
import threading
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import Any

from invekto.chat_analysis.cache_folder import CacheFolderTrouble
from invekto.chat_analysis.training_failures import TrainingKilled
from invekto.commands.data_folder import DataFolderTrouble, check_folder, check_keys
from invekto.commands.database import owner_url
from invekto.core import env
from invekto.core.databases import parse
from invekto.core.texts import text
from invekto.supervisor.plan import Guard, Plan, Ready, Service, Step, Tell
from invekto.supervisor.ports import HOST
from invekto.supervisor.servers import run_gunicorn, run_uvicorn

_PULSE = 1.0  # seconds between two looks at a training that goes on


@dataclass(frozen=True, slots=True)
class Ports:
    web: int
    integrations: int
    live: int
    sandbox: int | None = None


def become(service: str) -> None:
    """Serve the addresses of ``service`` here; settings read before a fork know only the parent's."""
    from django.conf import settings

    from invekto.urls import ROOTS

    settings.SERVICE = service
    settings.ROOT_URLCONF = ROOTS[service]


def _wsgi(service: str, port: int, threads: int, host: str) -> Callable[[], None]:
    def run() -> None:
        become(service)
        module = "invekto.sandbox.wsgi" if service == "sandbox" else "invekto.wsgi"
        run_gunicorn(f"{module}:application", port, threads=threads, host=host)

    return run


# Reading and sending wait for the network and the database, answering for the processor: in one process they
# would wait for one another.
_MESSENGER = ("messaging", "outbound")


def _messenger() -> None:
    from invekto.commands.serve import run_worker

    run_worker(list(_MESSENGER))


def _worker() -> None:
    from invekto.commands.serve import run_worker
    from invekto.core.worker import queues_besides

    run_worker(queues_besides(*_MESSENGER))


def reached_at(host: str) -> str:
    """From this machine."""
    return HOST if host == "0.0.0.0" else host  # noqa: S104 - to listen everywhere is what was asked for


def services(ports: Ports, *, host: str = HOST, threads: int = 16) -> list[Service]:
    """In the order in which they are shown while starting. ``threads``: of web."""

    def at(port: int, path: str = "/readyz") -> str:
        return f"http://{reached_at(host)}:{port}{path}"

    found = [
        Service("web", _wsgi("web", ports.web, threads, host), at(ports.web), ports.web, "--port"),
        Service(
            "integrations",
            _wsgi("integrations", ports.integrations, 4, host),
            at(ports.integrations),
            ports.integrations,
            "--integrations-port",
        ),
        Service(
            "live",
            lambda: run_uvicorn("invekto.live:application", ports.live, host=host),
            at(ports.live, "/healthz"),
            ports.live,
        ),
        Service("messenger", _messenger, grace=8.0),
        Service("worker", _worker, grace=8.0),
    ]
    if ports.sandbox is not None:
        found.append(
            Service("sandbox", _wsgi("sandbox", ports.sandbox, 8, HOST), at(ports.sandbox), ports.sandbox)
        )
    return found


def plan(
    ports: Ports,
    *,
    environment: Callable[[], None],
    check: Callable[[str], None] = lambda _: None,
    more_steps: Sequence[Step],
    on_ready: Callable[[Ready], None],
    language: str,
    host: str = HOST,
    threads: int = 16,
) -> Plan:
    """Database, code, tables, language models, then the services.

    ``environment`` is called when the database's address is known and before the settings are read; ``check``
    is given that address before anything on it is changed.
    """
    import psycopg
    from django.core.exceptions import ImproperlyConfigured

    from invekto.core.embedded_postgres import EmbeddedPostgres, EmbeddedPostgresError

    data_dir = env.data_dir()
    server = None if os.environ.get("INVEKTO_DATABASE_URL") else EmbeddedPostgres(data_dir / "postgres")

    ahead = threading.Thread(target=_import_ahead, daemon=True)

    def start_database(_: Tell) -> None:
        check_folder(data_dir, language)
        ahead.start()
        if server is not None:
            from invekto.core.provision import ensure_database

            admin_url = server.start()
            ensure_database(admin_url)
            os.environ["INVEKTO_DATABASE_URL"] = owner_url(admin_url)
        url = os.environ["INVEKTO_DATABASE_URL"]
        parse(url)  # says what it should look like
        try:
            check_keys(data_dir, url, language)
            check(url)
        except psycopg.OperationalError as error:
            detail = str(error).splitlines()[0]
            raise DataFolderTrouble(text("start-database-silent", language, detail=detail)) from error

    def load(_: Tell) -> None:
        ahead.join()  # also because nobody may hold an import's lock when we fork
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "invekto.settings")
        environment()
        import django

        django.setup()

    return Plan(
        services=services(ports, host=host, threads=threads),
        on_ready=on_ready,
        logs=data_dir / "logs",
        before=[
            Step(text("start-step-database", language), start_database),
            Step(text("start-step-load", language), load),
            Step(text("start-step-migrate", language), partial(_migrate, language=language)),
            Step(text("start-step-train", language), partial(_train, language=language), in_child=True),
            *more_steps,
        ],
        guards=[Guard("postgres", server.alive, lambda: _start(server))] if server else [],
        after=[server.stop] if server else [],
        language=language,
        plain_errors=(
            ImproperlyConfigured,
            EmbeddedPostgresError,
            DataFolderTrouble,
            CacheFolderTrouble,
            TrainingKilled,
        ),
    )


def _start(server: object) -> None:
    server.start()  # type: ignore[attr-defined]


# Large, and needed whatever the settings say: read while the database starts, which is waiting for a disk.
_AHEAD = (
    "psycopg",
    "django.db.models",
    "django.http",
    "django.template",
    "cryptography.fernet",
    "procrastinate",
    "numpy",
    "pydantic",
    "httpx",
    "gunicorn.app.base",
)


def _import_ahead() -> None:
    for name in _AHEAD:
        # Whatever is wrong with one of them is said where it is used.
        with suppress(Exception):
            importlib.import_module(name)


def _migrate(tell: Tell, *, language: str) -> None:
    from invekto.core import schema

    if schema.pending_migrations():
        schema.migrate(lambda part: tell(text(f"start-migrate-{part}", language)))
    else:
        schema.let_application_in()


def _train(tell: Tell, *, language: str) -> None:
    """Side by side: each trains in a process of its own. Minutes on a small machine, so it says how far it is."""
    from django.conf import settings

    from invekto.chat_analysis.cache import is_trained, training_stage
    from invekto.chat_analysis.services import load_analyser
    from invekto.core.models import Vertical

    missing = [name for name in Vertical.values if not is_trained(name, cache_dir=settings.CACHE_DIR)]
    with ThreadPoolExecutor(max_workers=2) as pool:
        running = {pool.submit(load_analyser, name, cache_dir=settings.CACHE_DIR): name for name in missing}
        waiting: set[Future[Any]] = set(running)
        said = ""
        while waiting:
            stages = {
                running[one]: training_stage(running[one], cache_dir=settings.CACHE_DIR) for one in waiting
            }
            words = _training_words(
                stages, done=len(missing) - len(waiting), all_=len(missing), language=language
            )
            if words != said:
                tell(words)
                said = words
            waiting = wait(waiting, timeout=_PULSE).not_done
        for one in running:
            one.result()


def _training_words(stages: Mapping[str, str], *, done: int, all_: int, language: str) -> str:
    """What is being trained, in which stage, how much is done, and that it happens once."""
    going_on = "; ".join(
        f"{text(f'vertical-{name}', language)}: {_stage(stage, language)}"
        for name, stage in sorted(stages.items())
        if stage
    )
    return text("start-training", language, done=done, all=all_, now=going_on or _stage("", language))


def _stage(stage: str, language: str) -> str:
    kind, _, part = stage.partition(" ")
    return text(f"start-training-{kind or 'begin'}", language, part=part)


def production_plan(ports: Ports, *, host: str, threads: int) -> Plan:
    """Everything on one machine, without the sandbox."""
    import click

    language = env.terminal_language()

    def say(ready: Ready) -> None:
        url = f"http://{reached_at(host)}:{ports.web}"
        click.echo(text("serve-ready", language, url=url, seconds=f"{ready.seconds:.1f}"))

    return plan(
        ports,
        environment=lambda: None,
        more_steps=[],
        on_ready=say,
        language=language,
        host=host,
        threads=threads,
    )
