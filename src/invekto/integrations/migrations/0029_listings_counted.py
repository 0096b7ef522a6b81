from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("integrations", "0028_kinds_aside")]

    operations = [
        migrations.AddField(
            model_name="listingfeed",
            name="counted",
            field=models.PositiveIntegerField(db_default=0, default=0),
        ),
        migrations.AddField(
            model_name="listingfeed",
            name="total",
            field=models.PositiveIntegerField(null=True),
        ),
    ]
