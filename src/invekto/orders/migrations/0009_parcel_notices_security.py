"""Row-level security of what was told of parcels, and who wants such messages."""

from django.db import migrations

from invekto.core.migration_ops import tenant_table, tenants_having


class Migration(migrations.Migration):
    dependencies = [("orders", "0008_parcel_notices")]

    operations = [
        tenant_table("parcel_notices", references={"conversation_id": "conversations"}),
        # A parcel that is forgotten takes along what was told of it.
        migrations.RunSQL(
            "ALTER TABLE parcel_notices ADD CONSTRAINT parcel_notices_parcel_id_fk "
            "FOREIGN KEY (tenant_id, parcel_id) REFERENCES parcels (tenant_id, id) ON DELETE CASCADE",
            reverse_sql=migrations.RunSQL.noop,
        ),
        tenants_having(
            "parcel_messages",
            "jsonb_path_exists(t.settings, '$.parcel_messages.* ? (@ == true)')",
        ),
    ]
