"""The `invekto` command. Subcommands are imported only when they are called, so that each starts fast."""

from __future__ import annotations

import importlib
import os
import sys

import click

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
    "chat": ("invekto.agent_ai.commands:chat", True),
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
        if cmd_name not in COMMANDS:
            return None
        place, needs_database = COMMANDS[cmd_name]
        if needs_database and not {"--help", "-h"} & set(sys.argv):
            from invekto.commands.database import prepare

            prepare(migrated=cmd_name != "migrate")
        else:
            os.environ.setdefault("DJANGO_SETTINGS_MODULE", "invekto.settings")
        module, attribute = place.split(":")
        command: click.Command = getattr(importlib.import_module(module), attribute)
        return command


@click.command(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="invekto")
def main() -> None:
    """Invekto: understand, answer, hand over and follow up WhatsApp conversations."""


if __name__ == "__main__":
    main()
