"""Which feed to ask next, and from where: a walk over all of them that can be broken off after any answer.

The place in the walk travels as an opaque position. Windows are a day wide at most, since a wider one is cut
without a word; feeds that take no dates are paged from their beginning, and left once they are older than the
window, if they come newest first.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from hashlib import sha256
from itertools import pairwise
from typing import Any

from invekto.integrations.contract import Problem, Refused
from invekto.integrations.providers.hepsiburada.shapes import TURKEY, plain, read_moment

DAY = timedelta(hours=24)
STEP = DAY - timedelta(minutes=1)  # windows share a minute: nobody says to which a boundary belongs
COMPLETE = timedelta(days=7)  # a window as wide reads the feeds without dates to their end


@dataclass(frozen=True, slots=True)
class Feed:
    """``kind``: what its rows are (reading.py). ``offset``: the name, with the casing it is heard in."""

    path: str
    kind: str
    limit: int
    offset: str = "offset"
    dated: bool = False
    dates: str = ""  # where rows carry the moment of what happened, for feeds that take no dates


FEEDS = (
    Feed("/orders/merchantid/{}", "line", 100),
    Feed("/orders/merchantid/{}/paymentawaiting", "awaiting", 50),
    Feed("/packages/merchantid/{}", "package", 10, offset="Offset", dated=True),
    Feed(
        "/packages/merchantid/{}/status/unpacked",
        "unpacked",
        10,
        offset="Offset",
        dates="unpackeddate",
    ),
    Feed("/packages/merchantid/{}/shipped", "shipped", 50, dates="shippeddate"),
    Feed("/packages/merchantid/{}/undelivered", "undelivered", 50, dates="undelivereddate"),
    Feed("/packages/merchantid/{}/delivered", "delivered", 50, dates="delivereddate"),
    Feed("/orders/merchantid/{}/cancelled", "cancelled", 50, dated=True),
)
DATED = tuple(feed for feed in FEEDS if feed.dated)


@dataclass(frozen=True, slots=True)
class Place:
    """Where in the walk: a feed, a day of it, a row of that day."""

    feed: int = 0
    day: int = 0
    offset: int = 0
    first: str = ""  # what the page before began with
    last: str = ""  # the oldest moment so far, while the feed comes newest first

    def to_text(self) -> str:
        return json.dumps([self.feed, self.day, self.offset, self.first, self.last])

    @classmethod
    def from_text(cls, text: str | None) -> Place:
        """Raises Refused for a position of another release."""
        if text is None:
            return cls()
        try:
            feed, day, offset, first, last = json.loads(text)
            return cls(int(feed), int(day), int(offset), str(first), str(last))
        except (ValueError, TypeError) as error:
            raise Refused(Problem.REQUEST_REFUSED, "a position that leads nowhere") from error


@dataclass(frozen=True, slots=True)
class Walk:
    """All feeds of one window. ``history``: only those that can be asked about the past."""

    since: datetime
    until: datetime
    history: bool
    size: int | None

    @property
    def feeds(self) -> tuple[Feed, ...]:
        return DATED if self.history else FEEDS

    def feed(self, place: Place) -> Feed:
        if not 0 <= place.feed < len(self.feeds):
            raise Refused(Problem.REQUEST_REFUSED, "a position that leads nowhere")
        return self.feeds[place.feed]

    def limit(self, place: Place) -> int:
        return min(self.feed(place).limit, self.size or self.feed(place).limit)

    def params(self, place: Place) -> dict[str, str]:
        feed = self.feed(place)
        params = {feed.offset: str(place.offset), "limit": str(self.limit(place))}
        if feed.dated:
            begin = self._day(place.day)
            params |= {"begindate": _local(begin), "enddate": _local(begin + DAY)}
        return params

    def after(self, place: Place, rows: list[Any]) -> Place | None:
        """The next place; None: the walk is over. Raises Refused when the platform answers in circles."""
        feed = self.feed(place)
        first = _mark(rows[0]) if rows else ""
        if place.offset and rows and first == place.first:
            raise Refused(Problem.UNKNOWN_SHAPE, f"{feed.kind}: the same page again")
        last = _falling(feed, place, rows) if feed.dates else ""
        # A page may be shorter than asked for only at the end; totals change while pages are read.
        if len(rows) >= self.limit(place) and not self._is_past(last):
            return replace(place, offset=place.offset + len(rows), first=first, last=last)
        if feed.dated and self._day(place.day + 1) < self.until:
            return Place(feed=place.feed, day=place.day + 1)
        following = Place(feed=place.feed + 1)
        return following if following.feed < len(self.feeds) else None

    def done(self, place: Place) -> float:
        """How much of the walk lies before this place, each feed counted alike."""
        days = (self.until - self.since) / STEP if self.feed(place).dated else 1.0
        return (place.feed + min(1.0, place.day / max(1.0, days))) / len(self.feeds)

    def _day(self, number: int) -> datetime:
        return self.since + STEP * number

    def _is_past(self, last: str) -> bool:
        """Everything that follows is older than the window."""
        if last in ("", "-") or self.until - self.since >= COMPLETE:
            return False
        return datetime.fromisoformat(last) < self.since


def _mark(row: Any) -> str:
    """Tells rows apart. All of the row counts: how they begin, those of an account have in common."""
    return sha256(json.dumps(row, sort_keys=True, default=str).encode()).hexdigest()[:16]


def _falling(feed: Feed, place: Place, rows: list[Any]) -> str:
    """The last moment of the page if all so far come newest first, else "-" for good."""
    if place.last == "-":
        return "-"
    moments = [place.last] if place.last else []
    for row in rows:
        try:
            moment = read_moment(plain(row).get(feed.dates))
        except (ValueError, AttributeError):
            return "-"
        moments.append(moment.isoformat() if moment else "")
    if not moments or any(before < after for before, after in pairwise(moments)):
        return "-"
    return moments[-1]


def _local(moment: datetime) -> str:
    """The one format that is understood; with a T in it the answer is empty, and no error."""
    return moment.astimezone(TURKEY).strftime("%Y-%m-%d %H:%M")
