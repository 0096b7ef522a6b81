"""A platform's rate limit, kept in one place for all workers: token buckets in the database.

A bucket of capacity ``c`` refilled at ``r`` per second lets through at most ``c + r·t`` calls in any ``t``
seconds. Capacity is a fifth of the limit and the refill gives the rest, so that no window of the
platform's own counting, wherever it begins, ever holds more than the limit.
"""

from __future__ import annotations

import time
from collections.abc import Sequence

from django.db import connection, transaction

from invekto.integrations.contract import Limit, Problem, TryAgainLater

_BURST = 5  # the part of a limit that may be spent at once is one in so many

# Tokens may go below zero: that is a place in the queue, and the caller waits until it is due. The time is
# the database's, the one clock that all workers share.
_TAKE = """
INSERT INTO rate_buckets AS b (key, tokens, refilled_at) VALUES (%(key)s, %(capacity)s - 1, clock_timestamp())
ON CONFLICT (key) DO UPDATE SET
  tokens = least(
    %(capacity)s,
    b.tokens + %(rate)s * greatest(0, extract(epoch FROM clock_timestamp() - b.refilled_at))
  ) - 1,
  refilled_at = greatest(b.refilled_at, clock_timestamp())
RETURNING (-b.tokens / %(rate)s)::float8
"""
_CLOSED_FOR = """
SELECT extract(epoch FROM blocked_until - clock_timestamp())::float8 FROM rate_buckets WHERE key = %(key)s
"""
_CLOSE = """
INSERT INTO rate_buckets AS b (key, tokens, refilled_at, blocked_until)
VALUES (%(key)s, 0, clock_timestamp(), clock_timestamp() + make_interval(secs => %(seconds)s))
ON CONFLICT (key) DO UPDATE SET blocked_until = greatest(b.blocked_until, excluded.blocked_until)
"""


class _WouldWait(Exception):
    def __init__(self, seconds: float) -> None:
        super().__init__()
        self.seconds = seconds


class DatabaseBudget:
    """The calls of one account at one platform. Used outside tenants' scopes: it waits."""

    def __init__(self, account: str) -> None:
        self._account = account  # "trendyol:2738": a seller id entered by two tenants has one budget

    def take(self, endpoint: str, limits: Sequence[Limit], *, patience: float) -> None:
        try:
            # All or nothing: a call that one bucket refuses costs nothing in the others.
            with transaction.atomic(durable=True):
                wait = max(self._closed_for(endpoint), *(self._take_one(endpoint, limit) for limit in limits))
                if wait > patience:
                    raise _WouldWait(wait)
        except _WouldWait as would:
            raise TryAgainLater(
                Problem.RATE_LIMITED, f"{endpoint}: our share of calls is spent", seconds=would.seconds
            ) from None
        if wait > 0:
            time.sleep(wait)

    def _take_one(self, endpoint: str, limit: Limit) -> float:
        capacity = max(1, limit.calls // _BURST)
        with connection.cursor() as cursor:
            cursor.execute(
                _TAKE,
                {
                    "key": f"{self._account}:{endpoint}:{limit.seconds:g}",
                    "capacity": float(capacity),
                    "rate": max(1, limit.calls - capacity) / limit.seconds,
                },
            )
            (wait,) = cursor.fetchone()
        return max(0.0, float(wait))

    def _closed_for(self, endpoint: str) -> float:
        with connection.cursor() as cursor:
            cursor.execute(_CLOSED_FOR, {"key": f"{self._account}:{endpoint}:closed"})
            row = cursor.fetchone()
        return max(0.0, float(row[0])) if row else 0.0

    def close(self, endpoint: str, seconds: float) -> None:
        """Until then nobody calls this endpoint, in whatever process."""
        with transaction.atomic(durable=True), connection.cursor() as cursor:
            cursor.execute(_CLOSE, {"key": f"{self._account}:{endpoint}:closed", "seconds": seconds})
