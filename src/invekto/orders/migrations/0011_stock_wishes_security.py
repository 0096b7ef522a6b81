"""Row-level security of what customers wait for, and who has such customers."""

from django.db import migrations

from invekto.core.migration_ops import tenant_table, tenants_having


class Migration(migrations.Migration):
    dependencies = [("orders", "0010_stock_wishes")]

    operations = [
        tenant_table("stock_wishes", references={"conversation_id": "conversations"}),
        tenants_having(
            "stock_wishes",
            "EXISTS (SELECT 1 FROM stock_wishes w WHERE w.tenant_id = t.id AND w.state IN ('waiting', 'planned'))",
        ),
    ]
