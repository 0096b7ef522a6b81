"""Events that could not be read: tried again by themselves, shown until they can be, never dropped unread.

What is in the way may pass (the database, two who did the same at once) or be our own reading, which an update
mends. The retention deletes them with all the others.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import QuerySet

from invekto.messaging.models import WebhookEvent

_WAITS = (timedelta(seconds=30), timedelta(minutes=2), timedelta(minutes=10))
_EVERY = timedelta(hours=1)  # after these


def put_off(problems: Mapping[UUID, str], *, now: datetime) -> None:
    """Keep the events, by id, with what was wrong, for a later try. Inside the tenant's scope."""
    for event in WebhookEvent.objects.filter(id__in=list(problems), processed_at=None):
        wait = _WAITS[event.attempts] if event.attempts < len(_WAITS) else _EVERY
        event.problem, event.attempts, event.retry_at = problems[event.pk], event.attempts + 1, now + wait
        event.save(update_fields=["problem", "attempts", "retry_at"])


def unreadable() -> QuerySet[WebhookEvent]:
    return WebhookEvent.objects.filter(problem__isnull=False, processed_at=None)


def due_again(now: datetime) -> QuerySet[WebhookEvent]:
    """Oldest first."""
    return unreadable().filter(retry_at__lte=now).order_by("id")
