"""Row-level security and tenant-carrying keys of colleagues' words on whose an order is."""

from django.db import migrations

from invekto.core.migration_ops import tenant_table


class Migration(migrations.Migration):
    dependencies = [("orders", "0004_order_verdicts")]

    operations = [
        tenant_table(
            "order_verdicts",
            references={
                "contact_id": "contacts",
                "account_id": "integration_accounts",
                "user_id": "users",
            },
        ),
    ]
