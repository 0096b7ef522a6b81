"""kill -9 in the middle of a transaction, nothing replaced: what is killed waits for a lock of ours, and ends there."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connections

from tests.integrations.trendyol_peer import wait_until


def killed_while_blocked(lock: str, act: Callable[[], object]) -> None:
    """Do ``act`` in a process of its own until it waits for what the statement ``lock`` holds; then kill it."""
    backends: list[int] = []
    with _held(lock) as holder:
        child = _start(act)
        try:
            wait_until(lambda: bool(_blocked_by(holder, backends)))
        finally:
            os.kill(child, signal.SIGKILL)
            _, status = os.waitpid(child, 0)
        assert os.WTERMSIG(status) == signal.SIGKILL
    # The server hears of the death once it is let on; until then it holds what the child had locked.
    wait_until(lambda: not _alive(backends))


@contextmanager
def _held(lock: str) -> Iterator[Any]:
    owner = connections["owner"]
    holder = owner.get_new_connection(owner.get_connection_params())
    try:
        holder.autocommit = False
        holder.execute(lock)
        yield holder
    finally:
        holder.rollback()
        holder.close()


_BLOCKED = "SELECT pid FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY(pg_blocking_pids(pid))"


def _blocked_by(holder: Any, backends: list[int]) -> list[int]:
    backends[:] = [pid for (pid,) in holder.execute(_BLOCKED)]
    return backends


def _alive(backends: list[int]) -> bool:
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_stat_activity WHERE pid = ANY(%s)", [backends])
        (count,) = cursor.fetchone()
    return bool(count)


def _start(act: Callable[[], object]) -> int:
    child = os.fork()
    if child == 0:  # pragma: no cover - it is killed
        # The parent's connections and the pool they came from: kept, so that they are never closed from here.
        kept: list[object] = [connection.connection for connection in connections.all()]
        for connection in connections.all():
            connection.connection = None
            pools = getattr(connection, "_connection_pools", {})
            kept.append(dict(pools))
            pools.clear()
        try:
            act()
        finally:
            os._exit(len(kept) and 1)
    return child
