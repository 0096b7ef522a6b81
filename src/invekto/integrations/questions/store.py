"""What platforms tell of questions → rows: told again, the same; never back from what was answered since."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection
from django.db.models import F

from invekto.core import live
from invekto.core.folding import fold
from invekto.core.ids import new_id
from invekto.integrations.models import (
    AnswerState,
    IntegrationAccount,
    MarketplaceQuestion,
    QuestionAnswer,
    QuestionStatus,
)
from invekto.integrations.questions.contract import Asked, AskedStatus

# What was just answered may still stand as waiting in a list that was read a little before.
SETTLING = timedelta(minutes=30)
OVER = timedelta(hours=1)  # past its end; a clock of the platform's may run behind ours
_LONGEST_KEY = 2000
_CHANGING = (
    "status",
    "text",
    "asker",
    "product_name",
    "product_id",
    "product_url",
    "order_number",
    "search_key",
    "due_at",
    "last_at",
    "closed_at",
    "answer",
    "answered_at",
    "answered_here",
    "refused",
    "refused_at",
    "warned_at",
    "seen_at",
)


def store(account: IntegrationAccount, told: Sequence[Asked], *, now: datetime) -> int:
    """Inside the scope; returns how many are new or changed. Three queries, more where an answer was taken back."""
    if not told:
        return 0
    lock(account.id)
    latest = {one.external_id: one for one in told}
    known = {
        row.external_id: row
        for row in MarketplaceQuestion.objects.select_for_update()
        .filter(account=account, external_id__in=list(latest))
        .order_by("id")
    }
    fresh, changed = [], []
    for external_id, one in latest.items():
        row = known.get(external_id)
        if row is None:
            fresh.append(_made(account, one, now))
        elif _take(row, one, now):
            changed.append(row)
    MarketplaceQuestion.objects.bulk_create(fresh)
    MarketplaceQuestion.objects.bulk_update(changed, list(_CHANGING))
    for row in changed:
        if row.refused_at is not None and row.status == QuestionStatus.WAITING:
            _take_back(row, now)
    announce(account.tenant_id, [row.pk for row in (*fresh, *changed)])
    return len(fresh) + len(changed)


def lock(account_id: UUID) -> None:
    """Until the transaction ends, nobody else stores this account's questions."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"questions:{account_id}"])


def close_late(tenant_id: UUID, now: datetime) -> None:
    """What nobody can answer any more waits for nobody, whatever the platform still calls it; inside the scope."""
    late = MarketplaceQuestion.objects.filter(status=QuestionStatus.WAITING, due_at__lte=now - OVER)
    ids = list(late.values_list("id", flat=True))
    late.filter(id__in=ids).update(status=QuestionStatus.EXPIRED, closed_at=F("due_at"))
    announce(tenant_id, ids)


def _is_over(told: Asked, now: datetime) -> bool:
    return told.due_at is not None and told.due_at <= now - OVER


def announce(tenant_id: UUID, ids: Iterable[UUID]) -> None:
    live.announce_each("question", tenant_id, "question", ids)


def same(one: str, other: str) -> bool:
    """The same words, however a platform spaces them."""
    return " ".join(one.split()) == " ".join(other.split())


def _made(account: IntegrationAccount, told: Asked, now: datetime) -> MarketplaceQuestion:
    row = MarketplaceQuestion(
        id=new_id(),
        tenant_id=account.tenant_id,
        account=account,
        provider=account.provider,
        external_id=told.external_id,
        status=told.status.value,
        asked_at=told.asked_at,
        last_at=told.answered_at or told.asked_at,
        answer=told.answer,
        answered_at=told.answered_at,
        refused=told.refused,
        refused_at=told.refused_at,
        created_at=now,
    )
    _facts(row, told)
    if told.status is AskedStatus.WAITING and _is_over(told, now):
        row.status, row.closed_at, row.seen_at = QuestionStatus.EXPIRED, told.due_at, now
    elif told.status is not AskedStatus.WAITING:
        row.closed_at = told.answered_at or told.asked_at
        row.seen_at = now  # nobody has to look at what was over before we came
    return row


def _facts(row: MarketplaceQuestion, told: Asked) -> None:
    row.text, row.asker = told.text, told.asker
    row.product_name, row.product_id, row.product_url = told.product_name, told.product_id, told.product_url
    row.order_number, row.due_at = told.order_number, told.due_at
    row.search_key = fold(f"{told.text} {told.product_name} {told.order_number or ''}")[:_LONGEST_KEY]


def _take(row: MarketplaceQuestion, told: Asked, now: datetime) -> bool:
    """Whether the row changed."""
    before = [getattr(row, name) for name in _CHANGING]
    was_waiting = row.status == QuestionStatus.WAITING
    asked_more = row.text != told.text
    _facts(row, told)
    if told.status is AskedStatus.WAITING:
        is_refused = told.refused is not None and told.refused_at != row.refused_at
        is_settled = row.closed_at is None or row.closed_at <= now - SETTLING
        if _is_over(told, now):
            if was_waiting:
                row.status, row.closed_at = QuestionStatus.EXPIRED, told.due_at
        elif is_refused or (not was_waiting and (asked_more or is_settled)):
            _open(row, now)
        elif asked_more:
            row.last_at, row.seen_at = now, None
        if row.status == QuestionStatus.WAITING and told.refused is not None:
            row.refused, row.refused_at = told.refused, told.refused_at
    else:
        row.status = told.status.value
        row.closed_at = row.closed_at or told.answered_at or now
        if told.answer:
            if not same(told.answer, row.answer):
                row.answered_here = False  # somebody said it in the platform's own panel
            row.answer, row.answered_at = told.answer, told.answered_at
            row.refused = row.refused_at = None
        if was_waiting:
            row.last_at = told.answered_at or now
    return before != [getattr(row, name) for name in _CHANGING]


def _open(row: MarketplaceQuestion, now: datetime) -> None:
    row.status, row.closed_at, row.answered_at = QuestionStatus.WAITING, None, None
    row.answer, row.answered_here = "", False
    row.last_at, row.seen_at, row.warned_at = now, None, None


def _take_back(row: MarketplaceQuestion, now: datetime) -> None:
    """The moderators' word belongs to the last answer that was sent."""
    last = row.answers.filter(state=AnswerState.SENT).order_by("-created_at").first()
    if last is not None:
        QuestionAnswer.objects.filter(pk=last.pk).update(
            state=AnswerState.TAKEN_BACK,
            problem="integration-answer-taken-back",
            detail=row.refused,
            settled_at=now,
        )
