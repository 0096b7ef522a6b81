"""The numbers of PostgreSQL's advisory locks, all of them: two that were the same would wait for one another."""

from __future__ import annotations

from enum import IntEnum, unique


@unique
class Lock(IntEnum):
    """One who does this at a time, on one database."""

    MIGRATING = 7106001
    ROTATING_KEYS = 7106002
    SANDBOX_ENGINE = 7106003
    SANDBOX_CLOCK = 7106004
    SANDBOX_RESET = 7106005


# Of a second kind, a class and a number within it, which is never taken for one of the above.
WORKER_LIVES = 7106
