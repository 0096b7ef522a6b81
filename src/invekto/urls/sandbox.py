"""Every address of the sandbox's own process: the outside world's servers (and the control calls)."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [path("sandbox/", include("invekto.sandbox.urls"))]
handler500 = "invekto.core.faults.server_error"
