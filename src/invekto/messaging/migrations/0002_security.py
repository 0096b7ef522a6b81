"""Row-level security and tenant-carrying keys of this room's tables."""

from django.db import migrations

from invekto.core.migration_ops import tenant_table


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0002_security"),
        ("messaging", "0001_initial"),
    ]

    operations = [
        tenant_table("whatsapp_numbers", doors={"phone_number_id": "phone_number_id"}),
        tenant_table("message_templates"),
        tenant_table("webhook_events", references={"number_id": "whatsapp_numbers"}),
        tenant_table("contacts"),
        tenant_table(
            "conversations",
            references={"contact_id": "contacts", "number_id": "whatsapp_numbers", "assigned_to_id": "users"},
        ),
        tenant_table("media_files"),
        tenant_table(
            "messages",
            references={"conversation_id": "conversations", "user_id": "users", "media_id": "media_files"},
        ),
    ]
