"""When the bot takes a talk back, and whether the owner is told by e-mail that nobody is at the desk."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("core", "0007_tenant_intent_thresholds")]

    operations = [
        migrations.AddField(
            model_name="tenant",
            name="bot_resumes_after",
            field=models.PositiveSmallIntegerField(null=True),
        ),
        migrations.AddField(
            model_name="tenant",
            name="alerts_by_email",
            field=models.BooleanField(db_default=True, default=True),
        ),
    ]
