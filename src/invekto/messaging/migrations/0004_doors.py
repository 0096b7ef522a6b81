"""Two more doors to a business number: its WhatsApp account, and the token of Meta's verification."""

from django.db import migrations

from invekto.core.databases import APP_ROLE

DOORS = ("phone_number_id", "waba_id", "verify_token_hash")
SHOWN = " OR ".join(
    ["tenant_id = app_tenant_or_null()"]
    + [f"({column} <> '' AND {column} = current_setting('door.{column}', true))" for column in DOORS]
)


class Migration(migrations.Migration):
    dependencies = [("messaging", "0003_routing_and_delivery")]

    operations = [
        migrations.RunSQL(
            f"ALTER POLICY app_read ON whatsapp_numbers TO {APP_ROLE} USING ({SHOWN})",
            migrations.RunSQL.noop,
        ),
    ]
