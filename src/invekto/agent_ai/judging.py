"""People say whether a message was understood: the one door for it, and what is known from it.

Everything here runs inside the tenant's scope.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import connection
from django.db.models import OuterRef, QuerySet, Subquery

from invekto.agent_ai.engine import registry
from invekto.agent_ai.handlers import COMMON
from invekto.agent_ai.meaning import understood
from invekto.agent_ai.models import AnswerJudgement, Source, Verdict
from invekto.core import live
from invekto.core.models import User
from invekto.messaging.models import Author, Message


class NotJudgeable(Exception):
    """Nothing was understood in this message: it is ours, was tapped, was taken back, or has no words."""


class UnknownIntent(Exception):
    """The tenant's vertical has no such intent."""


def intents(vertical: str) -> tuple[str, ...]:
    """Every intent of a vertical. Raises KeyError for an unknown one."""
    return tuple(sorted({*COMMON, *registry.vertical(vertical).handlers}))


def judge_answer(
    message_id: UUID,
    *,
    verdict: Verdict,
    right_intent: str | None = None,
    user: User | None,
    source: Source,
    now: datetime,
) -> AnswerJudgement:
    """Keep what ``user`` says of a customer's message; it counts instead of what was said of it before.

    ``right_intent``: what it should have been; naming what was understood accepts it. Saying the same again adds
    nothing. Raises Message.DoesNotExist, NotJudgeable, UnknownIntent; then nothing was stored.
    """
    message = (
        Message.objects.select_related("conversation__tenant")
        .defer("content")
        .get(id=message_id, author=Author.CUSTOMER)
    )
    tenant = message.conversation.tenant
    was = understood(message.analysis)
    if was is None or was.tapped or message.revoked_at is not None or not message.text.strip():
        raise NotJudgeable(message_id)
    if right_intent is not None and right_intent not in intents(tenant.vertical):
        raise UnknownIntent(right_intent)
    if verdict is Verdict.ACCEPTED or right_intent == was.intent:
        right_intent = None
        verdict = Verdict.ACCEPTED if verdict is Verdict.REJECTED else verdict
    _one_at_a_time()
    before = AnswerJudgement.objects.filter(message_id=message_id).order_by("-number").first()
    if before is not None and _says(before) == (verdict, right_intent, was.intent):
        return before
    added = AnswerJudgement(
        tenant_id=tenant.id,
        message_id=message_id,
        intent=was.intent,
        confidence=min(max(was.confidence, 0.0), 1.0),
        model_version=str((message.analysis or {}).get("version") or ""),
        verdict=verdict,
        right_intent=right_intent,
    )
    return _add(added, message.conversation_id, user=user, source=source, now=now)


def withdraw_judgement(
    message_id: UUID, *, user: User | None, source: Source, now: datetime, meant: UUID | None = None
) -> AnswerJudgement | None:
    """What was said of the message counts no more, and teaches no more. Safe to repeat.

    ``meant``: the judgement that was seen when this was asked; another one, said meanwhile, stays. None: nothing was
    withdrawn, because nothing was said or something else.
    """
    _one_at_a_time()
    found = AnswerJudgement.objects.filter(message_id=message_id).select_related("message")
    said = list(found.order_by("-number")[:2])
    withdrawal = said.pop(0) if said and said[0].verdict == Verdict.WITHDRAWN else None
    before = said[0] if said else None
    if before is None or meant not in (None, before.pk):
        return None
    if withdrawal is not None:
        return withdrawal
    added = AnswerJudgement(
        tenant_id=before.tenant_id,
        message_id=message_id,
        intent=before.intent,
        confidence=before.confidence,
        model_version=before.model_version,
        verdict=Verdict.WITHDRAWN,
    )
    return _add(added, before.message.conversation_id, user=user, source=source, now=now)


def restore_judgement(
    judged: AnswerJudgement, *, user: User | None, source: Source, now: datetime
) -> AnswerJudgement | None:
    """Say again what was withdrawn. None: somebody said something of the message meanwhile, and that stays."""
    _one_at_a_time()
    found = AnswerJudgement.objects.filter(message_id=judged.message_id).select_related("message")
    newest = found.order_by("-number").first()
    if newest is None or newest.verdict != Verdict.WITHDRAWN:
        return None
    added = AnswerJudgement(
        tenant_id=judged.tenant_id,
        message_id=judged.message_id,
        intent=judged.intent,
        confidence=judged.confidence,
        model_version=judged.model_version,
        verdict=judged.verdict,
        right_intent=judged.right_intent,
    )
    return _add(added, newest.message.conversation_id, user=user, source=source, now=now)


def _one_at_a_time() -> None:
    """Until the transaction ends: what stands can be read after it, and a number has none missing below it."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtextextended('judgements:' || app_tenant()::text, 0))"
        )


def _add(
    added: AnswerJudgement, conversation_id: UUID, *, user: User | None, source: Source, now: datetime
) -> AnswerJudgement:
    added.number, added.user, added.source, added.at = last_number() + 1, user, source, now
    added.save(force_insert=True)
    live.announce("conversation", tenant_id=added.tenant_id, conversation=conversation_id)
    return added


def last_number() -> int:
    """Of the tenant's judgements; it grows with each of them."""
    newest = AnswerJudgement.objects.order_by("-number").values_list("number", flat=True).first()
    return newest or 0


def standing_judgements() -> QuerySet[AnswerJudgement]:
    """The judgements that count: the newest of each message, unless it was withdrawn."""
    newest = AnswerJudgement.objects.filter(message_id=OuterRef("message_id")).order_by("-number")
    return AnswerJudgement.objects.filter(number=Subquery(newest.values("number")[:1])).exclude(
        verdict=Verdict.WITHDRAWN
    )


def judgements_of(message_ids: Iterable[UUID]) -> dict[UUID, AnswerJudgement]:
    """By message."""
    ids = list(message_ids)
    if not ids:
        return {}
    found = standing_judgements().filter(message_id__in=ids).select_related("user")
    return {judgement.message_id: judgement for judgement in found}


def _says(judgement: AnswerJudgement) -> tuple[str, str | None, str]:
    return judgement.verdict, judgement.right_intent, judgement.intent
