"""The bot takes back what people have left: after the tenant's own time of silence, and only where nothing is open."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from invekto.agent_ai import handing_back
from invekto.core import audit
from invekto.core.models import Tenant
from invekto.core.statements import run_prepared
from invekto.core.tenancy import tenant_scope
from invekto.messaging import services as messaging
from invekto.messaging.models import Conversation, Mode

MOST_HOURS = 24 * 30
_AT_ONCE = 200


class BadDesk(ValueError):
    """A setting of the desk is refused, and nothing was changed; ``text_id`` says why."""

    def __init__(self, text_id: str) -> None:
        super().__init__(text_id)
        self.text_id = text_id


def set_desk(
    tenant_id: UUID, *, bot_resumes_after: int | None, alerts_by_email: bool, now: datetime, actor: str
) -> None:
    """``bot_resumes_after``: whole hours, None for never. Inside the tenant's scope. Raises BadDesk."""
    if bot_resumes_after is not None and not 1 <= bot_resumes_after <= MOST_HOURS:
        raise BadDesk("team-problem-hours")
    tenant = Tenant.objects.select_for_update(no_key=True).get(id=tenant_id)
    if (tenant.bot_resumes_after, tenant.alerts_by_email) == (bot_resumes_after, alerts_by_email):
        return
    tenant.bot_resumes_after, tenant.alerts_by_email = bot_resumes_after, alerts_by_email
    tenant.updated_at = now
    tenant.save(update_fields=["bot_resumes_after", "alerts_by_email", "updated_at"])
    audit.append(
        "desk.changed",
        tenant_id=tenant_id,
        actor=actor,
        now=now,
        details={"bot_resumes_after": bot_resumes_after, "alerts_by_email": alerts_by_email},
    )


# Nothing is open: nobody waits, or all that was said since the last person's word was thanks or a yes. Whoever took
# over without a word has the same time.
_LEFT = """
SELECT talk.id FROM conversations talk
LEFT JOIN LATERAL (
    SELECT m.received_at AS at FROM messages m
    WHERE m.tenant_id = app_tenant() AND m.conversation_id = talk.id AND m.author = 'human'
      AND m.status IS DISTINCT FROM 'cancelled'
    ORDER BY m.at DESC, m.id DESC LIMIT 1
) AS word ON true
WHERE talk.tenant_id = app_tenant() AND talk.mode = 'human' AND talk.callback_at IS NULL
  AND talk.snoozed_until IS NULL
  AND talk.taken_over_at < %s::timestamptz
  AND coalesce(word.at, talk.taken_over_at) < %s::timestamptz
  AND (talk.waiting_since IS NULL OR (word.at IS NOT NULL AND NOT EXISTS (
      SELECT 1 FROM messages said
      WHERE said.tenant_id = app_tenant() AND said.conversation_id = talk.id AND said.author = 'customer'
        AND said.received_at > word.at AND said.revoked_at IS NULL
        AND coalesce(said.analysis ->> 'intent', '') NOT IN ('thanks', 'affirm'))))
ORDER BY talk.id
LIMIT %s::int
FOR UPDATE OF talk SKIP LOCKED
"""


def resume_left(tenant_id: UUID, now: datetime) -> int:
    """Returns how many talks the bot took back. Opens its own scopes; safe to repeat."""
    resumed = 0
    while True:
        with tenant_scope(tenant_id):
            hours = Tenant.objects.values_list("bot_resumes_after", flat=True).get(id=tenant_id)
            found = _resume(now, hours) if hours else 0
        resumed += found
        if found < _AT_ONCE:
            return resumed


def _resume(now: datetime, hours: int) -> int:
    before = now - timedelta(hours=hours)
    seen = {row[0] for row in run_prepared(_LEFT, [before, before, _AT_ONCE])}
    # Words that were written while we came to the row are not among those that were just counted.
    ids = [row[0] for row in run_prepared(_LEFT, [before, before, _AT_ONCE]) if row[0] in seen]
    talks = list(Conversation.objects.filter(id__in=ids, mode=Mode.HUMAN).order_by("id"))
    if not talks:
        return 0
    handing_back.free(talks, now=now, actor="system")
    messaging.record_notices(
        [(talk, {"hours": hours}) for talk in talks], "handover-notice-resumed-after", now=now
    )
    return len(talks)
