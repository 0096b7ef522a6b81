"""Jobs of the suggestions."""

from __future__ import annotations

from uuid import UUID

from procrastinate.contrib.django import app

from invekto.agent_ai.suggestions import again, past
from invekto.agent_ai.suggestions.making import ALONE
from invekto.agent_ai.suggestions.passing import LEARN
from invekto.core import clock, jobs
from invekto.core.tenancy import for_each_tenant, tenant_scope
from invekto.messaging.hiccups import despite_hiccups


@app.task(name=ALONE, queue="agent_ai")
def suggest(tenant_id: str, message_id: str) -> None:
    """A platform is asked first. Safe to repeat."""
    despite_hiccups(lambda: again.suggest_again(UUID(tenant_id), UUID(message_id), now=clock.now()))


@app.task(name=LEARN, queue="agent_ai")
def learn_answers(tenant_id: str) -> None:
    """What colleagues answered since the last time becomes an example. Safe to repeat."""
    tenant = UUID(tenant_id)
    with tenant_scope(tenant):
        jobs.absorb(LEARN, tenant_id=tenant)
    despite_hiccups(lambda: past.learn(tenant, now=clock.now()))


@app.task(name="agent_ai.learn_all", queue="agent_ai")
def learn_all() -> None:
    """Every hour: answers that came in another way than through our pages (an import, a business phone)."""
    for_each_tenant(lambda tenant: past.learn(tenant, now=clock.now()))


@app.task(name="agent_ai.sweep_suggestions", queue="agent_ai")
def sweep() -> None:
    """Every minute: messages whose suggestions died with a worker."""
    for_each_tenant(_sweep, having="waiting")


def _sweep(tenant: UUID) -> None:
    with tenant_scope(tenant):
        for message in again.missed(clock.now()):
            jobs.defer(ALONE, once=f"suggest:{message}", tenant_id=str(tenant), message_id=str(message))
