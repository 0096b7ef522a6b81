"""Which stretch of a platform's changes to read next. Pure: a cursor and the time in, a window out.

Two readings share an account. The *head* follows what changes now: from a little before the last complete
reading to a little after now. The *past* is the first import: after the head's first window it goes back,
window by window, until the platform's history ends. The newest come first: they are asked about.

Windows overlap by ``reach.overlap``, since nobody knows for certain whether the platform takes our
moments for UTC or for Turkish wall clock, and rows may move while pages are read.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Literal

from invekto.integrations.contract import Reach

Lane = Literal["head", "past"]
_NEARLY = 0.999


@dataclass(frozen=True, slots=True)
class Window:
    """A reading that has begun: filters stay as they are until its last page."""

    lane: Lane
    since: datetime
    until: datetime
    began: datetime
    position: str | None = None  # the platform's opaque cursor of the next page
    size: int | None = None  # rows of one answer, where the platform did not manage its most
    done: float = 0.0  # how far through it the pages so far have come


@dataclass(frozen=True, slots=True)
class Cursor:
    """Everything changed between ``past`` and ``head`` is stored."""

    head: datetime | None = None
    past: datetime | None = None
    goal: datetime | None = None  # where the import ends
    head_window: Window | None = None
    past_window: Window | None = None
    shown: float = 0.0  # how much was told to be imported before, while it goes on

    @property
    def imported(self) -> float:
        """How much of the first import is done, 0..1: within a window too, and never less than was told before."""
        if self.goal is None:
            return 0.0
        if self.past is not None and self.past <= self.goal:
            return 1.0
        begun = self.head
        if begun is None and self.head_window is not None:
            begun = self.head_window.began
        whole = (begun - self.goal).total_seconds() if begun else 0.0
        if begun is None or whole <= 0:
            return 1.0 if self.head else 0.0
        left = self.past or begun
        window = self.past_window if self.head else self.head_window
        inside = (left - max(window.since, self.goal)).total_seconds() * window.done if window else 0.0
        done = (begun - left).total_seconds() + max(0.0, inside)
        return max(self.shown, min(_NEARLY, done / whole))

    def is_up_to(self, moment: datetime) -> bool:
        """No head window is open, and everything changed until ``moment`` is stored."""
        return self.head_window is None and self.head is not None and self.head >= moment

    def next_window(self, *, now: datetime, reach: Reach, lane: Lane) -> Window | None:
        """The window to go on with; None when this lane has nothing left to read."""
        if lane == "head":
            return self.head_window or self._new_head(now, reach)
        if self.head is None or self.past is None or self.goal is None or self.past <= self.goal:
            return None
        return self.past_window or self._new_past(self.past, now, reach)

    def _new_head(self, now: datetime, reach: Reach) -> Window:
        if self.head is None:
            until = now + reach.overlap
            return Window("head", until - reach.span, until, now)
        since = max(self.head - reach.overlap, now - reach.history)
        until = min(since + reach.span, now + reach.overlap)
        return Window("head", since, until, now)

    def _new_past(self, past: datetime, now: datetime, reach: Reach) -> Window | None:
        oldest = now - reach.history
        until = past + reach.overlap
        since = max(until - reach.span, oldest)
        return Window("past", since, until, now) if since < until else None

    def after_page(
        self, window: Window, next_position: str | None, *, reach: Reach, done: float | None = None
    ) -> Cursor:
        """The cursor once a page of ``window`` is stored. ``done``: how far through it the page came."""
        further = max(window.done, min(1.0, done or 0.0))
        going_on = replace(window, position=next_position, done=further) if next_position else None
        if window.lane == "head":
            if going_on:
                goal = self.goal or window.began - reach.history
                return replace(self, head_window=going_on, goal=goal)
            # What changed after the reading began is not promised to be in it.
            reached = min(window.began, window.until - reach.overlap)
            first = self.head is None
            return replace(
                self,
                head=reached,
                head_window=None,
                past=window.since + reach.overlap if first else self.past,
                goal=window.began - reach.history if first else self.goal,
            )
        if going_on:
            return replace(self, past_window=going_on)
        if window.since <= window.began - reach.history:
            return self.nothing_older()
        return replace(self, past=window.since + reach.overlap, past_window=None)

    def nothing_older(self) -> Cursor:
        """The import is done: it has come to where the platform's history ends."""
        return replace(self, past=self.goal, past_window=None)

    def forget_position(self, lane: Lane) -> Cursor:
        """Begin the lane's window anew: the platform no longer knows our place in it."""
        return replace(self, head_window=None) if lane == "head" else replace(self, past_window=None)

    def with_less(self, window: Window, *, most: int, least: int) -> Cursor | None:
        """Begin ``window`` anew with a quarter of the rows in each answer; None: less makes no sense."""
        now_asked = window.size or most
        if now_asked <= least:
            return None
        smaller = replace(window, position=None, size=max(least, now_asked // 4), done=0.0)
        if window.lane == "head":
            return replace(self, head_window=smaller)
        return replace(self, past_window=smaller)

    def to_json(self) -> dict[str, Any]:
        return {
            "head": _text(self.head),
            "past": _text(self.past),
            "goal": _text(self.goal),
            "head_window": _window_json(self.head_window),
            "past_window": _window_json(self.past_window),
            # A window may have to begin anew; once all is here there is nothing to keep.
            "shown": self.imported if self.imported < 1.0 else 0.0,
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Cursor:
        return cls(
            head=_moment(data.get("head")),
            past=_moment(data.get("past")),
            goal=_moment(data.get("goal")),
            head_window=_window(data.get("head_window"), "head"),
            past_window=_window(data.get("past_window"), "past"),
            shown=data.get("shown", 0.0),
        )


def _text(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def _window_json(window: Window | None) -> dict[str, Any] | None:
    if window is None:
        return None
    return {
        "since": window.since.isoformat(),
        "until": window.until.isoformat(),
        "began": window.began.isoformat(),
        "position": window.position,
        "size": window.size,
        "done": window.done,
    }


def _window(data: Mapping[str, Any] | None, lane: Lane) -> Window | None:
    if data is None:
        return None
    return Window(
        lane,
        datetime.fromisoformat(data["since"]),
        datetime.fromisoformat(data["until"]),
        datetime.fromisoformat(data["began"]),
        data["position"],
        data.get("size"),
        data.get("done", 0.0),
    )
