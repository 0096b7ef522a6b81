"""Giving a conversation to a person: what the customer hears, and what the colleague finds."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from invekto.agent_ai import note as notes
from invekto.agent_ai.lines import Line
from invekto.agent_ai.working_hours import WorkingHours
from invekto.core import events, live
from invekto.core.models import Tenant
from invekto.messaging.models import Conversation, HandoffReason, Mode

MARKED = ("mode", "handoff_reason", "handed_off_at", "note", "flow", "waiting_since")  # what ``mark`` changes


def promise(tenant: Tenant, *, language: str, now: datetime, kind: str = "handover-promise") -> str:
    """When a person will write, as honestly as the opening hours allow.

    ``kind``: "handover-promise" for the customer, "note-promise" for what a colleague reads of it.
    """
    hours = WorkingHours.of(tenant)
    if hours is None:
        return Line.of(kind, language)
    if hours.is_open(now):
        return Line.of(f"{kind}-open", language)
    opens = hours.next_opening(now)
    if opens is None:
        return Line.of(f"{kind}-closed", language)
    days = (opens.date() - now.astimezone(hours.zone).date()).days
    return Line.of(f"{kind}-later", language, when=when_opens(opens, days, language), time=f"{opens:%H:%M}")


def promised_to_staff(tenant: Tenant, *, now: datetime) -> str:
    return promise(tenant, language=tenant.language, now=now, kind="note-promise")


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
    if conversation.mode != Mode.HUMAN:
        conversation.mode = Mode.WAITING
    conversation.handoff_reason = reason
    conversation.handed_off_at = now
    conversation.note = notes.to_json(note)
    conversation.flow = None
    conversation.waiting_since = conversation.waiting_since or conversation.last_inbound_at or now
    events.record(
        "conversation.handed_off",
        tenant_id=conversation.tenant_id,
        now=now,
        subject_id=conversation.id,
        reason=reason.value,
    )


def give(
    conversation: Conversation, reason: HandoffReason, note: Mapping[str, object], *, now: datetime
) -> None:
    """``mark``, saved and told to open pages."""
    mark(conversation, reason, note, now=now)
    conversation.save(update_fields=MARKED)
    live.announce("conversation", tenant_id=conversation.tenant_id, conversation=conversation.id)
