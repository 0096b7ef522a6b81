"""The periodic work asks which tenants it has something to do for."""

from django.db import migrations, models

from invekto.core.migration_ops import tenants_having


class Migration(migrations.Migration):
    dependencies = [("messaging", "0014_beside_talks_security")]

    operations = [
        migrations.AddIndex(
            model_name="conversation",
            index=models.Index(
                fields=["tenant"],
                condition=models.Q(flow__isnull=False),
                name="conversation_in_flow",
            ),
        ),
        tenants_having(
            "events_or_sleepers",
            "EXISTS (SELECT 1 FROM webhook_events e WHERE e.tenant_id = t.id AND e.processed_at IS NULL) "
            "OR EXISTS (SELECT 1 FROM conversations c WHERE c.tenant_id = t.id AND c.snoozed_until IS NOT NULL)",
        ),
        # What waits for a person, and what nobody has answered yet.
        tenants_having(
            "waiting",
            "EXISTS (SELECT 1 FROM conversations c WHERE c.tenant_id = t.id AND c.done_at IS NULL "
            "AND c.mode IN ('waiting', 'human') AND (c.mode = 'waiting' OR c.waiting_since IS NOT NULL)) "
            "OR EXISTS (SELECT 1 FROM conversations c WHERE c.tenant_id = t.id AND c.callback_at IS NOT NULL) "
            "OR EXISTS (SELECT 1 FROM messages m WHERE m.tenant_id = t.id AND m.author = 'customer' "
            "AND m.answered_at IS NULL)",
        ),
        tenants_having(
            "flows",
            "EXISTS (SELECT 1 FROM conversations c WHERE c.tenant_id = t.id AND c.flow IS NOT NULL)",
        ),
    ]
