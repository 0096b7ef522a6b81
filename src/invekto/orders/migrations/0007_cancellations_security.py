"""Row-level security and tenant-carrying keys of what customers confirmed to have cancelled."""

from django.db import migrations

from invekto.core.migration_ops import tenant_table


class Migration(migrations.Migration):
    dependencies = [("orders", "0006_cancellations")]

    operations = [
        tenant_table(
            "order_cancellations",
            references={
                "contact_id": "contacts",
                "conversation_id": "conversations",
                "account_id": "integration_accounts",
            },
        ),
    ]
