"""Row-level security and tenant-carrying keys of the replies' tables."""

from django.db import migrations

from invekto.core.migration_ops import tenant_table


class Migration(migrations.Migration):
    dependencies = [("agent_ai", "0005_replies")]

    operations = [
        tenant_table("canned_replies"),
        tenant_table(
            "suggested_replies",
            references={
                "conversation_id": "conversations",
                "message_id": "messages",
                "canned_id": "canned_replies",
                "past_id": "messages",
                "sent_message_id": "messages",
                "decided_by_id": "users",
                "judgement_id": "answer_judgements",
            },
        ),
        tenant_table("past_answers", references={"answer_id": "messages", "question_id": "messages"}),
        tenant_table("reply_proposals", references={"canned_id": "canned_replies", "user_id": "users"}),
    ]
