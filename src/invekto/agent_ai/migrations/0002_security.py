"""Row-level security and tenant-carrying keys of this room's table."""

from django.db import migrations

from invekto.core.migration_ops import tenant_table


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0002_security"),
        ("messaging", "0002_security"),
        ("agent_ai", "0001_initial"),
    ]

    operations = [
        tenant_table(
            "answer_judgements", references={"message_id": "messages", "user_id": "users"}, append_only=True
        )
    ]
