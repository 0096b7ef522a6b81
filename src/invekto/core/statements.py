"""Statements that run so often that the server should not plan them each time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, LiteralString

import psycopg
from django.db import connection


def run_prepared(statement: LiteralString, parameters: Sequence[Any]) -> list[tuple[Any, ...]]:
    """Run ``statement`` on Django's own connection, in its transaction, prepared once per connection.

    Every parameter needs a cast (``%s::uuid``): the server sees the statement before the values. Database
    errors come as Django's.
    """
    connection.ensure_connection()
    with connection.wrap_database_errors, psycopg.Cursor(connection.connection) as cursor:
        cursor.execute(statement, parameters, prepare=True)
        return cursor.fetchall() if cursor.description else []
