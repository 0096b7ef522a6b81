"""Row-level security and tenant-carrying keys of this room's tables."""

from django.db import migrations

from invekto.core.migration_ops import tenant_table


class Migration(migrations.Migration):
    dependencies = [("orders", "0001_initial")]

    operations = [
        tenant_table(
            "order_proofs", references={"contact_id": "contacts", "account_id": "integration_accounts"}
        ),
        tenant_table("identity_tries", references={"contact_id": "contacts"}),
    ]
