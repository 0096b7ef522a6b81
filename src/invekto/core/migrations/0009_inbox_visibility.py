from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("core", "0008_desk_settings")]

    operations = [
        migrations.AddField(
            model_name="tenant",
            name="inbox_visibility",
            field=models.CharField(
                choices=[("own", "Own"), ("team", "Team")], db_default="own", default="own", max_length=8
            ),
        ),
    ]
