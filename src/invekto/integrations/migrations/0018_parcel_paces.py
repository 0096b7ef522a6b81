import django.db.models.deletion
from django.db import migrations, models

import invekto.core.ids

PROVIDERS = [
    ("trendyol", "Trendyol"),
    ("hepsiburada", "Hepsiburada"),
    ("aras", "Aras"),
    ("yurtici", "Yurtici"),
    ("google_calendar", "Google Calendar"),
]


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0010_resuming_tenants"),
        ("integrations", "0017_questions_security"),
    ]

    operations = [
        migrations.AddField(
            model_name="trackedparcel", name="sent_at", field=models.DateTimeField(null=True)
        ),
        migrations.RunSQL(
            "UPDATE parcels SET sent_at = least(step_at, (SELECT min(e.at) FROM parcel_events e "
            "WHERE e.tenant_id = parcels.tenant_id AND e.parcel_id = parcels.id))",
            reverse_sql=migrations.RunSQL.noop,
        ),
        migrations.CreateModel(
            name="ParcelPace",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=invekto.core.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("carrier", models.CharField(choices=PROVIDERS, max_length=20)),
                ("city_key", models.TextField()),
                ("parcels", models.PositiveIntegerField()),
                ("hours", models.FloatField()),
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
            options={"db_table": "parcel_paces"},
        ),
        migrations.AddConstraint(
            model_name="parcelpace",
            constraint=models.UniqueConstraint(
                fields=("tenant", "carrier", "city_key"), name="own_pace_once"
            ),
        ),
        migrations.CreateModel(
            name="UsualPace",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("carrier", models.CharField(choices=PROVIDERS, max_length=20)),
                ("city_key", models.TextField()),
                ("hours", models.FloatField()),
            ],
            options={"db_table": "usual_parcel_paces"},
        ),
        migrations.AddConstraint(
            model_name="usualpace",
            constraint=models.UniqueConstraint(fields=("carrier", "city_key"), name="usual_pace_once"),
        ),
    ]
