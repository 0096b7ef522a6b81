import django.db.models.deletion
from django.db import migrations, models

import invekto.core.ids


def reference(to: str, **more: object) -> models.ForeignKey:
    return models.ForeignKey(
        db_constraint=False,
        db_index=False,
        on_delete=django.db.models.deletion.DO_NOTHING,
        related_name="+",
        to=to,
        **more,
    )


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0010_resuming_tenants"),
        ("integrations", "0019_parcel_paces_security"),
        ("messaging", "0014_beside_talks_security"),
        ("orders", "0007_cancellations_security"),
    ]

    operations = [
        migrations.CreateModel(
            name="ParcelNotice",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=invekto.core.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("kind", models.CharField(max_length=12)),
                (
                    "state",
                    models.CharField(
                        choices=[("planned", "Planned"), ("sent", "Sent"), ("dropped", "Dropped")],
                        default="planned",
                        max_length=8,
                    ),
                ),
                (
                    "why_not",
                    models.CharField(
                        choices=[
                            ("overtaken", "Overtaken"),
                            ("nobody", "Nobody"),
                            ("unwanted", "Unwanted"),
                            ("no_template", "No Template"),
                            ("switched_off", "Switched Off"),
                        ],
                        default="",
                        max_length=16,
                    ),
                ),
                ("last_day", models.DateField(null=True)),
                ("order_number", models.TextField(default="")),
                ("message_id", models.UUIDField(null=True)),
                ("planned_at", models.DateTimeField()),
                ("due_at", models.DateTimeField()),
                ("settled_at", models.DateTimeField(null=True)),
                ("conversation", reference("messaging.conversation", null=True)),
                ("parcel", reference("integrations.trackedparcel")),
                ("tenant", reference("core.tenant")),
            ],
            options={
                "db_table": "parcel_notices",
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", "planned")),
                        fields=["tenant", "due_at"],
                        name="parcel_notice_due",
                    ),
                    models.Index(
                        condition=models.Q(("state", "sent")),
                        fields=["tenant", "conversation", "-settled_at"],
                        name="parcel_notice_in_thread",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("tenant", "parcel", "kind"), name="parcel_told_once")
                ],
            },
        ),
    ]
