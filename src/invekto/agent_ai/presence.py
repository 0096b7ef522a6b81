"""Who is at the desk now: a person before an open page who has not said that they are away.

Inside the tenant's scope. Open pages tell of their person every ``HEARTBEAT`` as long as somebody touches them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Q

from invekto.agent_ai import assignment
from invekto.agent_ai.models import Seat
from invekto.agent_ai.team_models import MOST_ROOM, Kind
from invekto.core import audit, live
from invekto.core.models import User
from invekto.core.texts import LANGUAGES

HEARTBEAT = timedelta(seconds=45)
SPOKEN = (*LANGUAGES, "ar", "de", "fr", "ru")  # languages a person can be said to speak


class BadSeat(ValueError):
    """What was entered for a person is refused, and nothing was changed; ``text_id`` says why."""

    def __init__(self, text_id: str) -> None:
        super().__init__(text_id)
        self.text_id = text_id


@dataclass(frozen=True, slots=True)
class Place:
    """A person at the desk or not. ``load``: open talks they have; ``languages`` and ``takes`` as they count."""

    user: User
    is_here: bool
    is_away: bool
    seen_at: datetime | None
    room: int
    load: int
    languages: tuple[str, ...]
    takes: frozenset[Kind]


def heartbeat(user: User, now: datetime) -> Seat:
    """A person sits before an open page. Whoever comes in gets what waits for them."""
    seat = _own(user)
    came = not assignment.is_here(seat, now)
    # Not more than needed: every page of every person comes here again and again.
    if seat.seen_at is None or now - seat.seen_at > HEARTBEAT / 3 or now < seat.seen_at:
        seat.seen_at = now
        seat.save(update_fields=["seen_at"])
    if came and assignment.is_here(seat, now):
        _changed(user)
    return seat


def set_away(user: User, away: bool, now: datetime) -> Seat:
    """The person's own switch. Away: no talk is given to them, and those they have not begun go to others."""
    seat = _own(user)
    if seat.is_away != away or not away:
        seat.is_away, seat.seen_at = away, now
        seat.save(update_fields=["is_away", "seen_at"])
        _changed(user)
    return seat


def leave(user: User) -> None:
    """Logged out."""
    Seat.objects.filter(user_id=user.pk).update(seen_at=None)
    _changed(user)


def change_seat(
    user_id: UUID,
    *,
    room: int,
    languages: Sequence[str],
    takes: Sequence[str] | None,
    by: User,
    now: datetime,
) -> Seat:
    """What a person can take. Raises User.DoesNotExist, BadSeat.

    ``languages``: ISO codes, none for the tenant's own; ``takes``: kinds, None for what the role takes.
    """
    person = User.objects.get(id=user_id, tenant_id=_tenant(by), is_active=True)
    if not 0 <= room <= MOST_ROOM:
        raise BadSeat("team-problem-room")
    if not set(languages) <= set(SPOKEN):
        raise BadSeat("team-problem-language")
    if takes is not None and not set(takes) <= set(Kind.values):
        raise BadSeat("team-problem-takes")
    seat = _own(person)
    seat.room, seat.languages = room, sorted(set(languages))
    seat.takes = None if takes is None else sorted(set(takes))
    seat.save(update_fields=["room", "languages", "takes"])
    audit.append(
        "seat.changed",
        tenant_id=seat.tenant_id,
        actor=f"user:{by.pk}",
        now=now,
        subject=f"user:{person.pk}",
        details={"room": room, "languages": seat.languages, "takes": seat.takes},
    )
    _changed(person)
    return seat


def seat_of(user: User) -> Seat:
    """As it is stored, or as a new one would be. One query."""
    return Seat.objects.filter(user_id=user.pk).first() or Seat(tenant_id=_tenant(user), user=user)


def team(now: datetime) -> list[Place]:
    """Everybody of the tenant, those who are here first. Three queries."""
    seats = {seat.user_id: seat for seat in Seat.objects.all()}
    load = assignment.loads(now)
    people = (
        User.objects.filter(Q(is_active=True) & ~Q(tenant=None))
        .select_related("tenant")
        .order_by("name", "id")
    )
    places = [
        _place(user, seats.get(user.pk) or Seat(user=user), load.get(user.pk, 0), now) for user in people
    ]
    return sorted(places, key=lambda place: (not place.is_here, not place.is_away))


def _place(user: User, seat: Seat, load: int, now: datetime) -> Place:
    assert user.tenant is not None
    return Place(
        user=user,
        is_here=assignment.is_here(seat, now),
        is_away=seat.is_away,
        seen_at=seat.seen_at,
        room=seat.room,
        load=load,
        languages=assignment.languages(seat, user.tenant),
        takes=assignment.takes(seat, user),
    )


def _own(user: User) -> Seat:
    """The person's seat, locked; made if they never had one."""
    found = Seat.objects.select_for_update().filter(user_id=user.pk)
    seat = found.first()
    if seat is None:
        Seat.objects.bulk_create([Seat(tenant_id=_tenant(user), user=user)], ignore_conflicts=True)
        seat = found.get()
    return seat


def _changed(user: User) -> None:
    assignment.wake(_tenant(user))
    live.announce("team", tenant_id=_tenant(user))


def _tenant(user: User) -> UUID:
    assert user.tenant_id is not None  # the platform's operator has no desk
    return user.tenant_id
