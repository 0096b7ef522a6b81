"""Finding hours that lack something by totals alone: one call for weeks where nothing does."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from invekto.integrations.contract import OrderSource, TryAgainLater
from invekto.integrations.gaps.ledger import HOUR, Hour

# An hour is looked at by itself when it is over, and again so long after that: what a platform shows late, and
# what a sum over days hides (an order changed twice, of which we missed the second time), is found then.
LOOKS = (timedelta(0), timedelta(hours=3), timedelta(hours=10), timedelta(hours=24), timedelta(hours=72))
ALONE = 6  # hours looked at by themselves in one go, the newest first
CALL_TIMEOUT = 15.0  # seconds
LONGEST_WAIT = 15.0  # seconds for our share of calls; longer, and the job comes again


class Count:
    """One go of comparing. ``deadline`` by ``time.monotonic()``; raises what the platform's call raises."""

    def __init__(self, source: OrderSource, found: Sequence[Hour], *, deadline: float) -> None:
        self._source = source
        self._deadline = deadline
        self.hours = {one.start: one for one in found}
        self.looked: dict[datetime, Hour] = {}  # what is to be written

    def alone(self, closed: datetime) -> None:
        """Hours whose time for a look of their own has come."""
        due = [
            one
            for one in reversed(self.hours.values())
            if not one.is_open and one.looks < len(LOOKS) and one.end + LOOKS[one.looks] <= closed
        ]
        young = [one for one in due if one.end + LOOKS[-1] + HOUR > closed]
        for one in young[:ALONE]:
            told = self._ask(one.start, one.end)
            self._put(replace(one, looks=one.looks + 1) if told is None else _compared(one, told, looks=1))

    def together(self, since: datetime, until: datetime) -> None:
        """The whole stretch by sums, halved where more is told than kept. The hours of both ends are whole."""
        self._halve(since, until, self._ask(since, until))

    def _halve(self, since: datetime, until: datetime, told: int | None) -> None:
        inside = [one for start, one in self.hours.items() if since <= start < until]
        if not inside:
            return
        if told is not None and told <= sum(one.expected for one in inside):
            for one in inside:
                if not one.is_open and one.start not in self.looked:
                    self._put(one)
            return
        if len(inside) == 1:
            if told is not None:
                self._put(_compared(inside[0], told, looks=0))
            return
        middle = inside[len(inside) // 2].start
        first = self._ask(since, middle)
        self._halve(since, middle, first)
        rest = told - first if told is not None and first is not None else self._ask(middle, until)
        self._halve(middle, until, rest)

    def _put(self, one: Hour) -> None:
        self.hours[one.start] = self.looked[one.start] = one

    def _ask(self, since: datetime, until: datetime) -> int | None:
        while True:
            left = self._deadline - time.monotonic()
            try:
                return self._source.total(since=since, until=until, timeout=max(1.0, min(CALL_TIMEOUT, left)))
            except TryAgainLater as error:
                wait = error.seconds or 0.0
                if not error.is_our_pause or wait > min(LONGEST_WAIT, left):
                    raise
                time.sleep(wait)


def _compared(one: Hour, told: int, *, looks: int) -> Hour:
    lacks = told - one.expected
    if lacks <= 0:
        aside = min(one.aside, max(0, told - one.kept))
        return replace(one, told=told, aside=aside, looks=one.looks + looks, is_open=False)
    return replace(one, told=told, looks=one.looks + looks, missing=lacks, is_open=True, tries=0)
