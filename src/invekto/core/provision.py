"""The owner's role and database on a server that is ours alone."""

from __future__ import annotations

import psycopg
from psycopg import sql

OWNER_ROLE = "invekto_owner"


def ensure_database(admin_url: str, *, name: str = "invekto", template: str | None = None) -> None:
    """Create the owner and the database if they are missing. ``admin_url``: a superuser's, on any database."""
    with psycopg.connect(admin_url, autocommit=True) as connection:
        if not connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [OWNER_ROLE]).fetchone():
            connection.execute(sql.SQL("CREATE ROLE {} LOGIN CREATEROLE").format(sql.Identifier(OWNER_ROLE)))
        if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
            connection.execute(
                sql.SQL("CREATE DATABASE {} OWNER {} TEMPLATE {}").format(
                    sql.Identifier(name), sql.Identifier(OWNER_ROLE), sql.Identifier(template or "template0")
                )
            )
