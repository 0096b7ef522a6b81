"""Who has messages that are still to leave, or of which nobody knows whether they left."""

from django.db import migrations

from invekto.core.migration_ops import tenants_having


class Migration(migrations.Migration):
    dependencies = [("outbound", "0004_pace_security")]

    operations = [
        tenants_having(
            "open_rows",
            "EXISTS (SELECT 1 FROM outbound_messages o WHERE o.tenant_id = t.id AND o.state = 'queued') "
            "OR EXISTS (SELECT 1 FROM outbound_messages o WHERE o.tenant_id = t.id "
            "AND o.state IN ('sending', 'unknown'))",
        )
    ]
