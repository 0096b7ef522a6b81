"""The backend that ``DATABASES`` names; Django looks for it in a module ``base``.

A pooled connection's next user must not see what the last one set. Our own settings live as long as their
transaction (``core.tenancy``), and the pool ends that. So only a connection on which a statement ran that
could outlast its transaction is reset: doing so each time would cost every request a round trip and a hop
to another thread.
"""

from __future__ import annotations

from typing import Any

import psycopg
from django.db.backends.postgresql import base

from invekto.core.sessions import is_dead, may_outlast_transaction


class DatabaseWrapper(base.DatabaseWrapper):
    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.session_changed = False
        self.execute_wrappers.append(self._watch)

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """One that lives: after a crash of the server the pool still holds what it ended."""
        while True:
            connection = super().get_new_connection(conn_params)
            pool = self.pool
            if pool is None or not is_dead(connection):
                return connection
            connection.close()
            pool.putconn(connection)

    def _watch(self, execute: Any, sql: Any, params: Any, many: bool, context: Any) -> Any:
        if may_outlast_transaction(str(sql)):
            self.session_changed = True
        return execute(sql, params, many, context)

    def _close(self) -> None:
        if self.session_changed and self.connection is not None:
            self._reset_session(self.connection)
        self.session_changed = False
        super()._close()  # type: ignore[misc]

    def _reset_session(self, connection: Any) -> None:
        try:
            connection.rollback()
            connection.execute("RESET ALL")
            self._configure_connection(connection)  # type: ignore[attr-defined]
            connection.commit()
        except psycopg.Error:
            connection.close()  # the pool throws it away
