"""The desk: conversations that are closed or put off, what they are about, and the words they are found by."""

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import migrations, models

import invekto.core.ids
from invekto.core.migration_ops import tenant_table

# A word as it stands in the index: with the end of its tenant's id, which is random (ids begin with the time).
WORDS = """
CREATE FUNCTION invekto_words(tenant uuid, words text[]) RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT array_to_tsvector(ARRAY(SELECT right(tenant::text, 8) || ':' || word FROM unnest(words) AS word))
$$
"""
# Of each conversation of the tenant in scope the newest message that has, for each of the words, one that begins
# with it. It runs as the tables' owner: behind a row policy the index is not used, because the comparison of words
# may not be done before the policy's own. So the tenant is asked for here, and no words of a caller can name
# another's.
FOUND = """
CREATE FUNCTION invekto_found_messages(beginnings text[])
RETURNS TABLE (conversation_id uuid, id uuid, at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
    SELECT DISTINCT ON (found.conversation_id) found.conversation_id, found.id, found.at FROM message_words found
    WHERE found.tenant_id = (SELECT app_tenant()) AND found.words @@ (
        SELECT string_agg(
            '''' || right(app_tenant()::text, 8) || ':'
            || replace(replace(word, '\\', '\\\\'), '''', '''''') || ''':*', ' & '
        )::tsquery FROM unnest(beginnings) AS word
    )
    ORDER BY found.conversation_id, found.at DESC, found.id DESC
$$
"""
# Contacts that are made one, or parted again, take their messages along to another conversation.
FOLLOW = """
CREATE FUNCTION invekto_words_follow() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE message_words SET conversation_id = NEW.conversation_id
    WHERE tenant_id = NEW.tenant_id AND id = NEW.id;
    RETURN NULL;
END $$
"""
ON_MOVE = """
CREATE TRIGGER invekto_words_follow AFTER UPDATE OF conversation_id ON messages
FOR EACH ROW WHEN (OLD.conversation_id IS DISTINCT FROM NEW.conversation_id)
EXECUTE FUNCTION invekto_words_follow()
"""


class Migration(migrations.Migration):
    dependencies = [("core", "0009_inbox_visibility"), ("messaging", "0010_roles")]

    operations = [
        migrations.AddField(
            "conversation", "marked_unread", models.BooleanField(default=False, db_default=False)
        ),
        migrations.AddField("conversation", "done_at", models.DateTimeField(null=True)),
        migrations.AddField("conversation", "snoozed_until", models.DateTimeField(null=True)),
        migrations.AddField(
            "conversation", "intent", models.CharField(default="", db_default="", max_length=48)
        ),
        migrations.AddIndex(
            "conversation",
            models.Index(
                fields=["tenant", "-last_message_at", "-id"],
                condition=models.Q(done_at=None),
                name="conversation_open",
            ),
        ),
        migrations.AddIndex(
            "conversation",
            models.Index(
                fields=["tenant", "-done_at", "-id"],
                condition=models.Q(done_at__isnull=False),
                name="conversation_done",
            ),
        ),
        # Whoever was ever helped by a person stays with people; the closed ones stay out.
        migrations.RemoveIndex("conversation", "conversation_needs_person"),
        migrations.AddIndex(
            "conversation",
            models.Index(
                fields=["tenant", "waiting_since"],
                condition=models.Q(mode__in=["waiting", "human"], done_at=None),
                name="conversation_needs_person",
            ),
        ),
        migrations.AddIndex(
            "conversation",
            models.Index(
                fields=["tenant", "snoozed_until"],
                condition=models.Q(snoozed_until__isnull=False),
                name="conversation_snoozed",
            ),
        ),
        migrations.AddIndex(
            "contact",
            models.Index(fields=["tenant"], condition=~models.Q(tags=[]), name="contact_tagged"),
        ),
        migrations.AddIndex(
            "contact",
            models.Index(fields=["tenant"], condition=~models.Q(flags=[]), name="contact_flagged"),
        ),
        migrations.CreateModel(
            name="MessageWords",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=invekto.core.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("conversation_id", models.UUIDField()),
                ("at", models.DateTimeField()),
                ("words", SearchVectorField()),
                (
                    "tenant",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=models.deletion.DO_NOTHING,
                        related_name="+",
                        to="core.tenant",
                    ),
                ),
            ],
            options={
                "db_table": "message_words",
                "indexes": [GinIndex(fields=["words"], name="message_words_found", fastupdate=False)],
            },
        ),
        migrations.CreateModel(
            name="DeskAction",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=invekto.core.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("kind", models.CharField(max_length=16)),
                ("changed", models.JSONField(default=dict)),
                ("at", models.DateTimeField()),
                ("undone_at", models.DateTimeField(null=True)),
                (
                    "tenant",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=models.deletion.DO_NOTHING,
                        related_name="+",
                        to="core.tenant",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=models.deletion.DO_NOTHING,
                        related_name="+",
                        to="core.user",
                    ),
                ),
            ],
            options={
                "db_table": "desk_actions",
                "indexes": [models.Index(fields=["tenant", "at"], name="desk_action_age")],
            },
        ),
        tenant_table("message_words"),
        migrations.RunSQL(
            "ALTER TABLE message_words ADD CONSTRAINT message_words_id_fk FOREIGN KEY (tenant_id, id) "
            "REFERENCES messages (tenant_id, id) ON DELETE CASCADE",
            migrations.RunSQL.noop,
        ),
        tenant_table("desk_actions", references={"user_id": "users"}),
        migrations.RunSQL(WORDS, "DROP FUNCTION invekto_words(uuid, text[])"),
        migrations.RunSQL(FOUND, "DROP FUNCTION invekto_found_messages(text[])"),
        migrations.RunSQL(
            [FOLLOW, ON_MOVE],
            ["DROP TRIGGER invekto_words_follow ON messages", "DROP FUNCTION invekto_words_follow()"],
        ),
    ]
