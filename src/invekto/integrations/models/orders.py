"""Orders as last seen, and what became of rows that platforms told."""

from __future__ import annotations

from django.db import models

from invekto.core.models import TenantModel
from invekto.integrations.models.accounts import IntegrationAccount


class OrderStatus(models.TextChoices):
    """One vocabulary for every platform."""

    AWAITING = "awaiting"  # payment or fraud check
    CREATED = "created"
    PREPARING = "preparing"  # picking, invoiced
    SHIPPED = "shipped"
    AT_PICKUP_POINT = "at_pickup_point"
    DELIVERED = "delivered"
    UNDELIVERED = "undelivered"
    RETURNED = "returned"
    CANCELLED = "cancelled"
    UNKNOWN = "unknown"  # a word the platform began to use without telling


class CachedOrder(TenantModel):
    """A package of an order. Several packages may carry one order number (split, partial cancel)."""

    account = models.ForeignKey(
        IntegrationAccount, on_delete=models.DO_NOTHING, db_constraint=False, db_index=False, related_name="+"
    )
    provider = models.CharField(max_length=20)
    external_order_id = models.TextField()  # the number the customer knows
    package_id = models.TextField()  # the platform's key of the package
    customer_phone = models.TextField(null=True)  # E.164; null when the platform hides it
    phone_at = models.DateTimeField(null=True)  # modified_at of the version that showed the phone
    customer_name = models.TextField(default="")
    customer_key = models.TextField(
        default=""
    )  # folded name (core.folding), to compare with what a customer types
    district = models.TextField(default="")
    city = models.TextField(default="")
    tracking_code = models.TextField(null=True)
    tracking_url = models.TextField(null=True)
    carrier = models.TextField(default="")  # as the platform names it
    order_status = models.CharField(max_length=16, choices=OrderStatus.choices)
    superseded = models.BooleanField(default=False)  # dissolved into other packages
    order_data_json = models.JSONField()  # integrations.contract.Order as JSON; amounts as text
    ordered_at = models.DateTimeField()
    modified_at = models.DateTimeField()  # which version order_data_json is, by the platform's clock
    status_at = models.DateTimeField()  # when the package took this status, by the platform's clock
    estimated_delivery_from = models.DateTimeField(null=True)
    estimated_delivery_to = models.DateTimeField(null=True)
    delivered_at = models.DateTimeField(null=True)
    # The platform told a part (no lines, or no tracking number): the rest is asked for by number.
    wants_details = models.BooleanField(default=False)
    asked_at = models.DateTimeField(null=True)  # when it was asked for last
    synced_at = models.DateTimeField()
    created_at = models.DateTimeField()

    class Meta:
        db_table = "orders_cache"
        constraints = [
            models.UniqueConstraint(fields=["tenant", "account", "package_id"], name="package_once")
        ]
        indexes = [
            models.Index(fields=["tenant", "customer_phone", "-ordered_at"], name="order_by_phone"),
            models.Index(fields=["tenant", "external_order_id"], name="order_by_number"),
            models.Index(fields=["tenant", "tracking_code"], name="order_by_tracking"),
            models.Index(fields=["tenant", "account", "modified_at"], name="order_by_change"),
            models.Index(fields=["tenant", "ordered_at"], name="order_by_day"),
            models.Index(
                fields=["tenant", "ordered_at"],
                name="order_on_the_way",
                condition=models.Q(order_status__in=["shipped", "at_pickup_point", "undelivered"]),
            ),
            models.Index(
                fields=["tenant", "account", "asked_at"],
                name="order_wants_details",
                condition=models.Q(wants_details=True),
            ),
        ]

    def __str__(self) -> str:
        return self.external_order_id


class ReceivedPackage(TenantModel):
    """A package a platform pushed to us, until a worker has dealt with it."""

    account = models.ForeignKey(
        IntegrationAccount, on_delete=models.DO_NOTHING, db_constraint=False, db_index=False, related_name="+"
    )
    key = models.TextField()  # package, status and version: the same push again is the same row
    payload = models.TextField()  # JSON as received
    received_at = models.DateTimeField()

    class Meta:
        db_table = "received_packages"
        constraints = [models.UniqueConstraint(fields=["tenant", "account", "key"], name="received_once")]

    def __str__(self) -> str:
        return self.key


class QuarantinedRow(TenantModel):
    """A row of a platform's answer that could not be read, kept aside so that the rest could be imported."""

    class Kind(models.TextChoices):
        """What it tells of, and so who reads it again."""

        ORDER = "order"
        CLAIM = "claim"
        PARCEL = "parcel"  # a carrier's: the carrier is asked about the parcel when it is due

    account = models.ForeignKey(
        IntegrationAccount, on_delete=models.DO_NOTHING, db_constraint=False, db_index=False, related_name="+"
    )
    digest = models.CharField(max_length=64)
    problem = models.TextField()
    payload = models.TextField()
    kind = models.CharField(max_length=6, choices=Kind.choices, default=Kind.ORDER, db_default=Kind.ORDER)
    # Of the package, claim or parcel: a later version of it that can be read ends the quarantine.
    package_id = models.TextField(null=True)
    seen_at = models.DateTimeField()
    tried_at = models.DateTimeField(null=True)  # when reading it was tried last

    class Meta:
        db_table = "quarantined_rows"
        constraints = [
            models.UniqueConstraint(fields=["tenant", "account", "digest"], name="quarantined_once")
        ]

    def __str__(self) -> str:
        return self.problem


class OrderCheck(TenantModel):
    """An hour of an account, as the platform's counts and ours were last compared (integrations.gaps)."""

    account = models.ForeignKey(
        IntegrationAccount, on_delete=models.DO_NOTHING, db_constraint=False, db_index=False, related_name="+"
    )
    hour = models.DateTimeField()  # its beginning; by the platform's moment of the last change
    told = models.PositiveIntegerField(
        null=True
    )  # packages the platform says there are; null: it gives no totals
    kept = models.PositiveIntegerField(default=0)  # packages in orders_cache at that time
    aside = models.PositiveIntegerField(
        default=0
    )  # of those told, what reading again does not bring: unreadable rows
    missing = models.PositiveIntegerField(default=0)  # found missing, over all looks
    looks = models.PositiveSmallIntegerField(default=0)
    tries = models.PositiveSmallIntegerField(default=0)  # readings of an open gap that did not close it
    is_open = models.BooleanField(default=False)  # a gap that is being filled
    checked_at = models.DateTimeField()
    filled_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "order_checks"
        constraints = [
            models.UniqueConstraint(fields=["tenant", "account", "hour"], name="hour_checked_once")
        ]
        indexes = [
            models.Index(
                fields=["tenant", "account", "hour"], condition=models.Q(is_open=True), name="order_gap"
            )
        ]

    def __str__(self) -> str:
        return f"{self.hour:%Y-%m-%d %H}"
