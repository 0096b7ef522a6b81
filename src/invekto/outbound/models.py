"""The ledger of everything that leaves: one row, one message at the customer's phone."""

from __future__ import annotations

from django.db import models

from invekto.core.models import TenantModel
from invekto.messaging.models import Author, Contact, Conversation, Message, WhatsAppNumber


class SendState(models.TextChoices):
    QUEUED = "queued"
    SENDING = "sending"  # claimed; committed before the request leaves
    UNKNOWN = (
        "unknown"  # the request left and no answer came: settled by a status webhook, never blindly repeated
    )
    SENT = "sent"
    FAILED = "failed"
    CANCELLED = "cancelled"


class OutboundMessage(TenantModel):
    number = models.ForeignKey(
        WhatsAppNumber, on_delete=models.DO_NOTHING, db_constraint=False, db_index=False, related_name="+"
    )
    contact = models.ForeignKey(
        Contact, on_delete=models.DO_NOTHING, db_constraint=False, db_index=False, related_name="+"
    )
    conversation = models.ForeignKey(
        Conversation, on_delete=models.DO_NOTHING, db_constraint=False, db_index=False, related_name="+"
    )
    message = models.ForeignKey(
        Message, on_delete=models.DO_NOTHING, db_constraint=False, db_index=False, related_name="+"
    )
    author = models.CharField(max_length=8, choices=Author.choices)
    kind = models.CharField(max_length=12)  # text, buttons, list, template, media
    body = models.JSONField()  # outbound.content: the message before it is WhatsApp's JSON
    state = models.CharField(max_length=12, choices=SendState.choices, default=SendState.QUEUED)
    next_attempt_at = models.DateTimeField()
    attempts = models.PositiveIntegerField(default=0)
    claimed_at = models.DateTimeField(null=True)
    wamid = models.TextField(null=True)
    error_code = models.IntegerField(null=True)
    error_detail = models.TextField(null=True)
    created_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)  # sent, failed or cancelled

    class Meta:
        db_table = "outbound_messages"
        constraints = [models.UniqueConstraint(fields=["tenant", "message"], name="one_send_per_message")]
        indexes = [
            # A lane claims what is due for its number; settled rows (nearly all) stay out.
            models.Index(
                fields=["tenant", "number", "next_attempt_at", "id"],
                condition=models.Q(state="queued"),
                name="outbound_due",
            ),
            # A row waits for older ones to the same person, so that they arrive in order.
            models.Index(
                fields=["tenant", "contact", "id"],
                condition=models.Q(state__in=["queued", "sending"]),
                name="outbound_open_per_contact",
            ),
            models.Index(
                fields=["tenant", "number", "claimed_at"],
                condition=models.Q(state__in=["sending", "unknown"]),
                name="outbound_uncertain",
            ),
            models.Index(
                fields=["tenant", "conversation"],
                condition=models.Q(state="queued"),
                name="outbound_queued_in_thread",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.state}"


class SendingPace(TenantModel):
    """A number's token bucket, shared by all worker processes; its row lock makes claims take turns."""

    number = models.ForeignKey(
        WhatsAppNumber, on_delete=models.DO_NOTHING, db_constraint=False, db_index=False, related_name="+"
    )
    tokens = models.FloatField()  # messages that may leave at ``refilled_at``
    refilled_at = models.DateTimeField()
    hold_until = models.DateTimeField(null=True)  # WhatsApp asked for a slower pace

    class Meta:
        db_table = "sending_pace"
        constraints = [models.UniqueConstraint(fields=["tenant", "number"], name="pace_per_number")]

    def __str__(self) -> str:
        return f"{self.tokens:.1f} at {self.refilled_at}"
