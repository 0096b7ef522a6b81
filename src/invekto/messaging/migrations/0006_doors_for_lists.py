"""One query opens a number's doors for everything that a webhook names."""

from django.db import migrations, models

from invekto.core.databases import APP_ROLE


def _opened(column: str) -> str:
    return f"({column} <> '' AND {column} = ANY (string_to_array(current_setting('door.{column}', true), E'\\n')))"


SHOWN = " OR ".join(
    [
        "tenant_id = app_tenant_or_null()",
        _opened("phone_number_id"),
        _opened("waba_id"),
        "(verify_token_hash <> '' AND verify_token_hash = current_setting('door.verify_token_hash', true))",
    ]
)


class Migration(migrations.Migration):
    dependencies = [("messaging", "0005_client_key")]

    operations = [
        migrations.AddIndex(
            model_name="whatsappnumber",
            index=models.Index(fields=["waba_id"], name="whatsapp_number_account"),
        ),
        migrations.AddIndex(
            model_name="whatsappnumber",
            index=models.Index(fields=["verify_token_hash"], name="whatsapp_number_verify"),
        ),
        migrations.RunSQL(
            f"ALTER POLICY app_read ON whatsapp_numbers TO {APP_ROLE} USING ({SHOWN})",
            migrations.RunSQL.noop,
        ),
    ]
