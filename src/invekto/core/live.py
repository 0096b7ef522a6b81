"""Tell open pages that something changed; heard within a second over server-sent events."""

from __future__ import annotations

import json
from uuid import UUID

from django.db import connection

CHANNEL = "invekto_live"


def announce(kind: str, *, tenant_id: UUID, **ids: UUID | None) -> None:
    """Sent when this transaction commits. Carries ids only: the page asks for what it may see."""
    payload = {"kind": kind, "tenant": str(tenant_id)} | {
        name: str(value) for name, value in ids.items() if value
    }
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_notify(%s, %s)", [CHANNEL, json.dumps(payload)])
