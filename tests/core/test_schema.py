"""What the planner knows of tables that nobody has measured yet."""

from __future__ import annotations

from django.db import connections
from tests.support.tenants import TenantKit

from invekto.core import schema


def test_a_new_database_is_measured_once_it_holds_something(tenant: TenantKit) -> None:
    tenant.make_conversation()
    with connections["owner"].cursor() as cursor:
        cursor.execute("CREATE TABLE unmeasured AS SELECT 1 AS one")
        try:
            schema.measure_tables()
            cursor.execute(
                "SELECT relname FROM pg_class WHERE relname IN ('unmeasured', 'tenants', 'contacts') "
                "AND reltuples < 0"
            )
            assert cursor.fetchall() == []
        finally:
            cursor.execute("DROP TABLE unmeasured")
