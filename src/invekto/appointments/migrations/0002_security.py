"""Row-level security and tenant-carrying keys of this room's tables."""

from django.db import migrations

from invekto.core.migration_ops import tenant_table


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0002_security"),
        ("appointments", "0001_initial"),
    ]

    operations = [
        tenant_table("doctors", references={"user_id": "users"}),
        tenant_table("appointment_slots", references={"doctor_id": "doctors"}),
        tenant_table("appointments", references={"doctor_id": "doctors"}),
        tenant_table("service_pricing"),
    ]
