"""The moment at which a person will write, for those who asked out of hours; the customer may name a better one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from invekto.agent_ai.contract import Turn
from invekto.agent_ai.working_hours import WorkingHours
from invekto.core import live
from invekto.core.folding import fold
from invekto.core.models import Tenant
from invekto.messaging.models import Conversation, HandoffReason, Mode

_SOONEST = timedelta(minutes=5)
_LATEST = timedelta(days=14)
_LOOKED = timedelta(minutes=3)  # a little more than a sweep's period: told twice does no harm
_FEW = 5  # words; a time and hardly anything else
# Words of writing, calling and being free, folded.
_TO_BE_WRITTEN_TO = re.compile(
    r"\b(?:ara(?:r|rmi\w*|rsan\w*|san\w*|sin\w*|yin\w*|yabil\w*|yip)?|yaz(?:ar\w*|abil\w*|in|iniz|san\w*|sin\w*)"
    r"|don(?:us|er|un|ebil)\w*|musait\w*|uygun\w*|ulas\w*|call|write|text|reach|contact|available|free)\b"
)
# What was asked then leaves no doubt what a time alone means; a wish that people serve may be about a time itself.
_TIME_ALONE = frozenset(
    {HandoffReason.ASKED, HandoffReason.LOW_CONFIDENCE, HandoffReason.ANGRY, HandoffReason.ERROR}
)


@dataclass(frozen=True, slots=True)
class Booked:
    """``at`` in the tenant's zone; ``as_asked``: the moment named, not the next opening after it."""

    at: datetime
    as_asked: bool


def booked(tenant: Tenant, reason: HandoffReason, now: datetime) -> datetime | None:
    """The next opening, when the doors are closed now. An emergency waits for nothing."""
    hours = WorkingHours.of(tenant)
    if hours is None or reason == HandoffReason.EMERGENCY or hours.is_open(now):
        return None
    return hours.next_opening(now)


def better_time(turn: Turn) -> Booked | None:
    """The moment the customer would rather be written to; None when they say nothing of the kind."""
    talk = turn.conversation
    if talk.mode != Mode.WAITING or talk.callback_at is None:
        return None
    named: list[Any] = [entity.value for entity in turn.analysis.entities.get("datetime", ())]
    if not named or not _means_to_be_written_to(turn):
        return None
    try:
        begins, ends = (datetime.fromisoformat(str(named[-1][edge])) for edge in ("from", "to"))
    except (KeyError, TypeError, ValueError):
        return None
    if not (ends > turn.now + _SOONEST and begins < turn.now + _LATEST):
        return None
    begins = max(begins, turn.now + _SOONEST).astimezone(turn.zone)
    hours = WorkingHours.of(turn.tenant)
    if hours is None or hours.is_open(begins):
        return Booked(begins, as_asked=True)
    opens = hours.next_opening(begins)
    return Booked(opens, as_asked=opens < ends) if opens is not None else None


def _means_to_be_written_to(turn: Turn) -> bool:
    words = fold(turn.text)
    if _TO_BE_WRITTEN_TO.search(words):
        return True
    return turn.conversation.handoff_reason in _TIME_ALONE and len(words.split()) <= _FEW


def announce_due(tenant_id: UUID, now: datetime) -> None:
    """Open pages list those whose moment has come. Inside the tenant's scope."""
    due = Conversation.objects.filter(
        callback_at__gt=now - _LOOKED, callback_at__lte=now, mode__in=[Mode.WAITING, Mode.HUMAN]
    )
    live.announce_conversations(tenant_id, due.values_list("id", flat=True))
