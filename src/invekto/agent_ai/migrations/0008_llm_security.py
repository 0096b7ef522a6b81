"""Row-level security and tenant-carrying keys of the language model's tables."""

from django.db import migrations

from invekto.core.migration_ops import tenant_table


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0002_security"),
        ("messaging", "0002_security"),
        ("agent_ai", "0007_llm"),
    ]

    operations = [
        tenant_table("llm_settings"),
        tenant_table("llm_months"),
        tenant_table("llm_calls", references={"conversation_id": "conversations"}),
    ]
