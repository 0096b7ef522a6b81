import django.db.models.deletion
from django.db import migrations, models

import invekto.core.ids


def _link(to: str) -> models.ForeignKey:
    return models.ForeignKey(
        db_constraint=False,
        db_index=False,
        on_delete=django.db.models.deletion.DO_NOTHING,
        related_name="+",
        to=to,
    )


def _id() -> models.UUIDField:
    return models.UUIDField(
        default=invekto.core.ids.new_id, editable=False, primary_key=True, serialize=False
    )


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("core", "0002_security"),
        ("messaging", "0002_security"),
        ("integrations", "0004_security"),
    ]

    operations = [
        migrations.CreateModel(
            name="OrderProof",
            fields=[
                ("id", _id()),
                ("external_order_id", models.TextField()),
                ("fact", models.TextField()),
                ("proven_at", models.DateTimeField()),
                ("tenant", _link("core.tenant")),
                ("contact", _link("messaging.contact")),
                ("account", _link("integrations.integrationaccount")),
            ],
            options={"db_table": "order_proofs"},
        ),
        migrations.CreateModel(
            name="IdentityTry",
            fields=[
                ("id", _id()),
                ("order_number", models.TextField()),
                ("tried_at", models.DateTimeField()),
                ("tenant", _link("core.tenant")),
                ("contact", _link("messaging.contact")),
            ],
            options={"db_table": "identity_tries"},
        ),
        migrations.AddIndex(
            model_name="orderproof",
            index=models.Index(fields=["tenant", "contact"], name="order_proof_of_contact"),
        ),
        migrations.AddIndex(
            model_name="identitytry",
            index=models.Index(fields=["tenant", "contact", "tried_at"], name="identity_try_of_contact"),
        ),
    ]
