"""Row-level security of parcels, and who has a carrier to be asked for news."""

from django.db import migrations

from invekto.core.migration_ops import tenant_table, tenants_having


class Migration(migrations.Migration):
    dependencies = [("integrations", "0010_parcels")]

    operations = [
        tenant_table("parcels", references={"account_id": "integration_accounts"}),
        tenant_table("parcel_events", references={"parcel_id": "parcels"}),
        tenants_having(
            "carriers",
            "EXISTS (SELECT 1 FROM integration_accounts a WHERE a.tenant_id = t.id "
            "AND a.provider IN ('aras', 'yurtici') AND a.status <> 'off')",
        ),
    ]
