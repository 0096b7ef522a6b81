"""Tenants, their people, and keys for machines."""

from __future__ import annotations

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import models

from invekto.core.ids import new_id
from invekto.core.models.base import SecretField, TenantModel


class Vertical(models.TextChoices):
    ECOMMERCE = "ecommerce"
    DENTAL = "dental"
    AESTHETIC = "aesthetic"


class Role(models.TextChoices):
    OWNER = "owner"
    ADMIN = "admin"
    AGENT = "agent"
    DOCTOR = "doctor"
    SALES = "sales"
    OPERATOR = "operator"  # runs the platform; belongs to no tenant


class InboxVisibility(models.TextChoices):
    """Which conversations an agent sees."""

    OWN = "own"  # their own, and what nobody has
    TEAM = "team"  # every one of the tenant's


class Tenant(models.Model):
    """One customer of ours: a shop or a clinic."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    slug = models.SlugField(max_length=63, unique=True)
    name = models.TextField()
    vertical = models.CharField(max_length=16, choices=Vertical.choices)
    language = models.CharField(max_length=8, default="tr")
    timezone = models.TextField(default="Europe/Istanbul")
    confidence_threshold = models.FloatField(null=True)  # null: the engine's own default
    # Intent → share that its confidence must reach instead, also where confidence_threshold is null
    intent_thresholds = models.JSONField(default=dict, db_default={})
    inbox_visibility = models.CharField(
        max_length=8,
        choices=InboxVisibility.choices,
        default=InboxVisibility.OWN,
        db_default=InboxVisibility.OWN,
    )
    # Hours without a colleague's word after which the bot takes a talk back in which nothing is open; null: never
    bot_resumes_after = models.PositiveSmallIntegerField(null=True)
    # The owner gets an e-mail when customers wait and nobody is at the desk
    alerts_by_email = models.BooleanField(default=True, db_default=True)
    # The tenant file's sections as checked there: address, maps_url, working_hours, shipping, returns …
    settings = models.JSONField(default=dict)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    class Meta:
        db_table = "tenants"

    def __str__(self) -> str:
        return self.name


class User(AbstractBaseUser):
    """A person who logs in. Without a tenant: the platform's operator."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    tenant = models.ForeignKey(
        Tenant, on_delete=models.DO_NOTHING, null=True, db_constraint=False, db_index=False, related_name="+"
    )
    email = models.EmailField(unique=True)
    name = models.TextField()
    role = models.CharField(max_length=16, choices=Role.choices)
    language = models.CharField(max_length=8, default="tr")
    theme = models.CharField(max_length=8, default="system")
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField()
    last_login = None  # kept by the audit log

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = []

    class Meta:
        db_table = "users"
        constraints = [
            models.UniqueConstraint(fields=["tenant", "id"], name="user_in_tenant"),
            models.CheckConstraint(
                condition=models.Q(tenant=None, role=Role.OPERATOR)
                | (models.Q(tenant__isnull=False) & ~models.Q(role=Role.OPERATOR)),
                name="only_operators_have_no_tenant",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def manages(self) -> bool:
        """May change the tenant's settings, keys and people."""
        return self.role in (Role.OWNER, Role.ADMIN)


class ApiKey(TenantModel):
    """A key for a machine; only its SHA-256 is stored."""

    name = models.TextField()
    key_hash = models.CharField(max_length=64)
    hint = models.CharField(max_length=12)  # first characters, to tell keys apart on a page
    created_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "api_keys"
        constraints = [models.UniqueConstraint(fields=["key_hash"], name="api_key_hash_once")]

    def __str__(self) -> str:
        return self.name


class TenantSecret(TenantModel):
    """A secret of the tenant's settings that has no table of its own, such as an alert webhook's signing key."""

    name = models.TextField()  # where it belongs: "alerts.sales.webhook"
    value = SecretField()

    class Meta:
        db_table = "tenant_secrets"
        constraints = [models.UniqueConstraint(fields=["tenant", "name"], name="tenant_secret_once")]

    def __str__(self) -> str:
        return self.name
