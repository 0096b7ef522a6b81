"""Row-level security of the hours that were checked and of what people were told about accounts."""

from django.db import migrations

from invekto.core.migration_ops import tenant_table


class Migration(migrations.Migration):
    dependencies = [("integrations", "0012_whole")]

    operations = [
        tenant_table("order_checks", references={"account_id": "integration_accounts"}),
        tenant_table("account_alerts", references={"account_id": "integration_accounts"}),
    ]
