"""Jobs of the outbound room."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from procrastinate.contrib.django import app

from invekto.core import clock
from invekto.core.tenancy import for_each_tenant, tenant_scope
from invekto.outbound.lane import run_lane
from invekto.outbound.models import OutboundMessage, SendState
from invekto.outbound.services import wake_lane
from invekto.outbound.settling import give_up_waiting

# A row that is due this long found no lane: its job failed, or its worker died.
_FORGOTTEN = timedelta(seconds=30)


@app.task(name="outbound.lane", queue="outbound")
def lane(tenant_id: str, number_id: str) -> None:
    """Safe to repeat and to run beside others: a row is claimed once."""
    run_lane(UUID(tenant_id), UUID(number_id))


@app.task(name="outbound.recover", queue="outbound")
def recover() -> None:
    """Every minute: nothing stays in flight for ever, nothing that is due is forgotten."""
    for_each_tenant(_recover, having="open_rows")


def _recover(tenant_id: UUID) -> None:
    with tenant_scope(tenant_id):
        now = clock.now()
        give_up_waiting(now)
        forgotten = OutboundMessage.objects.filter(
            state=SendState.QUEUED, next_attempt_at__lt=now - _FORGOTTEN, number__paused_code=None
        )
        for number_id in forgotten.values_list("number_id", flat=True).distinct():
            wake_lane(tenant_id, number_id)
