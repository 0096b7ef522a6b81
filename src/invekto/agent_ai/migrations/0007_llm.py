import django.db.models.deletion
import invekto.core.ids
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("agent_ai", "0006_replies_security"),
        ("core", "0007_tenant_intent_thresholds"),
        ("messaging", "0008_hot_lists"),
    ]

    operations = [
        migrations.CreateModel(
            name="LlmCall",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=invekto.core.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("month", models.DateField()),
                ("kind", models.CharField(max_length=10)),
                ("model", models.TextField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("reserved", "Reserved"),
                            ("answered", "Answered"),
                            ("failed", "Failed"),
                            ("lost", "Lost"),
                        ],
                        max_length=10,
                    ),
                ),
                ("reserved", models.DecimalField(decimal_places=6, max_digits=14)),
                ("cost", models.DecimalField(decimal_places=6, max_digits=14, null=True)),
                ("input_tokens", models.PositiveIntegerField(null=True)),
                ("output_tokens", models.PositiveIntegerField(null=True)),
                ("outcome", models.TextField(default="")),
                ("started_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                (
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
                "db_table": "llm_calls",
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", "reserved")), fields=["tenant"], name="llm_call_open"
                    ),
                    models.Index(fields=["tenant", "-started_at"], name="llm_call_newest"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("reserved__gte", 0)), name="llm_reserved_is_a_cost"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="LlmMonth",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=invekto.core.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("month", models.DateField()),
                ("spent", models.DecimalField(decimal_places=6, default=0, max_digits=14)),
                ("calls", models.PositiveIntegerField(default=0)),
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
                "db_table": "llm_months",
                "constraints": [models.UniqueConstraint(fields=("tenant", "month"), name="llm_month_once")],
            },
        ),
        migrations.CreateModel(
            name="LlmSettings",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=invekto.core.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("is_on", models.BooleanField(default=False)),
                ("monthly_cap", models.DecimalField(decimal_places=2, max_digits=9)),
                ("updated_at", models.DateTimeField()),
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
                "db_table": "llm_settings",
                "constraints": [
                    models.UniqueConstraint(fields=("tenant",), name="llm_settings_once"),
                    models.CheckConstraint(
                        condition=models.Q(("monthly_cap__gte", 0)), name="llm_cap_is_no_debt"
                    ),
                ],
            },
        ),
    ]
