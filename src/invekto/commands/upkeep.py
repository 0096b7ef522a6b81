"""`invekto migrate`, `check`, `keys` and `audit`."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, TextIO
from uuid import UUID

import click

if TYPE_CHECKING:
    from invekto.core.audit import Head

PLATFORM = "platform"  # how the chain of no tenant is called


@click.command()
@click.option("--quiet", is_flag=True, help="Say nothing unless it fails.")
def migrate(quiet: bool) -> None:
    """Bring the database up to date; safe to repeat."""
    from invekto.core import schema

    schema.migrate(lambda step: None if quiet else click.echo(f"{step} …"))
    if not quiet:
        click.echo("The database is up to date.")


@click.command()
@click.option("--diversity", is_flag=True, help="Also show how different each intent's example messages are.")
def check(diversity: bool) -> None:
    """Migrations in step with the models, translations complete, example messages unlike each other.

    Needs no database.
    """
    import warnings

    # makemigrations looks whether the database's history is consistent; there is none to look at here.
    warnings.filterwarnings("ignore", message="Got an error checking a consistent migration history")
    os.environ.update(
        INVEKTO_DATABASE_URL="postgresql://nobody@127.0.0.1:1/none", INVEKTO_ENV="test", INVEKTO_SANDBOX="1"
    )
    import django

    django.setup()
    from invekto.chat_analysis.corpus import vertical_examples, verticals
    from invekto.chat_analysis.diversity import corpus_problems, table
    from invekto.core import checks

    problems = checks.migrations_behind() + checks.text_problems() + checks.code_text_problems()
    for vertical in verticals():
        examples = vertical_examples(vertical)
        problems += [f"{vertical}: {problem}" for problem in corpus_problems(examples)]
        if diversity:
            click.echo("\n".join([vertical, *table(examples), ""]))
    for problem in problems:
        click.echo(problem, err=True)
    if problems:
        sys.exit(1)
    click.echo(
        "Migrations are in step with the models; translations are complete; no example message stands twice."
    )


@click.group()
def keys() -> None:
    """The keys that encrypt providers' secrets."""


@keys.command()
def generate() -> None:
    """Print a fresh key for INVEKTO_ENCRYPTION_KEYS."""
    from cryptography.fernet import Fernet

    click.echo(Fernet.generate_key().decode())


@keys.command()
def rotate() -> None:
    """Encrypt every stored secret with the newest key; services may run meanwhile.

    With keys of our own (no INVEKTO_ENCRYPTION_KEYS): makes a new key, encrypts everything with it and keeps
    the one before it until the next rotation; running services take up the new ring by themselves. With keys
    in the environment: first put the new key in front everywhere and restart, then run this, then remove the
    old one (docs/operations.md).
    """
    from invekto.core import clock, crypto
    from invekto.core.audit import append

    with crypto.one_rotation_at_a_time():
        changed = _rotate()
    append("keys.rotated", tenant_id=None, actor="cli", now=clock.now(), details={"secrets": changed})
    click.echo(f"{changed} secrets are encrypted with the newest key.")


def _rotate() -> int:
    from cryptography.fernet import Fernet, MultiFernet
    from django.conf import settings

    from invekto.core import crypto, keyfiles

    own_file = settings.ENCRYPTION_KEYS_FILE is not None
    # Read anew: another rotation may have ended while we waited for it.
    ring = keyfiles.encryption_keys(settings.DATA_DIR, None) if own_file else list(settings.ENCRYPTION_KEYS)
    if own_file:
        ring.insert(0, Fernet.generate_key().decode())
        keyfiles.write_ring(settings.DATA_DIR, ring)
    changed = crypto.rotate(MultiFernet([Fernet(key) for key in ring]))
    if own_file:
        # What a running service encrypted in the very moment of the change is still under the key before.
        keyfiles.write_ring(settings.DATA_DIR, ring[:2])
    return changed


@click.group()
def audit() -> None:
    """The audit log."""


@audit.command()
@click.option("--print-heads", is_flag=True, help="Print where each chain ends, to be kept outside.")
@click.option(
    "--heads", type=click.File(), help="Heads that were printed earlier; every chain must still pass there."
)
def verify(print_heads: bool, heads: TextIO | None) -> None:
    """Walk every chain of the audit log; exit 1 if an entry was changed, removed, put in or cut off."""
    from invekto.core.audit import verify as walk

    report = walk(_heads_in(heads) if heads else ())
    for broken in report.breaks:
        click.echo(f"{broken.tenant_id or PLATFORM} #{broken.seq}: {broken.problem}", err=True)
    if print_heads:
        for head in report.heads:
            click.echo(f"{head.tenant_id or PLATFORM} {head.entries} {head.hash}")
    if report.breaks:
        sys.exit(1)
    click.echo(f"{report.entries} entries, every chain holds.", err=print_heads)


def _heads_in(lines: TextIO) -> list[Head]:
    from invekto.core.audit import Head

    heads = []
    for number, line in enumerate(lines, start=1):
        match line.split():
            case [chain, entries, digest]:
                try:
                    heads.append(Head(None if chain == PLATFORM else UUID(chain), int(entries), digest))
                except ValueError:
                    raise click.UsageError(f"Line {number} is not a head: {line.strip()[:80]}") from None
            case []:
                continue
            case _:
                raise click.UsageError(f"Line {number} is not a head: {line.strip()[:80]}")
    return heads
