"""Whether a tenant wants a language model, what it has cost, and every single call."""

from __future__ import annotations

from django.db import models

from invekto.core.models import TenantModel


class LlmSettings(TenantModel):
    """One row per tenant that ever looked; none: off."""

    is_on = models.BooleanField(default=False)
    monthly_cap = models.DecimalField(max_digits=9, decimal_places=2)  # TRY per calendar month of the tenant
    updated_at = models.DateTimeField()

    class Meta:
        db_table = "llm_settings"
        constraints = [
            models.UniqueConstraint(fields=["tenant"], name="llm_settings_once"),
            models.CheckConstraint(condition=models.Q(monthly_cap__gte=0), name="llm_cap_is_no_debt"),
        ]

    def __str__(self) -> str:
        return "on" if self.is_on else "off"


class LlmMonth(TenantModel):
    """What ended calls of a calendar month cost; its row is the lock under which a call is reserved."""

    month = models.DateField()  # its first day, in the tenant's zone
    spent = models.DecimalField(max_digits=14, decimal_places=6, default=0)  # TRY
    calls = models.PositiveIntegerField(default=0)

    class Meta:
        db_table = "llm_months"
        constraints = [models.UniqueConstraint(fields=["tenant", "month"], name="llm_month_once")]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m} {self.spent}"


class LlmCall(TenantModel):
    """One question to a model. No words of it are kept."""

    class State(models.TextChoices):
        RESERVED = "reserved"  # may be under way; the greatest it can cost is set aside
        ANSWERED = "answered"
        FAILED = "failed"  # for certain: cost nothing
        LOST = "lost"  # no answer came: counted at the greatest it can have cost

    month = models.DateField()
    kind = models.CharField(max_length=10)  # reply, intent, summary
    model = models.TextField()
    state = models.CharField(max_length=10, choices=State.choices)
    reserved = models.DecimalField(max_digits=14, decimal_places=6)  # TRY
    cost = models.DecimalField(max_digits=14, decimal_places=6, null=True)  # TRY
    input_tokens = models.PositiveIntegerField(null=True)
    output_tokens = models.PositiveIntegerField(null=True)
    outcome = models.TextField(default="")  # "used", or why the answer was not
    conversation = models.ForeignKey(
        "messaging.Conversation",
        on_delete=models.DO_NOTHING,
        null=True,
        db_constraint=False,
        db_index=False,
        related_name="+",
    )
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "llm_calls"
        constraints = [
            models.CheckConstraint(condition=models.Q(reserved__gte=0), name="llm_reserved_is_a_cost")
        ]
        indexes = [
            # A reservation lives for seconds; the ended ones, nearly all rows, stay out of it.
            models.Index(fields=["tenant"], condition=models.Q(state="reserved"), name="llm_call_open"),
            models.Index(fields=["tenant", "-started_at"], name="llm_call_newest"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.state} {self.outcome}"
