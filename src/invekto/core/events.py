"""Domain events: how a lower room tells the higher ones what happened.

``record`` writes the fact and enqueues each subscriber's job in the same transaction; a subscriber may
be run twice for one event and finds out by the event's id. Who listens to what stands in ``invekto.wiring``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from invekto.core import jobs
from invekto.core.models import DomainEvent

_subscribers: dict[str, Sequence[str]] = {}


def install(subscribers: Mapping[str, Sequence[str]]) -> None:
    """Event name → task names; called once at start."""
    _subscribers.clear()
    _subscribers.update(subscribers)


def record(
    name: str,
    *,
    tenant_id: UUID,
    now: datetime,
    subject_id: UUID | None = None,
    lock: str | None = None,
    **payload: Any,
) -> DomainEvent:
    """Record a fact inside the tenant's scope. Subscribers get ``tenant_id`` and ``event_id`` (text)."""
    event = DomainEvent.objects.create(
        tenant_id=tenant_id, name=name, subject_id=subject_id, payload=payload, occurred_at=now
    )
    for task in _subscribers.get(name, ()):
        jobs.defer(task, lock=lock, tenant_id=str(tenant_id), event_id=str(event.id))
    return event


def record_each(name: str, *, tenant_id: UUID, now: datetime, subject_ids: Iterable[UUID]) -> None:
    """The same fact of many subjects. Each subscriber gets one job for all, with ``tenant_id`` only: it finds
    in the data itself what is to be done. Such jobs run one at a time per tenant and stand for one another
    (``jobs.defer_shared``).
    """
    DomainEvent.objects.bulk_create(
        DomainEvent(tenant_id=tenant_id, name=name, subject_id=subject_id, payload={}, occurred_at=now)
        for subject_id in subject_ids
    )
    for task in _subscribers.get(name, ()):
        jobs.defer_shared(task, tenant_id=tenant_id)


def record_several(
    name: str, *, tenant_id: UUID, now: datetime, facts: Iterable[tuple[UUID, Mapping[str, Any]]]
) -> None:
    """As ``record``, for many subjects, each with its own payload; in one statement per table."""
    recorded = DomainEvent.objects.bulk_create(
        DomainEvent(
            tenant_id=tenant_id, name=name, subject_id=subject, payload=dict(payload), occurred_at=now
        )
        for subject, payload in facts
    )
    told = [{"tenant_id": str(tenant_id), "event_id": str(event.id)} for event in recorded]
    for task in _subscribers.get(name, ()):
        jobs.defer_each(task, told)
