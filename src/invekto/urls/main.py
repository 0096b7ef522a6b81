"""Every address of the main service: webhooks, API, dashboard, and the sandbox where it is on."""

from __future__ import annotations

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

ROOMS = [
    ("webhooks/whatsapp/", "invekto.messaging.urls"),
    ("webhooks/", "invekto.integrations.urls"),
    ("media/", "invekto.messaging.media_urls"),
    ("api/v1/", "invekto.urls.api"),
    *([("sandbox/", "invekto.sandbox.urls")] if settings.SANDBOX else []),
    ("", "invekto.dashboard.urls"),
]
urlpatterns: list[URLPattern | URLResolver] = [path(prefix, include(module)) for prefix, module in ROOMS]
handler500 = "invekto.core.faults.server_error"
