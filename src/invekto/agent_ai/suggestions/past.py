"""What colleagues answered before: learned from the threads in sets, found again by intent and meaning.

A row per answer says only where it stands and what its question meant; the words stay in the thread, so that what is
taken back, edited or erased there teaches no more.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import LiteralString
from uuid import UUID

import numpy as np
import numpy.typing as npt

from invekto.agent_ai import meaning
from invekto.agent_ai.models import PastAnswer
from invekto.agent_ai.suggestions.audience import seen_talks
from invekto.agent_ai.suggestions.harmless import for_everybody
from invekto.chat_analysis.services import sentence_vectors
from invekto.core.statements import run_prepared
from invekto.core.tenancy import tenant_scope

Vector = npt.NDArray[np.float32]

LOOK_BACK = timedelta(days=180)
_BATCH = 100  # answers learned in one transaction
_LATE = timedelta(hours=1)  # no transaction takes longer
_RANDOM_BITS = 80  # of an id, after its milliseconds
_SHORTEST, _LONGEST = 12, 1000  # characters; "tamam" is no answer, an essay was meant for one person
_COMPARED = 300  # newest answers of an intent
# Of questions of the same intent. In the encoder's view those that ask the same lie around 0.5, the others at 0.2.
NEAR = 0.38
_READ = 6  # texts fetched per message; of two that say the same one is enough


@dataclass(frozen=True, slots=True)
class Wanted:
    """What an answer is sought for, and by whom: nobody is offered words of a talk that they may not see."""

    intent: str
    language: str
    vector: Vector
    reader: UUID | None = None  # whose conversation it is; None: nobody's yet


@dataclass(frozen=True, slots=True)
class Found:
    """``answer_id``: the message that it was; ``nearness`` in [0, 1]: of the two questions."""

    answer_id: UUID
    text: str
    nearness: float


_UNLEARNED: LiteralString = f"""
SELECT a.id::text, a.text, q.id::text, coalesce(q.text, ''), coalesce(q.intent, ''), coalesce(q.language, ''),
       p.name, p.profile_name
FROM messages a
JOIN conversations c ON c.tenant_id = a.tenant_id AND c.id = a.conversation_id
JOIN contacts p ON p.tenant_id = c.tenant_id AND p.id = c.contact_id
LEFT JOIN LATERAL (
    SELECT m.id, m.text, m.at, {meaning.INTENT} AS intent, m.analysis ->> 'language' AS language FROM messages m
    WHERE m.tenant_id = app_tenant() AND m.conversation_id = a.conversation_id AND m.author = 'customer'
      AND m.type = 'text' AND m.revoked_at IS NULL AND m.id < a.id
    ORDER BY m.at DESC, m.id DESC LIMIT 1
) q ON q.at > a.at - interval '2 days' AND NOT EXISTS (
    SELECT 1 FROM messages b WHERE b.tenant_id = app_tenant() AND b.conversation_id = a.conversation_id
      AND b.author = 'human' AND b.at >= q.at AND b.at < a.at AND b.status IS DISTINCT FROM 'cancelled')
WHERE a.tenant_id = app_tenant() AND a.author = 'human' AND a.type = 'text' AND a.at > %s::timestamptz
  AND a.id > %s::uuid AND NOT EXISTS (
    SELECT 1 FROM past_answers known WHERE known.tenant_id = app_tenant() AND known.answer_id = a.id)
ORDER BY a.id LIMIT %s::int
"""  # noqa: S608 - the only part put in is our own column expression


def learn(tenant_id: UUID, *, now: datetime) -> int:
    """Look at every answer that nobody looked at yet; returns how many. Opens its own scopes; safe to repeat."""
    looked_at = 0
    while True:
        with tenant_scope(tenant_id):
            rows = run_prepared(_UNLEARNED, [now - LOOK_BACK, _seen_until(), _BATCH])
        questions = [row[3] for row in rows if _teaches(row)]
        vectors = sentence_vectors(questions) if questions else None
        meanings = iter([] if vectors is None else vectors)
        with tenant_scope(tenant_id):
            PastAnswer.objects.bulk_create(
                [_past(tenant_id, row, next(meanings, None) if _teaches(row) else None) for row in rows],
                ignore_conflicts=True,
            )
        looked_at += len(rows)
        if len(rows) < _BATCH:
            return looked_at


def _seen_until() -> UUID:
    """The answer from which on some may be unknown: an id tells when its transaction began, not when it ended."""
    newest = PastAnswer.objects.order_by("-answer_id").values_list("answer_id", flat=True).first()
    if newest is None:
        return UUID(int=0)
    began = max((newest.int >> _RANDOM_BITS) - _LATE // timedelta(milliseconds=1), 0)
    return UUID(int=began << _RANDOM_BITS)


def _teaches(row: tuple[str, ...]) -> bool:
    _, text, question, words, intent, _, *names = row
    return (
        question is not None
        and bool(intent and words.strip())
        and _SHORTEST <= len(text) <= _LONGEST
        and for_everybody(text, names) is not None
    )


def _past(tenant_id: UUID, row: tuple[str, ...], vector: Vector | None) -> PastAnswer:
    answer, _, question, _, intent, language, *_ = row
    return PastAnswer(
        tenant_id=tenant_id,
        answer_id=UUID(answer),
        question_id=UUID(question) if question else None,
        intent=intent,
        language=language,
        meaning=None if vector is None else np.asarray(vector, dtype=np.float16).tobytes(),
    )


_OF_INTENTS = """
SELECT wanted.n, past.answer_id, past.meaning
FROM unnest(%s::int[], %s::text[], %s::text[]) AS wanted (n, intent, language)
CROSS JOIN LATERAL (
    SELECT answer_id, meaning FROM past_answers
    WHERE tenant_id = app_tenant() AND intent = wanted.intent AND language = wanted.language
      AND meaning IS NOT NULL
    ORDER BY answer_id DESC LIMIT %s::int
) past
"""

# A message that was taken back, or did not arrive, is no example; a question that was taken back or changed asks
# something else. Words that people refused more often than they took them are offered no more.
_WORDS = """
SELECT a.id, a.text, c.id, p.name, p.profile_name
FROM past_answers past
JOIN messages a ON a.tenant_id = app_tenant() AND a.id = past.answer_id
JOIN messages q ON q.tenant_id = app_tenant() AND q.id = past.question_id
JOIN conversations c ON c.tenant_id = app_tenant() AND c.id = a.conversation_id
JOIN contacts p ON p.tenant_id = app_tenant() AND p.id = c.contact_id
WHERE past.tenant_id = app_tenant() AND past.answer_id = ANY (%s::uuid[])
  AND a.revoked_at IS NULL AND a.status NOT IN ('failed', 'cancelled')
  AND q.revoked_at IS NULL AND q.edited_at IS NULL
  AND (SELECT count(*) FILTER (WHERE s.outcome = 'rejected') <= count(*) FILTER (WHERE s.was_accepted)
       FROM suggested_replies s WHERE s.tenant_id = app_tenant() AND s.past_id = a.id)
"""


def find(wanted: Mapping[int, Wanted]) -> dict[int, list[Found]]:
    """For each number the nearest answers of its intent and language, nearest first. Inside the tenant's scope."""
    kinds = sorted({(one.intent, one.language) for one in wanted.values()})
    if not kinds:
        return {}
    shelves: dict[tuple[str, str], tuple[list[UUID], list[Vector]]] = {kind: ([], []) for kind in kinds}
    rows = run_prepared(
        _OF_INTENTS,
        [list(range(len(kinds))), [kind[0] for kind in kinds], [kind[1] for kind in kinds], _COMPARED],
    )
    for n, answer, stored in rows:
        ids, vectors = shelves[kinds[n]]
        ids.append(answer)
        vectors.append(np.frombuffer(stored, dtype=np.float16).astype(np.float32))
    near = {n: _nearest(one, *shelves[one.intent, one.language]) for n, one in wanted.items()}
    words = _words([answer for found in near.values() for answer, _ in found])
    readers = {one.reader for one in wanted.values() if one.reader is not None}
    seen = seen_talks(readers, {talk for _, talk in words.values()})

    def may_read(reader: UUID | None, answer: UUID) -> bool:
        return answer in words and (reader is None or words[answer][1] in seen.get(reader, ()))

    return {
        n: [
            Found(answer, words[answer][0], nearness)
            for answer, nearness in found
            if may_read(wanted[n].reader, answer)
        ]
        for n, found in near.items()
    }


def _nearest(one: Wanted, ids: Sequence[UUID], vectors: Sequence[Vector]) -> list[tuple[UUID, float]]:
    if not ids:
        return []
    likeness = np.stack(vectors) @ one.vector
    best = np.argsort(-likeness, kind="stable")[:_READ]
    return [(ids[place], float(likeness[place])) for place in best if likeness[place] >= NEAR]


def _words(answers: Sequence[UUID]) -> dict[UUID, tuple[str, UUID]]:
    """As they may be shown now, each with its conversation: looked at again, since a name may have become known."""
    if not answers:
        return {}
    return {
        answer: (told, talk)
        for answer, text, talk, *names in run_prepared(_WORDS, [list(dict.fromkeys(answers))])
        if (told := for_everybody(text, names)) is not None
    }
