"""Who had a talk last, who it was given to by rule, and when the customer will be written to."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0008_desk_settings"),
        ("messaging", "0008_hot_lists"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField("conversation", "given_at", models.DateTimeField(null=True)),
        migrations.AddField(
            "conversation",
            "last_person",
            models.ForeignKey(
                db_constraint=False,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField("conversation", "callback_at", models.DateTimeField(null=True)),
        migrations.AddIndex(
            "conversation",
            models.Index(
                fields=["tenant", "callback_at"],
                condition=models.Q(callback_at__isnull=False),
                name="conversation_callback",
            ),
        ),
        migrations.RunSQL(
            "ALTER TABLE conversations ADD CONSTRAINT conversations_last_person_id_fk "
            "FOREIGN KEY (tenant_id, last_person_id) REFERENCES users (tenant_id, id) "
            "DEFERRABLE INITIALLY IMMEDIATE",
            migrations.RunSQL.noop,
        ),
    ]
