"""A platform that fails again and again is asked less and less often."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("integrations", "0005_webhook_problem")]

    operations = [
        migrations.AddField(
            model_name="integrationaccount",
            name="failures",
            field=models.PositiveIntegerField(null=True),
        ),
        migrations.AddField(
            model_name="integrationaccount",
            name="retry_at",
            field=models.DateTimeField(null=True),
        ),
    ]
