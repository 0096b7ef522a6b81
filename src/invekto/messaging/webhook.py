"""``/webhooks/whatsapp/``: Meta verifies the address once with GET and posts everything after that."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from invekto.core import clock
from invekto.core.bodies import BodyRefused, read_body, refuse_if_announced_too_large
from invekto.core.middleware import for_machines
from invekto.messaging import envelope, intake, routes, signature
from invekto.messaging.intake import Outcome


@csrf_exempt
@for_machines
@require_http_methods(["GET", "POST"])
def webhook(request: HttpRequest) -> HttpResponse:
    return _verify(request) if request.method == "GET" else _receive(request)


def _verify(request: HttpRequest) -> HttpResponse:
    """Repeat the challenge to whoever knows a verification token of ours."""
    asked = request.GET
    if asked.get("hub.mode") != "subscribe" or not routes.is_verify_token(asked.get("hub.verify_token", "")):
        return _refuse(403, "The verification token is not one of ours.")
    return HttpResponse(asked.get("hub.challenge", ""), content_type="text/plain")


def _receive(request: HttpRequest) -> HttpResponse:
    try:
        return _take_in(request)
    except BodyRefused as refused:
        return _refuse(refused.status, str(refused))


def _take_in(request: HttpRequest) -> HttpResponse:
    refuse_if_announced_too_large(request)
    digest = signature.digest_in(request.headers.get("X-Hub-Signature-256"))
    if digest is None:
        return _refuse(401, "The signature is missing or malformed.")
    try:
        outcome = intake.take_in(read_body(request), digest=digest, now=clock.now())
    except envelope.Unreadable as error:
        return _refuse(400, str(error))
    if outcome is Outcome.NOT_SIGNED:
        return _refuse(401, "The signature does not match.")
    if outcome is Outcome.NOT_OURS:
        return _refuse(404, "No number or account of ours is named.")
    return HttpResponse("ok", content_type="text/plain")


def _refuse(status: int, reason: str) -> JsonResponse:
    return JsonResponse({"error": reason}, status=status)
