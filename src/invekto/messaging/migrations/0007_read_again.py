"""Events that could not be read are tried again; those that were given up until now are, too."""

from django.db import migrations, models

# How many there are, of all tenants together, for the operator's figures; nothing else of them is shown.
FUNCTION = """
CREATE FUNCTION invekto_unreadable_events() RETURNS bigint LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = public
AS $$ SELECT count(*) FROM webhook_events WHERE problem IS NOT NULL AND processed_at IS NULL $$
"""
GIVEN_UP = (
    "UPDATE webhook_events SET processed_at = NULL, retry_at = received_at, attempts = 1 "
    "WHERE problem IS NOT NULL"
)


class Migration(migrations.Migration):
    dependencies = [("messaging", "0006_doors_for_lists")]

    operations = [
        migrations.AddField(
            model_name="webhookevent",
            name="attempts",
            field=models.PositiveIntegerField(default=0, db_default=0),
        ),
        migrations.AddField(
            model_name="webhookevent", name="retry_at", field=models.DateTimeField(null=True)
        ),
        migrations.RunSQL(GIVEN_UP, migrations.RunSQL.noop),
        migrations.RunSQL(FUNCTION, "DROP FUNCTION invekto_unreadable_events()"),
    ]
