"""What a tenant file brought in, so that a later file can take it out again."""

from __future__ import annotations

from django.db import models

from invekto.core.models import TenantModel


class TenantFileRecord(TenantModel):
    """One row a tenant: which entries came from its file. What was made on a page is not in it."""

    # Section → keys of its entries in the last file that had the section: {"doctors": ["dr-kaya"], …}
    entries = models.JSONField(default=dict)
    applied_at = models.DateTimeField()  # when a file last changed something

    class Meta:
        db_table = "tenant_file_records"
        constraints = [models.UniqueConstraint(fields=["tenant"], name="tenant_file_record_once")]

    def __str__(self) -> str:
        return str(self.tenant_id)
