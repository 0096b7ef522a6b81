"""The door of the leads room."""

from __future__ import annotations

from django.db.models import Q

from invekto.leads.models import CatalogService
from invekto.messaging.visibility import Who


def catalogue() -> list[CatalogService]:
    """What the clinic offers now, by name. Inside the tenant's scope."""
    return list(CatalogService.objects.filter(is_active=True).order_by("service_name"))


def service_names() -> dict[str, str]:
    """By slug, also of what is no longer offered. Inside the tenant's scope."""
    return dict(CatalogService.objects.values_list("slug", "service_name"))


def with_leads(_: Who) -> Q:
    """Conversations with people to be won. Installed as what sales people see (``messaging.visibility``)."""
    return Q(contact__lead_since__isnull=False)
