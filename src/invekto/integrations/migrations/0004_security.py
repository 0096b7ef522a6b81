"""Row-level security of the inbox for pushed packages."""

from django.db import migrations

from invekto.core.migration_ops import tenant_table


class Migration(migrations.Migration):
    dependencies = [("integrations", "0003_versions_and_pushes")]

    operations = [tenant_table("received_packages", references={"account_id": "integration_accounts"})]
