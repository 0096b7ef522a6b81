"""From what a webhook names (a number, an account, a token) to the tenant, before any tenant is known."""

from __future__ import annotations

import hmac
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import Q

from invekto.core.tenancy import Door, door, doors
from invekto.messaging.models import WhatsAppNumber
from invekto.messaging.models.channel import secret_hash

REMEMBERED = 5.0  # seconds; a changed secret counts after this time in every process
MISSED = 2.0  # seconds; a number that was just entered works after this time at the latest
_MOST = 10_000

# What a webhook names: a number's id or an account's id.
Name = tuple[Door, str]


@dataclass(frozen=True, slots=True)
class Route:
    """Whose a number is, and the secret that signs its webhooks."""

    tenant_id: UUID
    number_id: UUID
    app_secret: str = field(repr=False)


_known: dict[Name, tuple[float, tuple[Route, ...]]] = {}
_missed: dict[Name, float] = {}


def look_up(names: Iterable[Name]) -> dict[Name, tuple[Route, ...]]:
    """Routes of each ``phone_number_id`` or ``waba_id`` that is known, in one query for all of them.

    An account's routes are one number for each tenant that uses it.
    """
    now = time.monotonic()
    found: dict[Name, tuple[Route, ...]] = {}
    asked: list[Name] = []
    for name in dict.fromkeys(names):
        if (known := _known.get(name)) and known[0] > now:
            found[name] = known[1]
        elif _missed.get(name, now) <= now and _is_plain(name[1]):
            asked.append(name)
    if asked:
        answer = _ask(asked)
        _remember(asked, answer, now)
        found |= answer
    return found


def forget() -> None:
    """Look everything up anew (a number was added or its secrets changed in this process)."""
    _known.clear()
    _missed.clear()


def _ask(names: list[Name]) -> dict[Name, tuple[Route, ...]]:
    ids = [value for column, value in names if column == "phone_number_id"]
    accounts = [value for column, value in names if column == "waba_id"]
    with doors({"phone_number_id": ids, "waba_id": accounts}):
        numbers = list(
            WhatsAppNumber.objects.filter(Q(phone_number_id__in=ids) | Q(waba_id__in=accounts))
            .only("tenant_id", "phone_number_id", "waba_id", "app_secret")
            .order_by("id")
        )
    answer: dict[Name, dict[tuple[UUID, str], Route]] = {}
    asked = set(names)
    for number in numbers:
        route = Route(number.tenant_id, number.id, number.app_secret)
        own: tuple[Name, Name] = (("phone_number_id", number.phone_number_id), ("waba_id", number.waba_id))
        for name in own:
            if name in asked:
                answer.setdefault(name, {})[route.tenant_id, route.app_secret] = route
    return {name: tuple(per_secret.values()) for name, per_secret in answer.items()}


def _remember(asked: list[Name], answer: dict[Name, tuple[Route, ...]], now: float) -> None:
    for memory in (_known, _missed):
        if len(memory) + len(asked) > _MOST:
            memory.clear()
    for name in asked:
        if routes := answer.get(name):
            _known[name] = (now + REMEMBERED, routes)
        else:
            _missed[name] = now + MISSED


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
