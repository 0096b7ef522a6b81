"""`invekto demo`: the whole product on one machine, with the outside world played by the sandbox."""

from __future__ import annotations

import json
import os
import socket
import sys
import webbrowser
from contextlib import ExitStack
from pathlib import Path

import click

from invekto.commands.database import owner_url
from invekto.commands.stack import Ports
from invekto.core import env
from invekto.core.texts import text
from invekto.supervisor.plan import Guard, Plan, Ready, Step, Tell

INTEGRATIONS_PORT = 7106


@click.command()
@click.option("--port", default=8000, show_default=True, type=click.IntRange(0, 65535), help="0: any free one.")
@click.option(
    "--integrations-port",
    default=INTEGRATIONS_PORT,
    show_default=True,
    type=click.IntRange(0, 65535),
    help="0: any free one.",
)
@click.option("--headless", is_flag=True, help="Open no browser; print one line of JSON when ready.")
def demo(port: int, integrations_port: int, headless: bool) -> None:
    """Start everything with three demo tenants; no keys needed. Ctrl-C stops it."""
    from invekto.supervisor.services import run

    ports = _ports(port, integrations_port)
    language = "en" if os.environ.get("LANG", "").startswith("en") else "tr"
    sys.exit(run(_plan(ports, headless=headless, language=language)))


def _ports(port: int, integrations_port: int) -> Ports:
    """The wished ports, and for what only the machine itself talks to, free ones nearby."""
    with ExitStack() as held:  # all bound at once, so that no two are the same

        def free(wished: int = 0) -> int:
            listener = held.enter_context(socket.socket())
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                listener.bind(("127.0.0.1", wished))
            except OSError:
                if not wished:
                    raise
                return free()
            number: int = listener.getsockname()[1]
            return number

        web = port or free()
        integrations = integrations_port or free()
        beside = web if web < 65000 else 0
        return Ports(web, integrations, free(beside and beside + 1), free(beside and beside + 2))


def _plan(ports: Ports, *, headless: bool, language: str) -> Plan:
    from django.core.exceptions import ImproperlyConfigured

    from invekto.commands.stack import services
    from invekto.core.embedded_postgres import EmbeddedPostgres, EmbeddedPostgresError

    data_dir = env.data_dir()
    server = None if os.environ.get("INVEKTO_DATABASE_URL") else EmbeddedPostgres(data_dir / "postgres")

    def start_database(_: Tell) -> None:
        if server is not None:
            admin_url = server.start()
            from invekto.core.provision import ensure_database

            ensure_database(admin_url)
            os.environ["INVEKTO_DATABASE_URL"] = owner_url(admin_url)

    def load(_: Tell) -> None:
        _environment(ports)
        import django

        django.setup()

    def screen(ready: Ready) -> None:
        _show(ports, ready, headless=headless, language=language)

    return Plan(
        services=services(ports),
        on_ready=screen,
        logs=data_dir / "logs",
        before=[
            Step(text("demo-step-database", language), start_database),
            Step(text("demo-step-load", language), load),
            Step(text("demo-step-migrate", language), _migrate),
            Step(text("demo-step-train", language), _train, in_child=True),
            Step(text("demo-step-seed", language), _seed),
        ],
        guards=[Guard("postgres", lambda: server.running() is not None, lambda: _restart(server))] if server else [],
        after=[server.stop] if server else [],
        language=language,
        plain_errors=(ImproperlyConfigured, EmbeddedPostgresError),
    )


def _restart(server: object) -> None:
    server.start()  # type: ignore[attr-defined]


def _environment(ports: Ports) -> None:
    """What the demo decides; everything else may still be set from outside."""
    sandbox = f"http://127.0.0.1:{ports.sandbox}/sandbox"
    os.environ.update(
        DJANGO_SETTINGS_MODULE="invekto.settings",
        INVEKTO_ENV=os.environ.get("INVEKTO_ENV", "demo"),
        INVEKTO_SANDBOX="1",
        INVEKTO_PUBLIC_URL=f"http://127.0.0.1:{ports.web}",
        INVEKTO_LIVE_PORT=str(ports.live),
        INVEKTO_WHATSAPP_API_URL=f"{sandbox}/whatsapp/v24.0",
        INVEKTO_TRENDYOL_API_URL=f"{sandbox}/trendyol",
    )


def _migrate(tell: Tell) -> None:
    from invekto.core import schema

    if schema.pending_migrations():
        schema.migrate(tell)


def _train(tell: Tell) -> None:
    from django.conf import settings

    from invekto.chat_analysis.services import load_analyser
    from invekto.core.models import Vertical

    for vertical in Vertical.values:
        tell(vertical)
        load_analyser(vertical, cache_dir=settings.CACHE_DIR)


def _seed(tell: Tell) -> None:
    from invekto.core import clock
    from invekto.onboarding.services import seed_demo
    from invekto.sandbox.services import remember_seed, seeded

    if not seeded():
        seed_demo(clock.now(), tell)
        remember_seed()


def _show(ports: Ports, ready: Ready, *, headless: bool, language: str) -> None:
    from django.conf import settings

    url = f"http://127.0.0.1:{ports.web}"
    integrations_url = f"http://127.0.0.1:{ports.integrations}"
    if headless:
        line = {
            "ready": True,
            "url": url,
            "integrations_url": integrations_url,
            "database_url": settings.DATABASE_URL,
            "pid": os.getpid(),
        }
        click.echo(json.dumps(line))
        return
    click.echo(
        text(
            "demo-screen",
            language,
            url=url,
            integrations=integrations_url,
            seconds=f"{ready.seconds:.1f}",
            data=str(Path(settings.DATA_DIR)),
        )
    )
    if sys.stdout.isatty() and os.environ.get("DISPLAY"):
        webbrowser.open(url)
