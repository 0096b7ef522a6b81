"""What every template knows about the person looking at it."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from invekto.core.texts import language_of, own_choice


def person(request: HttpRequest) -> dict[str, Any]:
    return {
        "language": language_of(request),
        "theme": own_choice(request, "theme") or "system",
        "live_url": live_url(request),
        "sandbox": settings.SANDBOX,
    }


def live_url(request: HttpRequest) -> str:
    """Where this page listens for news."""
    if not settings.LIVE_PORT:
        return "/live/"
    host = request.get_host().rsplit(":", 1)[0]
    return f"{request.scheme}://{host}:{settings.LIVE_PORT}/live/"
