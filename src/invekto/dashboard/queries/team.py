"""Who is at the desk, in a reader's words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from invekto.agent_ai.services import SPOKEN, Kind, Place, team
from invekto.core.models import User


@dataclass(frozen=True, slots=True)
class Ticked:
    """A box of a form; ``text`` is a text id."""

    value: str
    text: str
    is_on: bool


@dataclass(frozen=True, slots=True)
class Member:
    """``state``: here, away or gone, which is the end of a text id."""

    id: UUID
    name: str
    role_text: str
    is_me: bool
    state: str
    seen_at: datetime | None
    room: int
    load: int
    languages: list[Ticked]
    takes: list[Ticked]

    @property
    def state_text(self) -> str:
        return f"team-state-{self.state}"

    @property
    def is_full(self) -> bool:
        return self.load >= self.room


def members(reader: User, now: datetime) -> list[Member]:
    """Everybody, those who are here first. Three queries."""
    return [_member(place, reader) for place in team(now)]


def _member(place: Place, reader: User) -> Member:
    return Member(
        id=place.user.pk,
        name=place.user.name,
        role_text=f"role-{place.user.role}",
        is_me=place.user.pk == reader.pk,
        state="here" if place.is_here else "away" if place.is_away and place.seen_at else "gone",
        seen_at=place.seen_at,
        room=place.room,
        load=place.load,
        languages=[Ticked(one, f"team-language-{one}", one in place.languages) for one in SPOKEN],
        takes=[Ticked(one.value, f"team-takes-{one.value}", one in place.takes) for one in Kind],
    )
