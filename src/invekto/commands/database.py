"""Find or start the database a command works on, and set Django up."""

from __future__ import annotations

import atexit
import os
import sys

import click


def prepare(*, migrated: bool = True) -> None:
    """Set Django up on ``INVEKTO_DATABASE_URL``; without one, on the embedded server.

    An embedded server that already runs (a demo in another window) is used; otherwise one is started for
    the time of this command. Any trouble is one plain sentence and exit code 1 (2: a setting is missing or
    wrong); so are tables that lag behind this version, unless ``migrated`` is False.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "invekto.settings")
    import psycopg
    from django.core.exceptions import ImproperlyConfigured

    from invekto.commands.data_folder import DataFolderTrouble
    from invekto.core.embedded_postgres import EmbeddedPostgresError

    try:
        if "INVEKTO_DATABASE_URL" not in os.environ:
            os.environ["INVEKTO_DATABASE_URL"] = _embedded()
        import django

        _insist_on_keys()

        django.setup()
        if migrated:
            _insist_on_tables()
    except psycopg.OperationalError as error:  # a server runs there and does not let us in
        click.echo(f"The database does not answer: {str(error).splitlines()[0]}", err=True)
        sys.exit(1)
    except (ImproperlyConfigured, EmbeddedPostgresError, DataFolderTrouble) as error:
        click.echo(str(error), err=True)
        sys.exit(2 if isinstance(error, ImproperlyConfigured) else 1)


def _insist_on_keys() -> None:
    """Before the settings are read, which make keys where there are none."""
    import django
    import psycopg
    from cryptography.fernet import Fernet

    from invekto.commands.data_folder import check_keys
    from invekto.core import databases, env

    url = os.environ["INVEKTO_DATABASE_URL"]
    databases.parse(url)
    try:
        check_keys(env.data_dir(), url, "en")
    except psycopg.OperationalError:
        # A wrong setting is told first. With a key of no use: whether new ones may be made is not known.
        os.environ["INVEKTO_ENCRYPTION_KEYS"] = Fernet.generate_key().decode()
        django.setup()
        raise


def _insist_on_tables() -> None:
    from django.db import OperationalError

    from invekto.core.schema import pending_migrations

    try:
        behind = pending_migrations()
    except OperationalError as error:
        click.echo(f"The database does not answer: {str(error).splitlines()[0]}", err=True)
        sys.exit(1)
    if behind:
        click.echo("The database lags behind this version: run `invekto migrate` first.", err=True)
        sys.exit(1)


def _embedded() -> str:
    from invekto.core import env
    from invekto.core.embedded_postgres import EmbeddedPostgres
    from invekto.core.provision import ensure_database

    server = EmbeddedPostgres(env.data_dir() / "postgres")
    admin_url = server.running()
    if admin_url is None:
        admin_url = server.start()
        atexit.register(server.stop)
    ensure_database(admin_url)
    return owner_url(admin_url)


def owner_url(admin_url: str, database: str = "invekto") -> str:
    """The owner's address on the server a superuser's address points at."""
    from invekto.core.provision import OWNER_ROLE

    return admin_url.replace("//postgres@/postgres", f"//{OWNER_ROLE}@/{database}")
