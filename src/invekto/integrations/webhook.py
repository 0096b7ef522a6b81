"""``/webhooks/<provider>/<token>/``, and for some platforms a path below it: what platforms push to us."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from invekto.core import clock
from invekto.core.bodies import BodyRefused, read_body
from invekto.core.middleware import own_scope
from invekto.integrations.services import WebhookRefused, receive_webhook


@own_scope
@csrf_exempt
@require_http_methods(["POST", "PUT"])
def receive(request: HttpRequest, provider: str, token: str, event: str = "") -> HttpResponse:
    """200 as soon as the packages are kept; a worker does the rest."""
    headers = {name.lower(): value for name, value in request.headers.items()}
    try:
        receive_webhook(
            provider, token, headers=headers, body=read_body(request), now=clock.now(), path=event
        )
    except (BodyRefused, WebhookRefused) as refused:
        return HttpResponse(status=refused.status)
    return HttpResponse(status=200)
