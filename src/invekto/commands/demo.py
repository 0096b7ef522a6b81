"""`invekto demo`: the whole product on one machine, with the outside world played by the sandbox."""

from __future__ import annotations

import json
import os
import socket
import sys
import time
import webbrowser
from contextlib import ExitStack

import click

from invekto.commands.data_folder import check_demo
from invekto.commands.stack import Ports, plan
from invekto.core import env
from invekto.core.texts import text
from invekto.supervisor.plan import Plan, Ready, Step, Tell

INTEGRATIONS_PORT = 7106


@click.command()
@click.option(
    "--port", default=8000, show_default=True, type=click.IntRange(0, 65535), help="0: any free one."
)
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

    sys.exit(run(_plan(_ports(port, integrations_port), headless=headless)))


def _ports(port: int, integrations_port: int) -> Ports:
    """The wished ports, and free ones nearby for what the pages and the machine itself talk to."""
    with ExitStack() as held:  # all bound at once, so that no two are the same

        def bind(wished: int) -> int:
            listener = held.enter_context(socket.socket())
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listener.bind(("127.0.0.1", wished))
            number: int = listener.getsockname()[1]
            return number

        web = port or bind(0)
        integrations = integrations_port or bind(0)
        if web == integrations:
            raise click.UsageError(f"{web} cannot be both --port and --integrations-port.")

        def near(wished: int) -> int:
            try:
                return bind(0 if wished > 65535 or wished == integrations else wished)
            except OSError:
                return bind(0)

        return Ports(web, integrations, near(web + 1), near(web + 2))


def _plan(ports: Ports, *, headless: bool) -> Plan:
    language = env.terminal_language()
    return plan(
        ports,
        environment=lambda: _environment(ports),
        check=lambda url: check_demo(url, language),
        more_steps=[Step(text("demo-step-seed", language), _seed)],
        on_ready=lambda ready: _show(ports, ready, headless=headless, language=language),
        language=language,
    )


def _environment(ports: Ports) -> None:
    """What the demo decides; everything else may still be set from outside."""
    sandbox = f"http://127.0.0.1:{ports.sandbox}/sandbox"
    os.environ.update(
        INVEKTO_ENV=os.environ.get("INVEKTO_ENV", "demo"),
        INVEKTO_SANDBOX="1",
        INVEKTO_PUBLIC_URL=f"http://127.0.0.1:{ports.web}",
        INVEKTO_LIVE_PORT=str(ports.live),
        INVEKTO_WHATSAPP_API_URL=f"{sandbox}/whatsapp/v24.0",
        INVEKTO_SANDBOX_URL=sandbox,  # every platform's twin is below it
    )
    if "INVEKTO_LLM_PROVIDER" not in os.environ:  # there to be tried; no tenant has it switched on
        os.environ.update(
            INVEKTO_LLM_PROVIDER="openai",
            INVEKTO_LLM_API_URL=f"{sandbox}/llm/openai/v1",
            INVEKTO_LLM_API_KEY="sandbox",
            INVEKTO_LLM_MODEL="sandbox-1",
            INVEKTO_LLM_INPUT_PRICE="100",
            INVEKTO_LLM_OUTPUT_PRICE="400",
        )


def _seed(tell: Tell) -> None:
    from invekto.core import clock, schema
    from invekto.onboarding.services import seed_demo
    from invekto.sandbox.services import remember_seed, seeded

    if not seeded():
        seed_demo(clock.now(), tell)
        remember_seed()
    schema.measure_tables()


def _since_the_command(own: float) -> float:
    """Seconds since somebody typed it, where make told when that was; else our ``own``."""
    try:
        waited = time.time() - float(os.environ.pop("INVEKTO_COMMAND_BEGAN", ""))
    except ValueError:  # a date that knows no parts of a second writes a letter there
        return own
    return waited if waited >= own else own


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
    seconds = f"{_since_the_command(ready.seconds):.1f}"
    shown = {"url": url, "integrations": integrations_url, "seconds": seconds, "data": str(settings.DATA_DIR)}
    click.echo(text("demo-screen", language, **shown))
    if sys.stdout.isatty() and os.environ.get("DISPLAY"):
        webbrowser.open(url)
