"""Accounts at outside platforms, and their orders as last seen."""

from __future__ import annotations

from django.db import models

from invekto.core.models import SecretField, TenantModel
from invekto.integrations.claims.models import ClaimStatus as ClaimStatus
from invekto.integrations.claims.models import KnownClaim as KnownClaim

_LONGEST_SHOWN = 20


def short(external_id: str) -> str:
    """An account's number for people, where a platform counts its shops by 36 characters."""
    return external_id if len(external_id) <= _LONGEST_SHOWN else f"{external_id[:8]}…"


class IntegrationAccount(TenantModel):
    """A tenant's account at a platform. Columns of the mission; secrets are encrypted JSON in one column."""

    class Status(models.TextChoices):
        NEW = "new"  # not yet tested
        ACTIVE = "active"
        FAILING = "failing"  # last calls failed, tried again by itself
        REFUSED = "refused"  # the key was refused; a person must renew it
        OFF = "off"

    provider = models.CharField(max_length=20)  # integrations.registry
    external_id = models.TextField()  # seller id, merchant id, customer code, calendar id
    api_key_encrypted = SecretField()  # JSON: {"api_key","api_secret"} and what else the provider asks for
    status = models.CharField(max_length=8, choices=Status.choices, default=Status.NEW)
    webhook_token = models.TextField()  # names this account in /webhooks/{provider}/{token}/
    webhook_key = SecretField()  # what the provider sends back in x-api-key
    webhook_id = models.TextField(null=True)  # the provider's id of our registration
    webhook_problem = models.TextField(null=True)  # text id: why changes cannot be pushed to us
    options = models.JSONField(default=dict)  # for the adapter: {"listing_tier": "50k"}
    cursor = models.JSONField(default=dict)  # where the next sync begins (integrations.windows)
    synced_at = models.DateTimeField(null=True)  # every change up to here is in orders_cache
    claims_at = models.DateTimeField(null=True)  # every claim up to here is in claims
    claims_problem = models.TextField(null=True)  # text id: why claims cannot be read, orders may be well
    claims_problem_at = models.DateTimeField(null=True)
    claims_failures = models.PositiveIntegerField(default=0, db_default=0)  # in a row
    claims_retry_at = models.DateTimeField(null=True)  # the next reading of claims is not before
    claim_reasons = models.JSONField(null=True)  # [{"id", "name", "needs_file"}] as the platform told them
    claim_reasons_at = models.DateTimeField(null=True)
    problem = models.TextField(null=True)  # text id of integrations.contract.Problem
    problem_detail = models.TextField(null=True)
    problem_at = models.DateTimeField(null=True)
    failures = models.PositiveIntegerField(null=True)  # readings in a row that failed
    retry_at = models.DateTimeField(null=True)  # the next reading by ourselves is not before
    failing_since = models.DateTimeField(null=True)  # the first of the failures in a row
    alerted = models.TextField(default="", db_default="")  # AccountAlert.Reason its people know of
    import_paused = models.BooleanField(default=False, db_default=False)  # the past waits, news go on
    checking = models.JSONField(
        default=dict, db_default={}
    )  # where the next look for gaps begins (gaps.state)
    created_at = models.DateTimeField()

    class Meta:
        db_table = "integration_accounts"
        constraints = [
            models.UniqueConstraint(fields=["tenant", "provider", "external_id"], name="account_once"),
            models.UniqueConstraint(fields=["webhook_token"], name="account_token_once"),
        ]

    def __str__(self) -> str:
        return f"{self.provider} {self.external_id}"

    @property
    def short_id(self) -> str:
        """For people (``short``)."""
        return short(self.external_id)


class OrderStatus(models.TextChoices):
    """One vocabulary for every platform; the order of the first seven is the way of a parcel."""

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


class AccountAlert(TenantModel):
    """What those who answer for the tenant were told about an account by e-mail."""

    class Reason(models.TextChoices):
        DEAD = "dead"  # the key was refused
        OUTAGE = "outage"  # nothing has worked for hours
        WORKS = "works"  # it works again

    account = models.ForeignKey(
        IntegrationAccount, on_delete=models.DO_NOTHING, db_constraint=False, db_index=False, related_name="+"
    )
    reason = models.CharField(max_length=8, choices=Reason.choices)
    problem = models.TextField(null=True)  # text id
    since = models.DateTimeField(null=True)
    at = models.DateTimeField()
    told = models.JSONField(default=list)  # addresses
    told_at = models.DateTimeField(null=True)  # everybody has it

    class Meta:
        db_table = "account_alerts"
        indexes = [models.Index(fields=["tenant", "account", "-at"], name="alert_of_account")]

    def __str__(self) -> str:
        return self.reason


class RateBucket(models.Model):
    """A provider's budget shared by all workers: a token bucket per account and endpoint."""

    key = models.TextField(primary_key=True)
    tokens = models.FloatField()
    refilled_at = models.DateTimeField()  # the machine's clock: the provider counts real seconds
    blocked_until = models.DateTimeField(null=True)  # Retry-After

    class Meta:
        db_table = "rate_buckets"

    def __str__(self) -> str:
        return self.key


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


# Django finds the tables of a room where its models are named.
from invekto.integrations.listings.models import Listing, ListingFeed  # noqa: E402
from invekto.integrations.questions.models import (  # noqa: E402
    AnswerState,
    MarketplaceQuestion,
    QuestionAnswer,
    QuestionFeed,
    QuestionNote,
    QuestionStatus,
)

__all__ = [
    "AnswerState",
    "CachedOrder",
    "IntegrationAccount",
    "Listing",
    "ListingFeed",
    "MarketplaceQuestion",
    "OrderStatus",
    "ParcelEvent",
    "ParcelPace",
    "ParcelStep",
    "QuarantinedRow",
    "QuestionAnswer",
    "QuestionFeed",
    "QuestionNote",
    "QuestionStatus",
    "RateBucket",
    "ReceivedPackage",
    "TrackedParcel",
    "UsualPace",
]
