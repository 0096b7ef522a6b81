"""Whom sales people may win, stops of the bot, and news of every change of whose a conversation is."""

import django.db.models.deletion
from django.db import migrations, models

import invekto.core.ids
from invekto.core.migration_ops import tenant_table

# What was understood so far makes leads of those who asked for what is sold (agent_ai.contract.Vertical.leads).
BACKFILL = """
UPDATE contacts SET lead_since = asked.first FROM (
    SELECT talk.tenant_id, talk.contact_id, min(m.at) AS first
    FROM messages m
    JOIN conversations talk ON talk.tenant_id = m.tenant_id AND talk.id = m.conversation_id
    JOIN tenants t ON t.id = m.tenant_id
    WHERE m.author = 'customer' AND m.analysis IS NOT NULL
      AND (m.analysis ->> 'confidence')::float >= coalesce((m.analysis ->> 'threshold')::float, 0)
      AND m.analysis ->> 'intent' = ANY (CASE t.vertical
        WHEN 'ecommerce' THEN ARRAY['wholesale_inquiry']
        WHEN 'dental' THEN ARRAY['price_inquiry', 'treatment_info']
        ELSE ARRAY['price_inquiry', 'treatment_info', 'package_inquiry', 'before_after_request',
            'contraindication', 'foreign_patient', 'referral_discount', 'appointment_booking'] END)
    GROUP BY talk.tenant_id, talk.contact_id
) AS asked
WHERE contacts.tenant_id = asked.tenant_id AND contacts.id = asked.contact_id
"""
# The live stream tells whoever could see the conversation before to look again (invekto.live).
TELL = """
CREATE FUNCTION invekto_tell_assignment() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('invekto_live', json_build_object('kind', 'assignment', 'tenant', NEW.tenant_id,
        'conversation', NEW.id, 'was', OLD.assigned_to_id)::text);
    RETURN NULL;
END $$
"""
ON_CHANGE = """
CREATE TRIGGER invekto_tell_assignment AFTER UPDATE OF assigned_to_id ON conversations
FOR EACH ROW WHEN (OLD.assigned_to_id IS DISTINCT FROM NEW.assigned_to_id)
EXECUTE FUNCTION invekto_tell_assignment()
"""


class Migration(migrations.Migration):
    dependencies = [("core", "0009_inbox_visibility"), ("messaging", "0009_given_and_called_back")]

    operations = [
        migrations.AddField("contact", "lead_since", models.DateTimeField(null=True)),
        migrations.RunSQL(BACKFILL, migrations.RunSQL.noop),
        migrations.CreateModel(
            name="TalkGuard",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=invekto.core.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("kind", models.CharField(choices=[("flood", "Flood"), ("loop", "Loop")], max_length=8)),
                ("began_at", models.DateTimeField()),
                ("last_at", models.DateTimeField()),
                ("over_at", models.DateTimeField(null=True)),
                ("said_at", models.DateTimeField(null=True)),
                (
                    "conversation",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="messaging.conversation",
                    ),
                ),
                (
                    "tenant",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="core.tenant",
                    ),
                ),
            ],
            options={
                "db_table": "talk_guards",
                "indexes": [
                    models.Index(fields=["tenant", "conversation", "-began_at"], name="talk_guard_newest")
                ],
            },
        ),
        tenant_table("talk_guards", references={"conversation_id": "conversations"}),
        migrations.RunSQL(
            [TELL, ON_CHANGE],
            [
                "DROP TRIGGER invekto_tell_assignment ON conversations",
                "DROP FUNCTION invekto_tell_assignment()",
            ],
        ),
    ]
