"""A colleague gives conversations to somebody, or to nobody in particular. Inside the tenant's scope.

For any number at once, with as many queries as for one. Their rows are locked first, as everywhere (``takeover``).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from invekto.agent_ai import assignment, handover
from invekto.agent_ai import note as notes
from invekto.core import audit, live
from invekto.core.models import User
from invekto.core.statements import run_prepared, update_rows
from invekto.messaging import desk
from invekto.messaging import services as messaging
from invekto.messaging.models import Conversation, HandoffReason, Mode
from invekto.outbound import services as outbound


class NotOfTheTeam(Exception):
    """Nobody of this tenant who is active."""


def assign_to(conversation_id: UUID, person_id: UUID | None, by: User, now: datetime) -> Conversation:
    """``assign_each`` of one. Raises Conversation.DoesNotExist, NotOfTheTeam."""
    locked = desk.lock([conversation_id])
    if not locked:
        raise Conversation.DoesNotExist
    assign_each(locked, person_id, by, now)
    return locked[0]


def assign_each(talks: Sequence[Conversation], person_id: UUID | None, by: User, now: datetime) -> None:
    """Each of the locked ``talks`` waits for that person, who may be away; the bot is silent from here on.

    Safe to repeat; whoever spoke in one does so no more. Raises NotOfTheTeam; then nothing was changed.
    """
    if not talks:
        return
    tenant_id = talks[0].tenant_id
    people = User.objects.filter(tenant_id=tenant_id, is_active=True)
    person = people.filter(id=person_id).first() if person_id else None
    if person_id and person is None:
        raise NotOfTheTeam(person_id)
    given = [talk for talk in talks if talk.mode == Mode.BOT or talk.assigned_to_id != person_id]
    if not given:
        return
    if with_bot := [talk for talk in given if talk.mode == Mode.BOT]:
        outbound.cancel_bot_messages_of([talk.id for talk in with_bot], now)
        written = bare_notes(with_bot, HandoffReason.POLICY, now)
        handover.mark_each([(talk, written[talk.id]) for talk in with_bot], HandoffReason.POLICY, now=now)
    for talk in given:
        talk.mode = Mode.WAITING
        talk.assigned_to = person
        talk.last_person_id = person.id if person else talk.last_person_id
        talk.given_at = talk.callback_at = None
    update_rows(Conversation, given, (*handover.MARKED, "assigned_to", "last_person"))
    if person is None:
        assignment.wake(tenant_id)
    else:
        told = {"name": person.name, "by": by.name}
        messaging.record_notices([(talk, told) for talk in given], "handover-notice-given-by", now=now)
    audit.append_each(
        "conversation.assigned",
        tenant_id=tenant_id,
        actor=f"user:{by.id}",
        now=now,
        subjects=[str(talk.id) for talk in given],
        details={"to": str(person_id) if person_id else None},
    )
    live.announce_conversations(tenant_id, [talk.id for talk in given])


_LAST_SAID = """
SELECT talk.id, said.id, said.text FROM unnest(%s::uuid[]) AS talk (id)
CROSS JOIN LATERAL (
    SELECT m.id, m.text FROM messages m
    WHERE m.tenant_id = app_tenant() AND m.conversation_id = talk.id AND m.author = 'customer'
    ORDER BY m.at DESC, m.id DESC LIMIT 1
) AS said
"""


def bare_notes(
    talks: Sequence[Conversation], reason: HandoffReason, now: datetime
) -> dict[UUID, notes.Written]:
    """The note of each where nothing was understood: the customer's last words, and what the bot did."""
    ids = [talk.id for talk in talks]
    last = {talk: (said, text) for talk, said, text in run_prepared(_LAST_SAID, [ids])}
    done = notes.done_in_each(ids, now=now, language=talks[0].tenant.language)
    written: dict[UUID, notes.Written] = {}
    for talk in talks:
        said, words = last.get(talk.id, (None, ""))
        note = notes.bare(reason, words=words, promised="", language=talk.tenant.language, said=said)
        did = done.get(talk.id, [])
        note["tried"] = [line for line, _ in did]
        note["links"]["tried"] = [message for _, message in did]
        written[talk.id] = note
    return written
