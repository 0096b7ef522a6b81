"""Row-level security of what shops sell."""

from django.db import migrations

from invekto.core.migration_ops import tenant_table


class Migration(migrations.Migration):
    dependencies = [("integrations", "0021_listings")]

    operations = [
        tenant_table("listings", references={"account_id": "integration_accounts"}),
        tenant_table("listing_feeds", references={"account_id": "integration_accounts"}),
    ]
