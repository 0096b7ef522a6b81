"""The audit log: append-only, each entry carrying the hash of the one before."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.db import connection

from invekto.core.models import AuditEntry

GENESIS = "0" * 64


def _digest(entry: AuditEntry) -> str:
    """SHA-256 over the entry's canonical JSON, the previous hash included."""
    content = [
        str(entry.tenant_id) if entry.tenant_id else None,
        entry.seq,
        entry.at.astimezone(UTC).isoformat(timespec="microseconds"),
        entry.actor,
        entry.action,
        entry.subject,
        entry.details,
        entry.previous_hash,
    ]
    canonical = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return hashlib.sha256(canonical.encode()).hexdigest()


def append(
    action: str,
    *,
    tenant_id: UUID | None,
    actor: str,
    now: datetime,
    subject: str = "",
    details: dict[str, Any] | None = None,
) -> AuditEntry:
    """Add a link to the tenant's chain, inside the transaction of what it records. No secrets in ``details``."""
    with connection.cursor() as cursor:
        # One writer at a time per chain, until the transaction ends.
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"audit:{tenant_id}"])
    chain = (
        AuditEntry.objects.filter(tenant_id=tenant_id)
        if tenant_id
        else AuditEntry.objects.filter(tenant=None)
    )
    last = chain.order_by("-seq").only("seq", "hash").first()
    entry = AuditEntry(
        tenant_id=tenant_id,
        seq=last.seq + 1 if last else 1,
        at=now,
        actor=actor,
        action=action,
        subject=subject,
        details=details or {},
        previous_hash=last.hash if last else GENESIS,
    )
    entry.hash = _digest(entry)
    entry.save(force_insert=True)
    return entry


@dataclass(frozen=True, slots=True)
class Break:
    """Where a chain does not hold: the entry was changed, removed or put in."""

    tenant_id: UUID | None
    seq: int
    problem: str


def verify() -> tuple[int, list[Break]]:
    """Walk every chain as the owner; returns how many entries were read and where they do not hold."""
    count = 0
    breaks: list[Break] = []
    chain: UUID | None = None
    expected_seq, previous = 1, GENESIS
    for entry in _all_entries():
        if count == 0 or entry.tenant_id != chain:
            chain, expected_seq, previous = entry.tenant_id, 1, GENESIS
        count += 1
        if entry.seq != expected_seq:
            breaks.append(Break(chain, expected_seq, "missing"))
        elif entry.previous_hash != previous:
            breaks.append(Break(chain, entry.seq, "does not follow the entry before"))
        elif entry.hash != _digest(entry):
            breaks.append(Break(chain, entry.seq, "changed"))
        expected_seq, previous = entry.seq + 1, entry.hash
    return count, breaks


def _all_entries() -> Iterator[AuditEntry]:
    return AuditEntry.objects.using("owner").order_by("tenant_id", "seq").iterator(chunk_size=2000)
