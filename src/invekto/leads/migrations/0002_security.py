"""Row-level security and tenant-carrying keys of this room's tables."""

from django.db import migrations

from invekto.core.migration_ops import tenant_table


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0002_security"),
        ("leads", "0001_initial"),
    ]

    operations = [
        tenant_table("service_catalog"),
    ]
