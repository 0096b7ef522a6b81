"""Row-level security of tenants' secrets."""

from django.db import migrations

from invekto.core.migration_ops import tenant_table


class Migration(migrations.Migration):
    dependencies = [("core", "0003_tenant_secret")]

    operations = [tenant_table("tenant_secrets")]
