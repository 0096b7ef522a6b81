"""Row-level security of this room's table."""

from django.db import migrations

from invekto.core.migration_ops import tenant_table


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0002_security"),
        ("onboarding", "0001_initial"),
    ]

    operations = [tenant_table("tenant_file_records")]
