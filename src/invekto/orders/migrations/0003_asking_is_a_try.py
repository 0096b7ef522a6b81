"""Asking for an order that exists counts as asking for one that does not."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("orders", "0002_security")]

    operations = [
        migrations.AddField(
            model_name="identitytry",
            name="only_asked",
            field=models.BooleanField(db_default=False, default=False),
        ),
    ]
