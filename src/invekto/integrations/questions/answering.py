"""An answer goes out once: committed as *sending* before the platform is called, and never called again from there.

Where the platform's word is lost (a killed process, a cut line), it is asked what stands under the question. Its own
state decides; what it does not show after a while is left to a person, who may send it again.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction

from invekto.core import audit, jobs
from invekto.core.models import User
from invekto.core.storable import storable
from invekto.core.tenancy import tenant_scope
from invekto.integrations.accounts import secrets_of
from invekto.integrations.contract import Problem, ProviderError, Refused, TryAgainLater
from invekto.integrations.health import SECRET_COLUMNS
from invekto.integrations.models import (
    AnswerState,
    IntegrationAccount,
    MarketplaceQuestion,
    QuestionAnswer,
    QuestionStatus,
)
from invekto.integrations.questions.contract import AskedStatus
from invekto.integrations.questions.reading import LOST, defer_answer
from invekto.integrations.questions.rules import Breach, breaches
from invekto.integrations.questions.store import announce, same, store
from invekto.integrations.registry import QUESTION_PROVIDERS, questions_of

TIMEOUT = 20.0  # seconds for one call
LOOK_AFTER = timedelta(seconds=20)  # a lost word is looked for so much later
UNSURE_AFTER = timedelta(minutes=5)  # not shown by then: it did not arrive, as far as anybody can tell
LONGEST_WAIT = timedelta(minutes=10)


class AnswerRefused(Exception):
    """It may not be sent. ``text_id`` says why, or ``breaches`` do."""

    def __init__(self, text_id: str, found: tuple[Breach, ...] = ()) -> None:
        super().__init__(text_id)
        self.text_id = text_id
        self.breaches = found


def give(*, question_id: UUID, text: str, draft: UUID, user: User, now: datetime) -> QuestionAnswer:
    """Queue an answer, inside the tenant's scope. The same ``draft`` again is the same answer.

    Raises AnswerRefused, MarketplaceQuestion.DoesNotExist.
    """
    row = MarketplaceQuestion.objects.select_for_update().get(pk=question_id)
    if given := QuestionAnswer.objects.filter(draft=draft, question=row).first():
        return given
    text = storable(text.replace("\r\n", "\n")).strip()
    if row.status != QuestionStatus.WAITING:
        raise AnswerRefused("integration-answer-closed")
    if row.due_at is not None and row.due_at <= now:
        raise AnswerRefused("integration-answer-late")
    if row.answers.filter(state__in=[AnswerState.QUEUED, AnswerState.SENDING]).exists():
        raise AnswerRefused("integration-answer-under-way")
    if _is_off(row.account_id):
        raise AnswerRefused("integration-answer-off")
    if found := breaches(text, QUESTION_PROVIDERS[row.provider].rules):
        raise AnswerRefused(found[0].text_id, tuple(found))
    try:
        with transaction.atomic():
            answer = QuestionAnswer.objects.create(
                tenant_id=row.tenant_id,
                question=row,
                draft=draft,
                text=text,
                user=user,
                next_attempt_at=now,
                created_at=now,
            )
    except IntegrityError:
        raise AnswerRefused("integration-answer-under-way") from None
    if row.assigned_to_id is None:
        row.assigned_to = user
    row.seen_at = now
    row.save(update_fields=["assigned_to", "seen_at"])
    defer_answer(row.tenant_id, answer.pk)
    audit.append("question.answered", tenant_id=row.tenant_id, actor=str(user.pk), now=now, subject=str(row))
    announce(row.tenant_id, [row.pk])
    return answer


def _is_off(account_id: UUID) -> bool:
    off = IntegrationAccount.Status.OFF
    return IntegrationAccount.objects.filter(pk=account_id, status=off).exists()


def send(tenant_id: UUID, answer_id: UUID, *, now: datetime) -> None:
    """Bring one answer on its way, or find out what became of it; outside any scope. Safe to repeat."""
    with tenant_scope(tenant_id):
        answer = QuestionAnswer.objects.select_for_update().filter(pk=answer_id).first()
        if answer is None or answer.state not in (AnswerState.QUEUED, AnswerState.SENDING):
            return
        is_first = answer.state == AnswerState.QUEUED
        if is_first and answer.next_attempt_at > now:
            return
        if not is_first and answer.claimed_at is not None and answer.claimed_at > now - LOOK_AFTER:
            return  # whoever sends it is at it
        row = MarketplaceQuestion.objects.get(pk=answer.question_id)
        account = IntegrationAccount.objects.defer(SECRET_COLUMNS[1]).get(pk=row.account_id)
        if is_first and row.status != QuestionStatus.WAITING:
            _settle(answer, AnswerState.REFUSED, now, problem="integration-answer-closed")
            return
        if is_first and account.status == IntegrationAccount.Status.OFF:
            _settle(answer, AnswerState.REFUSED, now, problem="integration-answer-off")
            return
        try:
            keys = secrets_of(account)
        except Refused as error:
            if is_first:
                _settle(answer, AnswerState.REFUSED, now, problem=error.problem.text_id)
            return
        if is_first:
            answer.state, answer.claimed_at = AnswerState.SENDING, now
            answer.next_attempt_at = now + LOST
            answer.save(update_fields=["state", "claimed_at", "next_attempt_at"])
    if is_first:
        _call(account, row, answer, dict(keys), now)
    else:
        _look(account, row, answer, dict(keys), now)


def _call(
    account: IntegrationAccount,
    row: MarketplaceQuestion,
    answer: QuestionAnswer,
    keys: dict[str, str],
    now: datetime,
) -> None:
    try:
        with questions_of(account, keys) as source:
            source.answer(row.external_id, answer.text, timeout=TIMEOUT)
    except TryAgainLater as error:
        with tenant_scope(row.tenant_id):
            if error.problem is Problem.RATE_LIMITED:  # not taken: the platform's door, or our own, was shut
                _wait(answer, AnswerState.QUEUED, now, timedelta(seconds=error.seconds or 10.0))
            else:
                _wait(answer, AnswerState.SENDING, now, LOOK_AFTER)
    except Refused as error:
        _refused(account, row, answer, keys, error, now)
    else:
        with tenant_scope(row.tenant_id):
            _sent(answer, now)


def _refused(
    account: IntegrationAccount,
    row: MarketplaceQuestion,
    answer: QuestionAnswer,
    keys: dict[str, str],
    error: Refused,
    now: datetime,
) -> None:
    """Perhaps because it was answered elsewhere meanwhile: looked at, so that the page says the right thing."""
    told = None
    if error.problem is Problem.REQUEST_REFUSED:
        try:
            with questions_of(account, keys) as source:
                told = source.question(row.external_id, timeout=TIMEOUT)
        except ProviderError:
            told = None
    with tenant_scope(row.tenant_id):
        if told is not None and told.status is not AskedStatus.WAITING:
            store(account, (told,), now=now)
            _settle(answer, AnswerState.REFUSED, now, problem="integration-answer-closed")
        else:
            known = error.problem is not Problem.REQUEST_REFUSED
            problem = error.problem.text_id if known else "integration-answer-refused"
            _settle(answer, AnswerState.REFUSED, now, problem=problem, detail=error.detail[:300])


def _look(
    account: IntegrationAccount,
    row: MarketplaceQuestion,
    answer: QuestionAnswer,
    keys: dict[str, str],
    now: datetime,
) -> None:
    """What became of an answer whose outcome nobody knows. Never sends."""
    try:
        with questions_of(account, keys) as source:
            told = source.question(row.external_id, timeout=TIMEOUT)
    except ProviderError:
        with tenant_scope(row.tenant_id):
            age = now - (answer.claimed_at or now)
            _wait(answer, AnswerState.SENDING, now, min(LONGEST_WAIT, max(LOOK_AFTER, age)))
        return
    with tenant_scope(row.tenant_id):
        if told is not None and told.status is AskedStatus.ANSWERED and same(told.answer, answer.text):
            _sent(answer, now)
        elif told is None or told.status is not AskedStatus.WAITING:
            if told is not None:
                store(account, (told,), now=now)
            _settle(answer, AnswerState.REFUSED, now, problem="integration-answer-closed")
        elif answer.claimed_at is not None and answer.claimed_at > now - UNSURE_AFTER:
            _wait(answer, AnswerState.SENDING, now, LOOK_AFTER)
        else:
            _settle(answer, AnswerState.UNSURE, now, problem="integration-answer-unsure")


def _locked(answer: QuestionAnswer) -> QuestionAnswer | None:
    """None when somebody else settled it meanwhile."""
    return QuestionAnswer.objects.select_for_update().filter(pk=answer.pk, state=AnswerState.SENDING).first()


def _sent(answer: QuestionAnswer, now: datetime) -> None:
    if _locked(answer) is None:
        return
    QuestionAnswer.objects.filter(pk=answer.pk).update(
        state=AnswerState.SENT, settled_at=now, problem=None, detail=None
    )
    MarketplaceQuestion.objects.filter(pk=answer.question_id).update(
        status=QuestionStatus.ANSWERED,
        answer=answer.text,
        answered_at=now,
        answered_here=True,
        closed_at=now,
        last_at=now,
        refused=None,
    )
    announce(answer.tenant_id, [answer.question_id])


def _settle(
    answer: QuestionAnswer,
    state: AnswerState,
    now: datetime,
    *,
    problem: str,
    detail: str | None = None,
) -> None:
    QuestionAnswer.objects.filter(pk=answer.pk, state__in=[AnswerState.QUEUED, AnswerState.SENDING]).update(
        state=state, settled_at=now, problem=problem, detail=detail
    )
    MarketplaceQuestion.objects.filter(pk=answer.question_id).update(last_at=now)
    announce(answer.tenant_id, [answer.question_id])


def _wait(answer: QuestionAnswer, state: AnswerState, now: datetime, pause: timedelta) -> None:
    if _locked(answer) is None:
        return
    QuestionAnswer.objects.filter(pk=answer.pk).update(state=state, next_attempt_at=now + pause)
    name = f"answer:{answer.pk}"
    jobs.defer_at(
        now + pause,
        "integrations.answer",
        key=name,
        lock=name,
        tenant_id=str(answer.tenant_id),
        answer_id=str(answer.pk),
    )


def assign(*, question_id: UUID, to: User | None) -> MarketplaceQuestion:
    """Inside the scope. Raises MarketplaceQuestion.DoesNotExist."""
    row = MarketplaceQuestion.objects.select_for_update().get(pk=question_id)
    row.assigned_to = to
    row.save(update_fields=["assigned_to"])
    announce(row.tenant_id, [row.pk])
    return row


def seen(question: MarketplaceQuestion, *, now: datetime) -> None:
    """Inside the scope: somebody opened it, and its row is no longer new."""
    if question.seen_at is None and MarketplaceQuestion.objects.filter(pk=question.pk).update(seen_at=now):
        announce(question.tenant_id, [question.pk])
