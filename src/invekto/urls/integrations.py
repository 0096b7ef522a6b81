"""Every address of the integrations service (port 7106): its API with a document of its own, and webhooks."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from invekto.core.api import new_api
from invekto.dashboard.api_pages import pages
from invekto.integrations.api import router

api = new_api(
    "Invekto Integrations",
    namespace="integrations-api",
    description="Accounts at marketplaces, their health, and the orders they brought. "
    "Keys: `invekto apikey create`.",
)
api.add_router("/integrations", router)

urlpatterns: list[URLPattern | URLResolver] = [
    *pages(api),
    path("api/v1/", api.urls),
    path("webhooks/", include("invekto.integrations.urls")),
]
handler500 = "invekto.core.faults.server_error"
