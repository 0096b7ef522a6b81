"""The `invekto` command. Subcommands are imported only when they are called, so that each starts fast."""

from __future__ import annotations

import importlib
import os
import sys

import click
from django.core.exceptions import AppRegistryNotReady, ImproperlyConfigured

# Command → where it is defined, and whether it needs Django and the database.
COMMANDS: dict[str, tuple[str, bool]] = {
    "analyze": ("invekto.chat_analysis.commands:analyze", False),
    "evaluate": ("invekto.chat_analysis.commands:evaluate", False),
    "demo": ("invekto.commands.demo:demo", False),
    "serve": ("invekto.commands.serve:serve", False),
    "work": ("invekto.commands.serve:work", True),
    "migrate": ("invekto.commands.upkeep:migrate", True),
    "check": ("invekto.commands.upkeep:check", False),
    "keys": ("invekto.commands.upkeep:keys", True),
    "audit": ("invekto.commands.upkeep:audit", True),
    "tenant": ("invekto.onboarding.commands:tenant", True),
    "user": ("invekto.onboarding.commands:user", True),
    "operator": ("invekto.onboarding.commands:operator", True),
    "apikey": ("invekto.onboarding.commands:apikey", True),
    "reread": ("invekto.messaging.commands:reread", True),
    "chat": ("invekto.agent_ai.commands:chat", True),
    "flows": ("invekto.agent_ai.machine.command:flows", False),
    "feedback": ("invekto.insights.commands:feedback", False),
    "scenario": ("invekto.sandbox.commands:scenario", False),
}


class _Commands(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - the library passes it
        return sorted(COMMANDS)

    def get_command(
        self,
        ctx: click.Context,  # noqa: ARG002 - the library passes it
        cmd_name: str,
    ) -> click.Command | None:
        """For help: no database, no settings of an installation."""
        if cmd_name not in COMMANDS:
            return None
        try:
            return _load(cmd_name)
        except (ImproperlyConfigured, AppRegistryNotReady):  # its module needs the tables' models
            _set_up_without_installation()
            return _load(cmd_name)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """For running."""
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "invekto.settings")
        needs_database = args[0] in COMMANDS and COMMANDS[args[0]][1]
        if needs_database and not {"--help", "-h"} & set(args):
            from invekto.commands.database import prepare

            prepare(migrated=args[0] != "migrate")
        return super().resolve_command(ctx, args)


def _load(name: str) -> click.Command:
    module, attribute = COMMANDS[name][0].split(":")
    command: click.Command = getattr(importlib.import_module(module), attribute)
    return command


def _set_up_without_installation() -> None:
    """Django as help needs it: whatever the environment says, and nothing is read from disk or written."""
    import django
    from cryptography.fernet import Fernet

    for name in [name for name in os.environ if name.startswith("INVEKTO_")]:
        del os.environ[name]
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "invekto.settings",
        "INVEKTO_ENV": "demo",
        "INVEKTO_SANDBOX": "1",
        "INVEKTO_DATABASE_URL": "postgresql://nobody@127.0.0.1:1/none",
        "INVEKTO_SECRET_KEY": "for help only",
        "INVEKTO_ENCRYPTION_KEYS": Fernet.generate_key().decode(),
    }
    django.setup()


@click.command(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="invekto")
def main() -> None:
    """Invekto: understand, answer, hand over and follow up WhatsApp conversations."""


def run() -> None:
    """The entry point: a setting that is missing or wrong is one sentence, exit code 2."""
    try:
        main()
    except ImproperlyConfigured as error:
        click.echo(str(error), err=True)
        sys.exit(2)


if __name__ == "__main__":
    run()
