"""The database's own passing troubles: a deadlock it ended, a connection it closed."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from django.db import InterfaceError, OperationalError, connection

Result = TypeVar("Result")
_TRIES = 3
# A closed connection is told as the one or the other, by who notices it first.
HICCUPS = (OperationalError, InterfaceError)


def despite_hiccups(work: Callable[[], Result]) -> Result:
    """Do ``work``, which opens its own transaction, again when the database broke it off.

    Not left to the job engine: a job that waits once under its name cannot be given back while the next
    one already waits. Raises one of HICCUPS when it does not help.
    """
    for _ in range(_TRIES - 1):
        try:
            return work()
        except HICCUPS:
            connection.close()
    return work()
