"""Take a webhook in: check who signed it, store each item once, wake the reader; one commit per tenant."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from itertools import islice
from uuid import UUID

from invekto.core import jobs
from invekto.core.ids import new_id
from invekto.core.statements import run_prepared
from invekto.core.tenancy import tenant_scope
from invekto.messaging import envelope, routes, signature
from invekto.messaging.envelope import Item
from invekto.messaging.ingest import READERS, Subject
from invekto.messaging.routes import Name, Route

_MOST_SECRETS = 8  # tried on a body of 3 MB they take less than 0.1 s
# Parsing costs some hundred times what a signature costs: so much (bytes) is parsed whoever sent it, more is not.
_PARSED_UNPROVEN = 128 * 1024
_MOST_STORED = 12 * 1024 * 1024  # characters: what a body's items share is kept with each of them
# An account's or a number's id as Meta writes it; a message's own id is not all digits.
_NAMED = re.compile(rb'"(phone_number_id|id)"\s*:\s*"?(\d{1,64})\b')


class Outcome(Enum):
    STORED = "stored"
    NOT_SIGNED = "not signed by the number's app"
    NOT_OURS = "no number of ours"


@dataclass(frozen=True, slots=True)
class _Row:
    number_id: UUID
    item: Item


def take_in(body: bytes, *, digest: str, now: datetime) -> Outcome:
    """Store what ``body`` brings for the tenants whose own app signed it.

    A body may be for several tenants; each gets its part only if its secret made ``digest``. Raises
    ``envelope.Unreadable``.
    """
    if len(body) > _PARSED_UNPROVEN:
        known = routes.look_up(_plainly_named(body))
        if _signer(body, digest, _secrets(known)) is None:
            return Outcome.NOT_SIGNED if known else Outcome.NOT_OURS
    changes = envelope.read(body)
    known = routes.look_up(_name_of(change) for change in changes)
    secret = _signer(body, digest, _secrets(known))
    if secret is None:
        return Outcome.NOT_SIGNED if known else Outcome.NOT_OURS
    accepted: dict[UUID, list[_Row]] = {}
    size = 0
    for change in changes:
        for route in known.get(_name_of(change), ()):
            if route.app_secret == secret:
                rows = accepted.setdefault(route.tenant_id, [])
                for item in envelope.items(change, received=f"{now:%Y-%m-%dT%H}"):
                    rows.append(_Row(route.number_id, item))
                    size += len(item.payload)
                    if size > _MOST_STORED:
                        raise envelope.Unreadable("The body's items are too large together.")
    for tenant_id, rows in accepted.items():
        _store(tenant_id, rows, now)
    return Outcome.STORED


def _name_of(change: envelope.Change) -> Name:
    """What the change is routed by; nobody has an empty name."""
    if change.phone_number_id:
        return "phone_number_id", change.phone_number_id
    return "waba_id", change.waba_id or ""


def _plainly_named(body: bytes) -> list[Name]:
    """What a body seems to name, in its raw bytes. Raises ``envelope.Unreadable`` when it names nothing."""
    names: list[Name] = [
        ("phone_number_id" if found[1] == b"phone_number_id" else "waba_id", found[2].decode())
        for found in islice(_NAMED.finditer(body), envelope.MOST_CHANGES)
    ]
    if not names:
        raise envelope.Unreadable("The body is not a WhatsApp webhook.")
    return names


def _secrets(known: Mapping[Name, Iterable[Route]]) -> Iterator[str]:
    return (route.app_secret for found in known.values() for route in found)


def _signer(body: bytes, digest: str, secrets: Iterable[str]) -> str | None:
    """The one secret that made the digest; a body comes from one app, so few are worth the time."""
    for secret in islice(dict.fromkeys(secrets), _MOST_SECRETS):
        if signature.is_signed(body, secret=secret, digest=digest):
            return secret
    return None


_INSERT = """
INSERT INTO webhook_events (tenant_id, id, number_id, key, kind, party, payload, received_at)
SELECT %s::uuid, item.*, %s::timestamptz
FROM unnest(%s::uuid[], %s::uuid[], %s::text[], %s::text[], %s::text[], %s::text[]) AS item
ON CONFLICT (tenant_id, key) DO NOTHING
RETURNING party
"""


def _store(tenant_id: UUID, rows: list[_Row], now: datetime) -> None:
    with tenant_scope(tenant_id):
        stored = run_prepared(
            _INSERT,
            [
                tenant_id,
                now,
                [new_id() for _ in rows],
                [row.number_id for row in rows],
                [row.item.key for row in rows],
                [row.item.kind for row in rows],
                [row.item.party for row in rows],
                [row.item.payload for row in rows],
            ],
        )
        wake_readers(tenant_id, {party for (party,) in stored})


def wake_readers(tenant_id: UUID, parties: Iterable[str | None]) -> None:
    """Have what the tenant's customers wrote read, and apart from it what concerns no person (delivery, account)."""
    subjects: set[Subject] = {"facts" if party is None else "people" for party in parties}
    for subject in sorted(subjects):
        # Nobody waits for a tick as they wait for an answer.
        jobs.defer_shared(READERS[subject], tenant_id=tenant_id, priority=-1 if subject == "facts" else 0)
