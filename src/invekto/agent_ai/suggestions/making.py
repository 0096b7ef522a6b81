"""Suggestions made in the job that understood the message, for every conversation in which people speak or are awaited.

In sets: one question for what is kept, one call of the encoder, one transaction that writes. Whatever fails here
fails alone: the customer's answer is committed before.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from uuid import UUID

import numpy as np

from invekto.agent_ai import canned
from invekto.agent_ai.contract import AsksOutside, Inbound, Turn
from invekto.agent_ai.engine.draft import Draft, turn_of
from invekto.agent_ai.engine.reading import Reading, Snapshot
from invekto.agent_ai.models import CannedReply, Origin, SuggestedReply
from invekto.agent_ai.suggestions import past, standing
from invekto.agent_ai.suggestions.candidates import MOST, Candidate, best
from invekto.agent_ai.suggestions.rehearsing import Prepared, courtesy, prepare, rehearse
from invekto.chat_analysis.services import sentence_vectors
from invekto.core import jobs, live
from invekto.core.tenancy import tenant_scope
from invekto.messaging.models import Conversation, Mode

log = logging.getLogger(__name__)

ALONE = "agent_ai.suggest"  # the job that asks a platform for it, or makes up for what was missed
_ONLY_A_YES = frozenset({"affirm", "deny"})
_CANNED_NEAR = 0.42  # a canned reply that names no intent, by its title and words
_TAGGED = 2.0  # … and one that names it goes first


@dataclass(slots=True)
class _Sought:
    """One conversation's suggestions in the making. ``waits``: its handler must ask a platform first."""

    seen: Snapshot
    reading: Reading
    turn: Turn
    prepared: Sequence[Prepared] = ()
    waits: bool = False
    vector: past.Vector | None = None
    candidates: list[Candidate] = field(default_factory=list)

    @property
    def message_id(self) -> UUID:
        """The last message with words."""
        return list(self.reading.own)[-1]

    @property
    def intent(self) -> str:
        return self.turn.wish.intent


def suggest(tenant_id: UUID, drafts: Sequence[Draft], *, now: datetime, patience: float = 0.0) -> None:
    """For those of ``drafts``, all of them written, in which the bot does not speak now. Opens its own scopes.

    ``patience`` as for answers: with 0 no platform is asked, and where one should be a job does so afterwards.
    """
    try:
        with tenant_scope(tenant_id):
            wanted = _with_people(drafts)
            replies = canned.replies() if wanted else []
            since = standing.told_since([seen for seen, _ in wanted], now)
        if not wanted:
            return
        sought = [
            _sought(seen, reading, since.get(seen.conversation.id, ()), now, patience)
            for seen, reading in wanted
        ]
        nearness = _compare(sought, replies)
        with tenant_scope(tenant_id):
            _write(tenant_id, sought, replies, nearness, now=now)
    except Exception:
        # The messages are answered; a sweep looks for those without suggestions.
        log.exception("Suggestions could not be made (tenant %s).", tenant_id)


def _with_people(drafts: Sequence[Draft]) -> list[tuple[Snapshot, Reading]]:
    """Conversations of people, as they stand now, whose customer wrote words."""
    read = [(one.seen, one.reading) for one in drafts if one.reading is not None and one.reading.own]
    people = {
        one.id: one
        for one in Conversation.objects.select_related("contact", "tenant")
        .filter(id__in=[seen.conversation.id for seen, _ in read])
        .exclude(mode=Mode.BOT)
    }
    return [
        (replace(seen, conversation=found, contact=found.contact, tenant=found.tenant), reading)
        for seen, reading in read
        if (found := people.get(seen.conversation.id)) is not None
    ]


def _sought(
    seen: Snapshot, reading: Reading, since: Sequence[Inbound], now: datetime, patience: float
) -> _Sought:
    sought = _Sought(seen, reading, turn_of(seen, reading, now, patience))
    try:
        state = standing.standing(seen, since, now=now, patience=patience)
        sought.turn = replace(sought.turn, flow=state)
        is_read = state is not None and standing.is_read(seen, state)
        sought.prepared = prepare(sought.turn, reading.wishes, is_read=is_read)
    except AsksOutside:
        sought.waits = True
    return sought


def _compare(sought: Sequence[_Sought], replies: Sequence[CannedReply]) -> Mapping[tuple[int, UUID], float]:
    """How near each message is to each canned reply that names no intent; one call of the encoder for all."""
    untagged = [reply for reply in replies if not reply.intents]
    vectors = sentence_vectors([*(one.turn.text for one in sought), *map(_gist, untagged)])
    if vectors is None:
        return {}
    for n, one in enumerate(sought):
        one.vector = np.asarray(vectors[n], dtype=np.float32)
    likeness = vectors[: len(sought)] @ vectors[len(sought) :].T
    return {
        (n, reply.id): float(likeness[n, place])
        for n in range(len(sought))
        for place, reply in enumerate(untagged)
    }


def _gist(reply: CannedReply) -> str:
    return f"{reply.title}. {reply.body_tr or reply.body_en}"


def _write(
    tenant_id: UUID,
    sought: Sequence[_Sought],
    replies: Sequence[CannedReply],
    nearness: Mapping[tuple[int, UUID], float],
    *,
    now: datetime,
) -> None:
    talks = [one.seen.conversation.id for one in sought]
    locked = (
        Conversation.objects.select_for_update().filter(id__in=talks).exclude(mode=Mode.BOT).order_by("id")
    )
    with_people = dict(locked.values_list("id", "assigned_to_id"))
    there: dict[UUID, list[SuggestedReply]] = {}
    for row in SuggestedReply.objects.filter(message_id__in=[one.message_id for one in sought], rank__gt=0):
        if row.message_id is not None:
            there.setdefault(row.message_id, []).append(row)
    answers = past.find(
        {
            n: past.Wanted(
                one.intent, one.turn.analysis.language, one.vector, with_people[one.seen.conversation.id]
            )
            for n, one in enumerate(sought)
            if one.vector is not None and one.seen.conversation.id in with_people
        }
    )
    rows: list[SuggestedReply] = []
    for n, one in enumerate(sought):
        if one.seen.conversation.id not in with_people:
            continue
        before = there.get(one.message_id, [])
        near = {reply.id: nearness.get((n, reply.id), 0.0) for reply in replies}
        if not _is_only_a_yes(one):
            one.candidates = [*_handlers(one), *_canned(one, replies, near), *_past(one, answers.get(n, []))]
        rows += _rows(tenant_id, one, before, now)
        if one.waits:
            jobs.defer(ALONE, tenant_id=str(tenant_id), message_id=str(one.message_id))
    SuggestedReply.objects.bulk_create(rows, ignore_conflicts=True)
    if rows:
        live.announce_conversations(tenant_id, {row.conversation_id for row in rows})


def _is_only_a_yes(one: _Sought) -> bool:
    """What they wait for stands in the note; "gladly, anything else?" to their yes would send them away without it."""
    return one.seen.conversation.mode == Mode.WAITING and one.intent in _ONLY_A_YES


def _rows(
    tenant_id: UUID, one: _Sought, before: Sequence[SuggestedReply], now: datetime
) -> list[SuggestedReply]:
    """What is offered already keeps its key: nobody's finger may find another text under it."""
    if any(row.outcome is not None for row in before):
        return []
    kept = [Candidate(row.reply_text, Origin(row.source), 0.0, row.language) for row in before]
    offered = {same.text for same in kept}
    room = MOST - len(before) - (1 if one.waits and not before else 0)
    pool = [other for other in one.candidates if other.text not in offered]
    if before:  # a second look is for the handler's sake
        pool = [other for other in pool if other.source == Origin.HANDLER]
    chosen = best(pool, most=max(room, 0))
    return [
        SuggestedReply(
            tenant_id=tenant_id,
            conversation_id=one.seen.conversation.id,
            message_id=one.message_id,
            intent=one.intent,
            reply_text=candidate.text,
            created_at=now,
            source=candidate.source,
            rank=len(before) + place,
            language=candidate.language,
            canned_id=candidate.canned_id,
            past_id=candidate.past_id,
            filled=dict(candidate.filled),
        )
        for place, candidate in enumerate(chosen, start=1)
    ]


def _handlers(one: _Sought) -> list[Candidate]:
    words = rehearse(one.prepared) or courtesy(one.turn)
    if not words:
        return []
    return [Candidate(words, Origin.HANDLER, 1.0, one.turn.language, filled=_facts(one, words))]


def _facts(one: _Sought, words: str) -> dict[str, str]:
    """The customer's own facts in the bot's words: what must become a place again before others may read it."""
    turn = one.turn
    known = canned.values_for(turn.tenant, turn.contact, now=turn.now, language=turn.language)
    return {
        f"{{{{{canned.name_of(fact, turn.language)}}}}}": value
        for fact, value in known.items()
        if fact != "business" and len(value) > 1 and value in words
    }


def _canned(one: _Sought, replies: Sequence[CannedReply], nearness: Mapping[UUID, float]) -> list[Candidate]:
    language = one.turn.language
    scores = {
        reply.id: _TAGGED if one.turn.understood and one.intent in reply.intents else nearness[reply.id]
        for reply in replies
        if reply.body(language)
    }
    worth = [reply for reply in replies if scores.get(reply.id, 0.0) >= _CANNED_NEAR]
    if not worth:
        return []
    values = canned.values_for(one.turn.tenant, one.turn.contact, now=one.turn.now, language=language)
    found = []
    for reply in worth:
        pick = canned.filled_for(reply, language, values)
        if pick is not None:
            filled = pick.filled
            found.append(
                Candidate(
                    filled.text,
                    Origin.CANNED,
                    scores[reply.id],
                    language,
                    canned_id=reply.id,
                    filled=filled.used,
                )
            )
    return found


def _past(one: _Sought, answers: Sequence[past.Found]) -> list[Candidate]:
    if not one.turn.understood:  # like words of another wish: not for this one
        return []
    return [
        Candidate(found.text, Origin.PAST, found.nearness, one.turn.language, past_id=found.answer_id)
        for found in answers
    ]
