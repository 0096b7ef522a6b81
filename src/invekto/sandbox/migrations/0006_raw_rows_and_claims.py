from uuid import uuid4

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("sandbox", "0005_trendyol_questions"),
    ]

    operations = [
        migrations.AddField("hepsiburadaclaim", "details", models.JSONField(default=dict)),
        migrations.AddField("hepsiburadaproduct", "raw", models.JSONField(default=dict)),
        migrations.AddField("hepsiburadaquestion", "raw", models.JSONField(default=dict)),
        migrations.AddField("trendyolproduct", "raw", models.JSONField(default=dict)),
        migrations.AddField("trendyolquestion", "raw", models.JSONField(default=dict)),
        migrations.AddField("trendyolclaim", "raw", models.JSONField(default=dict)),
        migrations.AddField("trendyolclaim", "history", models.JSONField(default=list)),
        migrations.AddField("trendyolclaim", "unit", models.PositiveIntegerField(default=0)),
        migrations.AddField("trendyolclaim", "claim_id", models.UUIDField(default=uuid4)),
        # One default was written into every row that was there: each was a claim of its own.
        migrations.RunSQL(
            "UPDATE sandbox_trendyol_claims SET claim_id = id", reverse_sql=migrations.RunSQL.noop
        ),
    ]
