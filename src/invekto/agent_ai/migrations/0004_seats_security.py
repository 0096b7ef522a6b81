"""Row-level security and tenant-carrying keys of the desk's tables."""

from django.db import migrations

from invekto.core.migration_ops import tenant_table


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0008_desk_settings"),
        ("agent_ai", "0003_seats"),
    ]

    operations = [
        tenant_table("desk_seats", references={"user_id": "users"}),
        tenant_table("desk_alerts"),
    ]
