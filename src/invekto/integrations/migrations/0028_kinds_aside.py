"""What was kept aside so far says in its reason, or by its account, what it is of."""

from django.db import migrations, models

SORT = """
UPDATE quarantined_rows AS aside SET kind = 'claim', problem = substr(problem, 8) WHERE problem LIKE 'claim: %';
UPDATE quarantined_rows AS aside SET kind = 'parcel'
FROM integration_accounts AS account
WHERE account.tenant_id = aside.tenant_id AND account.id = aside.account_id
  AND account.provider IN ('aras', 'yurtici');
"""
BACK = "UPDATE quarantined_rows SET problem = 'claim: ' || problem WHERE kind = 'claim'"


class Migration(migrations.Migration):
    dependencies = [("integrations", "0027_claims_asked")]

    operations = [
        migrations.AddField(
            model_name="quarantinedrow",
            name="kind",
            field=models.CharField(
                choices=[("order", "Order"), ("claim", "Claim"), ("parcel", "Parcel")],
                db_default="order",
                default="order",
                max_length=6,
            ),
        ),
        migrations.RunSQL(SORT, BACK),
    ]
