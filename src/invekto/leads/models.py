"""What an aesthetic clinic offers."""

from __future__ import annotations

from django.db import models

from invekto.core.models import TenantModel


class CatalogService(TenantModel):
    """A procedure with its price range in TRY."""

    slug = models.SlugField(max_length=63)
    service_name = models.TextField()
    category = models.TextField(default="")
    price_min = models.DecimalField(max_digits=12, decimal_places=2, null=True)
    price_max = models.DecimalField(max_digits=12, decimal_places=2, null=True)
    duration_minutes = models.PositiveIntegerField(default=30)
    recovery_days = models.PositiveIntegerField(default=0)
    description_tr = models.TextField(default="")
    description_en = models.TextField(default="")
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    class Meta:
        db_table = "service_catalog"
        constraints = [models.UniqueConstraint(fields=["tenant", "slug"], name="catalog_service_once")]

    def __str__(self) -> str:
        return self.service_name
