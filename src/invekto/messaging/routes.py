"""From what a webhook names (a number, an account, a token) to the tenant, before any tenant is known."""

from __future__ import annotations

import hmac
import time
from dataclasses import dataclass, field
from uuid import UUID

from invekto.core.tenancy import Door, door
from invekto.messaging.models import WhatsAppNumber
from invekto.messaging.models.channel import secret_hash

REMEMBERED = 5.0  # seconds; a changed secret counts after this time in every process
_MOST = 10_000


@dataclass(frozen=True, slots=True)
class Route:
    """Whose a number is, and the secret that signs its webhooks."""

    tenant_id: UUID
    number_id: UUID
    app_secret: str = field(repr=False)


_known: dict[tuple[Door, str], tuple[float, tuple[Route, ...]]] = {}


def by_number(phone_number_id: str) -> tuple[Route, ...]:
    """The one number with Meta's id, or nothing."""
    return _remembered("phone_number_id", phone_number_id)


def by_account(waba_id: str) -> tuple[Route, ...]:
    """One number for each tenant that uses the WhatsApp account."""
    return _remembered("waba_id", waba_id)


def forget() -> None:
    """Look everything up anew (a number was added or its secrets changed in this process)."""
    _known.clear()


def _remembered(column: Door, value: str) -> tuple[Route, ...]:
    if not _is_plain(value):
        return ()
    found = _known.get((column, value))
    if found and found[0] > time.monotonic():
        return found[1]
    with door(column, value):
        numbers = WhatsAppNumber.objects.filter(**{column: value}).order_by("id")
        per_secret = {(n.tenant_id, n.app_secret): Route(n.tenant_id, n.id, n.app_secret) for n in numbers}
    routes = tuple(per_secret.values())
    if routes:  # what is unknown is asked for again: a number works as soon as it is entered
        if len(_known) >= _MOST:
            _known.clear()
        _known[column, value] = (time.monotonic() + REMEMBERED, routes)
    return routes


def is_verify_token(token: str) -> bool:
    """Whether some number's verification token is this one."""
    if not token:
        return False
    digest = secret_hash(token)
    with door("verify_token_hash", digest):
        numbers = list(WhatsAppNumber.objects.filter(verify_token_hash=digest))
    matches = [
        hmac.compare_digest(number.verify_token.encode(), token.encode("utf-8", "replace"))
        for number in numbers
    ]
    return any(matches)


def _is_plain(identifier: str) -> bool:
    return 0 < len(identifier) <= 64 and identifier.isascii() and identifier.isprintable()
