"""The database's own passing troubles: a deadlock it ended, a connection it closed."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from django.db import OperationalError, connection

Result = TypeVar("Result")
_TRIES = 3


def despite_hiccups(work: Callable[[], Result]) -> Result:
    """Do ``work``, which opens its own transaction, again when the database broke it off.

    Not left to the job engine: a job that waits once under its name cannot be given back while the next
    one already waits. Raises OperationalError when it does not help.
    """
    for _ in range(_TRIES - 1):
        try:
            return work()
        except OperationalError:
            connection.close()
    return work()
