"""Giving a conversation to a person: what the customer hears, and what the colleague finds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from invekto.agent_ai import alarm, assignment, callback
from invekto.agent_ai import note as notes
from invekto.agent_ai.lines import Line
from invekto.agent_ai.wait import Wait
from invekto.agent_ai.working_hours import WorkingHours
from invekto.core import events, live, texts
from invekto.core.models import Tenant
from invekto.messaging.models import Conversation, HandoffReason, Mode

# What ``mark`` changes.
MARKED = (
    "mode",
    "handoff_reason",
    "handed_off_at",
    "note",
    "flow",
    "waiting_since",
    "callback_at",
    "given_at",
    "done_at",
    "snoozed_until",
)


def promise(
    tenant: Tenant,
    *,
    language: str,
    now: datetime,
    kind: str = "handover-promise",
    wait: Wait | None = None,
    reason: HandoffReason | None = None,
) -> str:
    """When a person will write, as honestly as the opening hours and the queue allow.

    ``kind``: "handover-promise" for the customer, "note-promise" for what a colleague reads of it. ``wait``: what is
    known of the queue (``wait.expected``); without it nobody is told a number. An emergency goes before the queue, and
    nobody is told to wait with one until the doors open.
    """
    hours = WorkingHours.of(tenant)
    if reason == HandoffReason.EMERGENCY:
        if hours is not None and not hours.is_open(now):
            return Line.of(f"{kind}-emergency", language)
        wait = None
    if hours is None or hours.is_open(now):
        return _while_open(hours, language, now, kind, wait)
    opens = hours.next_opening(now)
    if opens is None:
        return Line.of(f"{kind}-closed", language)
    return Line.of(f"{kind}-later", language, **moment(opens, now, language))


def _while_open(
    hours: WorkingHours | None, language: str, now: datetime, kind: str, wait: Wait | None
) -> str:
    if wait is None:
        return Line.of(kind if hours is None else f"{kind}-open", language)
    if wait.minutes is None:
        return Line.of(f"{kind}-busy", language, ahead=wait.ahead)
    closes = hours.closing(now) if hours is not None else None
    opens = hours.next_opening(closes) if hours is not None and closes is not None else None
    if closes is None or opens is None or closes - now >= timedelta(minutes=wait.minutes):
        return Line.of(f"{kind}-wait", language, ahead=wait.ahead, minutes=wait.minutes)
    return Line.of(f"{kind}-closing", language, closes=f"{closes:%H:%M}", **moment(opens, now, language))


def promised_to_staff(
    tenant: Tenant, *, now: datetime, wait: Wait | None = None, reason: HandoffReason | None = None
) -> str:
    return promise(tenant, language=tenant.language, now=now, kind="note-promise", wait=wait, reason=reason)


def invitation(tenant: Tenant, reason: HandoffReason, language: str, now: datetime) -> str:
    """That a better moment may be named, after a promise that gave one; empty otherwise."""
    is_booked = callback.booked(tenant, reason, now) is not None
    return texts.text("handover-better-time", language) if is_booked else ""


def moment(at: datetime, now: datetime, language: str) -> dict[str, str]:
    """ "yarın", "09:00": the variables ``when`` and ``time`` of a text; ``at`` in the tenant's zone."""
    days = (at.date() - now.astimezone(at.tzinfo).date()).days
    return {"when": when_opens(at, days, language), "time": f"{at:%H:%M}"}


def when_opens(opens: datetime, days: int, language: str) -> str:
    """ "bugün", "yarın", "Pazartesi"; beyond a week the date."""
    if days < 2:
        return Line.of("hours-today" if days == 0 else "hours-tomorrow", language)
    if days < 7:
        return Line.of(f"hours-weekday-{opens.weekday()}", language)
    return Line.of("hours-date", language, date=f"{opens:%d.%m.%Y}")


def mark(
    conversation: Conversation, reason: HandoffReason, note: Mapping[str, object], *, now: datetime
) -> None:
    """Set the locked conversation, which the caller saves, to waiting for a person; the bot is silent from here on.

    Whoever speaks in it already keeps it: then only the reason and the note are renewed.
    """
    mark_each([(conversation, note)], reason, now=now)


def mark_each(
    marked: Sequence[tuple[Conversation, Mapping[str, object]]], reason: HandoffReason, *, now: datetime
) -> None:
    """``mark`` for many of one tenant, each with its note."""
    tenant_id = marked[0][0].tenant_id
    if any(conversation.mode != Mode.HUMAN for conversation, _ in marked):
        assignment.wake(tenant_id)
    for conversation, note in marked:
        if conversation.mode != Mode.HUMAN:
            conversation.mode = Mode.WAITING
            conversation.callback_at = callback.booked(conversation.tenant, reason, now)
        conversation.handoff_reason = reason
        conversation.handed_off_at = now
        conversation.note = notes.to_json(note)
        conversation.waiting_since = conversation.waiting_since or conversation.last_inbound_at or now
        conversation.done_at = conversation.snoozed_until = None
        if reason == HandoffReason.EMERGENCY:
            alarm.raise_emergency(conversation, now)
    events.record_several(
        "conversation.handed_off",
        tenant_id=tenant_id,
        now=now,
        facts=[(conversation.id, {"reason": reason.value}) for conversation, _ in marked],
    )


def give(
    conversation: Conversation, reason: HandoffReason, note: Mapping[str, object], *, now: datetime
) -> None:
    """``mark``, saved and told to open pages."""
    mark(conversation, reason, note, now=now)
    conversation.save(update_fields=MARKED)
    live.announce("conversation", tenant_id=conversation.tenant_id, conversation=conversation.id)
