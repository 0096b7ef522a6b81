"""A head for each chain of the audit log, so that an end that is cut off and a chain that is gone are noticed."""

import django.db.models.deletion
from django.db import migrations, models

import invekto.core.ids
from invekto.core.databases import APP_ROLE
from invekto.core.migration_ops import row_security

# Runs as the tables' owner: the application adds entries and can write no head.
FOLLOW = """
CREATE FUNCTION audit_head_follows() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public AS $$
BEGIN
    INSERT INTO audit_heads (id, tenant_id, entries, hash) VALUES (gen_random_uuid(), NEW.tenant_id, 1, NEW.hash)
    ON CONFLICT (tenant_id) DO UPDATE SET entries = audit_heads.entries + 1, hash = EXCLUDED.hash;
    RETURN NULL;
END $$
"""
# Where the chains of an installation stand that is older than the heads.
FILL = (
    "INSERT INTO audit_heads (id, tenant_id, entries, hash) "
    "SELECT DISTINCT ON (tenant_id) gen_random_uuid(), tenant_id, seq, hash FROM audit_log "
    "ORDER BY tenant_id, seq DESC"
)
GUARD = """
CREATE FUNCTION audit_heads_only_follow() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP IN ('INSERT', 'UPDATE') AND pg_trigger_depth() > 1 THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'the heads of the audit log follow its entries and nothing else';
END $$
"""
STATEMENTS = [
    "ALTER TABLE audit_heads ADD CONSTRAINT audit_heads_tenant_fk FOREIGN KEY (tenant_id) REFERENCES tenants (id)",
    *row_security("audit_heads", "tenant_id IS NOT DISTINCT FROM app_tenant_or_null()", append_only=True),
    f"REVOKE INSERT ON audit_heads FROM {APP_ROLE}",
    FOLLOW,
    # From here on nobody writes entries until all is in place.
    "CREATE TRIGGER audit_head_follows AFTER INSERT ON audit_log "
    "FOR EACH ROW EXECUTE FUNCTION audit_head_follows()",
    FILL,
    GUARD,
    "CREATE TRIGGER audit_heads_only_follow BEFORE INSERT OR UPDATE OR DELETE ON audit_heads "
    "FOR EACH ROW EXECUTE FUNCTION audit_heads_only_follow()",
    *(
        f"CREATE TRIGGER {table}_not_emptied BEFORE TRUNCATE ON {table} "
        "FOR EACH STATEMENT EXECUTE FUNCTION audit_log_is_append_only()"
        for table in ("audit_log", "audit_heads")
    ),
]


class Migration(migrations.Migration):
    dependencies = [("core", "0005_wake_waiting_jobs")]

    operations = [
        migrations.CreateModel(
            name="AuditHead",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=invekto.core.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("entries", models.BigIntegerField()),
                ("hash", models.CharField(max_length=64)),
                (
                    "tenant",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="core.tenant",
                    ),
                ),
            ],
            options={
                "db_table": "audit_heads",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("tenant",), name="audit_head_per_chain", nulls_distinct=False
                    )
                ],
            },
        ),
        migrations.RunSQL(STATEMENTS, migrations.RunSQL.noop),
    ]
