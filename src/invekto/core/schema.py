"""Bring the database up to date: the application's role, the tables, the rights on them."""

from __future__ import annotations

from collections.abc import Callable

import psycopg
from django.conf import settings
from django.core.management import call_command
from django.db import connections
from procrastinate.contrib.django.utils import connector_params
from psycopg import sql

from invekto.core.databases import APP_ROLE, app_password
from invekto.core.locks import Lock


def migrate(progress: Callable[[str], None] = lambda _: None) -> None:
    """Create or update everything; safe to run twice and by two processes at once.

    The owner needs CREATEROLE for the first run (or the role made beforehand).
    """
    owner = connections["owner"]
    with owner.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [Lock.MIGRATING])
    try:
        progress("role")
        _application_role()
        progress("tables")
        call_command("migrate", database="owner", interactive=False, verbosity=0)
    finally:
        with owner.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [Lock.MIGRATING])


def let_application_in() -> None:
    """Give the application's role the password that belongs to INVEKTO_SECRET_KEY, when it has another one.

    Not where the role was made by hand (INVEKTO_APP_DATABASE_URL).
    """
    params = connector_params("default")
    params.pop("pool", None)
    if params["user"] != APP_ROLE or params["password"] != app_password(settings.SECRET_KEY):
        return
    try:
        psycopg.connect(**params).close()
    except psycopg.OperationalError:
        _application_role()


def _application_role() -> None:
    """The role that serves requests: no ownership, no bypass, one tenant at a time."""
    password = app_password(settings.SECRET_KEY)
    database = connections["owner"].settings_dict["NAME"]
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [APP_ROLE])
        # Only a superuser may mention SUPERUSER and the like of a role that exists; ours was made without them.
        make = (
            "ALTER ROLE {} LOGIN PASSWORD {}"
            if cursor.fetchone()
            else "CREATE ROLE {} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS PASSWORD {}"
        )
        role = sql.Identifier(APP_ROLE)
        cursor.execute(sql.SQL(make).format(role, sql.Literal(password)))
        cursor.execute(sql.SQL("GRANT CONNECT ON DATABASE {} TO {}").format(sql.Identifier(database), role))
        cursor.execute(sql.SQL("GRANT USAGE ON SCHEMA public TO {}").format(role))
        for what, rights in (
            ("TABLES", "SELECT, INSERT, UPDATE, DELETE"),
            ("SEQUENCES", "USAGE, SELECT"),
            ("FUNCTIONS", "EXECUTE"),
        ):
            cursor.execute(
                sql.SQL(
                    "ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT " + rights + " ON " + what + " TO {}"
                ).format(role)
            )


def measure_tables() -> None:
    """Tell the planner how the tables look, where nobody has yet.

    It takes a table it knows nothing about for a handful of rows, and a tenant for one of two hundred: until the
    server's own round it would walk through all of a tenant's rows for each one it looks for.
    """
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "SELECT 1 FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' "
            "AND reltuples < 0 AND pg_relation_size(oid) > 0 LIMIT 1"
        )
        if cursor.fetchone():
            cursor.execute("ANALYZE")


def pending_migrations() -> bool:
    """True when the tables lag behind the code."""
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connections["owner"])
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))
