"""The door of the leads room."""

from __future__ import annotations

from invekto.leads.models import CatalogService


def catalogue() -> list[CatalogService]:
    """What the clinic offers now, by name. Inside the tenant's scope."""
    return list(CatalogService.objects.filter(is_active=True).order_by("service_name"))
