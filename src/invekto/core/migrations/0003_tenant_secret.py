import django.db.models.deletion
from django.db import migrations, models

import invekto.core.ids
import invekto.core.models.base


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0002_security"),
    ]

    operations = [
        migrations.CreateModel(
            name="TenantSecret",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=invekto.core.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("name", models.TextField()),
                ("value", invekto.core.models.base.SecretField()),
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
                "db_table": "tenant_secrets",
                "constraints": [
                    models.UniqueConstraint(fields=("tenant", "name"), name="tenant_secret_once")
                ],
            },
        ),
    ]
