"""The same submission twice is one message: a double click, a retry after a timeout, two tabs of one draft."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID, uuid5

from django.db import IntegrityError, transaction

from invekto.messaging.models import Message
from invekto.outbound.models import OutboundMessage

_CONSTRAINT = "message_submitted_once"


def submission_key(draft: str, conversation_id: UUID, words: str) -> UUID | None:
    """``draft``: made by the page for each draft. Other words under the same draft are another message."""
    try:
        return uuid5(UUID(draft), f"{conversation_id} {words}")
    except ValueError:
        return None


def once(key: UUID | None, send: Callable[[], OutboundMessage]) -> None:
    """Run ``send`` unless this submission is a message already; without a key, always.

    The database decides between two at once. Raises what ``send`` raises.
    """
    if key is None:
        send()
        return
    if Message.objects.filter(client_key=key).exists():
        return
    try:
        with transaction.atomic():
            row = send()
            Message.objects.filter(pk=row.message_id).update(client_key=key)
    except IntegrityError as error:
        if _constraint_of(error) != _CONSTRAINT:
            raise


def _constraint_of(error: IntegrityError) -> str | None:
    diagnosis = getattr(error.__cause__, "diag", None)
    return getattr(diagnosis, "constraint_name", None)
