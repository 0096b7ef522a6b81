"""Parcels on their way, and how long they usually take."""

from __future__ import annotations

from django.db import models

from invekto.core.models import TenantModel
from invekto.integrations.models.accounts import IntegrationAccount


class ParcelStep(models.TextChoices):
    """Where a parcel is, the same words for every carrier."""

    CREATED = "created"  # announced, or at the origin branch
    IN_TRANSIT = "in_transit"
    AT_BRANCH = "at_branch"  # waits where it can be fetched
    OUT_FOR_DELIVERY = "out_for_delivery"
    FAILED = "failed"  # the courier could not hand it over
    DELIVERED = "delivered"
    RETURNED = "returned"  # went back to the sender
    CANCELLED = "cancelled"  # never left


class TrackedParcel(TenantModel):
    """A parcel on its way, one row per tenant and tracking code, whoever tells of it."""

    carrier = models.CharField(max_length=20)
    tracking_code = models.TextField()  # as the marketplace or the sender names it: the carrier's reference
    carrier_code = models.TextField(default="")  # the carrier's own number, once it has one
    account = models.ForeignKey(  # the carrier's account that sees it
        IntegrationAccount,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        db_index=False,
        related_name="+",
        null=True,
    )
    step = models.CharField(max_length=16, choices=ParcelStep.choices)
    step_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)  # the earliest that was heard of it
    told_by_carrier = models.BooleanField(default=False)  # step and step_at; else by the marketplace
    branch = models.TextField(default="")
    city = models.TextField(default="")
    expected_on = models.DateField(null=True)
    last_day = models.DateField(null=True)  # at the branch
    delivered_at = models.DateTimeField(null=True)
    delivered_to = models.TextField(default="")
    reason = models.TextField(default="")
    tracking_url = models.TextField(null=True)
    checked_at = models.DateTimeField(null=True)  # when the carrier was asked last
    next_check_at = models.DateTimeField(null=True)  # None: nothing more is to be asked
    created_at = models.DateTimeField()

    class Meta:
        db_table = "parcels"
        constraints = [models.UniqueConstraint(fields=["tenant", "tracking_code"], name="parcel_once")]
        indexes = [
            # The poll looks at what is due; what has arrived (nearly all rows) stays out of it.
            models.Index(
                fields=["tenant", "carrier", "next_check_at"],
                condition=models.Q(next_check_at__isnull=False),
                name="parcel_due",
            )
        ]

    def __str__(self) -> str:
        return self.tracking_code


class ParcelEvent(TenantModel):
    """Something that happened to a parcel; told again it is the same row."""

    parcel = models.ForeignKey(
        TrackedParcel, on_delete=models.DO_NOTHING, db_constraint=False, db_index=False, related_name="+"
    )
    by_carrier = models.BooleanField()  # else by the marketplace
    step = models.CharField(max_length=16, choices=ParcelStep.choices)
    at = models.DateTimeField()
    branch = models.TextField(default="")
    words = models.TextField(default="")  # the carrier's own

    class Meta:
        db_table = "parcel_events"
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "parcel", "at", "step", "branch", "by_carrier"], name="parcel_event_once"
            )
        ]

    def __str__(self) -> str:
        return self.step


class ParcelPace(TenantModel):
    """How long nine in ten of a tenant's own parcels take to a city with a carrier, where it had enough of them."""

    carrier = models.CharField(max_length=20)
    city_key = models.TextField()  # place_key() of the database
    parcels = models.PositiveIntegerField()  # it was learned from
    hours = models.FloatField()

    class Meta:
        db_table = "parcel_paces"
        constraints = [
            models.UniqueConstraint(fields=["tenant", "carrier", "city_key"], name="own_pace_once")
        ]

    def __str__(self) -> str:
        return f"{self.carrier} {self.city_key}"


class UsualPace(models.Model):
    """The same of all tenants together: kept only where several had a fair share in it, and naming none of them."""

    carrier = models.CharField(max_length=20)
    city_key = models.TextField()
    hours = models.FloatField()

    class Meta:
        db_table = "usual_parcel_paces"
        constraints = [models.UniqueConstraint(fields=["carrier", "city_key"], name="usual_pace_once")]

    def __str__(self) -> str:
        return f"{self.carrier} {self.city_key}"
