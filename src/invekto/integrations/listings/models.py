"""What a shop sells at its platforms as they told it last, and how far that was read."""

from __future__ import annotations

from django.db import models

from invekto.core.models import TenantModel
from invekto.integrations.models import IntegrationAccount


class Listing(TenantModel):
    """One variant at one account. The same goods at two platforms are two rows of one ``variant_key``."""

    account = models.ForeignKey(
        IntegrationAccount, on_delete=models.DO_NOTHING, db_constraint=False, db_index=False, related_name="+"
    )
    sku = models.TextField()
    name = models.TextField(default="")  # without size and colour
    size = models.TextField(default="")
    color = models.TextField(default="")
    product_key = models.TextField(default="")  # the name, folded
    variant_key = models.TextField(default="")  # with size and colour
    stock = models.PositiveIntegerField()
    price = models.DecimalField(max_digits=14, decimal_places=2)
    url = models.TextField(null=True)
    on_sale = models.BooleanField()
    seen_at = models.DateTimeField()
    gone_at = models.DateTimeField(null=True)  # a whole reading did not hold it

    class Meta:
        db_table = "listings"
        constraints = [models.UniqueConstraint(fields=["tenant", "account", "sku"], name="listing_once")]
        indexes = [models.Index(fields=["tenant", "product_key"], name="listing_by_product")]

    def __str__(self) -> str:
        return self.sku

    @property
    def is_available(self) -> bool:
        return self.on_sale and self.stock > 0 and self.gone_at is None


class ListingFeed(TenantModel):
    """How far an account's listings were read. ``position``: a whole reading under way stands there."""

    account = models.ForeignKey(
        IntegrationAccount, on_delete=models.DO_NOTHING, db_constraint=False, db_index=False, related_name="+"
    )
    whole_at = models.DateTimeField(null=True)  # the last whole reading began then
    changed_until = models.DateTimeField(null=True)  # changes are known up to here
    begun_at = models.DateTimeField(null=True)
    position = models.TextField(null=True)
    is_unsure = models.BooleanField(default=False)  # some row of the reading under way could not be read
    counted = models.PositiveIntegerField(default=0, db_default=0)  # rows of the reading under way
    total = models.PositiveIntegerField(
        null=True
    )  # that there are; null: not told, or not the same on every page
    problem = models.TextField(null=True)  # text id
    problem_at = models.DateTimeField(null=True)
    failures = models.PositiveIntegerField(default=0)
    retry_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "listing_feeds"
        constraints = [models.UniqueConstraint(fields=["tenant", "account"], name="listing_feed_once")]

    def __str__(self) -> str:
        return self.problem or ""
