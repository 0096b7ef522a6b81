"""A sending lane: claim, commit, send, record, until nothing is due for the number.

A row is claimed in a transaction that ends before its request leaves. Whatever happens to this process
afterwards, nobody claims it again: the worst is a message that did not leave, never one that left twice.
"""

from __future__ import annotations

import logging
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import replace
from functools import cache, partial
from uuid import UUID

from django.conf import settings

from invekto.core import clock
from invekto.core.tenancy import tenant_scope
from invekto.messaging.cloud_api import (
    Accepted,
    CloudApi,
    CloudApiError,
    OutcomeUnknown,
    Refused,
    TryAgainLater,
    api_for,
)
from invekto.messaging.cloud_api.errors import UNREACHABLE
from invekto.messaging.hiccups import despite_outage
from invekto.messaging.models import WhatsAppNumber
from invekto.outbound import wire
from invekto.outbound.claiming import Claim, Claimed, claim
from invekto.outbound.content import ContentRefused, Media, from_json
from invekto.outbound.settling import Outcome, settle

log = logging.getLogger(__name__)

# Requests under way at once, per lane and per process: one slow number must not use up all threads.
PER_LANE, PER_PROCESS = 16, 48
UPLOAD_FAILED = 131053  # WhatsApp's own code for a file it could not take
_SWARM = 0.01  # seconds
# How long a lane keeps WhatsApp's answers for a database that does not take them (seconds). Afterwards their rows
# are settled as those of a worker that died: by the statuses that come.
_PATIENCE = 120.0


@cache
def _threads() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(PER_PROCESS, thread_name_prefix="whatsapp")


def run_lane(tenant_id: UUID, number_id: UUID) -> int:
    """Send what is due for a number; returns how many rows were tried. Opens its own scopes."""
    under_way: dict[Future[Outcome], Claim] = {}
    done: list[Outcome] = []
    number: WhatsAppNumber | None = None
    tried = 0
    while True:
        claimed = despite_outage(
            partial(_settle_and_claim, tenant_id, number_id, number, done, PER_LANE - len(under_way)),
            patience=_PATIENCE if done or under_way else 0,
        )
        if claimed is not None and claimed.claims:
            api = api_for(claimed.number.access_token)
            for taken in claimed.claims:
                future = _threads().submit(_send, api, claimed.number, taken)
                under_way[future] = taken
            number = claimed.number
            tried += len(claimed.claims)
        if not under_way:
            return tried
        wait(under_way, return_when=FIRST_COMPLETED)
        # Answers come in swarms: those that are about to come are noted in the same transaction.
        finished, _ = wait(under_way, timeout=_SWARM)
        for future in finished:
            del under_way[future]
        done = [future.result() for future in finished]


def _settle_and_claim(
    tenant_id: UUID, number_id: UUID, number: WhatsAppNumber | None, done: list[Outcome], most: int
) -> Claimed | None:
    """``number``: the one that ``done`` was sent from."""
    with tenant_scope(tenant_id):
        now = clock.now()
        if number is not None and done:
            settle(done, number=number, now=now)
        return claim(number_id, now=now, most=most)


def _send(api: CloudApi, number: WhatsAppNumber, taken: Claim) -> Outcome:
    """In a thread of its own, without a database: one row, one request, and before it a file's upload."""
    result: Accepted | CloudApiError
    try:
        content = from_json({name: value for name, value in taken.body.items() if name != "order"})
        if isinstance(content, Media) and content.file_id:
            content = _uploaded(api, number, content)
        result = api.send(
            number.phone_number_id,
            taken.recipient,
            wire.to_wire(content, template_order=taken.body.get("order", [])),
            callback=str(taken.row_id),
        )
    except ContentRefused as refused:
        # A row that does not keep WhatsApp's limits is no reason to stop the others.
        result = Refused(100, str(refused))
    except CloudApiError as error:
        result = error
    except Exception:
        # Nobody foresaw it, so nobody knows whether the request left; the others of the batch must not suffer.
        log.exception("A send ended in an error that is no answer of WhatsApp's (row %s).", taken.row_id)
        result = OutcomeUnknown()
    return Outcome(taken.row_id, result)


def _uploaded(api: CloudApi, number: WhatsAppNumber, content: Media) -> Media:
    """The same by WhatsApp's own id. Done anew at each try: ids end after a month, and nobody sees an upload."""
    path = settings.MEDIA_DIR / str(number.tenant_id) / str(content.file_id)
    try:
        with path.open("rb") as file:
            media_id = api.upload(
                number.phone_number_id,
                file,
                mime_type=content.mime_type or "",
                name=content.file_name or str(content.file_id),
            )
    except FileNotFoundError as error:
        raise Refused(UPLOAD_FAILED, "The file is gone.") from error
    except OSError as error:
        raise TryAgainLater(UNREACHABLE, type(error).__name__) from error
    return replace(content, media_id=media_id, file_id=None)
