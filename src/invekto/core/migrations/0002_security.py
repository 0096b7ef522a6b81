"""Row-level security of the ground floor, and the functions the policies stand on."""

from django.db import migrations

from invekto.core.databases import APP_ROLE
from invekto.core.migration_ops import row_security, tenant_table

FUNCTIONS = [
    # Raises outside a scope: whoever forgot one hears of it at once.
    "CREATE FUNCTION app_tenant() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE "
    "AS $$ SELECT current_setting('app.tenant_id')::uuid $$",
    # For tables with a door, which is used before the tenant is known.
    "CREATE FUNCTION app_tenant_or_null() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE "
    "AS $$ SELECT nullif(current_setting('app.tenant_id', true), '')::uuid $$",
    # The ids of all tenants and nothing else, for periodic work.
    "CREATE FUNCTION invekto_tenant_ids() RETURNS SETOF uuid LANGUAGE sql STABLE SECURITY DEFINER "
    "SET search_path = public AS $$ SELECT id FROM tenants ORDER BY id $$",
]
AUDIT_GUARD = [
    "CREATE FUNCTION audit_log_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$ "
    "BEGIN RAISE EXCEPTION 'the audit log is append-only'; END $$",
    "CREATE TRIGGER audit_log_append_only BEFORE UPDATE OR DELETE ON audit_log "
    "FOR EACH ROW EXECUTE FUNCTION audit_log_is_append_only()",
]


class Migration(migrations.Migration):
    dependencies = [("core", "0001_initial")]

    operations = [
        migrations.RunSQL(FUNCTIONS, migrations.RunSQL.noop),
        migrations.RunSQL(
            row_security("tenants", "id = app_tenant()", doors={"slug": "slug"}), migrations.RunSQL.noop
        ),
        migrations.RunSQL(
            [
                "ALTER TABLE users ADD CONSTRAINT users_tenant_fk FOREIGN KEY (tenant_id) REFERENCES tenants (id)",
                *row_security("users", "tenant_id = app_tenant()", doors={"email": "email", "id": "user_id"}),
            ],
            migrations.RunSQL.noop,
        ),
        tenant_table("api_keys", doors={"key_hash": "api_key_hash"}),
        # The platform's own chain (tenant null) may be added to without a tenant, but not read.
        migrations.RunSQL(
            [
                "ALTER TABLE audit_log ADD CONSTRAINT audit_log_tenant_fk FOREIGN KEY (tenant_id) REFERENCES tenants (id)",
                *row_security(
                    "audit_log", "tenant_id IS NOT DISTINCT FROM app_tenant_or_null()", append_only=True
                ),
                *AUDIT_GUARD,
            ],
            migrations.RunSQL.noop,
        ),
        tenant_table("domain_events"),
        migrations.RunSQL(f"REVOKE ALL ON django_migrations FROM {APP_ROLE}", migrations.RunSQL.noop),
    ]
