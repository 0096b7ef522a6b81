"""`invekto tenant`, `user`, `operator` and `apikey`.

What needs Django is imported by the command that runs: ``--help`` works without a database.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import ParamSpec, TypeVar

import click

ACTOR = "cli"
_P = ParamSpec("_P")
_R = TypeVar("_R")


def _plainly(command: Callable[_P, _R]) -> Callable[_P, _R]:
    """A refusal is its own sentence on stderr and exit code 1."""

    @wraps(command)
    def run(*args: _P.args, **kwargs: _P.kwargs) -> _R:
        from invekto.onboarding import services

        try:
            return command(*args, **kwargs)
        except services.TenantFileRefused as refusal:
            count = len(refusal.problems)
            click.echo(str(refusal), err=True)
            click.echo(f"Nothing was applied: {count} problem{'' if count == 1 else 's'}.", err=True)
        except services.NoSuchTenant as missing:
            click.echo(f"There is no tenant called {missing}.", err=True)
        except services.PersonRefused as refusal:
            click.echo(str(refusal), err=True)
        raise SystemExit(1)

    return run


@click.group()
def tenant() -> None:
    """Tenants, described by one YAML file each.

    A section the file leaves out stays as it is. A section that is a list (users, doctors, slots, services,
    templates, integrations) is the whole list: what an earlier file brought and this one no longer has is
    switched off, never deleted. What people entered on the pages stays.
    """


@tenant.command()
@click.argument("file", type=click.Path(path_type=Path))
@_plainly
def apply(file: Path) -> None:
    """Create the tenant in FILE or make it what FILE says.

    Applying the same file twice changes nothing. Secrets may be written as env:NAME. A file with a mistake
    is refused with every mistake and its line, and nothing is applied.
    """
    from invekto.core import clock
    from invekto.onboarding import services

    outcome = services.apply_tenant_file(file, now=clock.now(), actor=ACTOR)
    for remark in outcome.remarks:
        click.echo(f"Note: {remark}", err=True)
    if not outcome.changes:
        click.echo(f"{outcome.slug}: nothing to change, everything is already so.")
    for change in outcome.changes:
        click.echo(f"{outcome.slug}: {change}")


@tenant.command()
@click.argument("slug")
@click.option("--output", type=click.Path(path_type=Path, dir_okay=False), help="Write to this file.")
@_plainly
def export(slug: str, output: Path | None) -> None:
    """Write the tenant's file without secrets: env:NAME stands where one belongs.

    Passwords cannot be read back and are left out; they stay as they are when the file is applied.
    """
    from invekto.onboarding import services

    content = services.export_tenant(slug)
    if output is None:
        click.echo(content, nl=False)
        return
    try:
        output.write_text(content, encoding="utf-8")
    except OSError as error:
        raise click.ClickException(f"{output} cannot be written: {error.strerror}") from None


def _password(variable: str | None) -> str:
    from invekto.onboarding import services

    if variable is None:
        prompted: str = click.prompt("Password", hide_input=True, confirmation_prompt=True)
        return prompted
    if not os.environ.get(variable):
        raise services.PersonRefused(f"The environment variable {variable} is not set.")
    return os.environ[variable]


_password_option = click.option(
    "--password-env", metavar="NAME", help="Take the password from this environment variable."
)


@click.group()
def user() -> None:
    """People who log in for a tenant."""


@user.command(name="add")
@click.option("--tenant", "slug", required=True, help="The tenant's slug.")
@click.option("--email", required=True)
@click.option("--name", required=True)
@click.option("--role", required=True, type=click.Choice(["owner", "admin", "agent", "doctor", "sales"]))
@_password_option
@_plainly
def add_user(slug: str, email: str, name: str, role: str, password_env: str | None) -> None:
    """Add a person; asks for the password."""
    from invekto.core import clock
    from invekto.onboarding import services

    person = services.add_user(
        services.find_tenant(slug),
        email=email,
        name=name,
        role=role,
        password=_password(password_env),
        now=clock.now(),
        actor=ACTOR,
    )
    click.echo(f"{person.name} may log in as {person.email} ({role} of {slug}).")


@user.command()
@click.argument("email")
@_password_option
@_plainly
def password(email: str, password_env: str | None) -> None:
    """Set a new password; asks for it."""
    from invekto.core import clock
    from invekto.onboarding import services

    services.set_password(email=email, password=_password(password_env), now=clock.now(), actor=ACTOR)
    click.echo(f"{email} has a new password.")


@click.group()
def operator() -> None:
    """People who run the platform."""


@operator.command(name="add")
@click.option("--email", required=True)
@click.option("--name", required=True)
@_password_option
@_plainly
def add_operator(email: str, name: str, password_env: str | None) -> None:
    """Add an operator; asks for the password."""
    from invekto.core import clock
    from invekto.onboarding import services

    person = services.add_operator(
        email=email, name=name, password=_password(password_env), now=clock.now(), actor=ACTOR
    )
    click.echo(f"{person.name} may log in as {person.email} (operator).")


@click.group()
def apikey() -> None:
    """Keys with which a tenant's machines call the API."""


@apikey.command()
@click.option("--tenant", "slug", required=True, help="The tenant's slug.")
@click.option("--name", required=True, help="What it is for, such as “ERP”.")
@_plainly
def create(slug: str, name: str) -> None:
    """Make a key and print it: it cannot be shown again."""
    from invekto.core import clock
    from invekto.onboarding import services

    fresh = services.create_api_key(services.find_tenant(slug), name=name, now=clock.now(), actor=ACTOR)
    click.echo(fresh.key)
    click.echo("Keep it well: only its fingerprint is stored, it cannot be shown again.", err=True)


@apikey.command(name="list")
@click.option("--tenant", "slug", required=True, help="The tenant's slug.")
@_plainly
def list_keys(slug: str) -> None:
    """Show the tenant's keys, without their secret part."""
    from invekto.onboarding import services

    rows = services.api_keys(services.find_tenant(slug))
    if not rows:
        click.echo(f"{slug} has no keys. Make one with: invekto apikey create --tenant {slug} --name NAME")
    for row in rows:
        state = f"revoked {row.revoked_at:%Y-%m-%d}" if row.revoked_at else "live"
        click.echo(f"{row.hint}…  {row.name}  since {row.created_at:%Y-%m-%d}, {state}")


@apikey.command()
@click.argument("key")
@click.option("--tenant", "slug", required=True, help="The tenant's slug.")
@_plainly
def revoke(key: str, slug: str) -> None:
    """Make KEY (its name, or the characters the list shows) useless at once."""
    from invekto.core import clock
    from invekto.onboarding import services

    name = key.removesuffix("…")
    services.revoke_api_key(services.find_tenant(slug), name_or_hint=name, now=clock.now(), actor=ACTOR)
    click.echo(f"{name} is revoked.")
