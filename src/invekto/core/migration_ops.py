"""What a migration adds to a tenant table beyond what Django can say.

Django keeps a single ``id``; the database's primary key becomes ``(tenant_id, id)``, foreign keys
between tenant tables carry the tenant, and forced row-level security is switched on.
"""

from __future__ import annotations

from collections.abc import Mapping

from django.db.migrations import RunSQL

from invekto.core.databases import APP_ROLE


def tenant_table(
    table: str,
    *,
    references: Mapping[str, str] | None = None,
    doors: Mapping[str, str] | None = None,
    append_only: bool = False,
) -> RunSQL:
    """Secure ``table``.

    ``references``: column → table it points at (both in the same tenant).
    ``doors``: column → name of the door through which its holder may read the row.
    ``append_only``: the application may add and read rows, never change or delete them.
    """
    statements = [
        f"ALTER TABLE {table} DROP CONSTRAINT {table}_pkey",
        f"ALTER TABLE {table} ADD PRIMARY KEY (tenant_id, id)",
        f"ALTER TABLE {table} ADD CONSTRAINT {table}_tenant_fk FOREIGN KEY (tenant_id) REFERENCES tenants (id)",
    ]
    statements += [
        f"ALTER TABLE {table} ADD CONSTRAINT {table}_{column}_fk FOREIGN KEY (tenant_id, {column}) "
        f"REFERENCES {target} (tenant_id, id) DEFERRABLE INITIALLY IMMEDIATE"
        for column, target in (references or {}).items()
    ]
    statements += row_security(table, "tenant_id = app_tenant()", doors=doors, append_only=append_only)
    return RunSQL(";\n".join(statements), reverse_sql=RunSQL.noop)


def tenants_having(name: str, condition: str) -> RunSQL:
    """Let periodic work ask which tenants have something to do; nothing else of them is shown.

    ``condition`` is about the tenant ``t`` and must hold for every tenant that the work is about. It is asked
    tenant by tenant inside one statement, so it needs an index that begins with the tenant.
    """
    return RunSQL(
        f"CREATE FUNCTION tenants_having_{name}() RETURNS SETOF uuid LANGUAGE sql STABLE SECURITY DEFINER "  # noqa: S608
        f"SET search_path = public AS $$ SELECT t.id FROM tenants t WHERE {condition} ORDER BY t.id $$",
        reverse_sql=f"DROP FUNCTION tenants_having_{name}()",
    )


def row_security(
    table: str, rule: str, *, doors: Mapping[str, str] | None = None, append_only: bool = False
) -> list[str]:
    """The statements that force row-level security on ``table`` with ``rule`` for the application."""
    # A door must be usable before a tenant is known, when app_tenant() would raise.
    read_rule = rule.replace("app_tenant()", "app_tenant_or_null()") if doors else rule
    shown = " OR ".join(
        [read_rule]
        + [f"{column}::text = current_setting('door.{name}', true)" for column, name in (doors or {}).items()]
    )
    statements = [
        f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY",
        f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY",
        f"CREATE POLICY owner_all ON {table} TO CURRENT_USER USING (true) WITH CHECK (true)",
        f"CREATE POLICY app_read ON {table} FOR SELECT TO {APP_ROLE} USING ({shown})",
        f"CREATE POLICY app_insert ON {table} FOR INSERT TO {APP_ROLE} WITH CHECK ({rule})",
    ]
    if append_only:
        statements.append(f"REVOKE UPDATE, DELETE, TRUNCATE ON {table} FROM {APP_ROLE}")
    else:
        statements += [
            f"CREATE POLICY app_update ON {table} FOR UPDATE TO {APP_ROLE} USING ({rule}) WITH CHECK ({rule})",
            f"CREATE POLICY app_delete ON {table} FOR DELETE TO {APP_ROLE} USING ({rule})",
        ]
    return statements
