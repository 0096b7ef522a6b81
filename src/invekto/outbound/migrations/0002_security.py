"""Row-level security and tenant-carrying keys of this room's tables."""

from django.db import migrations

from invekto.core.migration_ops import tenant_table


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0002_security"),
        ("messaging", "0002_security"),
        ("outbound", "0001_initial"),
    ]

    operations = [
        tenant_table(
            "outbound_messages",
            references={
                "number_id": "whatsapp_numbers",
                "contact_id": "contacts",
                "conversation_id": "conversations",
                "message_id": "messages",
            },
        ),
    ]
