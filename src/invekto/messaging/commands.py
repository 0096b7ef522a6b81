"""`invekto reread`. What needs Django is imported by the command that runs: ``--help`` works without a database."""

from __future__ import annotations

import click


@click.command()
def reread() -> None:
    """Read WhatsApp's events again that could not be read, now instead of at their next try."""
    from invekto.core import clock
    from invekto.core.tenancy import for_each_tenant
    from invekto.messaging.ingest import read_all_again

    results = for_each_tenant(lambda tenant_id: read_all_again(tenant_id, now=clock.now()))
    left = sum(result.left for result in results)
    click.echo(f"{sum(result.read for result in results)} read, {left} still cannot be read.")
    if left:
        raise SystemExit(1)
