"""Indexes for what pages and daily work ask for.

Not made concurrently: that would wait for a second process that waits for this one's lock (core.schema).
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("messaging", "0007_read_again")]

    operations = [
        migrations.AddIndex(
            "webhookevent",
            models.Index(
                fields=["tenant", "retry_at"],
                condition=models.Q(problem__isnull=False, processed_at=None),
                name="webhook_event_unreadable",
            ),
        ),
        migrations.AddIndex(
            "webhookevent", models.Index(fields=["tenant", "received_at"], name="webhook_event_age")
        ),
        migrations.AddIndex(
            "conversation",
            models.Index(
                fields=["tenant", "waiting_since"],
                condition=models.Q(mode="bot", waiting_since__isnull=False),
                name="conversation_left_by_bot",
            ),
        ),
        migrations.AddIndex(
            "message",
            models.Index(
                fields=["tenant", "media"],
                condition=models.Q(media__isnull=False),
                name="message_with_media",
            ),
        ),
        migrations.AddIndex(
            "message",
            models.Index(
                fields=["tenant", "-at"], condition=models.Q(status="failed"), name="message_failed"
            ),
        ),
    ]
