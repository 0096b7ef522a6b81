"""A database that refuses some of a tenant's rows: a real failure in the middle of real work."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from django.db import connection

from tests.support.tenants import TenantKit


@contextmanager
def refusing(admin_url: str, kit: TenantKit, what: str, *, when: str = "true") -> Iterator[None]:
    """While it lasts, the tenant's rows that ``when`` is true of fail with an IntegrityError.

    ``what``: "INSERT ON messages"; ``when``: SQL over NEW or OLD.
    """
    url = admin_url.replace("/postgres?", f"/{connection.settings_dict['NAME']}?", 1)
    name = f"refuse_{kit.id.hex}"
    row = "OLD" if what.startswith("DELETE") else "NEW"
    with psycopg.connect(url, autocommit=True) as admin:
        admin.execute(
            f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE unique_violation; END $$"
        )
        admin.execute(
            f"CREATE TRIGGER {name} BEFORE {what} FOR EACH ROW "
            f"WHEN ({row}.tenant_id = '{kit.id}' AND {when}) EXECUTE FUNCTION {name}()"
        )
        try:
            yield
        finally:
            admin.execute(f"DROP FUNCTION {name} CASCADE")
