"""Which version of a package is stored, what adapters may be told, and an inbox for pushed packages."""

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models

import invekto.core.ids


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0002_security"),
        ("integrations", "0002_security"),
    ]

    operations = [
        migrations.AddField("integrationaccount", "options", models.JSONField(default=dict)),
        migrations.AddField("cachedorder", "phone_at", models.DateTimeField(null=True)),
        migrations.AddField(
            "cachedorder",
            "modified_at",
            models.DateTimeField(default=django.utils.timezone.now),
            preserve_default=False,
        ),
        migrations.CreateModel(
            name="ReceivedPackage",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=invekto.core.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("key", models.TextField()),
                ("payload", models.TextField()),
                ("received_at", models.DateTimeField()),
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
                (
                    "account",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="integrations.integrationaccount",
                    ),
                ),
            ],
            options={
                "db_table": "received_packages",
            },
        ),
        migrations.AddConstraint(
            model_name="receivedpackage",
            constraint=models.UniqueConstraint(fields=("tenant", "account", "key"), name="received_once"),
        ),
    ]
