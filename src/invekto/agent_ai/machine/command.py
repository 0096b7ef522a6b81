"""`invekto flows`: every flow as the diagram it is."""

from __future__ import annotations

import sys
from typing import Any

import click

from invekto.agent_ai.engine import registry
from invekto.agent_ai.machine.diagram import document, mermaid
from invekto.agent_ai.machine.machine import Machine


def machines() -> dict[str, list[Machine[Any]]]:
    """By vertical, in the order in which the vertical names them."""
    return {
        name: [flow for flow in registry.vertical(name).flows.values() if isinstance(flow, Machine)]
        for name in registry.names()
    }


@click.command()
@click.option("--name", help="Only flows of this name.")
@click.option("--document", "as_document", is_flag=True, help="Print docs/flows.md.")
def flows(name: str | None, as_document: bool) -> None:
    """Print the dialogue's flows as Mermaid state diagrams."""
    known = machines()
    if as_document:
        click.echo(document(known), nl=False)
        return
    found = [
        (vertical, machine)
        for vertical, those in known.items()
        for machine in those
        if name in (None, machine.name)
    ]
    if not found:
        names = sorted({machine.name for those in known.values() for machine in those})
        click.echo(f"There is no flow called {name}; there are: {', '.join(names)}.", err=True)
        sys.exit(1)
    for vertical, machine in found:
        click.echo(f"%% {vertical}: {machine.name}\n{mermaid(machine)}\n")
