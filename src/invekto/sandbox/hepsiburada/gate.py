"""The door of Hepsiburada's hosts: who is asking, how often, and errors in the shape of each host (2, 3)."""

from __future__ import annotations

import base64
import binascii
import hmac
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

from django.http import HttpRequest, HttpResponse, JsonResponse

from invekto.core.middleware import own_scope
from invekto.sandbox import faults, switches
from invekto.sandbox.hepsiburada import keys, shapes
from invekto.sandbox.http import has_unstorable
from invekto.sandbox.models import RateMark

EVERY_SECOND = 1000  # calls of a merchant on the order services
REMEMBERED = 2.0  # seconds a merchant's key is remembered; a refusal looks again at once
_BLOCKED = (
    "<!DOCTYPE html><html><head><title>Access denied</title></head><body><h1>Error 520</h1>"
    "<p>Web server is returning an unknown error</p></body></html>"
)


class Refusal(Exception):
    """An error answer; ``body``: None is an empty one, text a bare JSON string, the rest JSON as it is."""

    def __init__(self, status: int, body: Any = None) -> None:
        super().__init__(f"{status} {body}")
        self.status, self.body = status, body

    def response(self) -> HttpResponse:
        if self.body is None:
            return HttpResponse(b"", status=self.status, content_type="application/json")
        return JsonResponse(self.body, status=self.status, safe=False)


class PlainText(Refusal):
    """As the listing host says no to a stranger."""

    def response(self) -> HttpResponse:
        return HttpResponse(self.body, status=self.status, content_type="text/plain")


View = Callable[..., Any]


def gateway(*, host: str = "oms", **methods: View) -> Callable[..., HttpResponse]:
    """A view behind the door; ``host`` (oms, listing, catalogue, questions) decides the shape of errors.

    Without a merchant in the path it is the user of the Basic pair; questions want it in a header as well.
    """

    @own_scope
    def served(request: HttpRequest, *, merchant: str | None = None, **arguments: str) -> HttpResponse:
        answer = _answer(request, merchant, arguments, host, methods)
        answer["x-correlation-id"] = str(uuid4())
        return answer

    served.csrf_exempt = True  # type: ignore[attr-defined]
    return served


def _answer(
    request: HttpRequest, merchant: str | None, arguments: dict[str, str], host: str, methods: dict[str, View]
) -> HttpResponse:
    if has_unstorable(merchant or "", *arguments.values(), *map(str, request.GET.values())):
        return Refusal(400, "Bad Request").response()
    kind = faults.take("hepsiburada", faults.WIRE_KINDS + faults.SHOP_KINDS + faults.MORE_WIRE_KINDS)
    if kind is not None and (refused := _ordered(kind)) is not None:
        return refused
    if kind == "lost":
        return faults.cut(request)
    if kind == "slow":
        faults.wait_slowly()
    answer = _serve(request, merchant, arguments, host, methods)
    if kind == "timeout":  # it was done; only the answer is lost
        return faults.hang(request)
    return faults.cut(request) if kind == "reset" else answer


def _serve(
    request: HttpRequest, merchant: str | None, arguments: dict[str, str], host: str, methods: dict[str, View]
) -> HttpResponse:
    try:
        user = _pair(request).decode("utf-8", "replace").partition(":")[0]
        if merchant is None:
            merchant = request.headers.get("merchantId", "") if host == "questions" else user
        _check_key(request, merchant, host)
        _count(merchant)
        view = methods.get(request.method or "")
        if view is None:
            raise Refusal(405, {"message": f"The requested resource does not support {request.method}."})
        with shapes.zoned(switches.behaviour().hepsiburada_zoned):
            result = view(request, merchant=merchant, **arguments)
    except Refusal as refusal:
        return too_many() if refusal.status == 429 else refusal.response()
    return result if isinstance(result, HttpResponse) else JsonResponse(result, safe=False)


def _ordered(kind: str) -> HttpResponse | None:
    match kind:
        case "500":
            return Refusal(500, {"message": "An error has occurred."}).response()
        case "429":
            return too_many()
        case "429_bare" | "429_later":
            answer = Refusal(429, "TooManyRequest").response()
            if kind == "429_later":
                answer["Retry-After"] = str(faults.LATER)
            return answer
        case "html":
            return faults.maintenance()
        case "401":
            return Refusal(401).response()
        case "404":
            return Refusal(404, {"message": "no Route matched with those values"}).response()
        case "403":  # a key of the test host, here
            return Refusal(403).response()
        case "406":  # the limit of a day
            return Refusal(406, {"message": "Daily limit exceeded"}).response()
        case "410":
            return Refusal(410, "Gone").response()
        case "503":
            return HttpResponse("Service Unavailable", status=503, content_type="text/plain")
        case "bad_json":
            return faults.bad_json()
        case "520":  # the bot manager before the API does not like our address
            return HttpResponse(_BLOCKED, status=520, content_type="text/html")
        case "unsuccessful":
            failed = {"success": False, "code": 500, "version": 1, "message": "İşlem başarısız", "data": None}
            return JsonResponse(failed)
    return None


def too_many() -> HttpResponse:
    answer = Refusal(429, "TooManyRequest").response()
    answer["X-RateLimit-Limit"], answer["X-RateLimit-Remaining"] = str(EVERY_SECOND), "0"
    answer["X-RateLimit-Reset"] = "1"
    return answer


def _check_key(request: HttpRequest, merchant: str, host: str) -> None:
    agent = request.headers.get("User-Agent", "")
    if not agent:
        raise Refusal(403)
    pair = _pair(request)
    offered = keys.digest(pair)
    if merchant and pair.decode("utf-8", "replace").startswith(f"{merchant}:"):
        for fresh in (False, True):
            for known, developer in _keys(merchant, fresh=fresh):
                if hmac.compare_digest(offered, known) and agent == developer:
                    return
    raise PlainText(401, "Missing Credentials!") if host == "listing" else Refusal(401)


def _pair(request: HttpRequest) -> bytes:
    kind, _, encoded = request.headers.get("Authorization", "").partition(" ")
    try:
        return base64.b64decode(encoded.strip(), validate=True) if kind.lower() == "basic" else b""
    except (binascii.Error, ValueError):
        return b""


_remembered: dict[str, tuple[float, list[tuple[str, str]]]] = {}


def _keys(merchant: str, *, fresh: bool) -> list[tuple[str, str]]:
    known = _remembered.get(merchant)
    if known and not fresh and time.monotonic() - known[0] < REMEMBERED:
        return known[1]
    found = keys.given(merchant)
    _remembered[merchant] = (time.monotonic(), found)
    return found


def _count(merchant: str) -> None:
    """Count this call. Raises Refusal 429; a refused call does not count."""
    now = datetime.now(UTC)  # real seconds: a provider's limits do not know of the sandbox's clock
    key = f"hepsiburada:{merchant}"
    RateMark.objects.filter(at__lt=now - timedelta(minutes=1)).delete()
    if RateMark.objects.filter(key=key, at__gt=now - timedelta(seconds=1)).count() >= EVERY_SECOND:
        raise Refusal(429, "TooManyRequest")
    RateMark.objects.create(key=key, at=now)
