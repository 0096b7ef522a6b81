"""What became of a send, written to the ledger and the thread; nothing ever goes back from sent to unsent."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from invekto.core import events, jobs, live
from invekto.core.statements import run_prepared, update_rows
from invekto.messaging.cloud_api import Accepted, CloudApiError, OutcomeUnknown
from invekto.messaging.cloud_api.errors import NO_ANSWER, Rule, Scope, rule_for
from invekto.messaging.ingest.statuses import DeliveryFact
from invekto.messaging.models import DeliveryStatus, Message, WhatsAppNumber
from invekto.outbound.failures import fail, remember
from invekto.outbound.models import OutboundMessage, SendingPace, SendState

_UNSPECIFIED = 131000  # WhatsApp's own code for a failure without a reason
_ARRIVED = (DeliveryStatus.DELIVERED, DeliveryStatus.READ, DeliveryStatus.PLAYED)


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one claimed row fared."""

    row_id: UUID
    result: Accepted | CloudApiError


def settle(outcomes: Sequence[Outcome], *, number: WhatsAppNumber, now: datetime) -> None:
    """Record a lane's outcomes. Runs in the tenant's scope."""
    accepted: list[tuple[UUID, str]] = []
    errors: dict[UUID, CloudApiError] = {}
    for outcome in outcomes:
        if isinstance(outcome.result, Accepted):
            accepted.append((outcome.row_id, outcome.result.wamid))
        else:
            errors[outcome.row_id] = outcome.result
    changed = _settle_accepted(sorted(accepted), number.tenant_id, now) if accepted else set()
    if errors:
        changed |= _settle_errors(errors, number, now)
    for conversation_id in changed:
        live.announce("conversation", tenant_id=number.tenant_id, conversation=conversation_id)


# A status webhook may have been faster than the answer, or have settled a row whose answer came very late.
_SENT = """
WITH told AS (
    SELECT * FROM unnest(%s::uuid[], %s::text[]) AS pair (id, wamid)
), ledger AS (
    UPDATE outbound_messages o
    SET state = 'sent', settled_at = %s::timestamptz, wamid = coalesce(o.wamid, told.wamid),
        error_code = NULL, error_detail = NULL
    FROM told
    WHERE o.tenant_id = %s::uuid AND o.id = told.id AND o.state IN ('sending', 'unknown')
    RETURNING o.tenant_id, o.message_id, o.wamid, o.settled_at
)
UPDATE messages m
SET wamid = coalesce(m.wamid, ledger.wamid),
    status_at = CASE WHEN m.status = 'queued' THEN ledger.settled_at ELSE m.status_at END,
    status = CASE WHEN m.status = 'queued' THEN 'accepted' ELSE m.status END
FROM ledger
WHERE m.tenant_id = ledger.tenant_id AND m.id = ledger.message_id
RETURNING m.conversation_id
"""


def _settle_accepted(accepted: list[tuple[UUID, str]], tenant_id: UUID, now: datetime) -> set[UUID]:
    """Returns the threads that changed."""
    ids, wamids = [row_id for row_id, _ in accepted], [wamid for _, wamid in accepted]
    return {row[0] for row in run_prepared(_SENT, [ids, wamids, now, tenant_id])}


def _settle_errors(errors: dict[UUID, CloudApiError], number: WhatsAppNumber, now: datetime) -> set[UUID]:
    rows = [row for row in _locked(errors) if row.state in (SendState.SENDING, SendState.UNKNOWN)]
    for_good: list[OutboundMessage] = []
    for row in rows:
        error = errors[row.pk]
        if isinstance(error, OutcomeUnknown):
            row.state = SendState.UNKNOWN
        elif not _comes_again(row, error.code, error.detail, number=number, now=now):
            for_good.append(row)
    fail(for_good, now)
    OutboundMessage.objects.bulk_update(rows, _LEDGER)
    return {row.conversation_id for row in rows}


_LEDGER = ["state", "attempts", "next_attempt_at", "wamid", "error_code", "error_detail", "settled_at"]


def _locked(ids: Iterable[UUID]) -> list[OutboundMessage]:
    return list(OutboundMessage.objects.select_for_update().filter(id__in=list(ids)).order_by("id"))


def _mark_sent(row: OutboundMessage, wamid: str, now: datetime) -> None:
    row.state, row.settled_at = SendState.SENT, now
    row.wamid = row.wamid or wamid
    row.error_code = row.error_detail = None


def _comes_again(
    row: OutboundMessage, code: int, detail: str, *, number: WhatsAppNumber, now: datetime
) -> bool:
    """WhatsApp said no: later again, or never."""
    rule = rule_for(code)
    row.error_code, row.error_detail = code, detail or None
    if rule.pauses:
        # The fault is not the message's: it waits with the others until a person has acted.
        row.state, row.attempts = SendState.QUEUED, row.attempts - 1
        _pause(number, rule, code, now)
        return True
    wait = rule.retry.wait(row.attempts)
    if wait is None:
        return False
    row.state = SendState.QUEUED
    row.next_attempt_at = now + timedelta(seconds=wait * random.uniform(0.9, 1.2))  # noqa: S311 - jitter
    if rule.holds:
        _hold(number, rule, row.next_attempt_at)
    jobs.defer_at(
        row.next_attempt_at,
        "outbound.lane",
        key=f"retry:{row.pk}",
        tenant_id=str(row.tenant_id),
        number_id=str(row.number_id),
    )
    return True


def _reached(number: WhatsAppNumber, rule: Rule) -> list[UUID]:
    """The numbers an error of ``number`` is about."""
    if rule.scope is not Scope.ACCOUNT:
        return [number.pk]
    return list(WhatsAppNumber.objects.filter(waba_id=number.waba_id).values_list("id", flat=True))


def _pause(number: WhatsAppNumber, rule: Rule, code: int, now: datetime) -> None:
    paused = WhatsAppNumber.objects.filter(id__in=_reached(number, rule), paused_code=None).update(
        paused_code=code, paused_at=now
    )
    if paused:
        events.record(
            "whatsapp.number_paused", tenant_id=number.tenant_id, now=now, subject_id=number.pk, code=code
        )
        live.announce("account", tenant_id=number.tenant_id)


def _hold(number: WhatsAppNumber, rule: Rule, until: datetime) -> None:
    SendingPace.objects.filter(number_id__in=_reached(number, rule)).update(hold_until=until)


_CONCERNED = """
SELECT id FROM outbound_messages
WHERE tenant_id = app_tenant() AND id = ANY (%s::uuid[]) AND (state <> 'sent' OR id = ANY (%s::uuid[]))
"""


def note_delivery(facts: Sequence[DeliveryFact], now: datetime) -> None:
    """Status webhooks settle what no answer settled. Runs in the tenant's scope, before messages change."""
    by_wamid = _rows_of([fact.wamid for fact in facts if _row_id(fact.callback) is None and _is_no(fact)])
    by_row: dict[UUID, list[DeliveryFact]] = {}
    for fact in facts:
        row_id = _row_id(fact.callback) or by_wamid.get(fact.wamid)
        if row_id is not None:
            by_row.setdefault(row_id, []).append(fact)
    if not by_row:
        return
    failed = [id_ for id_, told in by_row.items() if any(map(_is_no, told))]
    # Nearly all rows are settled already: that is found out before anything is loaded.
    concerned = [row[0] for row in run_prepared(_CONCERNED, [list(by_row), failed])]
    if not concerned:
        return
    locked = OutboundMessage.objects.select_for_update(of=("self",)).filter(id__in=concerned).order_by("id")
    rows = list(locked.select_related("message", "number"))
    news = _News()
    for row in rows:
        _note(row, by_row[row.pk], now, news)
    update_rows(Message, news.named, ("wamid",))
    if news.arrived_after_all:
        Message.objects.filter(id__in=news.arrived_after_all, status=DeliveryStatus.FAILED).update(
            status=DeliveryStatus.ACCEPTED, status_at=now, failure_code=None
        )
    remember(news.failed, now)
    OutboundMessage.objects.bulk_update(rows, _LEDGER)


@dataclass(slots=True)
class _News:
    """What statuses say beyond their ledger rows; written together."""

    named: list[Message] = field(default_factory=list)  # whose WhatsApp id was not known
    arrived_after_all: list[UUID] = field(default_factory=list)  # messages
    failed: list[OutboundMessage] = field(default_factory=list)


def _is_no(fact: DeliveryFact) -> bool:
    return fact.status == DeliveryStatus.FAILED


def _rows_of(wamids: list[str]) -> dict[str, UUID]:
    """Ledger rows of failures that came without our callback data."""
    if not wamids:
        return {}
    rows = OutboundMessage.objects.filter(message__wamid__in=wamids).values_list("message__wamid", "id")
    return {str(wamid): row_id for wamid, row_id in rows}


def _row_id(callback: str | None) -> UUID | None:
    try:
        return UUID(callback) if callback else None
    except ValueError:
        return None


def _note(row: OutboundMessage, facts: list[DeliveryFact], now: datetime, news: _News) -> None:
    """A status is proof that WhatsApp took the message, whatever its answer seemed to say."""
    if row.attempts == 0:
        return  # it has not left yet: the status is about something else
    wamid = facts[0].wamid
    if row.message.wamid is None:
        row.message.wamid = wamid
        news.named.append(row.message)
    if row.state != SendState.SENT and _proves(row, facts):
        if row.state == SendState.FAILED:  # nobody knew; now somebody does
            news.arrived_after_all.append(row.message_id)
        _mark_sent(row, wamid, now)
    arrived = row.message.status in _ARRIVED or any(fact.status in _ARRIVED for fact in facts)
    failure = next(filter(_is_no, facts), None)
    if failure is None or arrived or row.state == SendState.FAILED:
        return
    code = failure.error_code if failure.error_code is not None else _UNSPECIFIED
    row.state, row.settled_at = SendState.FAILED, now
    row.wamid = row.wamid or wamid
    row.error_code, row.error_detail = code, failure.error_detail or None
    news.failed.append(row)
    rule = rule_for(code)
    if rule.pauses:
        _pause(row.number, rule, code, now)


def _proves(row: OutboundMessage, facts: list[DeliveryFact]) -> bool:
    """Whether the statuses say that WhatsApp has the message. Statuses come in any order: a "sent" after a
    failure is news from before it, and only what reached the phone overrides one."""
    if row.state == SendState.FAILED and row.error_code != NO_ANSWER:
        return any(fact.status in _ARRIVED for fact in facts)
    return any(not _is_no(fact) for fact in facts)


# No answer can come after this: ten seconds are the client's own limit.
_ANSWER_DUE = timedelta(seconds=60)
# WhatsApp's statuses follow within seconds; after this a person is asked.
_STATUS_DUE = timedelta(minutes=10)


def give_up_waiting(now: datetime) -> None:
    """Rows of a worker that died become unknown, and unknown ones that no status settled fail.

    Nothing is sent again here: a person decides that. Runs in the tenant's scope.
    """
    OutboundMessage.objects.filter(state=SendState.SENDING, claimed_at__lt=now - _ANSWER_DUE).update(
        state=SendState.UNKNOWN
    )
    silent = list(
        OutboundMessage.objects.select_for_update(skip_locked=True)
        .filter(state=SendState.UNKNOWN, claimed_at__lt=now - _STATUS_DUE)
        .order_by("id")[:500]
    )
    if not silent:
        return
    for row in silent:
        row.error_code = NO_ANSWER
    fail(silent, now)
    OutboundMessage.objects.bulk_update(silent, _LEDGER)
    live.announce_conversations(silent[0].tenant_id, [row.conversation_id for row in silent])
