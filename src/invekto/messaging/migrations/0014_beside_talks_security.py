"""Row-level security and tenant-carrying keys of what colleagues keep beside talks."""

from django.db import migrations

from invekto.core.migration_ops import tenant_table


class Migration(migrations.Migration):
    dependencies = [("messaging", "0013_beside_talks")]

    operations = [
        tenant_table("internal_notes", references={"conversation_id": "conversations", "user_id": "users"}),
        tenant_table("note_mentions", references={"note_id": "internal_notes", "user_id": "users"}),
        tenant_table("contact_merges", references={"kept_id": "contacts", "user_id": "users"}),
        tenant_table("contact_aliases", references={"contact_id": "contacts", "merge_id": "contact_merges"}),
        tenant_table("notice_choices", references={"user_id": "users"}),
    ]
