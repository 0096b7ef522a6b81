"""Alerts of single emergencies, and to whom each has gone. Both columns may be empty: no row is rewritten."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("messaging", "0008_hot_lists"), ("agent_ai", "0008_llm_security")]

    operations = [
        migrations.AddField(
            "deskalert",
            "conversation",
            models.ForeignKey(
                db_constraint=False,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="messaging.conversation",
            ),
        ),
        migrations.AddField(
            "deskalert",
            "told",
            django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), null=True, size=None),
        ),
        migrations.RunSQL(
            "ALTER TABLE desk_alerts ADD CONSTRAINT desk_alerts_conversation_id_fk "
            "FOREIGN KEY (tenant_id, conversation_id) REFERENCES conversations (tenant_id, id) "
            "DEFERRABLE INITIALLY IMMEDIATE",
            reverse_sql="ALTER TABLE desk_alerts DROP CONSTRAINT desk_alerts_conversation_id_fk",
        ),
    ]
