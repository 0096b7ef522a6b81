import django.db.models.deletion
from django.db import migrations, models

import invekto.core.ids


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("core", "0002_security"),
    ]

    operations = [
        migrations.CreateModel(
            name="TenantFileRecord",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=invekto.core.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("entries", models.JSONField(default=dict)),
                ("applied_at", models.DateTimeField()),
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
                "db_table": "tenant_file_records",
                "constraints": [models.UniqueConstraint(fields=("tenant",), name="tenant_file_record_once")],
            },
        ),
    ]
