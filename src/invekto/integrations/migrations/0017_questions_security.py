"""Row-level security of marketplace questions and their answers."""

from django.db import migrations

from invekto.core.migration_ops import tenant_table


class Migration(migrations.Migration):
    dependencies = [("integrations", "0016_questions")]

    operations = [
        tenant_table(
            "marketplace_questions",
            references={"account_id": "integration_accounts", "assigned_to_id": "users"},
        ),
        tenant_table(
            "question_answers", references={"question_id": "marketplace_questions", "user_id": "users"}
        ),
        tenant_table("question_feeds", references={"account_id": "integration_accounts"}),
    ]
