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
from psycopg_pool import ConnectionPool

from invekto.core.postgres import arrays
from invekto.core.sessions import is_dead, may_outlast_transaction

arrays.use()


class _WarmPool(ConnectionPool[psycopg.Connection[Any]]):
    """Lends the connection that came back last: the server keeps its plans and catalogue by connection, and
    going round them all would make each learn them anew."""

    def _get_ready_connection(self, timeout: float | None) -> psycopg.Connection[Any] | None:
        self._pool.rotate(1)  # called under the pool's lock; it takes from the left
        return super()._get_ready_connection(timeout)


class DatabaseWrapper(base.DatabaseWrapper):
    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.session_changed = False
        self.execute_wrappers.append(self._watch)

    @property
    def pool(self) -> Any:
        options = self.settings_dict["OPTIONS"].get("pool")
        if not options:
            return None
        pools: dict[str, _WarmPool] = self._connection_pools  # type: ignore[attr-defined]
        if self.alias not in pools:
            made = _WarmPool(
                kwargs={**self.get_connection_params(), "autocommit": True},
                open=False,  # by whoever asks for the first connection
                configure=self._configure_connection,  # type: ignore[attr-defined]
                **options,
            )
            pools.setdefault(self.alias, made)
        return pools[self.alias]

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
