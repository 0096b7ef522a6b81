"""What happened (audit, domain events) and what must happen later (scheduled jobs)."""

from __future__ import annotations

from django.db import models

from invekto.core.ids import new_id
from invekto.core.models.base import TenantModel


class AuditEntry(models.Model):
    """One link of a hash chain; a tenant has its own chain, the platform another (tenant null)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    tenant = models.ForeignKey(
        "core.Tenant",
        on_delete=models.DO_NOTHING,
        null=True,
        db_constraint=False,
        db_index=False,
        related_name="+",
    )
    seq = models.BigIntegerField()
    at = models.DateTimeField()
    actor = models.TextField()  # "user:<id>", "system", "cli"
    action = models.TextField()
    subject = models.TextField()
    details = models.JSONField(default=dict)
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        db_table = "audit_log"
        constraints = [
            models.UniqueConstraint(fields=["tenant", "seq"], name="audit_chain_link", nulls_distinct=False)
        ]

    def __str__(self) -> str:
        return f"{self.seq} {self.action}"


class AuditHead(models.Model):
    """How far a chain of the audit log has come; written by the database itself with each entry, by nobody else."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    tenant = models.ForeignKey(
        "core.Tenant",
        on_delete=models.DO_NOTHING,
        null=True,
        db_constraint=False,
        db_index=False,
        related_name="+",
    )
    entries = models.BigIntegerField()
    hash = models.CharField(max_length=64)  # of the last entry

    class Meta:
        db_table = "audit_heads"
        constraints = [
            models.UniqueConstraint(fields=["tenant"], name="audit_head_per_chain", nulls_distinct=False)
        ]

    def __str__(self) -> str:
        return f"{self.entries} {self.hash}"


class DomainEvent(TenantModel):
    """A fact that other rooms may act on, recorded in the transaction that made it true."""

    name = models.TextField()
    subject_id = models.UUIDField(null=True)
    payload = models.JSONField(default=dict)
    occurred_at = models.DateTimeField()

    class Meta:
        db_table = "domain_events"
        indexes = [models.Index(fields=["tenant", "name", "occurred_at"], name="domain_event_by_name")]

    def __str__(self) -> str:
        return self.name


class ScheduledJob(models.Model):
    """A job due at a moment of the product's clock. Holds ids only, no tenant's data; any worker may claim it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    due_at = models.DateTimeField()
    task = models.TextField()
    arguments = models.JSONField(default=dict)
    lock = models.TextField(null=True)
    key = models.TextField(null=True, unique=True)  # a second schedule under the same key moves the first
    every_seconds = models.PositiveIntegerField(null=True)  # comes again; missed rounds are not made up for

    class Meta:
        db_table = "scheduled_jobs"
        indexes = [models.Index(fields=["due_at"], name="scheduled_job_due")]

    def __str__(self) -> str:
        return f"{self.task} at {self.due_at}"
