"""Who has a platform to be asked for news."""

from django.db import migrations

from invekto.core.migration_ops import tenants_having


class Migration(migrations.Migration):
    dependencies = [("integrations", "0007_quarantine_read_again")]

    operations = [
        tenants_having(
            "accounts",
            "EXISTS (SELECT 1 FROM integration_accounts a WHERE a.tenant_id = t.id AND a.status <> 'off')",
        )
    ]
