"""A tenant's judgements as what the analyser remembers: read when there are new ones, kept in each process."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from threading import Lock
from typing import TypeVar
from uuid import UUID

from invekto.agent_ai.models import Verdict
from invekto.chat_analysis.memory import MOST_LESSONS
from invekto.chat_analysis.services import Analyser, Lesson, Memory
from invekto.core import clock
from invekto.core.models import Tenant
from invekto.core.statements import run_prepared

Kept = TypeVar("Kept")

# What a customer takes back, edits or has erased teaches no longer than this.
_READ_AGAIN = timedelta(minutes=1)
_MOST_TENANTS = 32  # remembered at a time in a process; the fullest memory takes some megabytes


@dataclass(frozen=True, slots=True)
class Taught:
    """What a tenant's people said until their judgement ``number``; newest first."""

    tenant_id: UUID
    number: int
    lessons: tuple[Lesson, ...]
    read_at: datetime = field(compare=False)


_lock = Lock()
_taught: OrderedDict[UUID, Taught] = OrderedDict()
_memories: OrderedDict[UUID, tuple[Taught, str, Memory]] = OrderedDict()

_NUMBER = "SELECT number FROM answer_judgements WHERE tenant_id = app_tenant() ORDER BY number DESC LIMIT 1"

# The words of a burst belong together: what was said of one of its messages was said of all of them. Nobody said
# anything of words that the customer wrote later. A row for each judgement, without words where it teaches nothing
# any more; a step looks at so many and at no other, however many there are and whatever the planner believes.
_STEP = """
WITH step AS MATERIALIZED (
    SELECT number, message_id, intent, right_intent, verdict, at FROM answer_judgements
    WHERE tenant_id = app_tenant() AND number <= %s::bigint
      AND (verdict IN ('accepted', 'rejected') OR (verdict = 'edited' AND right_intent IS NOT NULL))
    ORDER BY number DESC LIMIT %s::int
)
SELECT j.number, CASE WHEN NOT newest.counts THEN NULL WHEN m.analysis ? 'together' THEN (
           SELECT string_agg(part.text, E'\\n' ORDER BY part.id) FROM messages part
           WHERE part.tenant_id = app_tenant() AND part.conversation_id = m.conversation_id
             AND m.analysis -> 'together' -> 'messages' ? part.id::text)
       ELSE m.text END,
       j.intent, j.right_intent, j.verdict
FROM step j
CROSS JOIN LATERAL (
    SELECT number = j.number AS counts FROM answer_judgements
    WHERE tenant_id = app_tenant() AND message_id = j.message_id ORDER BY number DESC LIMIT 1
) newest
LEFT JOIN LATERAL (
    SELECT conversation_id, text, analysis FROM messages
    WHERE tenant_id = app_tenant() AND id = j.message_id
      AND revoked_at IS NULL AND (edited_at IS NULL OR edited_at < j.at)
    OFFSET 0
) m ON true
ORDER BY j.number DESC
"""


def taught(tenant_id: UUID) -> Taught:
    """Inside the tenant's scope: one small question, and the lessons themselves when there are new ones, and now and
    then."""
    rows = run_prepared(_NUMBER, [])
    number: int = rows[0][0] if rows else 0
    with _lock:
        kept = _taught.get(tenant_id)
        if kept is not None:
            _taught.move_to_end(tenant_id)
    now = clock.now()
    if kept is not None and kept.number == number and timedelta() <= now - kept.read_at < _READ_AGAIN:
        return kept
    found = Taught(tenant_id, number, tuple(_newest(number)), now)
    with _lock:
        _keep(_taught, tenant_id, found)
    return found


def _newest(number: int) -> list[Lesson]:
    """As many as are remembered: back from the judgement ``number``, in steps."""
    found: list[Lesson] = []
    while number > 0 and len(found) < MOST_LESSONS:
        rows = run_prepared(_STEP, [number, MOST_LESSONS])
        found += [_lesson(*row) for _, *row in rows if row[0]]
        number = rows[-1][0] - 1 if len(rows) == MOST_LESSONS else 0
    return found[:MOST_LESSONS]


def memory(told: Taught, analyser: Analyser) -> Memory | None:
    """Outside every scope; None: nothing was taught. New texts are read once, some of them at a time."""
    if not told.lessons:
        return None
    with _lock:
        kept = _memories.get(told.tenant_id)
        if kept is not None:
            _memories.move_to_end(told.tenant_id)
    before = kept[2] if kept and kept[1] == analyser.version else None
    if kept and before and kept[0] == told and before.is_complete:
        return before
    made = analyser.memory(told.lessons, grown_from=before)
    with _lock:
        _keep(_memories, told.tenant_id, (told, analyser.version, made))
    return made


def teacher(tenant: Tenant) -> Callable[[Analyser], Memory | None]:
    """As ``chat_analysis.teaching`` wants it."""
    told = taught(tenant.id)
    return lambda analyser: memory(told, analyser)


def _lesson(text: str, intent: str, right_intent: str | None, verdict: str) -> Lesson:
    if right_intent:
        return Lesson(text, right_intent)
    return Lesson(text, None, wrong=intent) if verdict == Verdict.REJECTED else Lesson(text, intent)


def _keep(shelf: OrderedDict[UUID, Kept], tenant_id: UUID, kept: Kept) -> None:
    shelf[tenant_id] = kept
    shelf.move_to_end(tenant_id)
    while len(shelf) > _MOST_TENANTS:
        shelf.popitem(last=False)
