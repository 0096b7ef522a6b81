"""Accounts at outside platforms: what is known of them, what people were told, and what they may still ask."""

from __future__ import annotations

from django.db import models

from invekto.core.models import SecretField, TenantModel

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
