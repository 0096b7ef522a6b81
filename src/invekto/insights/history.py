"""What a tenant's customers wrote to us, as it was understood then: counted by the database, in sets.

What a colleague has said of a message since goes before what was understood, and what its burst meant before what it
means alone; wishes that it has beside that are counted as further ones. Everything runs inside the tenant's
scope. Left out: what colleagues rehearsed in the terminal, what customers took back, and taps on buttons and rows,
whose words are ours.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, LiteralString
from zoneinfo import ZoneInfo

from invekto.agent_ai import meaning
from invekto.agent_ai.rehearsal import TERMINAL
from invekto.chat_analysis.services import Limits
from invekto.core.statements import run_prepared
from invekto.insights.asked import Counted, Hour, Question

_TAPPED: LiteralString = f"({meaning.IS_TAPPED} OR coalesce(m.content ->> 'reply_id', '') <> '')"
# Conversations first: those that were silent in the period are never opened. Of the judgements only those of the
# period's messages are read: ids grow with time, so they lie together in the index.
_SAID: LiteralString = f"""
WITH spoken AS MATERIALIZED (
    SELECT m.id, m.conversation_id, talk.contact_id, who.profile_name, who.name, m.text, m.at, m.edited_at,
        {meaning.INTENT} AS understood, {meaning.CONFIDENCE} AS confidence, {meaning.THRESHOLD} AS threshold,
        m.analysis -> 'intents' AS intents, {meaning.IN_BURST} AS in_burst
    FROM conversations talk
    JOIN contacts who ON who.tenant_id = talk.tenant_id AND who.id = talk.contact_id
    JOIN messages m ON m.tenant_id = talk.tenant_id AND m.conversation_id = talk.id
    WHERE talk.tenant_id = app_tenant() AND talk.last_message_at >= %s::timestamptz
      AND who.user_id IS DISTINCT FROM %s::text
      AND m.at >= %s::timestamptz AND m.at < %s::timestamptz
      AND m.author = 'customer' AND m.revoked_at IS NULL AND m.text <> '' AND m.analysis IS NOT NULL
      AND NOT {_TAPPED}
), judged AS MATERIALIZED (
    SELECT DISTINCT ON (message_id) message_id, verdict, intent, right_intent, at FROM answer_judgements
    WHERE tenant_id = app_tenant() AND message_id BETWEEN
        (SELECT id FROM spoken ORDER BY id LIMIT 1) AND (SELECT id FROM spoken ORDER BY id DESC LIMIT 1)
    ORDER BY message_id, number DESC
), said AS (
    SELECT m.id, m.conversation_id, m.contact_id, m.profile_name, m.name, m.text,
        m.at AT TIME ZONE %s::text AS local, m.at,
        CASE j.verdict WHEN 'rejected' THEN coalesce(j.right_intent, 'out_of_scope')
            ELSE coalesce(j.right_intent, j.intent, m.understood) END AS intent,
        CASE WHEN j.verdict IS NULL THEN m.confidence ELSE 1 END AS confidence,
        m.threshold,
        CASE WHEN j.verdict = 'rejected' OR j.right_intent IS NOT NULL THEN '[]'::jsonb
            ELSE m.intents END AS intents,
        m.in_burst
    FROM spoken m
    LEFT JOIN judged j ON j.message_id = m.id AND j.verdict <> 'withdrawn'
      AND (m.edited_at IS NULL OR m.edited_at < j.at)
)
"""  # noqa: S608 - nothing in it comes from outside
_COUNTS: LiteralString = (
    _SAID  # noqa: S608 - nothing in it comes from outside
    + """
, own AS (SELECT %s::jsonb AS limits, %s::text[] AS apart, %s::float AS general),
wishes AS (
    SELECT said.contact_id, said.threshold, local::date AS day, extract(hour FROM local)::int AS hour, wish.*
    FROM said CROSS JOIN own CROSS JOIN LATERAL (
        SELECT said.intent AS wished, true AS is_first,
            said.confidence >= said.threshold AND said.intent <> 'out_of_scope' AS is_clear
        UNION ALL
        SELECT DISTINCT further.item ->> 'intent', false, true
        FROM jsonb_array_elements(coalesce(said.intents, '[]'::jsonb)) WITH ORDINALITY AS further (item, place)
        WHERE (further.place > 1 OR said.in_burst) AND (further.item ->> 'confidence')::float >= coalesce(
            (own.limits ->> (further.item ->> 'intent'))::float,
            CASE WHEN said.intent = ANY(own.apart) THEN own.general ELSE said.threshold END)
          AND further.item ->> 'intent' NOT IN ('out_of_scope', said.intent)
    ) AS wish
)
SELECT wished, day, hour, count(*), count(*) FILTER (WHERE is_clear), count(DISTINCT contact_id),
    count(*) FILTER (WHERE is_first), max(threshold), count(DISTINCT contact_id) FILTER (WHERE is_clear)
FROM wishes GROUP BY GROUPING SETS ((wished, day, hour), (wished), (day, hour), ())
"""
)
_UNCLEAR: LiteralString = (
    _SAID
    + """
SELECT text, local, contact_id, conversation_id, intent, confidence, false, profile_name, name, false
FROM said WHERE confidence < threshold OR intent = 'out_of_scope'
ORDER BY at DESC, id DESC LIMIT %s::int
"""
)
# The newest of each customer, so that no one customer fills the list.
_ASKED: LiteralString = (
    _SAID  # noqa: S608 - nothing in it comes from outside
    + """
SELECT text, local, contact_id, conversation_id, intent, confidence, true, profile_name, name, coalesce((
    SELECT ours.author IN ('bot', 'human') AND position('?' IN ours.text) > 0
        AND chosen.at - ours.at < interval '1 hour'
    FROM messages ours
    WHERE ours.tenant_id = app_tenant() AND ours.conversation_id = chosen.conversation_id AND ours.at < chosen.at
    ORDER BY ours.at DESC, ours.id DESC LIMIT 1
), false) FROM (
    SELECT *, row_number() OVER (PARTITION BY intent ORDER BY at DESC, id DESC) AS place FROM (
        SELECT *, row_number() OVER (PARTITION BY intent, contact_id ORDER BY at DESC, id DESC) AS of_customer
        FROM said WHERE confidence >= threshold AND intent <> 'out_of_scope'
    ) AS newest WHERE of_customer <= 2
) AS chosen WHERE place <= %s::int ORDER BY intent, place
"""
)
_UNCOUNTED: LiteralString = f"""
SELECT count(*) FILTER (WHERE m.text = ''),
    count(*) FILTER (WHERE m.text <> '' AND m.analysis IS NULL AND NOT {_TAPPED}),
    count(*) FILTER (WHERE m.text <> '' AND {_TAPPED})
FROM conversations talk
JOIN contacts who ON who.tenant_id = talk.tenant_id AND who.id = talk.contact_id
JOIN messages m ON m.tenant_id = talk.tenant_id AND m.conversation_id = talk.id
WHERE talk.tenant_id = app_tenant() AND talk.last_message_at >= %s::timestamptz
  AND who.user_id IS DISTINCT FROM %s::text AND m.at >= %s::timestamptz AND m.at < %s::timestamptz
  AND m.author = 'customer' AND m.revoked_at IS NULL AND (m.text = '' OR m.analysis IS NULL OR {_TAPPED})
"""  # noqa: S608 - nothing in it comes from outside
_EXAMPLES_LOOKED_AT = 24  # per intent


@dataclass(frozen=True, slots=True)
class Span:
    """From ``since`` until before ``until``, both aware; ``zone`` is the tenant's: its days and hours count."""

    since: datetime
    until: datetime
    zone: ZoneInfo

    @property
    def parameters(self) -> tuple[Any, ...]:
        return (self.since, TERMINAL, self.since, self.until, self.zone.key)


@dataclass(frozen=True, slots=True)
class Counts:
    """``messages`` with words, from ``customers``; ``times``: all of them by the hour. ``threshold``: the highest that
    counted when they were answered.
    """

    by_intent: dict[str, Counted]
    times: Counter[Hour]
    messages: int
    customers: int
    threshold: float

    @property
    def unclear(self) -> int:
        return sum(row.count - row.clear for row in self.by_intent.values())

    @property
    def fingerprint(self) -> int:
        """Another one as soon as a message came, went, or was understood differently."""
        rows = (
            (row.intent, row.count, row.clear, row.customers, row.clear_customers)
            for row in self.by_intent.values()
        )
        return hash((frozenset(rows), frozenset(self.times.items())))


def counts(span: Span, limits: Limits) -> Counts:
    """``limits``: the tenant's, for wishes beside the first, whose own limit is not kept with the message."""
    by_intent: dict[str, Counted] = {}
    times: Counter[Hour] = Counter()
    messages = customers = 0
    threshold = 0.0
    apart = [*limits.own, *limits.for_people]  # their messages hold a limit that counts for no other intent
    parameters = (*span.parameters, json.dumps(dict(limits.own)), apart, limits.general)
    for intent, day, hour, count, clear, people, first, highest, sure in run_prepared(_COUNTS, parameters):
        if intent is None and day is None:
            messages, customers, threshold = first, people, highest or 0.0
        elif intent is None:
            times[day, hour] = first
        else:
            row = by_intent.setdefault(intent, Counted(intent))
            if day is None:
                row.count, row.clear, row.customers, row.clear_customers = count, clear, people, sure
            else:
                row.times[day, hour] = count
    return Counts(by_intent, times, messages, customers, threshold)


def unclear(span: Span, limit: int) -> list[Question]:
    """The newest ``limit`` messages that were under the threshold or about none of the intents."""
    return [_question(row) for row in run_prepared(_UNCLEAR, (*span.parameters, limit))]


def asked(span: Span) -> dict[str, list[Question]]:
    """Messages to choose examples from, by intent."""
    found: dict[str, list[Question]] = {}
    for row in run_prepared(_ASKED, (*span.parameters, _EXAMPLES_LOOKED_AT)):
        question = _question(row)
        found.setdefault(question.intent, []).append(question)
    return found


@dataclass(frozen=True, slots=True)
class Uncounted:
    """Customers' messages in which nobody typed anything, those not understood yet, and taps on what we offered."""

    wordless: int
    waiting: int
    taps: int


def uncounted(span: Span) -> Uncounted:
    return Uncounted(*run_prepared(_UNCOUNTED, span.parameters[:-1])[0])


def first_day(span: Span, times: Counter[Hour]) -> date:
    return min((day for day, _ in times), default=span.since.astimezone(span.zone).date())


def _question(row: Sequence[Any]) -> Question:
    text, local, contact, conversation, intent, confidence, clear, profile_name, name, is_reply = row
    return Question(
        text=text,
        at=local,
        customer=contact,
        intent=intent,
        confidence=confidence,
        clear=clear,
        place=conversation,
        names=(profile_name, name),
        is_reply=is_reply,
    )
