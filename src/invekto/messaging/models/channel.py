"""The business's side of WhatsApp: its numbers, its templates, and what Meta posted to us."""

from __future__ import annotations

import hashlib
from typing import Any

from django.db import models

from invekto.core.models import SecretField, TenantModel


def secret_hash(secret: str) -> str:
    """SHA-256 of a secret that is long and random, so that it can be looked up without being readable."""
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()


class HashField(models.CharField):  # type: ignore[type-arg]  # not subscriptable at run time
    """The hash of another column's secret, kept in step whenever the row is saved."""

    def __init__(self, *args: Any, of: str = "", **kwargs: Any) -> None:
        self.of = of
        options: dict[str, Any] = {"max_length": 64, "editable": False, "default": ""}
        super().__init__(*args, **(options | kwargs))

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, kwargs | {"of": self.of}

    def pre_save(self, model_instance: models.Model, add: bool) -> str:  # noqa: ARG002 - Django's signature
        value = secret_hash(getattr(model_instance, self.of))
        setattr(model_instance, self.attname, value)
        return value


class WhatsAppNumber(TenantModel):
    """A business number. ``phone_number_id`` is Meta's id and routes webhooks to the tenant."""

    phone_number_id = models.TextField()
    display_phone = models.TextField()  # E.164
    waba_id = models.TextField()
    access_token = SecretField()
    app_secret = SecretField()
    verify_token = SecretField()
    verify_token_hash = HashField(of="verify_token")  # a door: Meta's verification names no number
    messages_per_second = models.PositiveIntegerField(default=80)  # Meta's default throughput of a number
    # Why sending stands still (a Cloud API error code); null: it runs.
    paused_code = models.IntegerField(null=True)
    paused_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField()

    class Meta:
        db_table = "whatsapp_numbers"
        constraints = [models.UniqueConstraint(fields=["phone_number_id"], name="phone_number_id_once")]
        # Anybody may name an account or a verification token to us: looking them up must cost nothing.
        indexes = [
            models.Index(fields=["waba_id"], name="whatsapp_number_account"),
            models.Index(fields=["verify_token_hash"], name="whatsapp_number_verify"),
        ]

    def __str__(self) -> str:
        return self.display_phone


class MessageTemplate(TenantModel):
    """A message Meta approves before it may open a conversation."""

    class Status(models.TextChoices):
        DRAFT = "draft"
        PENDING = "pending"
        APPROVED = "approved"
        REJECTED = "rejected"
        PAUSED = "paused"
        DISABLED = "disabled"

    class Category(models.TextChoices):
        UTILITY = "utility"
        MARKETING = "marketing"
        AUTHENTICATION = "authentication"

    name = models.TextField()
    language = models.CharField(max_length=8)
    category = models.CharField(max_length=16, choices=Category.choices)
    # With {{named}} variables; sent to Meta as positional parameters in order of first appearance.
    body = models.TextField()
    buttons = models.JSONField(default=list)  # [{"title": …}] quick replies
    status = models.CharField(max_length=16, choices=Status.choices, default=Status.DRAFT)
    status_reason = models.TextField(null=True)
    provider_id = models.TextField(null=True)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    class Meta:
        db_table = "message_templates"
        constraints = [
            models.UniqueConstraint(fields=["tenant", "name", "language"], name="template_per_language")
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.language})"


class WebhookEvent(TenantModel):
    """One item of a webhook body (a message, a status, a change), stored before the request is answered.

    ``payload`` is text, not jsonb: customers' texts may hold NUL escapes, which jsonb refuses.
    """

    number = models.ForeignKey(
        WhatsAppNumber,
        on_delete=models.DO_NOTHING,
        null=True,
        db_constraint=False,
        db_index=False,
        related_name="+",
    )
    # What makes a second delivery the same: "message:<wamid>", "status:<wamid>:<status>", else a digest.
    key = models.TextField()
    kind = models.CharField(max_length=16)  # message, status, echo, preference, template, error, other
    party = models.TextField(null=True)  # the customer's user id or wa_id; null for what concerns the account
    payload = models.TextField()  # JSON: {"item": …, "contacts": […], "metadata": {…}, "field": …}
    received_at = models.DateTimeField()
    processed_at = models.DateTimeField(null=True)
    problem = models.TextField(null=True)  # why it could not be read so far
    attempts = models.PositiveIntegerField(default=0, db_default=0)  # that failed
    retry_at = models.DateTimeField(null=True)  # null: not tried yet, or read

    class Meta:
        db_table = "webhook_events"
        constraints = [models.UniqueConstraint(fields=["tenant", "key"], name="webhook_event_once")]
        indexes = [
            # The reader asks for what is not yet processed; nearly all rows are, and stay out.
            models.Index(
                fields=["tenant", "party", "id"],
                condition=models.Q(processed_at=None),
                name="webhook_event_unread",
            ),
            models.Index(
                fields=["tenant", "retry_at"],
                condition=models.Q(problem__isnull=False, processed_at=None),
                name="webhook_event_unreadable",
            ),
            models.Index(fields=["tenant", "received_at"], name="webhook_event_age"),  # for the retention
        ]

    def __str__(self) -> str:
        return self.key
