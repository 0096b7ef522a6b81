"""A colleague's decision on a return that arrived: kept, done at the platform once, and what became of it.

``called_at`` is committed before the call, and whoever finds it set never calls again: the platform is asked how the
return stands, and what it does not show after a while is left to a person.
"""

from __future__ import annotations

import contextlib
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from uuid import UUID

from django.db import IntegrityError, transaction

from invekto.core import audit, jobs
from invekto.core.models import User
from invekto.core.tenancy import tenant_scope
from invekto.integrations import services as integrations
from invekto.integrations.models import KnownClaim
from invekto.integrations.services import (
    ClaimReason,
    ClaimStatus,
    Evidence,
    Problem,
    ProviderError,
    Rejection,
    TryAgainLater,
)
from invekto.messaging.models import Conversation
from invekto.orders.models import ClaimDecision
from invekto.orders.news import tell_pages_of

State = ClaimDecision.State
Verdict = ClaimDecision.Verdict
SETTLED = "claim-problem-settled"  # text id
LONGEST_STATEMENT = 500
LARGEST_EVIDENCE = 5_000_000  # bytes
CALL_TIMEOUT = 20.0  # seconds
# After each of these the platform is asked again; then a person looks.
WAITS = (timedelta(seconds=30), timedelta(minutes=2), timedelta(minutes=10), timedelta(minutes=30))
# What a return may have become by each verdict: a platform may look itself before it says yes.
_BECOMES = {
    Verdict.ACCEPT: (ClaimStatus.ACCEPTED, ClaimStatus.CHECKING, ClaimStatus.REFUNDED),
    Verdict.REJECT: (ClaimStatus.REJECTED, ClaimStatus.DISPUTED, ClaimStatus.CHECKING),
}


class DecisionRefused(Exception):
    """It may not be decided so. ``text_id`` says why."""

    def __init__(self, text_id: str) -> None:
        super().__init__(text_id)
        self.text_id = text_id


@dataclass(frozen=True, slots=True)
class Wanted:
    """``seen``: the fingerprint of the units that were shown."""

    account_id: UUID
    number: str  # of the claim
    order_number: str
    seen: str
    accept: bool
    reason: str = ""
    statement: str = ""
    evidence: Evidence | None = None


def fingerprint(units: Sequence[str]) -> str:
    return sha256(";".join(sorted(units)).encode()).hexdigest()[:16]


def decide(conversation: Conversation, wanted: Wanted, *, user: User, now: datetime) -> ClaimDecision:
    """Have it done; inside the tenant's scope. Asked for again while it is being done, it is the same decision.

    Raises DecisionRefused.
    """
    verdict = Verdict.ACCEPT if wanted.accept else Verdict.REJECT
    units = integrations.waiting_units(wanted.account_id, wanted.number)
    known = ClaimDecision.objects.filter(
        account_id=wanted.account_id, number=wanted.number, state=State.DOING
    )
    if row := known.first():
        if row.verdict == verdict and fingerprint(row.units) == wanted.seen:
            return row
        raise DecisionRefused("claim-problem-under-way")
    groups: dict[tuple[str, datetime | None], list[KnownClaim]] = defaultdict(list)
    for unit in units:
        groups[unit.line_id, unit.deadline].append(unit)
    shown = next((g for g in groups.values() if fingerprint([unit.key for unit in g]) == wanted.seen), None)
    if shown is None or shown[0].external_order_id != wanted.order_number:
        raise DecisionRefused("claim-problem-changed")
    if any(unit.deadline is not None and unit.deadline <= now for unit in shown):
        raise DecisionRefused("claim-problem-late")
    reason = None if wanted.accept else _reason(wanted, shown[0].opened_at, now)
    evidence = wanted.evidence if reason else None
    try:
        with transaction.atomic():
            row = ClaimDecision.objects.create(
                tenant_id=conversation.tenant_id,
                contact_id=conversation.contact_id,
                conversation_id=conversation.id,
                account_id=wanted.account_id,
                external_order_id=wanted.order_number,
                number=wanted.number,
                line_id=shown[0].line_id,
                units=[unit.key for unit in shown],
                opened_at=shown[0].opened_at,
                verdict=verdict,
                reason=reason.id if reason else "",
                statement=wanted.statement.strip() if reason else "",
                evidence=evidence.content if evidence else None,
                evidence_name=evidence.name if evidence else "",
                evidence_kind=evidence.kind if evidence else "",
                user=user,
                decided_at=now,
            )
    except IntegrityError:
        raise DecisionRefused("claim-problem-under-way") from None
    _note(row, "begun", actor=f"user:{user.pk}", now=now)
    jobs.defer(
        "orders.decide_claim", lock=f"claim:{row.id}", tenant_id=str(row.tenant_id), decision_id=str(row.id)
    )
    tell_pages_of(row.contact_id, row.tenant_id)
    return row


def _reason(wanted: Wanted, opened_at: datetime, now: datetime) -> ClaimReason:
    reasons = integrations.reject_reasons(wanted.account_id)
    reason = next((one for one in reasons if one.id == wanted.reason), None)
    if reason is None:
        raise DecisionRefused("claim-problem-no-reason")
    if not may_say(reason, opened_at, now):
        raise DecisionRefused("claim-problem-early")
    if not wanted.statement.strip():
        raise DecisionRefused("claim-problem-no-statement")
    if len(wanted.statement.strip()) > LONGEST_STATEMENT:
        raise DecisionRefused("claim-problem-long-statement")
    if wanted.evidence is not None and len(wanted.evidence.content) > LARGEST_EVIDENCE:
        raise DecisionRefused("claim-problem-large-file")
    if reason.needs_file and wanted.evidence is None:
        raise DecisionRefused("claim-problem-no-file")
    return reason


def may_say(reason: ClaimReason, opened_at: datetime, now: datetime) -> bool:
    return now >= opened_at + timedelta(hours=reason.not_before)


def latest(orders: Sequence[tuple[UUID, str]]) -> dict[tuple[UUID, str, str], ClaimDecision]:
    """By account, claim and line, what was decided last; inside the scope. Without what was sent as evidence."""
    rows = (
        ClaimDecision.objects.select_related("user")
        .defer("evidence")
        .filter(
            account_id__in={account for account, _ in orders},
            external_order_id__in={number for _, number in orders},
        )
    )
    return {(row.account_id, row.number, row.line_id): row for row in rows.order_by("decided_at", "id")}


# Done, outside any scope.


def carry_out(tenant_id: UUID, decision_id: UUID, now: datetime) -> ClaimDecision | None:
    """Ask the platform, and keep what it says; the settled row, or None while it is not. Safe to run again."""
    with tenant_scope(tenant_id):
        row = ClaimDecision.objects.filter(id=decision_id, state=State.DOING).first()
    if row is None:
        return None
    try:
        if row.called_at is None:
            if (found := _call(row, now)) is None:
                return None  # another run calls it
        else:
            found = _look(row, now)
    except TryAgainLater as error:
        return _later(row, error.problem.text_id, now, _pause_of(error))
    except ProviderError as error:
        found = (State.UNCLEAR if row.called_at else State.REFUSED, error.problem.text_id)
    if found is None:
        return _later(row, None, now)
    return _settled(row, *found, now=now)


def _call(row: ClaimDecision, now: datetime) -> tuple[State, str | None] | None:
    waiting, _ = _stand(row, now)
    if not waiting:
        return State.REFUSED, SETTLED
    with tenant_scope(row.tenant_id):
        if not ClaimDecision.objects.filter(id=row.id, called_at=None).update(called_at=now):
            return None
    where = (row.tenant_id, row.account_id, row.number, row.units)
    try:
        if row.verdict == Verdict.ACCEPT:
            integrations.accept_claim(*where, timeout=CALL_TIMEOUT)
        else:
            integrations.reject_claim(*where, _rejection(row), timeout=CALL_TIMEOUT)
    except TryAgainLater as error:
        if error.problem is Problem.RATE_LIMITED:  # not taken: the platform's door, or our own, was shut
            with tenant_scope(row.tenant_id):
                ClaimDecision.objects.filter(id=row.id).update(called_at=None)
        else:
            row.called_at = now
        raise
    except ProviderError as error:
        return State.REFUSED, _why(row, error, now)
    with contextlib.suppress(ProviderError):  # then the next reading brings what the pages show
        _stand(row, now)
    return State.DONE, None


def _why(row: ClaimDecision, error: ProviderError, now: datetime) -> str:
    """Perhaps because it was decided elsewhere this minute: looked at, so that the page says the right thing."""
    if error.problem is not Problem.REQUEST_REFUSED:
        return error.problem.text_id
    try:
        waiting, _ = _stand(row, now)
    except ProviderError:
        waiting = True
    return "claim-problem-refused" if waiting else SETTLED


def _look(row: ClaimDecision, now: datetime) -> tuple[State, str | None] | None:
    """What became of a call whose outcome nobody knows; None: it does not show yet. Never calls again."""
    waiting, agrees = _stand(row, now)
    if agrees:
        return State.DONE, None
    return None if waiting else (State.REFUSED, SETTLED)


def _stand(row: ClaimDecision, now: datetime) -> tuple[bool, bool]:
    """Whether some of it still awaits a word, and whether all of it stands as it was decided."""
    told = integrations.statuses_now(
        row.tenant_id, row.account_id, row.number, opened_at=row.opened_at, now=now, timeout=CALL_TIMEOUT
    )
    statuses = [told.get(unit, ClaimStatus.UNKNOWN) for unit in row.units]
    agrees = all(status in _BECOMES[Verdict(row.verdict)] for status in statuses)
    return ClaimStatus.WAITING in statuses, agrees


def _rejection(row: ClaimDecision) -> Rejection:
    evidence = None
    if row.evidence is not None:
        evidence = Evidence(row.evidence_name, row.evidence_kind, bytes(row.evidence))
    return Rejection(row.reason, row.statement, evidence)


def _pause_of(error: TryAgainLater) -> timedelta:
    return timedelta(seconds=error.seconds or 0)


def _later(
    row: ClaimDecision, problem: str | None, now: datetime, pause: timedelta = timedelta(0)
) -> ClaimDecision | None:
    if row.tries >= len(WAITS):
        was_called = row.called_at is not None
        why = problem or "claim-problem-not-shown"
        return _settled(row, State.UNCLEAR if was_called else State.REFUSED, why, now=now)
    with tenant_scope(row.tenant_id):
        ClaimDecision.objects.filter(id=row.id).update(tries=row.tries + 1, problem=problem)
        jobs.defer_at(
            now + max(WAITS[row.tries], pause),
            "orders.decide_claim",
            key=f"claim:{row.id}",
            lock=f"claim:{row.id}",
            tenant_id=str(row.tenant_id),
            decision_id=str(row.id),
        )
        tell_pages_of(row.contact_id, row.tenant_id)
    return None


def _settled(row: ClaimDecision, state: State, problem: str | None, *, now: datetime) -> ClaimDecision | None:
    """None where another run of the job was sooner."""
    with tenant_scope(row.tenant_id):
        locked = ClaimDecision.objects.select_for_update().filter(id=row.id, state=State.DOING).first()
        if locked is None:
            return None
        locked.state, locked.problem, locked.settled_at, locked.evidence = state, problem, now, None
        locked.save(update_fields=["state", "problem", "settled_at", "evidence"])
        _note(locked, state.value, actor="system", now=now)
        tell_pages_of(locked.contact_id, locked.tenant_id)
        return locked


def _note(row: ClaimDecision, what: str, *, actor: str, now: datetime) -> None:
    audit.append(
        f"order.claim_{row.verdict}_{what}",
        tenant_id=row.tenant_id,
        actor=actor,
        now=now,
        subject=row.external_order_id,
        details={
            "claim": row.number,
            "units": len(row.units),
            "reason": row.reason,
            "with_file": bool(row.evidence_name),
            "problem": row.problem,
        },
    )
