"""What a database session carries: a transaction's own settings, and nothing from one user to the next."""

from __future__ import annotations

import re
import select
from functools import lru_cache
from typing import Any

import psycopg
from django.db import connection
from psycopg import sql
from psycopg.errors import error_from_result
from psycopg.pq import ExecStatus, TransactionStatus


def begin_with_setting(name: str, value: str) -> None:
    """Inside ``atomic``: set ``name`` for this transaction, which begins in the same round trip if it has not."""
    connection.ensure_connection()
    database = connection.connection
    command = sql.SQL("SELECT set_config({}, {}, true)").format(name, value).as_bytes(database)
    if database.info.transaction_status == TransactionStatus.IDLE and not database.autocommit:
        command = b"BEGIN; " + command
    with connection.wrap_database_errors:
        result = database.pgconn.exec_(command)
        if result.status != ExecStatus.TUPLES_OK:
            raise error_from_result(result, database.info.encoding)


_OUTLASTING = re.compile(
    r"set_config|(?:^|;)\s*(?:set|reset|discard|listen|unlisten|load|do|call|prepare|deallocate)\b",
    re.IGNORECASE,
)


@lru_cache(maxsize=2048)
def may_outlast_transaction(statement: str) -> bool:
    """Whether ``statement`` could leave something on its session. Errs towards yes."""
    return bool(_OUTLASTING.search(statement))


def has_news(database: psycopg.Connection[Any] | psycopg.AsyncConnection[Any]) -> bool:
    """Whether an idle connection has something to read, which costs no round trip to find out.

    One that the server closed (a restart, a crash) has: its end.
    """
    heard = select.poll()
    heard.register(database.fileno(), select.POLLIN)
    return bool(heard.poll(0))


def is_dead(database: psycopg.Connection[Any]) -> bool:
    """Whether an idle connection was ended by the server."""
    if not has_news(database):
        return False
    try:
        database.execute("")
        database.rollback()
    except psycopg.Error:
        return True
    return False
