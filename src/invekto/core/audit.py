"""The audit log: append-only, each entry carrying the hash of the one before."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import groupby
from typing import Any
from uuid import UUID

from django.db import connections, transaction

from invekto.core.models import AuditEntry, AuditHead

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
    using: str = "default",
) -> AuditEntry:
    """Add a link to the tenant's chain, inside the transaction of what it records. No secrets in ``details``.

    ``using``: whose transaction that is, the application's or the owner's.
    """
    with transaction.atomic(using, savepoint=False):
        head = _locked_head(tenant_id, using)
        entry = _after(head, action, tenant_id, actor, now, subject, details)
        entry.save(force_insert=True, using=using)
        return entry


def append_each(
    action: str,
    *,
    tenant_id: UUID,
    actor: str,
    now: datetime,
    subjects: Iterable[str],
    details: dict[str, Any] | None = None,
) -> None:
    """As ``append``, a link for each of ``subjects``, in that order and in one statement."""
    with transaction.atomic(savepoint=False):
        last = _locked_head(tenant_id, "default")
        entries: list[AuditEntry] = []
        for subject in subjects:
            entry = _after(last, action, tenant_id, actor, now, subject, details)
            entries.append(entry)
            last = Head(tenant_id, entry.seq, entry.hash)
        AuditEntry.objects.bulk_create(entries)


def _locked_head(tenant_id: UUID | None, using: str) -> Head | None:
    """Where the chain ends; nobody else adds to it until the transaction ends."""
    with connections[using].cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"audit:{tenant_id}"])
    heads = AuditHead.objects.using(using)
    # The head and not the last entry: whoever cuts entries off must not have the next one close the gap.
    head = (heads.filter(tenant_id=tenant_id) if tenant_id else heads.filter(tenant=None)).first()
    return Head(tenant_id, head.entries, head.hash) if head else None


def _after(
    head: Head | None,
    action: str,
    tenant_id: UUID | None,
    actor: str,
    now: datetime,
    subject: str,
    details: dict[str, Any] | None,
) -> AuditEntry:
    entry = AuditEntry(
        tenant_id=tenant_id,
        seq=head.entries + 1 if head else 1,
        at=now,
        actor=actor,
        action=action,
        subject=subject,
        details=details or {},
        previous_hash=head.hash if head else GENESIS,
    )
    entry.hash = _digest(entry)
    return entry


@dataclass(frozen=True, slots=True)
class Break:
    """Where a chain does not hold: the entry was changed, removed or put in."""

    tenant_id: UUID | None
    seq: int
    problem: str


@dataclass(frozen=True, slots=True)
class Head:
    """Where a chain ended at some moment."""

    tenant_id: UUID | None
    entries: int
    hash: str


@dataclass(frozen=True, slots=True)
class Report:
    """``entries``: how many were read. ``heads``: of every chain, as the database has them."""

    entries: int
    breaks: list[Break]
    heads: list[Head]


def verify(anchors: Iterable[Head] = ()) -> Report:
    """Walk every chain as the owner and compare its end with its head.

    ``anchors``: heads as they were written down earlier, outside the database; the chains must still pass there.
    """
    with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
        # Entries and heads of one and the same moment, while others go on writing.
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        rows = AuditHead.objects.using("owner").order_by("tenant_id")
        heads = [Head(row.tenant_id, row.entries, row.hash) for row in rows]
        expected = {head.tenant_id: head for head in heads}
        passed: dict[UUID | None, dict[int, Head]] = {}
        for anchor in anchors:
            passed.setdefault(anchor.tenant_id, {})[anchor.entries] = anchor
        count = 0
        breaks: list[Break] = []
        for tenant_id, entries in groupby(_all_entries(), key=lambda entry: entry.tenant_id):
            head = expected.pop(tenant_id, None)
            read = _walk(tenant_id, entries, head, passed.pop(tenant_id, {}), breaks)
            count += read
    for tenant_id, head in expected.items():
        breaks.append(Break(tenant_id, 1, f"the whole chain is missing, {head.entries} entries"))
    gone = passed.keys() - expected.keys()
    breaks += [Break(tenant_id, 1, "the whole chain is missing, and its head too") for tenant_id in gone]
    return Report(count, breaks, heads)


def _walk(
    tenant_id: UUID | None,
    entries: Iterable[AuditEntry],
    head: Head | None,
    anchors: dict[int, Head],
    breaks: list[Break],
) -> int:
    """Add what does not hold in one chain to ``breaks``; returns how many entries it has."""

    def found(seq: int, problem: str) -> None:
        breaks.append(Break(tenant_id, seq, problem))

    count, last, previous = 0, 0, GENESIS
    for entry in entries:
        count += 1
        if entry.seq != last + 1:
            found(last + 1, "missing")
        elif entry.previous_hash != previous:
            found(entry.seq, "does not follow the entry before")
        elif entry.hash != _digest(entry):
            found(entry.seq, "changed")
        last, previous = entry.seq, entry.hash
        if (anchor := anchors.pop(last, None)) and anchor.hash != entry.hash:
            found(last, "not the entry that was written down outside")
    if head is None:
        found(last, "the head of the chain is missing")
    elif last != head.entries:
        found(min(last, head.entries) + 1, f"the chain ends at #{last} and its head at #{head.entries}")
    elif previous != head.hash:
        found(last, "not the entry that the head of the chain names")
    for seq in sorted(anchors):
        found(seq, "missing, though it was written down outside")
    return count


def _all_entries() -> Iterator[AuditEntry]:
    return AuditEntry.objects.using("owner").order_by("tenant_id", "seq").iterator(chunk_size=2000)
