"""The whole API of the main service; its document is ``/api/v1/openapi.json``."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec

from django.urls import path

from invekto.core.api import new_api

api = new_api(
    "Invekto",
    namespace="api",
    description="Everything a tenant's own software may ask and do. Keys: `invekto apikey create`.",
)
for _room in ("integrations",):
    if find_spec(f"invekto.{_room}.api"):
        api.add_router(f"/{_room}", import_module(f"invekto.{_room}.api").router)

urlpatterns = [path("", api.urls)]
