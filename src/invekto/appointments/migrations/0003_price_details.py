from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("appointments", "0002_security"),
    ]

    operations = [
        migrations.AddField(
            model_name="serviceprice",
            name="description_en",
            field=models.TextField(default=""),
        ),
        migrations.AddField(
            model_name="serviceprice",
            name="recovery_days",
            field=models.PositiveIntegerField(default=0),
        ),
    ]
