"""A job that waits for another with the same lock is begun as soon as that one ends.

The job engine tells workers of new jobs only: one that could not be begun when it was told of would lie there
until a worker happens to look again.
"""

from django.db import migrations

WAKE = """
CREATE FUNCTION invekto_wake_next_of_lock() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    next record;
    news text;
BEGIN
    SELECT id, queue_name INTO next FROM procrastinate_jobs
     WHERE lock = OLD.lock AND status = 'todo' AND (scheduled_at IS NULL OR scheduled_at <= now())
     ORDER BY priority DESC, id LIMIT 1;
    IF FOUND THEN
        news := json_build_object('type', 'job_inserted', 'job_id', next.id)::text;
        PERFORM pg_notify('procrastinate_queue_v1#' || next.queue_name, news);
        PERFORM pg_notify('procrastinate_any_queue_v1', news);
    END IF;
    RETURN NULL;
END $$
"""
ON_END = """
CREATE TRIGGER invekto_wake_next_of_lock AFTER DELETE OR UPDATE OF status ON procrastinate_jobs
FOR EACH ROW WHEN (OLD.status = 'doing' AND OLD.lock IS NOT NULL) EXECUTE FUNCTION invekto_wake_next_of_lock()
"""


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0004_tenant_secret_security"),
        ("procrastinate", "0041_post_retry_failed_job"),
    ]

    operations = [
        migrations.RunSQL(
            [WAKE, ON_END],
            [
                "DROP TRIGGER invekto_wake_next_of_lock ON procrastinate_jobs",
                "DROP FUNCTION invekto_wake_next_of_lock()",
            ],
        )
    ]
