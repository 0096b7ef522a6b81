"""Keep questions as the platforms have them: what waits is read again and again, what is gone from there is asked for.

Nothing is remembered between two rounds but what is stored, so a round may be killed and begun anew.
"""

from __future__ import annotations

import logging
import time
from datetime import datetime, timedelta
from functools import partial
from uuid import UUID

from django.db.models import Q

from invekto.core import jobs
from invekto.core.tenancy import for_each_tenant, tenant_scope
from invekto.integrations import feeds
from invekto.integrations.accounts import secrets_of
from invekto.integrations.contract import Problem, ProviderError, Refused
from invekto.integrations.health import SECRET_COLUMNS
from invekto.integrations.models import (
    AnswerState,
    IntegrationAccount,
    MarketplaceQuestion,
    QuestionAnswer,
    QuestionFeed,
    QuestionNote,
    QuestionStatus,
)
from invekto.integrations.questions import alarm
from invekto.integrations.questions.contract import Asked, QuestionSource
from invekto.integrations.questions.store import announce, close_late, store
from invekto.integrations.registry import QUESTION_PROVIDERS, questions_of

log = logging.getLogger(__name__)

HISTORY = timedelta(days=14)  # the longest window of a question; nothing older still waits
ANSWERED_EVERY = timedelta(hours=1)  # answers of the panel, from which suggestions are made
WARNING = timedelta(hours=2)  # before the end, people who are there are told
PAGE_TIMEOUT = 20.0  # seconds
MOST_PAGES = 40  # of one kind in one round
MOST_ASKED = 30  # questions asked for one by one
PAUSES = feeds.Pauses(timedelta(minutes=2), timedelta(hours=1), every=timedelta(minutes=2))
LOST = timedelta(seconds=60)  # a sender that has not come back by then was killed


def read_all(now: datetime) -> int:
    """See to it that every shop's questions are read, lost answers settled and people warned. Every two minutes."""
    return sum(for_each_tenant(partial(_begin, now=now), having="accounts"))


def _begin(tenant_id: UUID, *, now: datetime) -> int:
    with tenant_scope(tenant_id):
        accounts = feeds.accounts_of(QUESTION_PROVIDERS)
        for account_id in feeds.awake(accounts, QuestionFeed, now):
            name = f"questions:{account_id}"
            jobs.defer(
                "integrations.questions",
                lock=name,
                once=name,
                priority=-5,
                tenant_id=str(tenant_id),
                account_id=str(account_id),
            )
        _revive(tenant_id, now)
        _warn(tenant_id, now)
        close_late(tenant_id, now)
        return len(accounts)


def _revive(tenant_id: UUID, now: datetime) -> None:
    """Answers whose job is gone: not begun, or begun by a process that was killed."""
    lost = Q(state=AnswerState.QUEUED, next_attempt_at__lte=now - LOST)
    lost |= Q(state=AnswerState.SENDING, next_attempt_at__lte=now, claimed_at__lte=now - LOST)
    for answer_id in QuestionAnswer.objects.filter(lost).values_list("id", flat=True)[:100]:
        defer_answer(tenant_id, answer_id)


def defer_answer(tenant_id: UUID, answer_id: UUID) -> None:
    name = f"answer:{answer_id}"
    jobs.defer(
        "integrations.answer", lock=name, once=name, tenant_id=str(tenant_id), answer_id=str(answer_id)
    )


def _warn(tenant_id: UUID, now: datetime) -> None:
    """Open pages ask what there is to tell when they hear of it."""
    near = MarketplaceQuestion.objects.filter(
        status=QuestionStatus.WAITING, warned_at=None, due_at__gt=now, due_at__lte=now + WARNING
    )
    ids = list(near.values_list("id", flat=True))
    if ids:
        MarketplaceQuestion.objects.filter(id__in=ids).update(warned_at=now)
        announce(tenant_id, ids)
        alarm.plan(tenant_id, ids)


def read_account(tenant_id: UUID, account_id: UUID, now: datetime) -> int:
    """One round of an account, outside any scope; returns how many questions are new or changed.

    Raises IntegrationAccount.DoesNotExist for a missing and a foreign account alike.
    """
    try:
        with tenant_scope(tenant_id):
            account = IntegrationAccount.objects.defer(SECRET_COLUMNS[1]).get(pk=account_id)
            if account.status == IntegrationAccount.Status.OFF:
                return 0
            keys = secrets_of(account)
            feed = _feed(account)
        with questions_of(account, keys) as source:
            return _round(account, source, feed, now)
    except ProviderError as error:
        _note(tenant_id, account_id, error, now)
        return 0


def _feed(account: IntegrationAccount) -> QuestionFeed:
    found, _ = QuestionFeed.objects.get_or_create(tenant_id=account.tenant_id, account=account)
    return found


def _round(account: IntegrationAccount, source: QuestionSource, feed: QuestionFeed, now: datetime) -> int:
    changed = 0
    here: set[str] = set()
    whole = True
    since = now - HISTORY
    for page in range(MOST_PAGES):
        told = source.questions(
            since=since, until=now + ANSWERED_EVERY, waiting=True, page=page, timeout=PAGE_TIMEOUT
        )
        changed += _keep(account, told.questions, now)
        here |= {one.external_id for one in told.questions}
        if told.unreadable:
            log.warning(
                "%d questions of account %s could not be read: %s",
                len(told.unreadable),
                account.id,
                told.unreadable[0],
            )
        if told.next_page is None:
            break
    else:
        whole = False
    changed += _ask_for_missing(account, source, here, now) if whole else 0
    until = feed.answered_until
    if until is None or until <= now - ANSWERED_EVERY:
        # By the day they were asked: what was asked lately may have been answered since.
        for page in range(MOST_PAGES):
            told = source.questions(
                since=since if until is None else max(since, until - timedelta(days=5)),
                until=now + ANSWERED_EVERY,
                waiting=False,
                page=page,
                timeout=PAGE_TIMEOUT,
            )
            changed += _keep(account, told.questions, now)
            if told.next_page is None:
                break
        until = now
    with tenant_scope(account.tenant_id):
        QuestionFeed.objects.filter(pk=feed.pk).update(read_at=now, answered_until=until, **feeds.well())
    return changed


def _keep(account: IntegrationAccount, told: tuple[Asked, ...], now: datetime) -> int:
    with tenant_scope(account.tenant_id):
        return store(account, told, now=now)


def _ask_for_missing(
    account: IntegrationAccount, source: QuestionSource, here: set[str], now: datetime
) -> int:
    """Those that wait here and not there: answered in the panel, reported, run out of time."""
    with tenant_scope(account.tenant_id):
        missing = list(
            MarketplaceQuestion.objects.filter(account=account, status=QuestionStatus.WAITING)
            .exclude(external_id__in=here)
            .order_by("asked_at")
            .values_list("external_id", flat=True)[:MOST_ASKED]
        )
    changed = 0
    deadline = time.monotonic() + PAGE_TIMEOUT * 3
    for external_id in missing:
        if time.monotonic() >= deadline:
            break
        try:
            told = source.question(external_id, timeout=PAGE_TIMEOUT)
        except Refused as error:
            if error.problem is not Problem.UNKNOWN_SHAPE:
                raise
            continue  # one that cannot be read stands in the way of no other
        with tenant_scope(account.tenant_id):
            if told is not None:
                changed += store(account, (told,), now=now)
            else:
                changed += _gone(account, external_id, now)
    return changed


def _gone(account: IntegrationAccount, external_id: str, now: datetime) -> int:
    row = (
        MarketplaceQuestion.objects.select_for_update()
        .filter(account=account, external_id=external_id, status=QuestionStatus.WAITING)
        .first()
    )
    if row is None:
        return 0
    row.status, row.closed_at, row.last_at = QuestionStatus.EXPIRED, now, now
    row.save(update_fields=["status", "closed_at", "last_at"])
    announce(account.tenant_id, [row.pk])
    return 1


def _note(tenant_id: UUID, account_id: UUID, error: ProviderError, now: datetime) -> None:
    with tenant_scope(tenant_id):
        account = IntegrationAccount.objects.only("id", "tenant_id").get(pk=account_id)
        _feed(account)
        feed = QuestionFeed.objects.select_for_update().get(account=account)
        feeds.note_failure(feed, error, now, PAUSES)


def forget_old(now: datetime) -> int:
    """Questions closed long ago, with their answers, of every tenant; returns how many."""
    return sum(for_each_tenant(partial(_forget, before=now - KEPT), having="accounts"))


KEPT = timedelta(days=365)  # answers of a year are what suggestions are made of
_BATCH = 500


def _forget(tenant_id: UUID, *, before: datetime) -> int:
    gone = 0
    while True:
        with tenant_scope(tenant_id):
            ids = list(
                MarketplaceQuestion.objects.filter(closed_at__lt=before)
                .order_by("closed_at", "id")
                .values_list("id", flat=True)[:_BATCH]
            )
            QuestionAnswer.objects.filter(question_id__in=ids).delete()
            QuestionNote.objects.filter(question_id__in=ids).delete()
            MarketplaceQuestion.objects.filter(id__in=ids).delete()
        gone += len(ids)
        if len(ids) < _BATCH:
            return gone
