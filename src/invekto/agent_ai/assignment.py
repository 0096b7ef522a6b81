"""Which person a talk is given to that waits for one.

Among those who are here, take such talks and have room: whoever had it last, then who speaks the customer's
language, then who by role is there for it before those who stand in, then whose turn it is. Emergencies first,
then the longest wait. One at a time per tenant decides (an advisory lock, taken after the conversations' rows),
so no talk goes to two people, and nobody gets more than they have room for.

A person may always take more themselves, or be given more by a colleague: room limits this rule alone, and an
emergency not at all. One that is with somebody who is not there becomes everybody's again, even if they spoke in it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

from django.db.models import Count, Q

from invekto.agent_ai import alarm
from invekto.agent_ai.models import Seat
from invekto.agent_ai.team_models import Kind
from invekto.core import events, jobs, live
from invekto.core.models import Role, Tenant, User
from invekto.core.statements import run_prepared, update_rows
from invekto.core.tenancy import tenant_scope
from invekto.messaging import services as messaging
from invekto.messaging.models import Author, Conversation, HandoffReason, Message, Mode

JOB = "agent_ai.assign"
HERE_FOR = timedelta(minutes=3)  # after the last sign; a hidden tab tells of itself once a minute at best
_GONE_AFTER = timedelta(minutes=10)  # whoever is away this long loses what they have not begun
# A talk in which nobody has waited or said anything for so long takes up nobody's room.
_OPEN_FOR = timedelta(hours=24)
_MOST_AT_ONCE = 200
_NEVER = datetime.min.replace(tzinfo=UTC)

_EVERYTHING = frozenset(Kind)
# What a role takes when the person's seat says nothing else: doctors are between two patients.
_BY_ROLE: dict[str, frozenset[Kind]] = {
    Role.AGENT: _EVERYTHING,
    Role.ADMIN: _EVERYTHING,
    Role.OWNER: _EVERYTHING,
    Role.DOCTOR: frozenset({Kind.EMERGENCY}),
    Role.SALES: frozenset({Kind.TALK}),
}
# Those who stand in when none of the others can.
_STAND_IN = frozenset({Role.ADMIN, Role.OWNER})


@dataclass(slots=True)
class _Person:
    user: User
    role: str
    languages: tuple[str, ...]
    takes: frozenset[Kind]
    room: int  # what is left of it
    given_at: datetime


def is_here(seat: Seat, now: datetime) -> bool:
    """At the desk, and not away by their own word."""
    return not seat.is_away and seat.seen_at is not None and now - seat.seen_at < HERE_FOR


def languages(seat: Seat, tenant: Tenant) -> tuple[str, ...]:
    return tuple(seat.languages) or (tenant.language,)


def takes(seat: Seat, user: User) -> frozenset[Kind]:
    if seat.takes is not None:
        return frozenset(map(Kind, seat.takes))
    return _BY_ROLE.get(user.role, frozenset())


def loads(now: datetime) -> dict[UUID, int]:
    """Open talks per person: somebody waits in them, or something was said lately. One query."""
    alive = Q(waiting_since__isnull=False) | Q(last_message_at__gt=now - _OPEN_FOR)
    rows = (
        Conversation.objects.filter(
            alive, mode__in=[Mode.WAITING, Mode.HUMAN], assigned_to__isnull=False, done_at=None
        )
        .values("assigned_to")
        .annotate(talks=Count("id"))
        .order_by()
    )
    return {row["assigned_to"]: row["talks"] for row in rows}


def is_anything_left(now: datetime) -> bool:
    """Something waits that is nobody's, or whose person is gone."""
    return bool(_candidates(now, most=1) or _deserted(now))


def is_due(now: datetime) -> Q:
    """Of conversations: no later moment was promised to the customer, and no colleague closed or put them off."""
    return (
        (Q(callback_at=None) | Q(callback_at__lte=now))
        & Q(done_at=None)
        & (Q(snoozed_until=None) | Q(snoozed_until__lte=now))
    )


def is_attended(conversation: Conversation, now: datetime) -> bool:
    """Whether somebody speaks in it who is there: before an open page, or lately heard of, as from the phone."""
    if conversation.mode != Mode.HUMAN:
        return False
    lately = now - _GONE_AFTER
    if conversation.taken_over_at is not None and conversation.taken_over_at > lately:
        return True
    if conversation.assigned_to_id is not None:
        seat = Seat.objects.filter(user_id=conversation.assigned_to_id, user__is_active=True).first()
        if seat is not None and is_here(seat, now):
            return True
    spoken = Message.objects.filter(conversation_id=conversation.id, author=Author.HUMAN)
    return spoken.filter(received_at__gt=lately).exists()


def release(conversation: Conversation, now: datetime) -> None:
    """Whoever spoke in it is gone: it waits for anybody. The caller holds the row."""
    conversation.mode = Mode.WAITING
    conversation.last_person = conversation.assigned_to or conversation.last_person
    conversation.assigned_to = conversation.given_at = conversation.taken_over_at = None
    conversation.callback_at = None
    conversation.save(
        update_fields=["mode", "last_person", "assigned_to", "given_at", "taken_over_at", "callback_at"]
    )
    messaging.record_notice(conversation, "handover-notice-released", now=now)


def wake(tenant_id: UUID) -> None:
    """Have what waits given to people as soon as this transaction commits."""
    jobs.defer_shared(JOB, tenant_id=tenant_id)


def assign(conversation: Conversation, now: datetime) -> User | None:
    """Give a talk that waits for a person to one; None when nobody can take it, or somebody has it.

    Inside the tenant's scope; the caller holds the conversation's row.
    """
    if conversation.mode != Mode.WAITING or conversation.assigned_to_id is not None:
        return None
    if not Conversation.objects.filter(is_due(now), id=conversation.id).exists():
        return None
    _one_at_a_time(conversation.tenant_id)
    people = _people(Tenant.objects.get(id=conversation.tenant_id), now)
    _give([conversation], people, now)
    return conversation.assigned_to


def assign_waiting(tenant_id: UUID, now: datetime) -> int:
    """Give what waits to those who are here; returns how many talks found somebody. Opens its own scope.

    Safe to repeat. When customers wait and nobody can take them, the owner is told (``alarm``).
    """
    with tenant_scope(tenant_id):  # its own: rows are locked in the order of their ids, once per transaction
        _release_deserted(now)
    with tenant_scope(tenant_id):
        jobs.absorb(JOB, tenant_id=tenant_id)
        tenant = Tenant.objects.get(id=tenant_id)
        talks = _take(now)
        _one_at_a_time(tenant_id)
        people = _people(tenant, now)
        given = _give(talks, people, now)
        left = [talk for talk in talks if talk.assigned_to_id is None]
        alarm.raise_if_needed(tenant, left, anybody_here=bool(people), now=now)
    return given


# Emergencies first, then the longest wait. Besides what is nobody's: what this rule gave to somebody who went away
# before they began.
_CANDIDATES = """
SELECT talk.id FROM conversations talk
LEFT JOIN desk_seats seat ON seat.tenant_id = app_tenant() AND seat.user_id = talk.assigned_to_id
LEFT JOIN users person ON person.tenant_id = app_tenant() AND person.id = talk.assigned_to_id
WHERE talk.tenant_id = app_tenant() AND talk.mode = 'waiting'
  AND (talk.callback_at IS NULL OR talk.callback_at <= %s::timestamptz)
  AND talk.done_at IS NULL AND (talk.snoozed_until IS NULL OR talk.snoozed_until <= %s::timestamptz)
  AND (talk.assigned_to_id IS NULL OR NOT person.is_active
       OR (talk.given_at IS NOT NULL
           AND (seat.is_away OR seat.seen_at IS NULL OR seat.seen_at < %s::timestamptz))
       OR (talk.handoff_reason = 'emergency'
           AND (seat.is_away OR seat.seen_at IS NULL OR seat.seen_at < %s::timestamptz)))
ORDER BY talk.handoff_reason IS DISTINCT FROM 'emergency', talk.waiting_since, talk.id
LIMIT %s::int
"""


def _candidates(now: datetime, *, most: int = _MOST_AT_ONCE) -> list[UUID]:
    return [row[0] for row in run_prepared(_CANDIDATES, [now, now, now - _GONE_AFTER, now - HERE_FOR, most])]


# Emergencies that nobody has answered, with a person who is gone (``is_attended``).
_DESERTED = """
SELECT talk.id FROM conversations talk
LEFT JOIN desk_seats seat ON seat.tenant_id = app_tenant() AND seat.user_id = talk.assigned_to_id
LEFT JOIN users person ON person.tenant_id = app_tenant() AND person.id = talk.assigned_to_id
WHERE talk.tenant_id = app_tenant() AND talk.mode = 'human' AND talk.handoff_reason = 'emergency'
  AND talk.done_at IS NULL AND talk.waiting_since IS NOT NULL
  AND (talk.taken_over_at IS NULL OR talk.taken_over_at <= %s::timestamptz)
  AND (seat.user_id IS NULL OR NOT person.is_active OR seat.is_away OR seat.seen_at IS NULL
       OR seat.seen_at <= %s::timestamptz)
  AND NOT EXISTS (
      SELECT 1 FROM messages word
      WHERE word.tenant_id = app_tenant() AND word.conversation_id = talk.id AND word.author = 'human'
        AND word.received_at > least(talk.handed_off_at, %s::timestamptz))
ORDER BY talk.id
"""


def _deserted(now: datetime) -> list[UUID]:
    lately = now - _GONE_AFTER
    return [row[0] for row in run_prepared(_DESERTED, [lately, now - HERE_FOR, lately])]


def _release_deserted(now: datetime) -> None:
    if not (ids := _deserted(now)):
        return
    held = Conversation.objects.select_for_update(of=("self",)).select_related("assigned_to", "tenant")
    for talk in held.filter(id__in=ids).order_by("id"):
        # Whoever held the row before may have spoken in it.
        if talk.waiting_since is not None and talk.mode == Mode.HUMAN and not is_attended(talk, now):
            release(talk, now)


def _take(now: datetime) -> list[Conversation]:
    """Candidates, locked in the order of their ids as everybody does, and given back in the order of their turn."""
    locked = {
        one.id: one
        for one in Conversation.objects.select_for_update(of=("self",))
        .select_related("contact")
        .filter(id__in=_candidates(now))
        .order_by("id")
    }
    # Whoever held a row before may have given it to somebody.
    return [locked[one] for one in _candidates(now) if one in locked]


def _one_at_a_time(tenant_id: UUID) -> None:
    run_prepared("SELECT pg_advisory_xact_lock(hashtextextended(%s::text, 0))", [f"assign:{tenant_id}"])


def _people(tenant: Tenant, now: datetime) -> list[_Person]:
    """Those who are here, with what is left of their room."""
    load = loads(now)
    seats = Seat.objects.select_related("user").filter(
        is_away=False, seen_at__gt=now - HERE_FOR, user__is_active=True
    )
    return [
        _Person(
            user=seat.user,
            role=seat.user.role,
            languages=languages(seat, tenant),
            takes=takes(seat, seat.user),
            room=seat.room - load.get(seat.user_id, 0),
            given_at=seat.given_at or _NEVER,
        )
        for seat in seats
    ]


_GIVEN = ("assigned_to", "last_person", "given_at")


def _give(talks: Sequence[Conversation], people: Sequence[_Person], now: datetime) -> int:
    """Locked talks, in the order in which they are served; returns how many found a person.

    One whose person is gone, and that nobody else can take, is nobody's again.
    """
    changed: list[Conversation] = []
    given: dict[UUID, Conversation] = {}
    for talk in talks:
        had = talk.assigned_to_id
        person = _choose(talk, [one for one in people if one.user.pk != had])
        if person is not None:
            person.room -= 1
            person.given_at = max(now, max(one.given_at for one in people) + timedelta(microseconds=1))
            talk.assigned_to = talk.last_person = person.user
            talk.given_at = now
            given[talk.id] = talk
        elif had is not None:
            talk.assigned_to = talk.given_at = None
        else:
            continue
        changed.append(talk)
    if not changed:
        return 0
    tenant_id = changed[0].tenant_id
    update_rows(Conversation, changed, _GIVEN)
    turns = {person.user.pk: person.given_at for person in people if person.given_at > _NEVER}
    run_prepared(_NEXT_TURNS, [list(turns), list(turns.values())])
    messaging.record_notices(
        [(talk, {"name": talk.assigned_to.name}) for talk in given.values() if talk.assigned_to],
        "handover-notice-given",
        now=now,
    )
    events.record_several(
        "conversation.assigned",
        tenant_id=tenant_id,
        now=now,
        facts=[(talk.id, {"user": str(talk.assigned_to_id)}) for talk in given.values()],
    )
    live.announce_conversations(tenant_id, [talk.id for talk in changed])
    return len(given)


_NEXT_TURNS = """
UPDATE desk_seats seat SET given_at = turn.at
FROM unnest(%s::uuid[], %s::timestamptz[]) AS turn (user_id, at)
WHERE seat.tenant_id = app_tenant() AND seat.user_id = turn.user_id
"""


def _choose(talk: Conversation, people: Sequence[_Person]) -> _Person | None:
    kind = Kind.EMERGENCY if talk.handoff_reason == HandoffReason.EMERGENCY else Kind.TALK
    spoken = talk.contact.language
    is_urgent = kind is Kind.EMERGENCY  # it waits for nobody's room, though one who has some comes first
    able = [person for person in people if (is_urgent or person.room > 0) and kind in person.takes]
    return min(
        able,
        key=lambda person: (
            person.room <= 0,
            person.user.pk != talk.last_person_id,
            spoken is not None and spoken not in person.languages,
            person.role in _STAND_IN,
            person.given_at,
            str(person.user.pk),
        ),
        default=None,
    )
