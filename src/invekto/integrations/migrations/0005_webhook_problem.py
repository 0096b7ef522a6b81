"""Why an account's changes cannot be pushed to us, for the connections page."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("integrations", "0004_security")]

    operations = [
        migrations.AddField(
            model_name="integrationaccount",
            name="webhook_problem",
            field=models.TextField(null=True),
        ),
    ]
