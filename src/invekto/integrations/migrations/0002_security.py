"""Row-level security and tenant-carrying keys of this room's tables."""

from django.db import migrations

from invekto.core.migration_ops import tenant_table


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0002_security"),
        ("integrations", "0001_initial"),
    ]

    operations = [
        tenant_table("integration_accounts", doors={"webhook_token": "account_token"}),
        tenant_table("orders_cache", references={"account_id": "integration_accounts"}),
        tenant_table("quarantined_rows", references={"account_id": "integration_accounts"}),
    ]
