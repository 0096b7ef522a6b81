"""Row-level security and tenant-carrying keys of what colleagues decided of returns."""

from django.db import migrations

from invekto.core.migration_ops import tenant_table


class Migration(migrations.Migration):
    dependencies = [("orders", "0012_claim_decisions")]

    operations = [
        tenant_table(
            "claim_decisions",
            references={
                "contact_id": "contacts",
                "conversation_id": "conversations",
                "account_id": "integration_accounts",
                "user_id": "users",
            },
        ),
    ]
