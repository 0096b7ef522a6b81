"""What a colleague submits twice (a double click, a retry after a timeout) is one message."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("messaging", "0004_doors")]

    operations = [
        migrations.AddField(
            model_name="message",
            name="client_key",
            field=models.UUIDField(null=True),
        ),
        migrations.AddConstraint(
            model_name="message",
            constraint=models.UniqueConstraint(
                condition=models.Q(("client_key__isnull", False)),
                fields=("tenant", "client_key"),
                name="message_submitted_once",
            ),
        ),
    ]
