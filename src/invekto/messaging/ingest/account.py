"""What concerns the account and not a thread: templates, errors, and who wants no marketing."""

from __future__ import annotations

import logging
from datetime import datetime
from typing import Any
from uuid import UUID

from invekto.core import events, live
from invekto.messaging.ingest.fields import UnreadableItem, clean, record, text
from invekto.messaging.models import Contact, MessageTemplate

log = logging.getLogger(__name__)

# The words of webhooks and of the account's list.
TEMPLATE_STATUSES = {
    "APPROVED": MessageTemplate.Status.APPROVED,
    "REINSTATED": MessageTemplate.Status.APPROVED,
    "UNARCHIVED": MessageTemplate.Status.APPROVED,
    "FLAGGED": MessageTemplate.Status.APPROVED,  # a warning: it may still be sent
    "PENDING": MessageTemplate.Status.PENDING,
    "IN_APPEAL": MessageTemplate.Status.PENDING,
    "REJECTED": MessageTemplate.Status.REJECTED,
    "PAUSED": MessageTemplate.Status.PAUSED,
    "LIMIT_EXCEEDED": MessageTemplate.Status.PAUSED,
    "LOCKED": MessageTemplate.Status.PAUSED,
    "DISABLED": MessageTemplate.Status.DISABLED,
    "ARCHIVED": MessageTemplate.Status.DISABLED,
    "PENDING_DELETION": MessageTemplate.Status.DISABLED,
    "DELETED": MessageTemplate.Status.DISABLED,
}


def template_change(payload: dict[str, Any], *, tenant_id: UUID, now: datetime) -> None:
    """Approval, rejection, pause, or a category Meta changed on its own. Unknown templates are left alone."""
    payload = clean(payload)
    value = record(payload, "item")
    template = (
        MessageTemplate.objects.select_for_update()
        .filter(name=text(value, "message_template_name"), language=text(value, "message_template_language"))
        .first()
    )
    if template is None:
        return
    match payload.get("field"):
        case "message_template_status_update":
            status = TEMPLATE_STATUSES.get(text(value, "event"))
            if status is None:
                raise UnreadableItem("the template's event is not one we know")
            template.status = status
            template.status_reason = text(value, "reason") if text(value, "reason") != "NONE" else None
            template.provider_id = text(value, "message_template_id") or template.provider_id
        case "template_category_update":
            category = text(value, "new_category").lower()
            if category in MessageTemplate.Category.values:
                template.category = category
        case _:
            return
    template.updated_at = now
    template.save(update_fields=["status", "status_reason", "provider_id", "category", "updated_at"])
    events.record(
        "template.changed", tenant_id=tenant_id, now=now, subject_id=template.pk, status=template.status
    )
    live.announce("account", tenant_id=tenant_id)


def error(payload: dict[str, Any], *, tenant_id: UUID, now: datetime) -> None:
    """A problem of the account or of WhatsApp itself, tied to no message."""
    code = record(clean(payload), "item").get("code")
    code = code if isinstance(code, int) else None
    log.warning("WhatsApp reports error %s for an account of tenant %s.", code, tenant_id)
    events.record("whatsapp.error", tenant_id=tenant_id, now=now, code=code)
    live.announce("account", tenant_id=tenant_id)


def preference(payload: dict[str, Any], contact: Contact, *, now: datetime) -> None:
    """``stop`` is an opt-out at once. ``resume`` lifts WhatsApp's own block and is no consent to us."""
    item = record(clean(payload), "item")
    if text(item, "value") != "stop" or contact.opted_out_at is not None:
        return
    opt_out(contact, how="whatsapp", now=now)


def opt_out(contact: Contact, *, how: str, now: datetime) -> None:
    """The contact wants no messages but answers and what was bought or booked. Runs in the tenant's scope."""
    contact.opted_out_at, contact.opted_out_how = now, how
    contact.save(update_fields=["opted_out_at", "opted_out_how"])
    events.record("contact.opted_out", tenant_id=contact.tenant_id, now=now, subject_id=contact.pk, how=how)


def opt_in(contact: Contact, *, how: str, message_id: UUID, now: datetime) -> None:
    """Messages again; the event leads to the words in which it was said. Runs in the tenant's scope."""
    contact.opted_out_at, contact.opted_out_how = None, None
    contact.save(update_fields=["opted_out_at", "opted_out_how"])
    events.record(
        "contact.opted_in",
        tenant_id=contact.tenant_id,
        now=now,
        subject_id=contact.pk,
        how=how,
        message_id=str(message_id),
    )
