"""Row-level security and tenant-carrying keys of the sending pace."""

from django.db import migrations

from invekto.core.migration_ops import tenant_table


class Migration(migrations.Migration):
    dependencies = [("messaging", "0004_doors"), ("outbound", "0003_pace")]

    operations = [tenant_table("sending_pace", references={"number_id": "whatsapp_numbers"})]
