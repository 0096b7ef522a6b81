"""Rows that could not be read are tried again, and forgotten when a later version of theirs could be."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("integrations", "0006_pause_after_failures")]

    operations = [
        migrations.AddField(
            model_name="quarantinedrow",
            name="package_id",
            field=models.TextField(null=True),
        ),
        migrations.AddField(
            model_name="quarantinedrow",
            name="tried_at",
            field=models.DateTimeField(null=True),
        ),
    ]
