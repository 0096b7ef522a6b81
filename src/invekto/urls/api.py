"""The whole API of the main service; its document is ``/api/v1/openapi.json``."""

from __future__ import annotations

from django.urls import path

from invekto.chat_analysis.api import router as analysis
from invekto.core.api import new_api
from invekto.integrations.api import router as integrations
from invekto.orders.api import router as orders

api = new_api(
    "Invekto",
    namespace="api",
    description="Everything a tenant's own software may ask and do. Keys: `invekto apikey create`.",
)
api.add_router("/analysis", analysis)
api.add_router("/integrations", integrations)
api.add_router("/orders", orders)

urlpatterns = [path("", api.urls)]
