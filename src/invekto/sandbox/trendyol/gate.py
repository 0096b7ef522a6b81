"""The door of Trendyol's gateway: who is asking, how often, and errors in its shapes (sections 2 to 4)."""

from __future__ import annotations

import base64
import binascii
import hmac
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse, JsonResponse

from invekto.core import clock
from invekto.core.middleware import own_scope
from invekto.sandbox import faults, switches
from invekto.sandbox.http import has_unstorable
from invekto.sandbox.models import RateMark
from invekto.sandbox.trendyol import keys
from invekto.sandbox.trendyol.shapes import millis

EVERY_ENDPOINT = (50, 10)  # calls, seconds
# Calls a minute, beside the rule for every endpoint.
PER_MINUTE = {
    **dict.fromkeys(("orders/stream", "claims", "claims-audit", "webhooks", "questions"), 1000),
    "answers": 500,
    "claims-approve": 5,
    "claims-issue": 5,
}
# By how much a seller lists; the switch ``trendyol_tier`` says which one this is.
TIERS = ("50k", "75k", "150k", "500k", "unlimited")
BY_TIER = {
    "orders": dict(zip(TIERS, (30, 40, 50, 100, 100), strict=True)),
    "products": dict(zip(TIERS, (1000, 1250, 1500, 1750, 2000), strict=True)),
}
_FAILURES = {
    "403": ("forbidden", "You are not authorized for this service."),
    "404": ("not.found", "The resource was not found."),
    "409": ("conflict", "The operation was done before."),
    "415": ("unsupported.media.type", "Unsupported media type."),
    "500": ("internal.server.error", "Beklenmeyen bir hata oluştu."),
    "502": ("bad.gateway", "Bad gateway."),
    "504": ("gateway.timeout", "Ask for a smaller slice."),
}
REMEMBERED = 2.0  # seconds an account's key is remembered; a refusal looks again at once


class Refusal(Exception):
    """An error answer of the gateway; ``shape`` 1, 2 or 3 as the reference numbers them."""

    def __init__(self, status: int, key: str, message: str, *, shape: int = 1) -> None:
        super().__init__(message)
        self.status, self.key, self.message, self.shape = status, key, message, shape

    def response(self) -> HttpResponse:
        if self.shape == 3:
            return JsonResponse({"error": self.key, "message": self.message}, status=self.status)
        return JsonResponse(
            {
                "timestamp": millis(clock.now()),
                "exception": "ClientApiAuthenticationException"
                if self.shape == 2
                else "TrendyolBusinessException",
                "errors": [
                    {
                        "key": self.key,
                        "message": self.message,
                        "errorCode": None if self.shape == 2 else str(self.status),
                    }
                ],
            },
            status=self.status,
        )


View = Callable[..., Any]


def gateway(endpoint: str, **methods: View) -> Callable[..., HttpResponse]:
    """A view behind the gateway; ``endpoint`` names what the limits count."""

    @own_scope
    def served(request: HttpRequest, *, seller: str, **arguments: str) -> HttpResponse:
        if has_unstorable(seller, *arguments.values(), *map(str, request.GET.values())):
            return Refusal(400, "bad.request", "A character that cannot stand in an address.").response()
        kind = faults.take("trendyol", faults.WIRE_KINDS + faults.MORE_WIRE_KINDS + faults.STATUS_KINDS)
        if kind is not None and (refused := _ordered(kind)) is not None:
            return refused
        if kind == "lost":
            return faults.cut(request)
        if kind == "slow":
            faults.wait_slowly()
        answer = serve(request, seller, arguments)
        if kind == "timeout":  # it was done; only the answer is lost
            return faults.hang(request)
        return faults.cut(request) if kind == "reset" else answer

    def serve(request: HttpRequest, seller: str, arguments: dict[str, str]) -> HttpResponse:
        try:
            _check_agent(request, seller)
            _check_key(request, seller)
            _count(seller, endpoint)
            view = methods.get(request.method or "")
            if view is None:
                raise Refusal(405, "method.not.allowed", f"{request.method} is not allowed here.")
            result = view(request, seller=seller, **arguments)
        except Refusal as refusal:
            return refusal.response()
        return result if isinstance(result, HttpResponse) else JsonResponse(result, safe=False)

    served.csrf_exempt = True  # type: ignore[attr-defined]
    return served


def _ordered(kind: str) -> HttpResponse | None:
    if kind in _FAILURES:
        return Refusal(int(kind), *_FAILURES[kind]).response()
    match kind:
        case "503":  # on the stage: this address is not on the list
            return HttpResponse("Service Unavailable", status=503, content_type="text/plain")
        case "429" | "429_bare" | "429_later":
            answer = Refusal(429, "too.many.requests", "Too many requests.").response()
            if kind == "429_later":
                answer["Retry-After"] = str(faults.LATER)
            return answer
        case "html":
            return faults.maintenance()
        case "401":
            return _unauthorised().response()
        case "410":
            return Refusal(410, "gone", "The resource is gone.", shape=3).response()
        case "bad_json":
            return faults.bad_json()
    return None


def seller_of(request: HttpRequest) -> str:
    """As the mandatory User-Agent names it."""
    return request.headers.get("User-Agent", "").partition(" - ")[0].strip()


def _check_agent(request: HttpRequest, seller: str) -> None:
    agent = request.headers.get("User-Agent", "")
    owner, _, company = agent.partition(" - ")
    if owner.strip() != seller or not company.strip():
        raise Refusal(403, "forbidden", "The User-Agent header must be “{sellerId} - {IntegratorName}”.")


def _unauthorised() -> Refusal:
    return Refusal(401, "ClientApiAuthenticationException", "Authentication failed", shape=2)


def _check_key(request: HttpRequest, seller: str) -> None:
    kind, _, encoded = request.headers.get("Authorization", "").partition(" ")
    try:
        pair = base64.b64decode(encoded.strip(), validate=True)
    except (binascii.Error, ValueError):
        pair = b""
    if kind.lower() != "basic" or not pair:
        raise _unauthorised()
    offered = keys.digest(pair)
    for fresh in (False, True):
        if any(hmac.compare_digest(offered, known) for known in _keys(seller, fresh=fresh)):
            return
    raise _unauthorised()


_remembered: dict[str, tuple[float, list[str]]] = {}


def _keys(seller: str, *, fresh: bool) -> list[str]:
    """Digests of the pairs of key and secret that were given to this seller."""
    known = _remembered.get(seller)
    if known and not fresh and time.monotonic() - known[0] < REMEMBERED:
        return known[1]
    found = keys.given(seller)
    _remembered[seller] = (time.monotonic(), found)
    return found


def _count(seller: str, endpoint: str) -> None:
    """Count this call against both limits. Raises Refusal 429; a refused call does not count."""
    now = datetime.now(UTC)  # real seconds: a provider's limits do not know of the sandbox's clock
    key = f"trendyol:{seller}:{endpoint}"
    per_minute = PER_MINUTE.get(endpoint)
    if endpoint in BY_TIER:
        per_minute = BY_TIER[endpoint][switches.behaviour().trendyol_tier]
    limits = [EVERY_ENDPOINT, *([(per_minute, 60)] if per_minute else [])]
    with transaction.atomic():
        RateMark.objects.filter(at__lt=now - timedelta(minutes=1)).delete()
        for calls, seconds in limits:
            if RateMark.objects.filter(key=key, at__gt=now - timedelta(seconds=seconds)).count() >= calls:
                raise Refusal(429, "too.many.requests", f"At most {calls} requests in {seconds} s.")
        RateMark.objects.create(key=key, at=now)
