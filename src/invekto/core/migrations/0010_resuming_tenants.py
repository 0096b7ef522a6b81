"""Whose bot takes talks back by itself."""

from django.db import migrations

from invekto.core.migration_ops import tenants_having


class Migration(migrations.Migration):
    dependencies = [("core", "0009_inbox_visibility")]

    operations = [tenants_having("resuming_bots", "t.bot_resumes_after IS NOT NULL")]
