"""Trendyol's addresses: those a seller's software calls, and the control calls that play the other side."""

from __future__ import annotations

import json
import secrets
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID, uuid4

from django.http import HttpRequest, HttpResponse

from invekto.core import clock
from invekto.integrations.models import IntegrationAccount
from invekto.sandbox.http import Body, Problem, body_of, control, text_in
from invekto.sandbox.models import TrendyolClaim, TrendyolPackage, TrendyolProduct, TrendyolWebhook
from invekto.sandbox.trendyol import feeds, keys, orders, shapes, words
from invekto.sandbox.trendyol.gate import Refusal, gateway
from invekto.sandbox.trendyol.hooks import tell_webhooks

Json = dict[str, Any]
MOST_WEBHOOKS = 15
MOST_STOCK = 1_000_000_000
FORBIDDEN_IN_URL = ("trendyol", "dolap", "localhost")


def _retired(_: HttpRequest, **__: str) -> Any:
    raise Refusal(426, "upgrade.required", "Orders V1 was retired on 15 October 2026; call V2.", shape=3)


def _silent(request: HttpRequest, **__: str) -> Any:
    raise Refusal(501, "not.implemented", f"This sandbox does not speak {request.path} yet.", shape=3)


# Webhooks of a seller (section 9).


def _hook_list(_: HttpRequest, *, seller: str) -> list[Json]:
    return [
        {
            "id": str(hook.id),
            "createdDate": shapes.millis(hook.created_at + shapes.TURKISH_SHIFT),
            "lastModifiedDate": shapes.millis(hook.modified_at) if hook.modified_at else None,
            "url": hook.url,
            "username": hook.username,
            "authenticationType": hook.authentication,
            "status": "ACTIVE" if hook.active else "PASSIVE",
            "subscribedStatuses": hook.statuses or None,
        }
        for hook in TrendyolWebhook.objects.filter(seller_id=seller).order_by("created_at")
    ]


def _hook_create(request: HttpRequest, *, seller: str) -> Json:
    values = _hook_values(request)
    if TrendyolWebhook.objects.filter(seller_id=seller).count() >= MOST_WEBHOOKS:
        raise feeds.bad("webhook", f"At most {MOST_WEBHOOKS} webhooks per seller.")
    hook = TrendyolWebhook.objects.create(id=uuid4(), seller_id=seller, created_at=clock.now(), **values)
    return {"id": str(hook.id)}


def _hook_replace(request: HttpRequest, *, seller: str, hook: str) -> HttpResponse:
    found = _hook(seller, hook)
    for key, value in _hook_values(request).items():
        setattr(found, key, value)
    found.modified_at = clock.now()
    found.save()
    return HttpResponse("200 OK", content_type="text/plain")


def _hook_delete(_: HttpRequest, *, seller: str, hook: str) -> HttpResponse:
    _hook(seller, hook).delete()
    return HttpResponse("200 OK", content_type="text/plain")


def _hook_switch(_: HttpRequest, *, seller: str, hook: str, switch: str) -> HttpResponse:
    found = _hook(seller, hook)
    found.active, found.failures, found.modified_at = switch == "activate", 0, clock.now()
    found.save()
    return HttpResponse("200 OK", content_type="text/plain")


def _hook(seller: str, hook: str) -> TrendyolWebhook:
    try:
        return TrendyolWebhook.objects.get(seller_id=seller, id=UUID(hook))
    except (ValueError, TrendyolWebhook.DoesNotExist):
        raise Refusal(404, "webhook.not.found", "There is no such webhook.") from None


def _hook_values(request: HttpRequest) -> Json:
