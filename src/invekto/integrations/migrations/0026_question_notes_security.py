"""Row-level security of what colleagues note about marketplace questions."""

from django.db import migrations

from invekto.core.migration_ops import tenant_table


class Migration(migrations.Migration):
    dependencies = [("integrations", "0025_question_notes")]

    operations = [
        tenant_table(
            "question_notes", references={"question_id": "marketplace_questions", "user_id": "users"}
        ),
    ]
