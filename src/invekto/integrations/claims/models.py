"""Returns as platforms last told them, a row per unit that has a status of its own there."""

from __future__ import annotations

from django.db import models

from invekto.core.models import TenantModel


class ClaimStatus(models.TextChoices):
    """One vocabulary for every platform, in the order of a claim's way."""

    OPENED = "opened"  # by the customer; the parcel is on its way back
    WAITING = "waiting"  # it arrived: the seller must decide
    CHECKING = "checking"  # the platform, or the seller, has it examined
    REJECTED = "rejected"  # by the seller
    DISPUTED = "disputed"  # the customer objected
    ACCEPTED = "accepted"
    REFUNDED = "refunded"
    CANCELLED = "cancelled"  # by the customer
    UNKNOWN = "unknown"  # a word the platform began to use without telling


class KnownClaim(TenantModel):
    account = models.ForeignKey(
        "integrations.IntegrationAccount",
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        db_index=False,
        related_name="+",
    )
    key = models.TextField()  # the platform's, of the unit
    number = models.TextField()  # of the claim
    external_order_id = models.TextField()
    line_id = models.TextField(default="")
    product = models.TextField(default="")  # "" where the platform names it by its line alone
    quantity = models.PositiveIntegerField()
    status = models.CharField(max_length=9, choices=ClaimStatus.choices)
    platform_status = models.TextField(default="")  # its own word
    as_of = models.DateTimeField()  # which version this is
    reason = models.TextField(default="")
    opened_at = models.DateTimeField()
    deadline = models.DateTimeField(null=True)  # the seller's, to decide
    refund_amount = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    refunded_at = models.DateTimeField(null=True)
    tracking_code = models.TextField(default="")  # of the parcel that comes back
    synced_at = models.DateTimeField()
    asked_at = models.DateTimeField(null=True)  # when the platform told it last, or was asked and did not

    class Meta:
        db_table = "claims"
        constraints = [models.UniqueConstraint(fields=["tenant", "account", "key"], name="claim_once")]
        indexes = [
            models.Index(fields=["tenant", "external_order_id"], name="claim_of_order"),
            models.Index(fields=["tenant", "account", "opened_at"], name="claim_by_day"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.status}"
