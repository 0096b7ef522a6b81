"""People's places at the desk, and what the owner was told of it."""

import django.contrib.postgres.fields
import django.db.models.deletion
import invekto.core.ids
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("agent_ai", "0002_security"),
        ("core", "0008_desk_settings"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="DeskAlert",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=invekto.core.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "reason",
                    models.CharField(
                        choices=[
                            ("nobody_there", "Nobody There"),
                            ("no_room", "No Room"),
                            ("emergency", "Emergency"),
                        ],
                        max_length=16,
                    ),
                ),
                ("at", models.DateTimeField()),
                ("waiting", models.PositiveIntegerField()),
                ("longest_since", models.DateTimeField(null=True)),
                ("told_at", models.DateTimeField(null=True)),
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
                "db_table": "desk_alerts",
                "indexes": [models.Index(fields=["tenant", "reason", "-at"], name="desk_alert_newest")],
            },
        ),
        migrations.CreateModel(
            name="Seat",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=invekto.core.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("is_away", models.BooleanField(default=False)),
                ("seen_at", models.DateTimeField(null=True)),
                ("room", models.PositiveSmallIntegerField(default=20)),
                (
                    "languages",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.TextField(), default=list, size=None
                    ),
                ),
                (
                    "takes",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.TextField(choices=[("talk", "Talk"), ("emergency", "Emergency")]),
                        null=True,
                        size=None,
                    ),
                ),
                ("given_at", models.DateTimeField(null=True)),
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
                    "user",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "db_table": "desk_seats",
                "constraints": [
                    models.UniqueConstraint(fields=("tenant", "user"), name="seat_per_person"),
                    models.CheckConstraint(condition=models.Q(("room__lte", 200)), name="seat_room_is_human"),
                ],
            },
        ),
    ]
