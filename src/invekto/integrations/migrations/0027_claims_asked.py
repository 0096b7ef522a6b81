from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("integrations", "0026_question_notes_security"),
    ]

    operations = [
        migrations.AddField(
            model_name="integrationaccount",
            name="claims_failures",
            field=models.PositiveIntegerField(db_default=0, default=0),
        ),
        migrations.AddField(
            model_name="integrationaccount",
            name="claims_retry_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="knownclaim",
            name="asked_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddIndex(
            model_name="knownclaim",
            index=models.Index(fields=["tenant", "account", "opened_at"], name="claim_by_day"),
        ),
    ]
