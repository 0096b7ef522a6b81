"""Row-level security and tenant-carrying keys of claims."""

from django.db import migrations

from invekto.core.migration_ops import tenant_table


class Migration(migrations.Migration):
    dependencies = [("integrations", "0014_claims")]

    operations = [tenant_table("claims", references={"account_id": "integration_accounts"})]
