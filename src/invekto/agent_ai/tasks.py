"""Jobs of the dialogue."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import TypeVar
from uuid import UUID

from django.conf import settings
from django.db import connections
from procrastinate.contrib.django import app

from invekto.agent_ai import alarm, assignment, callback, reopening, services
from invekto.agent_ai.engine.answer import answer as answer_conversations
from invekto.agent_ai.expiry import expire_flows
from invekto.agent_ai.left_open import ANSWER
from invekto.agent_ai.llm.summing_up import sum_up
from invekto.agent_ai.resuming import resume_left
from invekto.agent_ai.suggestions import jobs as suggestion_jobs  # noqa: F401 - found here by the job engine
from invekto.core import clock, jobs
from invekto.core.models import DomainEvent
from invekto.core.statements import run_prepared
from invekto.core.tasks import lasting_task
from invekto.core.tenancy import for_each_tenant, tenant_scope
from invekto.messaging.hiccups import despite_hiccups

Result = TypeVar("Result")

_LONGEST_QUIET = 5  # quiet times; then a burst that does not end is answered all the same
_MOST_AT_ONCE = 50  # conversations answered in one transaction
_SHIFT = 2.0  # seconds after which a job that always finds more makes room for others
_LOOK_AGAIN = 0.05  # seconds, while a platform is being asked
_NEARLY = timedelta(milliseconds=25)  # whose pause ends so soon is answered with those who have paused
_FORGOTTEN = timedelta(minutes=1)  # a message unanswered this long found nobody: its job failed


@app.task(name=ANSWER, queue="agent_ai")
async def answer(tenant_id: str, event_id: str = "") -> None:  # noqa: ARG001 - every subscriber is told it
    """Answer every customer of the tenant who has paused, all they wrote at once. Safe to repeat.

    Those for whom a platform must be asked are answered each on their own, so that nobody waits for them.
    """
    tenant = UUID(tenant_id)
    alone: dict[UUID, asyncio.Task[object]] = {}
    begun = time.monotonic()
    while True:
        waiting = await _in_thread(lambda: _look(tenant, besides=alone))
        if waiting.paused:
            for talk in await _in_thread(partial(answer_conversations, tenant, waiting.paused, patience=0)):
                alone[talk] = asyncio.create_task(_answer_alone(tenant, talk))
        done = [talk for talk, task in alone.items() if task.done()]
        for talk in done:
            await alone.pop(talk)  # raises what it raised
        if done:
            continue  # whatever they wrote meanwhile was passed over
        if not alone and (waiting.is_empty or time.monotonic() - begun > _SHIFT):
            break
        if not waiting.paused:
            await asyncio.sleep(min(waiting.pause or _LOOK_AGAIN, _LOOK_AGAIN if alone else _SHIFT))
    if not waiting.is_empty:
        await _in_thread(lambda: jobs.defer_shared(ANSWER, tenant_id=tenant))


async def _answer_alone(tenant: UUID, talk: UUID) -> None:
    await _in_thread(partial(answer_conversations, tenant, [talk]))


@dataclass(frozen=True, slots=True)
class _Waiting:
    """Conversations whose customer has paused, and the seconds until the next one's has; None: there is none."""

    paused: list[UUID]
    pause: float | None

    @property
    def is_empty(self) -> bool:
        return not self.paused and self.pause is None


_UNANSWERED = """
SELECT conversation_id, min(received_at), max(received_at) FROM messages
WHERE tenant_id = app_tenant() AND author = 'customer' AND answered_at IS NULL
GROUP BY conversation_id ORDER BY min(received_at)
"""


def _look(tenant: UUID, *, besides: Iterable[UUID]) -> _Waiting:
    quiet = timedelta(milliseconds=settings.BURST_QUIET_MS)
    with tenant_scope(tenant):
        jobs.absorb(ANSWER, tenant_id=tenant)
        rows = run_prepared(_UNANSWERED, [])
    now, known = clock.now(), set(besides)
    paused: list[UUID] = []
    pause: timedelta | None = None
    for talk, first, newest in rows:
        if talk in known:
            continue
        # A clock that was set meanwhile must not make anybody wait for longer than the quiet time.
        left = min(newest + quiet - now, first + _LONGEST_QUIET * quiet - now, quiet)
        if left <= _NEARLY:
            paused.append(talk)
        else:
            pause = min(pause or left, left)
    return _Waiting(paused[:_MOST_AT_ONCE], pause.total_seconds() if pause else None)


@lasting_task("agent_ai.silenced_by_phone", queue="agent_ai")
def silenced_by_phone(tenant_id: str, event_id: str) -> None:
    """A colleague typed in the WhatsApp Business app: the bot was silenced with it, unless the database refused."""
    despite_hiccups(lambda: _silence(UUID(tenant_id), UUID(event_id)))


def _silence(tenant: UUID, event_id: UUID) -> None:
    conversation_id = _subject(str(tenant), str(event_id))
    with tenant_scope(tenant):
        services.silence_by_phone(conversation_id, now=clock.now())


@app.task(name=assignment.JOB, queue="agent_ai")
def assign(tenant_id: str) -> None:
    """Give what waits for a person to those who are at the desk. Safe to repeat."""
    despite_hiccups(lambda: assignment.assign_waiting(UUID(tenant_id), clock.now()))


@lasting_task("agent_ai.tell_owner", queue="agent_ai")
def tell_owner(tenant_id: str, alert_id: str) -> None:
    """E-mail an alert of the desk."""
    alarm.tell_owner(UUID(tenant_id), UUID(alert_id), clock.now())


@app.task(name="agent_ai.resume_bot", queue="agent_ai")
def resume_bot() -> None:
    """Every few minutes: the bot takes back what people have left, where the tenant wants that."""
    for_each_tenant(lambda tenant: resume_left(tenant, clock.now()), having="resuming_bots")


def _subject(tenant_id: str, event_id: str) -> UUID:
    """Of an event that was recorded with one."""
    with tenant_scope(UUID(tenant_id)):
        found = DomainEvent.objects.get(id=event_id).subject_id
    assert found is not None
    return found


@lasting_task("agent_ai.reopened", queue="agent_ai")
def reopened(tenant_id: str, event_id: str) -> None:
    """A customer wrote again after their conversation was closed."""
    despite_hiccups(lambda: _reopened(UUID(tenant_id), UUID(event_id)))


def _reopened(tenant: UUID, event_id: UUID) -> None:
    with tenant_scope(tenant):
        event = DomainEvent.objects.get(id=event_id)
        assert event.subject_id is not None
        reopening.reopened(event.subject_id, now=clock.now(), since=event.occurred_at)


@lasting_task("agent_ai.reread", queue="agent_ai")
def reread(tenant_id: str, event_id: str) -> None:
    """A message was changed after it was answered: its new words may be an emergency, or another wish."""
    despite_hiccups(lambda: services.reread(UUID(tenant_id), _subject(tenant_id, event_id), now=clock.now()))


@lasting_task("agent_ai.undelivered", queue="agent_ai")
def undelivered(tenant_id: str, event_id: str) -> None:
    """The bot's answer did not arrive: the customer still waits for one."""
    despite_hiccups(lambda: _undelivered(UUID(tenant_id), UUID(event_id)))


def _undelivered(tenant: UUID, event_id: UUID) -> None:
    with tenant_scope(tenant):
        told = DomainEvent.objects.get(id=event_id).payload
        services.give_to_person_undelivered(UUID(told["message"]), told["code"], now=clock.now())


@app.task(name="agent_ai.summarise", queue="agent_ai")
def summarise(tenant_id: str, event_id: str) -> None:
    """A conversation was handed over: its note may get a summary. Safe to repeat; nobody waits for it."""
    talk = _subject(tenant_id, event_id)
    despite_hiccups(lambda: sum_up(UUID(tenant_id), talk, clock.now()))


@app.task(name="agent_ai.sweep", queue="agent_ai")
def sweep() -> None:
    """Every minute: have those answered who were forgotten, and those given to people whose time has come."""
    for_each_tenant(_sweep, having="waiting")


def _sweep(tenant: UUID) -> None:
    now = clock.now()
    with tenant_scope(tenant):
        rows = run_prepared(_UNANSWERED, [])
        if any(first < now - _FORGOTTEN for _, first, _ in rows):
            jobs.defer_shared(ANSWER, tenant_id=tenant)
        callback.announce_due(tenant, now)
        if assignment.is_anything_left(now):
            assignment.wake(tenant)


@app.task(name="agent_ai.expire_flows", queue="agent_ai")
def close_left_flows() -> None:
    """Every minute: one sentence to those who left a question unanswered for too long."""
    for_each_tenant(lambda tenant: despite_hiccups(lambda: expire_flows(tenant, clock.now())), having="flows")


async def _in_thread(work: Callable[[], Result]) -> Result:
    return await asyncio.to_thread(_with_connection, work)


def _with_connection(work: Callable[[], Result]) -> Result:
    """A thread's database connection goes back to the pool with the call that used it."""
    try:
        return despite_hiccups(work)
    finally:
        connections.close_all()
