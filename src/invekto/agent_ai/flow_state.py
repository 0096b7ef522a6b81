"""The open question of a conversation, as it is kept between messages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any, Self


@dataclass(frozen=True, slots=True)
class FlowState:
    """An open question, kept between messages in ``Conversation.flow``.

    ``told``: slots the customer filled, in that order, each with the id of the message that did; ``run`` names
    this course of the flow; ``detours``: other questions answered in a row while this one waited; ``parked``:
    matters that go on when this one is settled; ``over``: it was answered, and only "not that one" speaks of it
    still; ``words``: with which it began, as the intent ``wish``; ``read``: the last message it was made from. A state
    of another release is its flow's to read or to begin anew. While people speak it tells where the talk stood.
    """

    name: str
    version: int
    step: str
    slots: Mapping[str, Any] = field(default_factory=dict)
    attempts: int = 0
    asked_at: datetime | None = None  # set by the engine
    run: str = ""
    told: Mapping[str, str] = field(default_factory=dict)
    detours: int = 0
    parked: tuple[FlowState, ...] = ()
    over: bool = False
    words: str = ""
    wish: str = ""
    read: str = ""  # set by the engine

    LIFETIME = timedelta(hours=24)  # an answer that comes later is a new beginning
    UNREADABLE = -1

    def to_json(self, now: datetime) -> dict[str, Any]:
        return {
            "name": self.name,
            "version": self.version,
            "step": self.step,
            "slots": dict(self.slots),
            "attempts": self.attempts,
            "asked_at": now.isoformat(),
            "run": self.run,
            "told": list(self.told.items()),  # a JSON object would not keep their order
            "detours": self.detours,
            "over": self.over,
            "words": self.words,
            "wish": self.wish,
            "read": self.read,
            "parked": [one.to_json(one.asked_at or now) for one in self.parked],
        }

    @classmethod
    def from_json(cls, stored: Mapping[str, Any] | None) -> Self | None:
        """None for what names no flow. What else cannot be read makes a state of no version (``UNREADABLE``)."""
        if not isinstance(stored, Mapping) or not isinstance(stored.get("name"), str):
            return None
        try:
            asked_at = datetime.fromisoformat(stored["asked_at"])
        except (KeyError, TypeError, ValueError):
            return None
        try:
            return cls(
                name=stored["name"],
                version=int(stored["version"]),
                step=str(stored["step"]),
                slots=dict(stored["slots"]),
                attempts=int(stored["attempts"]),
                asked_at=asked_at,
                run=str(stored.get("run", "")),
                told=dict(stored.get("told", {})),
                detours=int(stored.get("detours", 0)),
                over=stored.get("over") is True,
                words=str(stored.get("words", "")),
                wish=str(stored.get("wish", "")),
                read=str(stored.get("read", "")),
                parked=tuple(filter(None, map(cls.from_json, stored.get("parked", ())))),
            )
        except (KeyError, TypeError, ValueError):
            return cls(stored["name"], cls.UNREADABLE, "", asked_at=asked_at)

    def is_alive(self, now: datetime) -> bool:
        return self.asked_at is not None and now - self.asked_at < self.LIFETIME

    def again(self, **slots: Any) -> FlowState:
        """The same question once more."""
        return replace(self, attempts=self.attempts + 1, slots={**self.slots, **slots})
