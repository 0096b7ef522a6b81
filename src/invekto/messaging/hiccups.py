"""The database's own passing troubles: a deadlock it ended, a connection it closed."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from typing import TypeVar

from django.db import InterfaceError, OperationalError, connection

log = logging.getLogger(__name__)

Result = TypeVar("Result")
_TRIES = 3
_FIRST_WAIT, _LONGEST_WAIT = 0.1, 5.0  # seconds between tries of whoever waits for the database
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


def despite_outage(work: Callable[[], Result], *, patience: float) -> Result:
    """As ``despite_hiccups``, for ``work`` that must not be lost: tried ever less often for ``patience`` seconds."""
    deadline, pause = time.monotonic() + patience, _FIRST_WAIT
    while True:
        try:
            return despite_hiccups(work)
        except HICCUPS as error:
            connection.close()
            if time.monotonic() + pause > deadline:
                raise
            log.warning("The database does not answer (%s); tried again.", type(error).__name__)
        time.sleep(pause)
        pause = min(2 * pause, _LONGEST_WAIT)
