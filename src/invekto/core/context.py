"""What every template knows about the person looking at it."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.exceptions import DisallowedHost
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
    """Where this page listens for news: at its own address, where a proxy sends ``/live/`` on.

    On one machine without a proxy the stream has a port of its own, which the content security policy allows
    for this machine's names over plain http and for nothing else.
    """
    try:
        host = request.get_host().rsplit(":", 1)[0]
    except DisallowedHost:  # the page that says so is drawn, too
        return "/live/"
    if not settings.LIVE_PORT or request.is_secure() or host not in settings.LIVE_PORT_HOSTS:
        return "/live/"
    return f"http://{host}:{settings.LIVE_PORT}/live/"
