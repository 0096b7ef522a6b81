"""Whom sales people may win, stops of the bot, and news of every change of whose a conversation is."""

import django.db.models.deletion
from django.db import migrations, models

import invekto.core.ids
from invekto.core.migration_ops import tenant_table

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
        # Who is a lead already: 0012, which holds no table while it reads all messages.
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
