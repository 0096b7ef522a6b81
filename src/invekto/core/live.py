"""Tell open pages that something changed; heard within a second over server-sent events."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from uuid import UUID

from invekto.core.statements import run_prepared

CHANNEL = "invekto_live"
# Told by the database itself whenever a conversation becomes another person's (messaging's migration 0014).
ASSIGNMENT = "assignment"


def announce(kind: str, *, tenant_id: UUID, **ids: UUID | None) -> None:
    """Sent when this transaction commits. Carries ids only: the page asks for what it may see."""
    _tell([_payload(kind, tenant_id, ids)])


def announce_conversations(
    tenant_id: UUID, conversations: Iterable[UUID], *, kind: str = "conversation"
) -> None:
    """``announce`` for many conversations at once."""
    announce_each(kind, tenant_id, "conversation", conversations)


def announce_each(kind: str, tenant_id: UUID, name: str, ids: Iterable[UUID]) -> None:
    """``announce`` once for each of ``ids``, in one statement."""
    told = [_payload(kind, tenant_id, {name: one}) for one in sorted(set(ids))]
    if told:
        _tell(told)


def _payload(kind: str, tenant_id: UUID, ids: Mapping[str, UUID | None]) -> str:
    return json.dumps(
        {"kind": kind, "tenant": str(tenant_id)} | {name: str(value) for name, value in ids.items() if value}
    )


def _tell(payloads: list[str]) -> None:
    run_prepared(
        "SELECT pg_notify(%s::text, payload) FROM unnest(%s::text[]) AS payload", [CHANNEL, payloads]
    )
