"""What every tenant table has, and the column type for secrets."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

from invekto.core import crypto
from invekto.core.ids import new_id


class TenantModel(models.Model):
    """A row of one tenant.

    The database's primary key is ``(tenant_id, id)`` and its row-level security shows only the rows of
    the tenant in scope (``core.migration_ops.tenant_table``); foreign keys are made there, with the tenant.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    tenant = models.ForeignKey(
        "core.Tenant", on_delete=models.DO_NOTHING, db_constraint=False, db_index=False, related_name="+"
    )

    class Meta:
        abstract = True


class SecretField(models.TextField):  # type: ignore[type-arg]  # not subscriptable at run time
    """Text that is encrypted in the database with the newest key of the ring (``core.crypto``)."""

    def get_prep_value(self, value: Any) -> Any:
        return value if value in (None, "") else crypto.encrypt(str(value))

    def from_db_value(
        self, value: str | None, _expression: object, _connection: BaseDatabaseWrapper
    ) -> str | None:
        return value if value in (None, "") else crypto.decrypt(value)
