"""Which providers there are stands in the registry; a new one is no change of the database."""

from django.db import migrations, models

_COLUMNS = (
    ("integrationaccount", "provider"),
    ("cachedorder", "provider"),
    ("marketplacequestion", "provider"),
    ("trackedparcel", "carrier"),
    ("parcelpace", "carrier"),
    ("usualpace", "carrier"),
)


class Migration(migrations.Migration):
    dependencies = [("integrations", "0019_parcel_paces_security")]

    operations = [
        migrations.AlterField(model, column, models.CharField(max_length=20)) for model, column in _COLUMNS
    ]
