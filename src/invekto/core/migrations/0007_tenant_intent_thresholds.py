from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0006_audit_heads"),
    ]

    operations = [
        migrations.AddField(
            model_name="tenant",
            name="intent_thresholds",
            field=models.JSONField(db_default={}, default=dict),
        ),
    ]
