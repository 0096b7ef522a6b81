"""What holds for every provider: ordered failures, switches, what the product sent elsewhere."""

from __future__ import annotations

from django.db import models


class Fault(models.Model):
    """The next ``remaining`` calls to ``provider`` fail in this way."""

    provider = models.TextField()
    kind = models.TextField()
    remaining = models.PositiveIntegerField()

    class Meta:
        db_table = "sandbox_faults"

    def __str__(self) -> str:
        return f"{self.provider}: {self.kind} × {self.remaining}"


class Switch(models.Model):
    """A setting of the sandbox, by name."""

    name = models.TextField(primary_key=True)
    value = models.JSONField()

    class Meta:
        db_table = "sandbox_switches"

    def __str__(self) -> str:
        return self.name


class Mail(models.Model):
    """An e-mail or an alert webhook that left the product."""

    kind = models.TextField()  # email, webhook
    to = models.TextField()
    subject = models.TextField(default="")
    body = models.TextField(default="")
    at = models.DateTimeField()

    class Meta:
        db_table = "sandbox_mails"

    def __str__(self) -> str:
        return f"{self.to}: {self.subject}"


class RateMark(models.Model):
    """One counted call; calls older than the longest window are swept away."""

    key = models.TextField()  # "trendyol:<seller>:<endpoint>"
    at = models.DateTimeField()  # the machine's clock: providers count real seconds

    class Meta:
        db_table = "sandbox_rate_marks"
        indexes = [models.Index(fields=["key", "at"], name="sandbox_rate_key")]

    def __str__(self) -> str:
        return self.key
