"""One at a time: somebody moves the clock, or somebody resets. A reset ends a move that is under way.

The turns are locks of the database, so that they hold between processes and end with whoever holds them.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connections

from invekto.core.locks import Lock

PATIENCE = 30.0  # seconds until whoever waits for a turn gives up
_LOOK = 0.05

_RESET_IS_WANTED = """
    SELECT EXISTS (SELECT FROM pg_locks
     WHERE locktype = 'advisory' AND classid = 0 AND objid = %s AND objsubid = 1 AND granted
       AND database = (SELECT oid FROM pg_database WHERE datname = current_database()))
"""


class Busy(Exception):
    """Somebody else moves the clock or resets, and takes long."""


class Interrupted(Exception):
    """A reset was asked for while the clock was being moved."""


@contextmanager
def moving() -> Iterator[None]:
    """The turn to move the clock. Raises Busy."""
    with _held(Lock.SANDBOX_CLOCK):
        yield


@contextmanager
def resetting() -> Iterator[None]:
    """The turn to reset, as soon as whoever moves the clock has noticed. Raises Busy."""
    with _held(Lock.SANDBOX_RESET), _held(Lock.SANDBOX_CLOCK):
        yield


def give_way() -> None:
    """Raises Interrupted when a reset waits."""
    if _ask(_RESET_IS_WANTED, Lock.SANDBOX_RESET):
        raise Interrupted


@contextmanager
def _held(lock: Lock) -> Iterator[None]:
    deadline = time.monotonic() + PATIENCE
    while not _ask("SELECT pg_try_advisory_lock(%s)", lock):
        if time.monotonic() > deadline:
            raise Busy
        time.sleep(_LOOK)
    try:
        yield
    finally:
        _ask("SELECT pg_advisory_unlock(%s)", lock)


def _ask(query: str, lock: Lock) -> bool:
    with connections["owner"].cursor() as cursor:
        cursor.execute(query, [int(lock)])
        return bool(cursor.fetchone()[0])
